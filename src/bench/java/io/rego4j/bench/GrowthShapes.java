package io.rego4j.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Policies of any size: the long shapes and the deep ones. */
final class GrowthShapes {
    static final Map<String, Shape> ALL = new LinkedHashMap<>();

    /** A policy for a number of its parts, and the number to begin with. */
    record Shape(int size, IntFunction<String> made) {
        String text(int parts) {
            return "package a\n\nimport future.keywords[\"not\"]\nimport future.keywords.and\nimport future.keywords.or\n\n"
                    + "last := input.x\n\n" + made.apply(parts) + "\n";
        }
    }

    static {
        longer(4_000, "rules", i -> "r" + i + " if input.x == " + i + "\n", "", "");
        longer(4_000, "rules of one name", i -> "r if input.x == " + i + "\n", "", "");
        longer(4_000, "members of one set", i -> "r contains " + i + " if input.x\n", "", "");
        longer(4_000, "keys of one object", i -> "r.k" + i + " := " + i + "\n", "", "");
        longer(4_000, "paths", i -> "r.a" + i % 7 + ".b" + i % 11 + ".c" + i + " := " + i + "\n", "", "");
        longer(4_000, "functions", i -> "f" + i + "(x) := x + " + i + "\n", "", "");
        longer(4_000, "clauses", i -> "f(" + i + ") := " + i + "\n", "", "");
        longer(2_000, "rules that use the next", i -> "r" + i + " := r" + (i + 1) + "\n", "", "");
        longer(2_000, "rules that use the last", i -> "r" + (i + 1) + " := r" + i + "\n", "r0 := 1\n", "");
        longer(4_000, "comments", i -> "# comment " + i + "\n", "", "p := 1");
        longer(4_000, "comments behind rules", i -> "r" + i + " := " + i + " # why\n", "", "");
        longer(2_000, "METADATA", i -> "# METADATA\n# title: t" + i + "\nr" + i + " := " + i + "\n\n", "", "");
        longer(4_000, "METADATA list", i -> "#   - e" + i + "\n", "# METADATA\n# custom:\n#   a:\n", "p := 1");
        longer(20_000, "array", i -> i + ", ", "p := [", "0]");
        longer(20_000, "set", i -> i + ", ", "p := {", "0}");
        longer(20_000, "object", i -> "\"k" + i + "\": " + i + ", ", "p := {", "\"z\": 0}");
        longer(20_000, "array of lines", i -> i + ",\n", "p := [\n", "0,\n]");
        longer(20_000, "text", i -> "text ", "p := \"", "\"");
        longer(10_000, "parts of a template", i -> "a{input.x}", "p := $\"", "\"");
        longer(2_000, "body", i -> "\tinput.x == " + i + "\n", "p if {\n", "}");
        longer(2_000, "body with variables", i -> "\tx" + i + " := input.x[" + i + "]\n", "p if {\n", "}");
        longer(1_000, "body to reorder", i -> "\tx" + i + " = x" + (i + 1) + "\n", "p if {\n", "\tlast = 1\n}");
        longer(1_000, "names of some", i -> "x" + i + ", ", "p if {\n\tsome ", "y\n\tinput.x[y]\n}");
        longer(2_000, "modifiers", i -> " with input.k" + i + " as " + i, "p if input.x", "");
        longer(2_000, "operands of a path", i -> ".k" + i, "p := input", "");
        longer(5_000, "union", i -> " | {" + i + "}", "p := {0}", "");
        longer(5_000, "sum", i -> " + " + i, "p := 0", "");
        longer(2_000, "else", i -> " else := " + i + " if input.x == " + i, "p := 0 if input.y", "");
        longer(2_000, "or", i -> " or input.x == " + i, "p if input.y", "");
        longer(2_000, "and", i -> " and input.x == " + i, "p if input.y", "");
        deeper(5_000, "arrays in arrays", "p := ", "[", "1", "]");
        deeper(5_000, "sets in sets", "p := ", "{", "1", "}");
        deeper(2_500, "objects in objects", "p := ", "{\"a\": ", "1", "}");
        deeper(2_500, "keys in keys", "p := ", "{{", "1", ": 1}: 1}");
        deeper(1_200, "parentheses", "p := ", "(1 + ", "1", ")");
        deeper(1_200, "calls in calls", "p := ", "count([", "1", "])");
        deeper(1_200, "references in references", "p := ", "input[", "1", "]");
        deeper(1_000, "comprehensions in heads", "p := ", "[", "1", " | input.x]");
        deeper(1_000, "comprehensions in bodies", "p := ", "[1 | ", "input.x", "]");
        deeper(1_000, "templates in templates", "p := ", "$\"{", "1", "}\"");
        deeper(1_000, "every in every", "p if ", "every x in input.x { ", "input.y", " }");
        deeper(1_000, "not in not", "p if ", "not { ", "input.y", " }");
        deeper(1_000, "plain not in bodies", "p if ", "not [1 | ", "input.y", "]");
        deeper(1_000, "or on the right", "p if ", "input.x or { ", "input.y", " }");
        deeper(1_000, "or on the left", "p if ", "{ ", "input.y", " } or input.x");
        deeper(1_000, "and on the right", "p if ", "input.x and { ", "input.y", " }");
        deeper(1_000, "with in with", "p if ", "[1 | input.x with input as ", "1", "]");
    }

    private GrowthShapes() {}

    private static void longer(int size, String name, IntFunction<String> part, String before, String after) {
        ALL.put(
                name,
                new Shape(
                        size,
                        parts -> IntStream.range(0, parts)
                                .mapToObj(part)
                                .collect(Collectors.joining("", before, after.replace("last", "x" + parts)))));
    }

    private static void deeper(int size, String name, String rule, String open, String inner, String close) {
        ALL.put(name, new Shape(size, depth -> rule + open.repeat(depth) + inner + close.repeat(depth)));
    }
}
