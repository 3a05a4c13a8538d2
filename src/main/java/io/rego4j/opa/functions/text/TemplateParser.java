package io.rego4j.opa.functions.text;

import io.rego4j.internal.deep.DeepStack;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is used most of Go's {@code text/template}; the rest is refused and never another text. */
final class TemplateParser {
    private static final Pattern ACTION = Pattern.compile(
            "\\{\\{(- )?(?:/\\*(?s:.*?)\\*/|((?:\"(?:[^\"\\\\\n]|\\\\.)*+\"|`[^`]*+`|'(?:[^'\\\\\n]|\\\\.)*+'|(?! -\\}\\})(?!\\}\\})[^\"`'])*+))( -)?\\}\\}");
    private static final Pattern TOKEN =
            Pattern.compile("\\s*+(\\$?[A-Za-z_][A-Za-z0-9_]*|\\$|\"(?:[^\"\\\\]|\\\\.)*+\"|`[^`]*`"
                    + "|-?[0-9]+|(?:\\.[A-Za-z_][A-Za-z0-9_]*)|\\.|:=|[|(),=])");

    /** The word that an action begins with. A field may stand right behind it. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*+(?=[\\s.,|:()]|$)");

    /** How many parentheses stand in one another at most, as in Go. */
    private static final int PARENTHESES = 10_000;

    /** What a template can call. */
    private static final Set<String> FUNCTIONS = Set.of(
            "and",
            "call",
            "html",
            "index",
            "slice",
            "js",
            "len",
            "not",
            "or",
            "print",
            "printf",
            "println",
            "urlquery",
            "eq",
            "ge",
            "gt",
            "le",
            "lt",
            "ne");

    /** A part of a template. */
    sealed interface Part {}

    record Text(String text) implements Part {}

    /** A value to print; nothing is printed if it is given a name. */
    record Output(@Nullable String variable, Pipeline pipeline) implements Part {}

    /** A part that is written, or not, or more than once. */
    record Block(String kind, List<String> variables, Pipeline pipeline, List<Part> body, List<Part> otherwise)
            implements Part {}

    /** Calls, each of which gets the result of the one before as its last operand. */
    record Pipeline(List<List<Operand>> calls) {}

    /** Something with a value. */
    sealed interface Operand {}

    record Literal(@Nullable Object value) implements Operand {}

    /** A name with the fields behind it; the name is empty for the dot, or a variable, or a function. */
    record Name(String name, List<String> fields) implements Operand {}

    record Inner(Pipeline pipeline, List<String> fields) implements Operand {}

    private final List<Object> pieces = new ArrayList<>();
    private int at;
    private String ended = "";

    private List<String> tokens = List.of();
    private int token;
    private int parentheses;

    /** The variables that are declared at this place. Go looks for the others while it parses. */
    private final List<String> declared = new ArrayList<>(List.of("$"));

    /** An action's text between its braces. */
    private record Action(String text) {}

