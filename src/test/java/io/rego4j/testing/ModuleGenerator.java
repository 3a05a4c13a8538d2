package io.rego4j.testing;

import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Writes random modules that OPA accepts, from a seed: each production of the grammar in each of its forms, with odd but
 * allowed white space and comments between the tokens.
 */
public final class ModuleGenerator {
    private static final int DEPTH = 4;
    private static final List<String> NAMES = List.of("x", "y", "foo", "bar_1", "_", "input", "data", "z9");
    private static final List<String> OPERATORS =
            List.of("+", "-", "*", "/", "%", "&", "|", "==", "!=", "<", ">", "<=", ">=", "in");

    private final Random random;
    private final RegoVersion version;
    private int rules;
    /** True in a module of v0 that imports no keyword. */
    private boolean plain;
    /** True where {@code and} and {@code or} are keywords. */
    private boolean logic;
    /** True where {@code not} takes a body. */
    private boolean notBodies;

    /** A generator of modules of a version; the same seed gives the same modules. */
    public ModuleGenerator(long seed, RegoVersion version) {
        this.random = new Random(seed);
        this.version = version;
    }

    /** The next module. */
    public String module() {
        StringBuilder out = new StringBuilder();
        if (chance(4)) {
            out.append("# METADATA\n# title: generated\n# custom:\n#   n: 1\n");
        }
        out.append("package ")
                .append(one("a", "a.b", "a[\"b c\"].d", "test.if"))
                .append('\n');
        plain = version == RegoVersion.V0 && chance(2);
        String keywords = plain || version == RegoVersion.V2
                ? ""
                : version == RegoVersion.V0
                        ? one("import future.keywords\n", "import rego.v1\n")
                        : one("", "", "", "import rego.v2\n", "import future.keywords.not\n");
        out.append(keywords);
        logic = version == RegoVersion.V2 || keywords.contains("v2") || keywords.endsWith("keywords\n");
        notBodies = logic || keywords.endsWith("not\n");
        times(
                2,
                () -> out.append("import ")
                        .append(one("data.users", "input.x as y", "data.a[\"b\"] as c", "input"))
                        .append('\n'));
        rules = 0;
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            if (chance(5)) {
                out.append("# METADATA\n# description: a rule\n");
            } else if (chance(4)) {
                out.append("# a comment\n\n");
            }
            out.append(rule()).append(one("\n", "\n\n", "\r\n", " # end\n"));
        }
        return out.toString();
    }

    private String rule() {
        String name = "p" + rules++;
        return plain ? plainRule(name) : rule(name);
    }

    private String rule(String name) {
        return switch (random.nextInt(11)) {
            case 0 -> name + " := " + term(1);
            case 1 -> name + " if " + literal(1);
            case 2 -> name + " if " + body(1);
            case 3 -> name + one(" = ", " := ") + pair(1) + " if " + body(1) + elses();
            case 4 -> name + "(" + list(1, this::argument) + ")" + one("", " := " + term(1)) + " if " + body(1);
            case 5 -> name + " contains " + pair(1) + one("", " if " + body(1));
            case 6 -> name + "[" + value(1) + "] := " + term(1) + " if " + body(1);
            case 7 -> name + ".q[" + term(2) + "] if " + body(1);
            case 8 -> "default " + name + one(" := ", " = ") + constant();
            case 9 -> "default " + name + "(_, x) := " + constant();
            default -> name + "[" + term(2) + "].r contains " + term(1) + " if " + body(1);
        };
    }

    private String plainRule(String name) {
        return switch (random.nextInt(10)) {
            case 0 -> name + one(" = ", " := ") + term(1);
            case 1 -> name + " " + body(1) + one("", " " + body(1), "\n" + body(1));
            case 2 -> name + one(" = ", " := ") + value(1) + " " + body(1) + plainElses();
            case 3 -> name + "(" + list(1, this::argument) + ")" + one("", " = " + term(1)) + " " + body(1);
            case 4 -> name + "[" + value(1) + "] " + body(1);
            case 5 ->
                name + "[" + one(constant(), term(1)) + "]" + one(" = ", " := ") + term(1) + one("", " " + body(1));
            case 6 -> name + ".q" + one("", "[" + term(2) + "]") + one("", " = " + term(1)) + " " + body(1);
            case 7 -> "default " + name + one(" := ", " = ") + constant();
            case 8 -> name + "[" + one("x", constant()) + "]";
            default -> name + "." + one("q", "if", "in") + " = " + term(1);
        };
    }

    private String plainElses() {
        StringBuilder out = new StringBuilder();
        times(2, () -> out.append(" else" + one("", " = " + term(1)) + " " + body(1)));
        return out.toString();
    }

    private String elses() {
        StringBuilder out = new StringBuilder();
        times(
                2,
                () -> out.append(
                        one(" else := " + term(1) + " if " + body(1), " else := " + term(1) + " if " + expr(2))));
        return out.append(chance(3) ? " else := " + constant() : "").toString();
    }

    private String argument() {
        return one("_", "x", "[a, b]", "{\"k\": v}", constant());
    }

    private String body(int depth) {
        StringBuilder out = new StringBuilder("{").append(gap()).append(literal(depth + 1));
        times(3, () -> out.append(one("\n", "; ", ";\n\t", " # why\n")).append(literal(depth + 1)));
        return out.append(gap()).append("}").toString();
    }

    private String literal(int depth) {
        if (logic && chance(4)) {
            return operand(depth) + one(" and ", " or ") + operand(depth) + one("", " or " + operand(depth)) + withs();
        }
        return switch (plain ? 6 * random.nextInt(2) : random.nextInt(9)) {
            case 0 -> "some v" + one("", ", w");
            case 1 -> "some v" + one("", ", w") + " in " + operandTerm(depth) + withs();
            case 2 -> "every v" + one("", ", w") + " in " + operandTerm(depth) + " " + shallow(depth);
            case 3 -> "not " + (notBodies && chance(2) ? negated(depth) : expr(depth)) + withs();
            case 4 -> "k, " + operandTerm(depth) + " in " + operandTerm(depth);
            default -> expr(depth) + withs();
        };
    }

    private String negated(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> "(not " + expr(depth) + ")";
            case 1 -> "(" + expr(depth) + withs() + ")";
            default -> shallow(depth);
        };
    }

    private String operand(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "{ x == 1; y }";
            case 1 -> "not x" + one("", ".y");
            case 2 -> "(x or y)";
            default -> "x" + one(" == 1", ".y[_]");
        };
    }

    private String shallow(int depth) {
        return depth >= DEPTH ? "{ x == 1 }" : body(depth + 1);
    }

    private String expr(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "v" + random.nextInt(9) + one(" := ", " = ") + pair(depth);
            default ->
                operandTerm(depth)
                        + one("", " == " + term(depth), " " + one("<", ">=", plain ? "==" : "in") + " " + term(depth));
        };
    }

    /** A term that may start an expression: no brace, which would be a body. */
    private String operandTerm(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> "f(" + list(depth + 1, () -> term(depth + 1)) + ")";
            case 1 -> "[" + list(depth + 1, () -> term(depth + 1)) + "]";
            case 2 -> "(" + value(depth + 1) + ")";
            default -> reference(depth);
        };
    }

    private String withs() {
        StringBuilder out = new StringBuilder();
        if (chance(5)) {
            times(
                    2,
                    () -> out.append(" with ")
                            .append(one("input", "data.a[\"b\"]", "f"))
                            .append(" as ")
                            .append(term(3)));
        }
        return out.toString();
    }

    private String pair(int depth) {
        return chance(6) && !plain ? "k, " + operandTerm(depth) + " in " + operandTerm(depth) : value(depth);
    }

    private String value(int depth) {
        String out = term(depth);
        for (int i = random.nextInt(3); i > 0 && depth < DEPTH; i--) {
            out += one(" ", "\n\t")
                    + OPERATORS.get(random.nextInt(OPERATORS.size() - (plain ? 1 : 0)))
                    + one(" ", "  ")
                    + term(depth + 1);
        }
        return out;
    }

    private String term(int depth) {
        if (depth >= DEPTH) {
            return one(constant(), NAMES.get(random.nextInt(NAMES.size())));
        }
        return switch (random.nextInt(12)) {
            case 0 -> "[" + list(depth, () -> value(depth + 1)) + "]";
            case 1 -> "{" + gap() + value(depth + 1) + list(depth, () -> "", ", ") + "}";
            case 2 -> "{" + entries(depth) + "}";
            case 3 -> "[" + term(depth + 1) + " | " + literal(depth + 1) + "]";
            case 4 ->
                "{" + operandTerm(depth + 1) + " |" + gap() + literal(depth + 1) + one("; ", "\n") + expr(depth + 1)
                        + "}";
            case 5 -> "{" + term(depth + 1) + ": " + operandTerm(depth + 1) + " | " + literal(depth + 1) + "}";
            case 6 -> version == RegoVersion.V0 ? constant() : template(depth);
            case 7 -> "set()";
            case 8 -> "-" + one("1", "x", "foo.bar", " 5");
            case 9 -> constant();
            default -> operandTerm(depth);
        };
    }

    private String entries(int depth) {
        StringBuilder out = new StringBuilder();
        times(
                3,
                () -> out.append(out.isEmpty() ? "" : ",")
                        .append(gap())
                        .append(value(depth + 1))
                        .append(": ")
                        .append(value(depth + 1)));
        return out.append(out.isEmpty() || chance(2) ? "" : ",\n").toString();
    }

    private String template(int depth) {
        String body = "a\\{{" + term(DEPTH) + "} b{x.y" + one("", " + 1") + "}";
        return one("$\"" + body + "\\n\"", "$`" + body + "\n`", "$\"\"", "$\"{" + constant() + "}\"");
    }

    private String reference(int depth) {
        StringBuilder out = new StringBuilder(
                plain && chance(8) ? one("in", "every", "if") : NAMES.get(random.nextInt(NAMES.size())));
        times(
                3,
                () -> out.append(
                        one(".a", ".if", "[_]", "[\"k\"]", "[" + (depth >= DEPTH ? "1" : term(depth + 1)) + "]")));
        return out.append(chance(8) ? "(" + constant() + ").c" : "").toString();
    }

    private String constant() {
        return one(
                "1", "-2.5", "1e3", "0", "7", "\"s\"", "\"\\u00e9\\n\"", "`raw\\`", "true", "false", "null", "\"é\"");
    }

    private String list(int depth, Supplier<String> item) {
        return list(depth, item, ",");
    }

    private String list(int depth, Supplier<String> item, String comma) {
        StringBuilder out = new StringBuilder();
        times(3, () -> {
            String next = item.get();
            out.append(out.isEmpty() || next.isEmpty() ? "" : comma)
                    .append(next.isEmpty() ? "" : gap())
                    .append(next);
        });
        return out.toString();
    }

    private String gap() {
        return one("", " ", " ", "\n\t", " # why\n");
    }

    private void times(int most, Runnable work) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            work.run();
        }
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
