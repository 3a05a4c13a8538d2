package io.rego4j.ast;

import io.rego4j.internal.go.GoPrintf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * A tree for people, as {@code opa parse} prints it: a line for each node, one blank deeper than the node above. It shows
 * what OPA's {@code ast.Pretty} shows: the key of {@code contains} and what template strings hold are not among it.
 */
public final class TreeText {
    /** A line that was written, and what the lines below it are for. */
    private static final class Line {
        final int depth;
        final String text;
        final List<?> below;
        /** The first of them that is not written yet. */
        int next;

        Line(int depth, String text, List<?> below) {
            this.depth = depth;
            this.text = text;
            this.below = below;
        }
    }

    private TreeText() {}

    /** The lines of a node, each with a line feed. */
    public static String of(Node node) {
        StringBuilder out = new StringBuilder();
        try {
            write(node, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** Writes the lines of a node. */
    public static void write(Node node, Appendable out) throws IOException {
        // Not by recursion, for any depth; and each line is made when it is written, for any width.
        Deque<Line> open = new ArrayDeque<>();
        write(line(0, node), open, out);
        while (!open.isEmpty()) {
            Line line = open.peek();
            if (line.next == line.below.size()) {
                open.pop();
                continue;
            }
            int index = line.next++;
            Object below = line.below.get(index);
            write(
                    below instanceof Expr expr && line.text.equals("body")
                            ? expr(line.depth + 1, expr, index)
                            : line(line.depth + 1, below),
                    open,
                    out);
        }
    }

    private static void write(Line line, Deque<Line> open, Appendable out) throws IOException {
        out.append(" ".repeat(line.depth)).append(line.text).append('\n');
        open.push(line);
    }

    private static Line line(int depth, Object item) {
        if (item instanceof Node node && !(item instanceof Term)) {
            return node instanceof Expr expr ? expr(depth, expr, 0) : new Line(depth, name(node), below(node));
        } else if (item instanceof Args args) {
            return new Line(depth, "args", List.copyOf(args.terms));
        } else if (item instanceof Term term) {
            return isLeaf(term)
                    ? new Line(depth, printed(term.toString()), List.of())
                    : new Line(depth, term.kind(), below(term));
        }
        return new Line(depth, item.toString(), List.of());
    }

    /** The parameters of a function. */
    private record Args(List<Term> terms) {}

    private static boolean isLeaf(Term term) {
        return term instanceof NullTerm
                || term instanceof BooleanTerm
                || term instanceof NumberTerm
                || term instanceof StringTerm
                || term instanceof VarTerm;
    }

    private static Line expr(int depth, Expr expr, int index) {
        List<Object> below = new ArrayList<>();
        if (expr.terms() instanceof CallTerm call) {
            below.addAll(call.children());
        } else {
            below.add(expr.terms());
        }
        below.addAll(expr.with());
        return new Line(depth, "expr " + (expr.negated() ? "negated " : "") + "index=" + index, below);
    }

    private static String name(Node node) {
        return node instanceof RegoModule
                ? "module"
                : node instanceof RegoPackage
                        ? "package"
                        : node.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static List<?> below(Node node) {
        if (node instanceof Term) {
            return node instanceof TemplateStringTerm ? List.of() : node.children();
        }
        List<Object> below = new ArrayList<>();
        if (node instanceof RegoModule module) {
            below.add(module.pkg());
            below.addAll(module.imports());
            below.addAll(module.rules());
            below.addAll(module.annotations());
            below.addAll(module.comments());
        } else if (node instanceof Import imported) {
            below.add(imported.path());
            VarTerm alias = imported.alias();
            // An import without alias still has a line for it.
            below.add(alias == null ? "" : alias);
        } else if (node instanceof Rule rule) {
            below.add(rule.head());
            below.add(rule.body());
            Rule otherwise = rule.elseRule();
            if (otherwise != null) {
                below.add(otherwise);
            }
        } else if (node instanceof Head head) {
            below.add(head.ref());
            if (!head.args().isEmpty()) {
                below.add(new Args(head.args()));
            }
            Term value = head.value();
            if (value != null) {
                below.add(value);
            }
        } else {
            below.addAll(node.children());
        }
        return below;
    }

    /**
     * A value as OPA prints it. OPA hands it to Go's {@code Fprintf} as the format, without arguments, so that each percent
     * sign asks for one that is missing.
     */
    private static String printed(String text) {
        return text.indexOf('%') < 0 ? text : new GoPrintf(text).print();
    }
}
