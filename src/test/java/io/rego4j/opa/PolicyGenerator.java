package io.rego4j.opa;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Policies made at random, for two evaluators to be compared on: packages {@code p} and {@code q} with rules of all forms,
 * inputs and data with the keys that the rules ask for. A rule refers to earlier ones only, so nothing is recursive; most
 * values come from the input or data, whose types OPA does not know, so that few modules are refused.
 */
final class PolicyGenerator {
    private static final List<String> KEYS = List.of("a", "b", "c", "d", "e");
    private static final int DEEPEST = 3;

    private final Random random;
    private final List<String> documents = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();
    private List<String> scope = new ArrayList<>();
    private int variables;
    private boolean inP;

    /** What is generated: the texts of the modules, and the paths of the rules in package {@code p}. */
    record Generated(List<String> modules, List<String> rules) {}

    PolicyGenerator(long seed) {
        random = new Random(seed);
    }

    Generated policies(int rules) {
        documents.clear();
        functions.clear();
        inP = false;
        List<String> q = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            q.add(rule("q", "r" + i));
        }
        q.add(partialObject("q", "m"));
        q.add("s.t.u := " + constant(1) + "\n");
        documents.add("data.q.s.t.u");
        documents.add("data.q.s");
        documents.add("data.q[input." + key() + "]");
        inP = true;
        List<String> p = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            int kind = random.nextInt(10);
            String name = "r" + i;
            if (kind < 2) {
                p.add(function("p", "f" + i));
            } else {
                p.add(kind < 3 ? partialObject("p", name) : kind < 4 ? deepObject("p", name) : rule("p", name));
                names.add(name);
            }
        }
        String imports = random.nextBoolean() ? "import future.keywords[\"not\"]\n\n" : "";
        return new Generated(
                List.of("package q\n\n" + String.join("\n", q), "package p\n\n" + imports + String.join("\n", p)),
                names);
    }

    /** An input or a data document: an object with some of the keys. */
    String document() {
        return IntStream.range(0, KEYS.size())
                .filter(i -> random.nextInt(5) > 0)
                .mapToObj(i -> "\"" + KEYS.get(i) + "\": " + json(3))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String json(int depth) {
        int size = random.nextInt(4);
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> number();
            case 1, 2 -> string();
            case 3 -> random.nextBoolean() ? "true" : "false";
            case 4 -> random.nextInt(3) == 0 ? "null" : number();
            case 5 -> list(size, i -> json(depth - 1), "[", "]");
            default ->
                list(size, i -> "\"" + KEYS.get((i * 2 + size) % KEYS.size()) + "\": " + json(depth - 1), "{", "}");
        };
    }

    private String number() {
        return pick("0", "1", "2", "3", "-1", "1.5", "2.0", "10", "0.1", "100000000000000000000", "1e3");
    }

    private String string() {
        return "\"" + (random.nextInt(4) == 0 ? pick("é", "😀", "", "x y", "1") : key()) + "\"";
    }

    private String key() {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private interface Item {
        String at(int index);
    }

    private String list(int size, Item item, String open, String close) {
        return IntStream.range(0, size).mapToObj(item::at).collect(Collectors.joining(", ", open, close));
    }

    private String rule(String pkg, String name) {
        String text = switch (random.nextInt(inP ? 6 : 5)) {
            case 0 ->
                name + " contains " + withBody(() -> expr(1)) + "\n" + name + " contains " + withBody(() -> expr(1))
                        + "\n";
            case 1 -> "default " + name + " := " + constant(1) + "\n" + name + " := " + withBody(() -> expr(1)) + "\n";
            case 2 -> name + " := " + guarded() + " else := " + guarded() + " else := " + constant(1) + "\n";
            case 3 ->
                "default " + name + " := false\n" + name + " if {\n" + body() + "}\n" + name + " if {\n" + body()
                        + "}\n";
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

    private String deepObject(String pkg, String name) {
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

    private String bind(String name) {
        scope.add(name);
        return name;
    }

    private String literal(int depth) {
        switch (random.nextInt(depth > 0 ? 16 : 9)) {
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
                return anyRef() + (inP ? " with data.q." + pick("r0", "r1", "m") + " as " + expr(depth - 1) : "");
            case 14:
                return call(depth - 1) + (random.nextBoolean() ? " == " + expr(0) : "");
            default:
                return "not " + call(0);
        }
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
        int kind = random.nextInt(depth > 0 ? 10 : 6);
        switch (kind) {
            case 0:
                return constant(0);
            case 1, 2:
                return scope.isEmpty() ? anyRef() : scopeVar();
            case 3, 4:
                return anyRef();
            case 5:
                return random.nextInt(3) == 0
                        ? "(" + anyRef() + " " + pick("+", "*", "-", "/", "%") + " " + number() + ")"
                        : anyRef();
            case 6:
                return composite(depth - 1);
            case 7, 8:
                return comprehension(depth - 1);
            default:
                return call(depth - 1);
        }
    }

    private String constant(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> number();
            case 1, 2 -> string();
            case 3 -> pick("true", "false", "null");
            default -> list(random.nextInt(3), i -> constant(depth - 1), "[", "]");
        };
    }

    private String composite(int depth) {
        int size = random.nextInt(4);
        return switch (random.nextInt(3)) {
            case 0 -> list(size, i -> expr(depth), "[", "]");
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