    private TemplateParser(String template) throws BuiltinException {
        Matcher action = ACTION.matcher(template);
        int start = 0;
        boolean trim = false;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", start)) {
            if (!action.region(open, template.length()).lookingAt()) {
                throw BuiltinException.of("template: template:1: unclosed action");
            }
            String text = template.substring(start, open);
            text = trim ? text.stripLeading() : text;
            pieces.add(action.group(1) != null ? text.stripTrailing() : text);
            if (action.group(2) != null) {
                pieces.add(new Action(action.group(2).strip()));
            }
            trim = action.group(3) != null;
            start = action.end();
        }
        String rest = template.substring(start);
        pieces.add(trim ? rest.stripLeading() : rest);
    }

    static List<Part> parse(String template) throws BuiltinException {
        TemplateParser parser = new TemplateParser(template);
        List<Part> parts = parser.parts();
        if (!parser.ended.isEmpty()) {
            throw BuiltinException.of("template: template:1: unexpected {{" + parser.ended + "}}");
        }
        return parts;
    }

    private static EvaluationException unsupported(String what) {
        return new EvaluationException(
                EvaluationException.UNSUPPORTED, "strings.render_template with {{" + what + "}} is not in this engine");
    }

    /** The parts up to an end or an else, which is kept. */
    private List<Part> parts() throws BuiltinException {
        List<Part> parts = new ArrayList<>();
        ended = "";
        while (at < pieces.size()) {
            Object piece = pieces.get(at++);
            if (piece instanceof String text) {
                parts.add(new Text(text));
                continue;
            }
            String action = ((Action) piece).text;
            String word = word(action);
            switch (word) {
                case "end", "else" -> {
                    ended = action;
                    return parts;
                }
                case "if", "range", "with" -> parts.add(block(word, action.substring(word.length()), action));
                case "define", "template", "block", "break", "continue" -> throw unsupported(action);
                default -> {
                    if (action.isEmpty()) {
                        throw BuiltinException.of("template: template:1: missing value for command");
                    }
                    parts.add(output(action));
                }
            }
        }
        return parts;
    }

    private static String word(String action) {
        Matcher word = WORD.matcher(action);
        return word.lookingAt() ? word.group() : "";
    }

    private Part block(String kind, String condition, String action) throws BuiltinException {
        int outside = declared.size();
        Block block = DeepStack.step(BuiltinException.class, () -> scoped(kind, condition, action));
        declared.subList(outside, declared.size()).clear();
        return block;
    }

    private Block scoped(String kind, String condition, String action) throws BuiltinException {
        tokens(condition, action);
        List<String> variables = new ArrayList<>();
        int assign = tokens.indexOf(":=");
        if (assign >= 0) {
            List<String> names = tokens.subList(0, assign);
            if (kind.equals("range")
                    && names.size() > 1
                    && !(names.size() == 3 && names.get(1).equals(","))) {
                throw BuiltinException.of("template: template:1: range can only initialize variables");
            }
            for (String name : names) {
                if (!name.equals(",")) {
                    variables.add(name);
                }
            }
            declared.addAll(variables);
            token = assign + 1;
        }
        Pipeline pipeline = whole(action);
        List<Part> body = parts();
        List<Part> otherwise = List.of();
        if (ended.equals("else")) {
            otherwise = parts();
        } else if (word(ended).equals("else")) {
            String next = ended.substring("else".length()).strip();
            String word = word(next);
            if (!word.equals("if") && !word.equals("with")) {
                throw BuiltinException.of("template: template:1: unexpected \"" + next + "\" in else");
            }
            otherwise = List.of(block(word, next.substring(word.length()), next));
            return new Block(kind, variables, pipeline, body, otherwise);
        }
        if (!ended.equals("end")) {
            throw BuiltinException.of("template: template:1: unexpected EOF");
        }
        ended = "";
        return new Block(kind, variables, pipeline, body, otherwise);
    }

    private Part output(String action) throws BuiltinException {
        tokens(action, action);
        String variable = null;
        if (tokens.size() > 1 && tokens.get(1).equals(":=")) {
            variable = tokens.get(0);
            declared.add(variable);
            token = 2;
        }
        return new Output(variable, whole(action));
    }

    private void tokens(String text, String action) {
        List<String> found = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            String before = text.substring(end, matcher.start(1));
            String next = matcher.group(1);
            // Fields stand directly behind what they are fields of.
            boolean field = next.startsWith(".")
                    && next.length() > 1
                    && before.isEmpty()
                    && end > 0
                    && (Character.isLetterOrDigit(text.charAt(end - 1)) || "_$)".indexOf(text.charAt(end - 1)) >= 0);
            found.add(field ? "\0" + next : next);
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (!text.substring(end).isBlank() || found.contains("=")) {
            throw unsupported(action);
        }
        tokens = found;
        token = 0;
    }

    private Pipeline whole(String action) throws BuiltinException {
        Pipeline pipeline = pipeline();
        if (token < tokens.size()) {
            throw BuiltinException.of("template: template:1: unexpected \"" + tokens.get(token) + "\" in " + action);
        }
        return pipeline;
    }

    private Pipeline pipeline() throws BuiltinException {
        List<List<Operand>> calls = new ArrayList<>();
        do {
            List<Operand> call = new ArrayList<>();
            while (token < tokens.size() && !"|)".contains(tokens.get(token))) {
                call.add(operand());
            }
            if (call.isEmpty()) {
                throw BuiltinException.of("template: template:1: missing value for command");
            }
            calls.add(call);
        } while (token < tokens.size() && tokens.get(token).equals("|") && token++ >= 0);
        return new Pipeline(calls);
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        while (token < tokens.size() && tokens.get(token).startsWith("\0")) {
            fields.add(tokens.get(token++).substring(2));
        }
        return fields;
    }

    private Operand operand() throws BuiltinException {
        String next = tokens.get(token++);
        char first = next.charAt(0);
        if (first == '(') {
            if (parentheses >= PARENTHESES) {
                throw BuiltinException.of("template: template:1: max expression depth exceeded");
            }
            parentheses++;
            Pipeline inner = DeepStack.step(BuiltinException.class, this::pipeline);
            parentheses--;
            if (token >= tokens.size() || !tokens.get(token++).equals(")")) {
                throw BuiltinException.of("template: template:1: unclosed left paren");
            }
            return new Inner(inner, fields());
        } else if (first == '"') {
            return new Literal(Encodings.jsonString(next));
        } else if (first == '`') {
            return new Literal(next.substring(1, next.length() - 1));
        } else if (first == '-' || Character.isDigit(first)) {
            return new Literal(Long.parseLong(next));
        } else if (next.equals("true") || next.equals("false")) {
            return new Literal(next.equals("true"));
        } else if (next.equals("nil")) {
            return new Literal(null);
        } else if (first == '.' && next.length() > 1) {
            List<String> fields = new ArrayList<>(List.of(next.substring(1)));
            fields.addAll(fields());
            return new Name("", fields);
        } else if (first == ',') {
            throw BuiltinException.of("template: template:1: unexpected \",\" in operand");
        }
        if (first == '$' && !declared.contains(next)) {
            throw BuiltinException.of("template: template:1: undefined variable \"" + next + "\"");
        }
        if (first != '.' && first != '$' && !FUNCTIONS.contains(next)) {
            throw BuiltinException.of("template: template:1: function \"" + next + "\" not defined");
        }
        return new Name(first == '.' ? "" : next, fields());
    }
}
