package io.rego4j.edit;

import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sets of policies at random, in which names mean each other in all the ways that Rego has: imports with and without alias, {@code
 * data} with dots and brackets, {@code with} targets, functions, several files of a package, heads that are references,
 * METADATA, tests, and local variables that are named like rules, imports, packages and built-ins. Most of them compile.
 */
final class RandomSets {
    private static final List<String> NAMES =
            List.of("p", "q", "r", "lib", "a", "count", "scope", "custom", "entrypoint", "title", "allow", "x", "max");
    private static final List<String> LOCALS = List.of("x", "y", "p", "q", "lib", "a", "count", "n", "allow", "title");
    private static final List<List<String>> PACKAGES = List.of(
            List.of("a"),
            List.of("a", "b"),
            List.of("lib"),
            List.of("a", "lib"),
            List.of("x", "y z"),
            List.of("p", "q"));

    /** What a rule or a variable holds. */
    private enum Shape {
        NUMBER,
        SET,
        OBJECT,
        FUNCTION
    }

    /** How the rules of a module are written. */
    private enum Style {
        /** Rego v0 without imports of keywords. */
        PLAIN,
        /** Rego v0 with {@code import future.keywords} or {@code import rego.v1}, and Rego v1. */
        MODERN
    }

    private record Known(List<String> pkg, List<String> path, Shape shape) {}

    private record Imported(List<String> path, String name) {}

    private record File(List<String> pkg, Style style, List<Imported> imports, StringBuilder text) {}

    private final Random random;
    private final RegoVersion version;
    private final List<Known> known = new ArrayList<>();
    private final List<File> files = new ArrayList<>();
    private final Set<List<String>> taken = new HashSet<>();
    /** Of the rule that is being written. */
    private final Map<String, Shape> locals = new LinkedHashMap<>();

    private final Set<String> bare = new HashSet<>();
    private File file = new File(List.of(), Style.MODERN, List.of(), new StringBuilder());

    private RandomSets(Random random) {
        this.random = random;
        this.version = chance(3) ? RegoVersion.V0 : RegoVersion.V1;
    }

    /** A set, and the version of Rego that it is in. */
    record Sample(List<Source> sources, RegoVersion version) {}

    static Sample next(Random random) {
        RandomSets sets = new RandomSets(random);
        sets.write();
        List<Source> sources = new ArrayList<>();
        for (File each : sets.files) {
            sources.add(Source.of("f" + sources.size() + ".rego", each.text().toString()));
        }
        return new Sample(sources, sets.version);
    }

