package io.rego4j.parse.antlr;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws the rules of {@code grammar/RegoGrammar.g4} as railroad diagrams: one page of HTML, each rule below the comment that
 * says what it is. A test keeps {@code docs/grammar.html} as this makes it.
 */
final class RailroadPage {
    private static final int UNIT = 8;
    private static final int ROW = 30;
    private static final Pattern TOKEN = Pattern.compile("'[^']*'|[A-Za-z_]+|[()|?*+:;]|#\\s*\\w+|//[^\\n]*");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    private RailroadPage(String grammar) {
        Matcher matcher =
                TOKEN.matcher(grammar.replaceAll("(?s)/\\*.*?\\*/|options \\{[^}]*\\}|parser grammar \\w+;", ""));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
    }

    /** A part of a diagram: its size, the height of its rail, and the drawing with its upper left corner at a place. */
    private interface Part {
        int width();

        int height();

        void draw(StringBuilder out, int x, int y);
    }

    /** The page for a grammar. */
    static String of(String grammar) {
        RailroadPage page = new RailroadPage(grammar);
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                + "<title>The grammar of Rego</title>\n<style>body{font:16px sans-serif;max-width:70em;margin:2em}"
                + "svg{display:block;margin:.5em 0 2em}path,rect{fill:none;stroke:#446;stroke-width:1.5}"
                + "rect{fill:#eef}text{font:13px monospace}p{margin:.2em 0;color:#444}</style>\n"
                + "<h1>The grammar of Rego</h1>\n<p>Drawn from grammar/RegoGrammar.g4.</p>\n");
        List<String> comments = new ArrayList<>();
        while (page.at < page.tokens.size()) {
            String token = page.tokens.get(page.at++);
            if (token.startsWith("// ----")) {
                comments.clear();
                out.append("<h2>")
                        .append(escape(token.replace("-", "").substring(2).trim()))
                        .append("</h2>\n");
            } else if (token.startsWith("//")) {
                comments.add(token.substring(2).trim());
            } else {
                page.rule(token, comments, out);
                comments.clear();
            }
        }
        return out.append("</html>\n").toString();
    }

    private void rule(String name, List<String> comments, StringBuilder out) {
        at++; // the colon
        Part part = choice();
        at++; // the semicolon
        out.append("<h3 id=\"")
                .append(name)
                .append("\">")
                .append(name.replace("_", ""))
                .append("</h3>\n");
        comments.forEach(line -> out.append("<p>").append(escape(line)).append("</p>\n"));
        int width = part.width() + 4 * UNIT;
        out.append("<svg width=\"%d\" height=\"%d\">".formatted(width, part.height() + UNIT));
        line(out, 0, ROW / 2, 2 * UNIT, ROW / 2);
        part.draw(out, 2 * UNIT, 0);
        line(out, width - 2 * UNIT, ROW / 2, width, ROW / 2);
        out.append("</svg>\n");
    }

    private Part choice() {
        List<Part> parts = new ArrayList<>();
        parts.add(sequence());
        while (peek().equals("|")) {
            at++;
            parts.add(sequence());
        }
        return parts.size() == 1 ? parts.get(0) : new Choice(parts);
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>();
        while (!peek().equals("|") && !peek().equals(")") && !peek().equals(";")) {
            if (peek().startsWith("#") || peek().startsWith("//")) {
                at++;
            } else {
                parts.add(repeated());
            }
        }
        return new Sequence(parts);
    }

    private Part repeated() {
        String token = tokens.get(at++);
        Part part;
        if (token.equals("(")) {
            part = choice();
            at++; // the parenthesis
        } else {
            part = new Box(token.replace("_", token.equals(token.toUpperCase(java.util.Locale.ROOT)) ? "_" : ""));
        }
        return switch (peek()) {
            case "?" -> {
                at++;
                yield new Choice(List.of(new Sequence(List.of()), part));
            }
            case "*" -> {
                at++;
                yield new Choice(List.of(new Sequence(List.of()), new Loop(part)));
            }
            case "+" -> {
                at++;
                yield new Loop(part);
            }
            default -> part;
        };
    }

    private String peek() {
        return tokens.get(at);
    }

    private record Box(String text) implements Part {
        @Override
        public int width() {
            return UNIT * text.length() + 4 * UNIT;
        }

        @Override
        public int height() {
            return ROW;
        }

        @Override
        public void draw(StringBuilder out, int x, int y) {
            line(out, x, y + ROW / 2, x + UNIT, y + ROW / 2);
            out.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"22\" rx=\"4\"/><text x=\"%d\" y=\"%d\">%s</text>"
                    .formatted(x + UNIT, y + 4, width() - 2 * UNIT, x + 2 * UNIT, y + 19, escape(text)));
            line(out, x + width() - UNIT, y + ROW / 2, x + width(), y + ROW / 2);
        }
    }

    private record Sequence(List<Part> parts) implements Part {
        @Override
        public int width() {
            return Math.max(2 * UNIT, parts.stream().mapToInt(Part::width).sum());
        }

        @Override
        public int height() {
            return parts.stream().mapToInt(Part::height).max().orElse(ROW);
        }

        @Override
        public void draw(StringBuilder out, int x, int y) {
            int right = x;
            for (Part part : parts) {
                part.draw(out, right, y);
                right += part.width();
            }
            line(out, right, y + ROW / 2, x + width(), y + ROW / 2);
        }
    }

    private record Choice(List<Part> parts) implements Part {
        @Override
        public int width() {
            return parts.stream().mapToInt(Part::width).max().orElse(0) + 4 * UNIT;
        }

        @Override
        public int height() {
            return parts.stream().mapToInt(Part::height).sum();
        }

        @Override
        public void draw(StringBuilder out, int x, int y) {
            int top = y;
            int rail = y + ROW / 2;
            for (Part part : parts) {
                int row = top + ROW / 2;
                out.append("<path d=\"M%d %dh%dV%dh%d\"/>".formatted(x, rail, UNIT, row, UNIT));
                part.draw(out, x + 2 * UNIT, top);
                int end = x + 2 * UNIT + part.width();
                out.append("<path d=\"M%d %dH%dV%dh%d\"/>".formatted(end, row, x + width() - UNIT, rail, UNIT));
                top += part.height();
            }
        }
    }

    private record Loop(Part part) implements Part {
        @Override
        public int width() {
            return part.width() + 2 * UNIT;
        }

        @Override
        public int height() {
            return part.height() + UNIT;
        }

        @Override
        public void draw(StringBuilder out, int x, int y) {
            line(out, x, y + ROW / 2, x + UNIT, y + ROW / 2);
            part.draw(out, x + UNIT, y);
            int right = x + width();
            out.append("<path d=\"M%d %dh%dV%dH%dV%dh%d\"/>"
                    .formatted(
                            right - UNIT, y + ROW / 2, UNIT - 2, y + part.height() + 2, x + 2, y + ROW / 2, UNIT - 2));
            line(out, right - 2, y + ROW / 2, right, y + ROW / 2);
        }
    }

    private static void line(StringBuilder out, int x1, int y1, int x2, int y2) {
        if (x1 != x2 || y1 != y2) {
            out.append("<path d=\"M%d %dL%d %d\"/>".formatted(x1, y1, x2, y2));
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
