package io.rego4j.opa;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Policies made at random, for two evaluators to be compared on: packages {@code p} and {@code q} with rules of all forms,
 * inputs and data with the keys that the rules ask for. A rule refers to earlier ones only, so nothing is recursive; most
 * values come from the input or data, whose types OPA does not know, so that few modules are refused.
 */
final class PolicyGenerator extends RandomWords {
    private static final int DEEPEST = 3;

    private final String suffix;
    private final List<String> documents = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();
    private List<String> scope = new ArrayList<>();
    private int variables;
    private boolean inP;

    /** What is generated: the texts of the modules, and the paths of the rules in package {@code p}. */
    record Generated(List<String> modules, List<String> rules) {}

    /** Policies of packages whose names end so, and are the same otherwise. */
    PolicyGenerator(long seed, String suffix) {
        super(seed);
        this.suffix = suffix;
    }

    Generated policies(int rules) {
        documents.clear();
        functions.clear();
        inP = false;
        List<String> q = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            q.add(rule("q" + suffix, "r" + i));
        }
        q.add(partialObject("q" + suffix, "m"));
        q.add("s.t.u := " + constant(1) + "\n");
        documents.add("data.q" + suffix + ".s.t.u");
        documents.add("data.q" + suffix + ".s");
        documents.add("data.q" + suffix + "[input." + key() + "]");
        inP = true;
        List<String> p = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            int kind = random.nextInt(10);
            String name = "r" + i;
            if (kind < 2) {
                p.add(function("p" + suffix, "f" + i));
            } else {
                String text = kind < 3
                        ? partialObject("p" + suffix, name)
                        : kind < 4 ? deepObject(name) : rule("p" + suffix, name);
                p.add(text);
                if (text.contains(name + "_all")) {
                    names.add(name + "_all");
                }
                names.add(name);
            }
        }
        String imports = random.nextBoolean() ? "import future.keywords[\"not\"]\n\n" : "";
        return new Generated(
                List.of(
                        "package q" + suffix + "\n\n" + String.join("\n", q),
                        "package p" + suffix + "\n\n" + imports + String.join("\n", p)),
                names);
    }

    private String rule(String pkg, String name) {
        String text = switch (random.nextInt(inP ? 7 : 5)) {
            case 0 ->
                name + " contains " + withBody(() -> expr(1)) + "\n" + name + " contains " + withBody(() -> expr(1))
                        + "\n";
            case 1 -> "default " + name + " := " + constant(1) + "\n" + name + " := " + withBody(() -> expr(1)) + "\n";
            case 2 -> name + " := " + guarded() + " else := " + guarded() + " else := " + constant(1) + "\n";
            case 3 ->
                "default " + name + " := false\n" + name + " if {\n" + body() + "}\n" + name + " if {\n" + body()
                        + "}\n";
            case 6 ->
                name + " := " + withBody(() -> composite(1)) + "\n" + name + "_all := [[x, y] | some x in " + name
                        + "; some y in " + name + "]\n";
            case 5 ->
                name + " := " + withBody(() -> pick("1", "2")) + "\n" + name + " := " + withBody(() -> pick("1", "2"))
                        + "\n";
            default -> name + " := " + withBody(() -> expr(1)) + "\n";
        };
        // What may conflict is only asked for: OPA's index of rules may spare it the rule that would meet the conflict.
        if (!text.contains("\n" + name + " :=")) {
            documents.add("data." + pkg + "." + name);
        }
        return text;
    }

    private String partialObject(String pkg, String name) {
        String text = name + "[" + headKey() + "] := " + withBody(() -> expr(1)) + "\n";
        if (random.nextBoolean()) {
            text += name + "[\"" + key() + "\"] := " + withBody(() -> expr(1)) + "\n";
        } else {
            documents.add("data." + pkg + "." + name);
        }
        return text;
    }

    private String deepObject(String name) {
        String open = "{\n";
        scope = new ArrayList<>();
        String body = "    some k0, v0 in " + collection(1) + "; [k0, v0] != null\n";
        scope.addAll(List.of("k0", "v0"));
        body += literals(1, DEEPEST - 1);
        String head =
                random.nextBoolean() ? name + "[k0][" + expr(0) + "] := " + expr(0) : name + "[k0] contains " + expr(0);
        return head + " if " + open + body + "}\n";
    }

    private String function(String pkg, String name) {
        scope = new ArrayList<>(List.of("x0", "x1"));
        String text = name + "(x0, x1) := " + bodyThen(() -> expr(1)) + "\n";
        if (random.nextInt(3) == 0) {
            scope = new ArrayList<>(List.of("x1"));
            text += name + "(" + pick("1", "\"a\"", "[1, 2]", "{\"a\": x1}") + ", " + "x2" + ") := "
                    + bodyThen(() -> expr(1)) + "\n";
            text = text.replace("{\"a\": x1}", "{\"a\": x1}");
            if (!text.contains("{\"a\": x1}")) {
                text = text.replace("x2)", "x1)");
            }
        }
        functions.add("data." + pkg + "." + name);
        return text;
    }

    private String headKey() {
        return pick("\"k\"", "input.a", "input.b.c", "\"é\"");
    }

    private String withBody(java.util.function.Supplier<String> value) {
        scope = new ArrayList<>();
        return bodyThen(value);
    }

    /** A value with a body, which what has an else needs. */
    private String guarded() {
        scope = new ArrayList<>();
        String body = literals(1 + random.nextInt(2), DEEPEST);
        return expr(1) + " if {\n" + body + "}";
    }

    private String bodyThen(java.util.function.Supplier<String> value) {
        String body = random.nextInt(6) == 0 ? "" : literals(1 + random.nextInt(3), DEEPEST);
        String result = value.get();
        return result + (body.isEmpty() ? "" : " if {\n" + body + "}");
    }

    private String body() {
        scope = new ArrayList<>();
        return literals(1 + random.nextInt(3), DEEPEST);
    }

    private String literals(int count, int depth) {
        return IntStream.range(0, count)
                .mapToObj(i -> "    " + literal(depth) + "\n")
                .collect(Collectors.joining());
    }

    private String fresh() {
        return "v" + variables++;
    }

    /** The variable that {@link #fresh} gave last. */
    private String last() {
        return "v" + (variables - 1);
    }

    private String bind(String name) {
        scope.add(name);
        return name;
    }

    private String literal(int depth) {
        switch (random.nextInt(depth > 0 ? 20 : 9)) {
            case 0, 1: {
                String value = expr(depth - 1);
                return bind(fresh()) + " := " + value;
            }
            case 2, 3: {
                String from = collection(depth - 1);
                String item = fresh();
                bind(item);
                return "some " + item + " in " + from + "; " + item + " != \"\"";
            }
            case 4: {
                String from = collection(depth - 1);
                String k = fresh();
                String v = fresh();
                bind(k);
                bind(v);
                return "some " + k + ", " + v + " in " + from + "; [" + k + ", " + v + "] != null";
            }
            case 5:
                return expr(depth - 1) + " " + pick("==", "!=", "<", ">=") + " " + expr(depth - 1);
            case 6:
                return anyRef();
            case 7:
                return "not " + anyRef() + (random.nextBoolean() ? " == " + expr(0) : "");
            case 8: {
                String from = inputRef();
                String a = fresh();
                String b = fresh();
                bind(a);
                bind(b);
                return pick(
                        "[" + a + ", " + b + "] = " + from,
                        "{\"a\": " + a + ", \"b\": " + b + "} = " + from,
                        "[" + a + ", [" + b + ", _]] = " + from);
            }
            case 9: {
                String from = collection(depth - 1);
                List<String> outer = List.copyOf(scope);
                String item = bind(fresh());
                String inner = literals(1, depth - 1).strip();
                scope = new ArrayList<>(outer);
                return "every " + item + " in " + from + " { " + inner + "; " + item + " != 7 }";
            }
            case 10:
                return anyRef() + " with input." + key() + " as " + expr(depth - 1);
            case 11: {
                String value = anyRef() + " with input as " + expr(depth - 1);
                return bind(fresh()) + " := " + value;
            }
            case 12:
                return anyRef() + " with data.base." + key() + " as " + expr(depth - 1);
            case 13:
                return anyRef()
                        + (inP ? " with data.q" + suffix + "." + pick("r0", "r1", "m") + " as " + expr(depth - 1) : "");
            case 14:
                return call(depth - 1) + (random.nextBoolean() ? " == " + expr(0) : "");
            case 15:
                return "not " + call(0);
            case 16:
                return "print(" + expr(depth - 1) + ", " + anyRef() + ")";
            case 17: {
                String from = composite(depth - 1);
                String path = bind(fresh());
                String value = bind(fresh());
                return "walk(" + from + ", [" + path + ", " + value + "])";
            }
            case 18: {
                String from = collection(depth - 1);
                String a = bind(fresh());
                return "some " + pick("[" + a + ", _]", "{\"a\": " + a + "}") + " in " + from;
            }
            default:
                return expr(depth - 1) + " in " + collection(depth - 1);
        }
    }

    /** A call of a built-in function that takes what it is given apart, or gives back a part of it. */
    private String builtin(int depth) {
        int inner = Math.max(0, depth - 1);
        String any = random.nextBoolean() ? inputRef() : composite(inner);
        String array = random.nextBoolean() ? inputRef() : "[" + expr(inner) + ", " + composite(inner) + "]";
        String object = random.nextBoolean() ? inputRef() : "{" + expr(0) + ": " + composite(inner) + ", \"a\": 1}";
        String set = "{" + expr(0) + ", " + inputRef() + "}";
        return pick(
                "count(" + any + ")",
                "sort(" + array + ")",
                "array.concat(" + array + ", [" + expr(0) + "])",
                "array.reverse(" + array + ")",
                "object.get(" + object + ", " + expr(0) + ", 7)",
                "object.keys(" + object + ")",
                "json.marshal(" + any + ")",
                "sprintf(\"%v\", [" + any + "])",
                "$\"<{" + inputRef() + "}>\"",
                "max(" + set + ")",
                "(" + set + " " + pick("|", "&", "-") + " {" + inputRef() + "})");
    }

    private String call(int depth) {
        if (functions.isEmpty()) {
            return anyRef();
        }
        return functions.get(random.nextInt(functions.size())) + "(" + expr(depth - 1) + ", " + expr(depth - 1) + ")";
    }

    private String anyRef() {
        int kind = random.nextInt(10);
        if (kind < 3 && !documents.isEmpty()) {
            String document = documents.get(random.nextInt(documents.size()));
            // OPA knows the types of rules, so a step into one would often be refused.
            return document;
        } else if (kind < 4 && !scope.isEmpty()) {
            return scopeVar();
        }
        return inputRef();
    }

    /** OPA does not know its type. */
    private String inputRef() {
        return (random.nextInt(3) > 0 ? "input." : "data.base.")
                + key()
                + (random.nextInt(3) == 0 ? "[" + step() + "]" : "");
    }

    private String step() {
        return scope.isEmpty() || random.nextBoolean() ? pick("\"a\"", "\"b\"", "0", "1") : scopeVar();
    }

    private String scopeVar() {
        return scope.get(random.nextInt(scope.size()));
    }

    private String collection(int depth) {
        return random.nextInt(4) == 0 ? composite(Math.max(0, depth)) : anyRef();
    }

    private String expr(int depth) {
        int kind = random.nextInt(depth > 0 ? 12 : 6);
        switch (kind) {
            case 0:
                return constant(0);
            case 1, 2:
                return scope.isEmpty() ? anyRef() : scopeVar();
            case 3, 4:
                return anyRef();
            case 5:
                return random.nextInt(3) == 0
                        ? "(" + inputRef() + " " + pick("+", "*", "-", "/", "%") + " " + number() + ")"
                        : anyRef();
            case 6:
                return composite(depth - 1);
            case 7, 8:
                return comprehension(depth - 1);
            case 9:
                return builtin(depth - 1);
            case 10:
                return "[" + fresh() + " | some " + last() + " in " + composite(depth - 1) + "]";
            default:
                return call(depth - 1);
        }
    }

    private String composite(int depth) {
        int size = random.nextInt(4);
        return switch (random.nextInt(4)) {
            case 0 -> list(size, i -> expr(depth), "[", "]");
            case 3 -> list(size, i -> expr(0) + ": " + expr(depth), "{", "}");
            case 1 -> size == 0 ? "set()" : list(size, i -> expr(depth), "{", "}");
            default -> list(size, i -> "\"" + KEYS.get(i) + "\": " + expr(depth), "{", "}");
        };
    }

    /** Its keys are different, so that they cannot conflict. */
    private String objectComprehension(int depth) {
        String from = collection(depth);
        String k = bind(fresh());
        String v = bind(fresh());
        String body = literals(1, depth).strip();
        return "{" + k + ": " + v + " | some " + k + ", " + v + " in " + from + "; " + body + "}";
    }

    private String comprehension(int depth) {
        List<String> outer = List.copyOf(scope);
        int kind = random.nextInt(3);
        if (kind == 2) {
            String object = objectComprehension(depth);
            scope = new ArrayList<>(outer);
            return object;
        }
        String body = literals(1 + random.nextInt(2), depth).strip().replace("\n    ", "; ");
        String text = kind == 0 ? "[" + expr(0) + " | " + body + "]" : "{" + expr(0) + " | " + body + "}";
        scope = new ArrayList<>(outer);
        return text;
    }
}