    private void write() {
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            files.add(open());
        }
        for (int i = 0; i < 3 * count; i++) {
            file = one(files);
            locals.clear();
            bare.clear();
            if (chance(5)) {
                file.text()
                        .append(one(
                                "# about allow, p and data.a.p\n",
                                "# METADATA\n# title: count\n# entrypoint: true\n# custom:\n#   allow: 1\n",
                                "# METADATA\n# scope: rule\n# title: p\n# description: data.lib.p\n",
                                "# -\n"));
            }
            rule();
            file.text().append(one("\n", "\n", "\n\n", "  # p\n"));
        }
    }

    private File open() {
        List<String> pkg = one(PACKAGES);
        Style style = version == RegoVersion.V0 && chance(2) ? Style.PLAIN : Style.MODERN;
        StringBuilder text = new StringBuilder("package " + operands(pkg).substring(1) + "\n\n");
        if (version == RegoVersion.V0 && style == Style.MODERN) {
            text.append(one("import future.keywords\n", "import rego.v1\n"));
        }
        List<Imported> imports = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<String> path =
                    new ArrayList<>(chance(3) && !known.isEmpty() ? one(known).path() : one(PACKAGES));
            if (chance(6)) {
                path.add(one(NAMES));
            }
            String own = path.get(path.size() - 1);
            String name = chance(2) || !isName(own) ? one("al", "lib", "p", "y", "other", "imp") : own;
            if (imports.stream().noneMatch(each -> each.name().equals(name))) {
                imports.add(new Imported(path, name));
                text.append("import data").append(operands(path));
                text.append(name.equals(own) && !chance(9) ? "\n" : " as " + name + "\n");
            }
        }
        text.append('\n');
        return new File(pkg, style, imports, text);
    }

    private void rule() {
        List<String> path = new ArrayList<>(List.of(one(NAMES)));
        boolean isFunction = chance(4);
        while (chance(isFunction ? 9 : 5)) {
            path.add(one("a", "b", "c", "p", "d e"));
        }
        List<String> whole = new ArrayList<>(file.pkg());
        whole.addAll(path);
        boolean isTaken = files.stream().anyMatch(each -> startsWith(each.pkg(), whole))
                || taken.stream().anyMatch(each -> startsWith(each, whole) || startsWith(whole, each))
                || file.imports().stream().anyMatch(each -> each.name().equals(path.get(0)));
        if (isTaken) {
            test();
            return;
        }
        taken.add(whole);
        bare.add(path.get(0));
        String head = path.get(0) + operands(path.subList(1, path.size()));
        if (isFunction) {
            function(head);
            known.add(new Known(file.pkg(), whole, Shape.FUNCTION));
            return;
        }
        Shape shape = one(Shape.NUMBER, Shape.NUMBER, Shape.SET, Shape.OBJECT);
        switch (shape) {
            case SET -> set(head, path.size() > 1);
            case OBJECT -> object(head);
            default -> number(head);
        }
        known.add(new Known(file.pkg(), whole, shape));
    }

    private void number(String head) {
        switch (random.nextInt(4)) {
            case 0 -> add(head + one(" := ", " = ") + random.nextInt(9));
            case 1 -> {
                if (head.matches("\\w+")) {
                    add("default " + head + " := " + random.nextInt(9) + "\n");
                }
                conditional(head);
            }
            case 2 -> {
                conditional(head);
                if (head.matches("\\w+")) {
                    locals.clear();
                    add(" else := " + random.nextInt(5) + braces(body(1)));
                }
            }
            default -> {
                if (file.style() == Style.PLAIN) {
                    String first = head + " := " + random.nextInt(9) + braces(body(2));
                    locals.clear();
                    add(first + one(" {\n\t", "\n\n{\n\t", " # or\n{\n\t") + body(1) + "\n}");
                } else {
                    conditional(head);
                }
            }
        }
    }

    private void conditional(String head) {
        String body = body(2);
        add(head + " := " + term(Shape.NUMBER) + braces(body));
    }

    private void set(String head, boolean isDeep) {
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            locals.clear();
            String body = body(2);
            String member = term(Shape.NUMBER);
            if (file.style() == Style.MODERN) {
                add(head + " contains " + member + braces(body));
            } else if (isDeep) {
                add(head + " = {" + member + "}" + braces(body));
                return;
            } else {
                add(head + "[" + member + "]" + braces(body));
                if (chance(3) && member.matches("[0-9]+")) {
                    add(" {\n\t" + one("true", "1 == 1") + "\n}");
                }
            }
            add("\n");
        }
    }

    private void object(String head) {
        if (chance(3)) {
            add(head + " := {\"a\": " + random.nextInt(5) + ", \"p\": " + random.nextInt(5) + "}");
            return;
        }
        String body = body(1);
        String value = term(Shape.NUMBER);
        add(head + one("[\"a\"]", ".a", "[\"p\"]") + " := " + value + braces(body));
    }

    private void function(String head) {
        String arg = one(LOCALS);
        if (chance(60) && file.style() == Style.PLAIN) {
            arg = "input";
        }
        if (bare.contains(arg)) {
            arg = "arg";
        }
        locals.put(arg, Shape.NUMBER);
        if (file.style() == Style.PLAIN && chance(3)) {
            String value = head + "(" + arg + ") := " + arg + braces(body(2));
            locals.clear();
            locals.put(arg, Shape.NUMBER);
            add(value + " {\n\t" + body(1) + "\n}");
            return;
        }
        String body = body(2);
        add(head + "(" + arg + ") := " + term(Shape.NUMBER) + braces(body));
        if (chance(4)) {
            locals.clear();
            locals.put(arg, Shape.NUMBER);
            add(" else := " + term(Shape.NUMBER));
        }
    }

    private void test() {
        String name = "test_" + one(NAMES) + taken.size();
        taken.add(List.of(name));
        add(name + braces(body(2)));
    }

    private String braces(String body) {
        return (file.style() == Style.MODERN ? " if {\n\t" : " {\n\t") + body + "\n}";
    }

    private String body(int most) {
        List<String> literals = new ArrayList<>();
        for (int i = 1 + random.nextInt(most + 1); i > 0; i--) {
            literals.add(literal());
        }
        return String.join(one("\n\t", "\n\t", "; "), literals);
    }

    private String literal() {
        boolean modern = file.style() == Style.MODERN;
        return switch (random.nextInt(modern ? 12 : 9)) {
            case 0, 1 -> {
                String term = term(one(Shape.NUMBER, Shape.NUMBER, Shape.SET));
                Shape shape = term.startsWith("{") || term.startsWith("set") ? Shape.SET : Shape.NUMBER;
                yield shape == Shape.NUMBER ? assigned(term, Shape.NUMBER) : term + " == " + term;
            }
            case 2 -> assigned(term(Shape.SET), Shape.SET);
            case 3 -> term(Shape.NUMBER) + one(" >= ", " < ", " != ", " == ") + term(Shape.NUMBER);
            case 4 -> "not " + term(Shape.NUMBER) + " == " + term(Shape.NUMBER);
            case 5 -> within(term(Shape.NUMBER) + " >= 0");
            case 6 -> {
                // What is before the name is assigned may not mention it, and the replacement is.
                String value = within(term(Shape.NUMBER));
                yield assigned(value, Shape.NUMBER);
            }
            case 7 -> {
                String set = term(Shape.SET);
                yield assigned(set.startsWith("{") || set.contains("|") ? call("sum", set) : set + "[_]", Shape.NUMBER);
            }
            case 8 ->
                version == RegoVersion.V0 && chance(2)
                        ? one(
                                "re_match(\"a\", \"a\")",
                                "any([true, false])",
                                "all([true | " + term(Shape.NUMBER) + " > 0])")
                        : one(
                                "object.get(rego.metadata.rule(), \"title\", \"\") == \"p\"",
                                "rego.metadata.chain() != []",
                                "true");
            case 9 -> {
                String set = term(Shape.SET);
                String local = local();
                locals.put(local, Shape.NUMBER);
                yield "some " + local + " in " + set;
            }
            case 10 -> term(Shape.NUMBER) + " in " + term(Shape.SET);
            default -> {
                String set = term(Shape.SET);
                String local = local();
                Map<String, Shape> outer = Map.copyOf(locals);
                locals.put(local, Shape.NUMBER);
                String inner = local + " < " + term(Shape.NUMBER);
                locals.keySet().retainAll(outer.keySet());
                yield "every " + local + " in " + set + " { " + inner + " }";
            }
        };
    }

    private String assigned(String term, Shape shape) {
        String local = local();
        locals.put(local, shape);
        return local + " := " + term;
    }

    /** A name that nothing in the rule has yet. */
    private String local() {
        for (int i = 0; i < 9; i++) {
            String name = one(LOCALS);
            if (!locals.containsKey(name) && bare.add(name)) {
                return name;
            }
        }
        String name = "l" + bare.size();
        bare.add(name);
        return name;
    }

    private String within(String literal) {
        if (known.isEmpty()) {
            return literal;
        }
        Known target = one(known);
        String replacement = switch (target.shape()) {
            case NUMBER -> term(Shape.NUMBER);
            case SET -> term(Shape.SET);
            case OBJECT -> "{\"a\": 7, \"p\": 8}";
            case FUNCTION ->
                known.stream()
                        .filter(each -> each.shape() == Shape.FUNCTION)
                        .map(this::reference)
                        .findFirst()
                        .orElse("count");
        };
        return literal + " with " + reference(target) + " as " + replacement;
    }

    private String term(Shape shape) {
        List<Supplier<String>> ways = new ArrayList<>();
        locals.forEach((name, of) -> {
            if (of == shape) {
                ways.add(() -> name);
                ways.add(() -> name);
            }
        });
        List<Known> same = known.stream().filter(each -> each.shape() == shape).toList();
        if (!same.isEmpty()) {
            for (int i = 0; i < 3; i++) {
                ways.add(() -> reference(one(same)));
            }
        }
        if (shape == Shape.SET) {
            ways.add(() -> "{1, " + random.nextInt(4) + "}");
            ways.add(this::comprehension);
        } else {
            ways.add(() -> String.valueOf(random.nextInt(5)));
            known.stream()
                    .filter(each -> each.shape() == Shape.FUNCTION)
                    .limit(3)
                    .forEach(each -> ways.add(
                            () -> reference(each) + "(" + (chance(2) ? random.nextInt(4) : smallTerm()) + ")"));
            known.stream()
                    .filter(each -> each.shape() == Shape.OBJECT)
                    .limit(2)
                    .forEach(each -> ways.add(() -> reference(each) + one(".a", "[\"a\"]", ".p", "[\"p\"]")));
            known.stream()
                    .filter(each -> each.shape() == Shape.SET && !locals.containsKey("count"))
                    .limit(2)
                    .forEach(each -> ways.add(() -> call("sum", reference(each))));
            if (chance(24)) {
                if (isFree("count")) {
                    ways.add(() -> named("count", List.of()) + "(data" + operands(one(PACKAGES)) + ")");
                }
                ways.add(() -> "data" + operands(one(PACKAGES)) + "[" + one("\"p\"", "input.name", "_") + "]");
            }
        }
        return one(ways).get();
    }

    private String call(String builtin, String argument) {
        return builtin + "(" + argument + ")";
    }

    private String smallTerm() {
        return locals.entrySet().stream()
                .filter(each -> each.getValue() == Shape.NUMBER)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("2");
    }

    private String comprehension() {
        Map<String, Shape> outer = new LinkedHashMap<>(locals);
        String local = local();
        List<Known> sets =
                known.stream().filter(each -> each.shape() == Shape.SET).toList();
        String from = sets.isEmpty() ? "{1, 2}" : reference(one(sets));
        boolean isModern = file.style() == Style.MODERN && chance(2);
        String body =
                isModern ? "some " + local + " in " + from : local + " := " + (sets.isEmpty() ? "2" : from + "[_]");
        locals.put(local, Shape.NUMBER);
        String rest = chance(2) ? "; " + local + " < " + term(Shape.NUMBER) : "";
        locals.clear();
        locals.putAll(outer);
        return "{" + local + " | " + body + rest + "}";
    }

    /** A reference to a rule, in one of the ways in which the file can write it. */
    private String reference(Known rule) {
        List<Supplier<String>> ways = new ArrayList<>();
        List<String> path = rule.path();
        int size = file.pkg().size();
        if (rule.pkg().equals(file.pkg()) && isFree(path.get(size))) {
            for (int i = 0; i < 3; i++) {
                ways.add(() -> named(path.get(size), path.subList(size + 1, path.size())));
            }
        }
        for (Imported each : file.imports()) {
            if (startsWith(path, each.path()) && isFree(each.name())) {
                for (int i = 0; i < 3; i++) {
                    ways.add(() -> named(each.name(), path.subList(each.path().size(), path.size())));
                }
            }
        }
        ways.add(() -> "data" + operands(path));
        return one(ways).get();
    }

    private boolean isFree(String name) {
        return isName(name) && !locals.containsKey(name);
    }

    private String named(String name, List<String> rest) {
        bare.add(name);
        return name + operands(rest);
    }

    private String operands(List<String> parts) {
        return parts.stream()
                .map(part -> isName(part) && !(chance(5) && !file.pkg().isEmpty()) ? "." + part : "[\"" + part + "\"]")
                .collect(Collectors.joining());
    }

    private static boolean isName(String text) {
        return text.matches("\\w+");
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }

    private void add(String text) {
        file.text().append(text);
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    @SafeVarargs
    private <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
