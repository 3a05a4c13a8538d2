package io.rego4j.edit;

import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Sets of policies at random, in which names mean each other in all the ways that Rego has: imports with and without alias, {@code
 * data} with dots and brackets, {@code with} targets, functions, several files of a package, heads that are references,
 * METADATA, tests, and local variables that are named like rules, imports, packages and built-ins. Most of them compile.
 */
final class RandomSets {
    private static final List<String> NAMES =
            List.of("p", "q", "r", "lib", "a", "count", "scope", "custom", "entrypoint", "title", "allow", "x", "max");
    static final List<String> LOCALS = List.of("x", "y", "p", "q", "lib", "a", "count", "n", "allow", "title");
    static final List<List<String>> PACKAGES = List.of(
            List.of("a"),
            List.of("a", "b"),
            List.of("lib"),
            List.of("a", "lib"),
            List.of("x", "y z"),
            List.of("p", "q"));

    /** What a rule or a variable holds. */
    enum Shape {
        NUMBER,
        SET,
        OBJECT,
        FUNCTION
    }

    /** How the rules of a module are written. */
    enum Style {
        /** Rego v0 without imports of keywords. */
        PLAIN,
        /** Rego v0 with {@code import future.keywords} or {@code import rego.v1}, and Rego v1. */
        MODERN
    }

    record Known(List<String> pkg, List<String> path, Shape shape) {}

    record Imported(List<String> path, String name) {}

    record File(List<String> pkg, Style style, List<Imported> imports, StringBuilder text) {}

    private final Choice random;
    private final RegoVersion version;
    private final List<Known> known = new ArrayList<>();
    private final List<File> files = new ArrayList<>();
    private final Set<List<String>> taken = new HashSet<>();
    private final RandomBodies bodies;
    private File file = new File(List.of(), Style.MODERN, List.of(), new StringBuilder());

    private RandomSets(Random random) {
        this.random = new Choice(random);
        this.version = this.random.chance(3) ? RegoVersion.V0 : RegoVersion.V1;
        this.bodies = new RandomBodies(this.random, version, known);
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
        int count = 2 + random.below(4);
        for (int i = 0; i < count; i++) {
            files.add(open());
        }
        for (int i = 0; i < 3 * count; i++) {
            file = random.one(files);
            bodies.start(file);
            if (random.chance(5)) {
                file.text()
                        .append(random.one(
                                "# about allow, p and data.a.p\n",
                                "# METADATA\n# title: count\n# entrypoint: true\n# custom:\n#   allow: 1\n",
                                "# METADATA\n# scope: rule\n# title: p\n# description: data.lib.p\n",
                                "# -\n"));
            }
            rule();
            file.text().append(random.one("\n", "\n", "\n\n", "  # p\n"));
        }
    }

    private File open() {
        List<String> pkg = random.one(PACKAGES);
        Style style = version == RegoVersion.V0 && random.chance(2) ? Style.PLAIN : Style.MODERN;
        StringBuilder text = new StringBuilder("package " + bodies.operands(pkg).substring(1) + "\n\n");
        if (version == RegoVersion.V0 && style == Style.MODERN) {
            text.append(random.one("import future.keywords\n", "import rego.v1\n"));
        }
        List<Imported> imports = new ArrayList<>();
        for (int i = random.below(4); i > 0; i--) {
            List<String> path = new ArrayList<>(
                    random.chance(3) && !known.isEmpty() ? random.one(known).path() : random.one(PACKAGES));
            if (random.chance(6)) {
                path.add(random.one(NAMES));
            }
            String own = path.get(path.size() - 1);
            String name = random.chance(2) || !RandomBodies.isName(own)
                    ? random.one("al", "lib", "p", "y", "other", "imp")
                    : own;
            if (imports.stream().noneMatch(each -> each.name().equals(name))) {
                imports.add(new Imported(path, name));
                text.append("import data").append(bodies.operands(path));
                text.append(name.equals(own) && !random.chance(9) ? "\n" : " as " + name + "\n");
            }
        }
        text.append('\n');
        return new File(pkg, style, imports, text);
    }

    private void rule() {
        List<String> path = new ArrayList<>(List.of(random.one(NAMES)));
        boolean isFunction = random.chance(4);
        while (random.chance(isFunction ? 9 : 5)) {
            path.add(random.one("a", "b", "c", "p", "d e"));
        }
        List<String> whole = new ArrayList<>(file.pkg());
        whole.addAll(path);
        boolean isTaken = files.stream().anyMatch(each -> RandomBodies.startsWith(each.pkg(), whole))
                || taken.stream()
                        .anyMatch(each -> RandomBodies.startsWith(each, whole) || RandomBodies.startsWith(whole, each))
                || file.imports().stream().anyMatch(each -> each.name().equals(path.get(0)));
        if (isTaken) {
            test();
            return;
        }
        taken.add(whole);
        bodies.use(path.get(0));
        String head = path.get(0) + bodies.operands(path.subList(1, path.size()));
        if (isFunction) {
            function(head);
            known.add(new Known(file.pkg(), whole, Shape.FUNCTION));
            return;
        }
        Shape shape = random.one(Shape.NUMBER, Shape.NUMBER, Shape.SET, Shape.OBJECT);
        switch (shape) {
            case SET -> set(head, path.size() > 1);
            case OBJECT -> object(head);
            default -> number(head);
        }
        known.add(new Known(file.pkg(), whole, shape));
    }

    private void number(String head) {
        switch (random.below(4)) {
            case 0 -> add(head + random.one(" := ", " = ") + random.below(9));
            case 1 -> {
                if (head.matches("\\w+")) {
                    add("default " + head + " := " + random.below(9) + "\n");
                }
                conditional(head);
            }
            case 2 -> {
                conditional(head);
                if (head.matches("\\w+")) {
                    bodies.forget();
                    add(" else := " + random.below(5) + braces(bodies.body(1)));
                }
            }
            default -> {
                if (file.style() == Style.PLAIN) {
                    String first = head + " := " + random.below(9) + braces(bodies.body(2));
                    bodies.forget();
                    add(first + random.one(" {\n\t", "\n\n{\n\t", " # or\n{\n\t") + bodies.body(1) + "\n}");
                } else {
                    conditional(head);
                }
            }
        }
    }

    private void conditional(String head) {
        String body = bodies.body(2);
        add(head + " := " + bodies.term(Shape.NUMBER) + braces(body));
    }

    private void set(String head, boolean isDeep) {
        for (int i = 1 + random.below(2); i > 0; i--) {
            bodies.forget();
            String body = bodies.body(2);
            String member = bodies.term(Shape.NUMBER);
            if (file.style() == Style.MODERN) {
                add(head + " contains " + member + braces(body));
            } else if (isDeep) {
                add(head + " = {" + member + "}" + braces(body));
                return;
            } else {
                add(head + "[" + member + "]" + braces(body));
                if (random.chance(3) && member.matches("[0-9]+")) {
                    add(" {\n\t" + random.one("true", "1 == 1") + "\n}");
                }
            }
            add("\n");
        }
    }

    private void object(String head) {
        if (random.chance(3)) {
            add(head + " := {\"a\": " + random.below(5) + ", \"p\": " + random.below(5) + "}");
            return;
        }
        String body = bodies.body(1);
        String value = bodies.term(Shape.NUMBER);
        add(head + random.one("[\"a\"]", ".a", "[\"p\"]") + " := " + value + braces(body));
    }

    private void function(String head) {
        String arg = random.one(LOCALS);
        if (random.chance(60) && file.style() == Style.PLAIN) {
            arg = "input";
        }
        if (bodies.isUsed(arg)) {
            arg = "arg";
        }
        bodies.declare(arg, Shape.NUMBER);
        if (file.style() == Style.PLAIN && random.chance(3)) {
            String value = head + "(" + arg + ") := " + arg + braces(bodies.body(2));
            bodies.forget();
            bodies.declare(arg, Shape.NUMBER);
            add(value + " {\n\t" + bodies.body(1) + "\n}");
            return;
        }
        String body = bodies.body(2);
        add(head + "(" + arg + ") := " + bodies.term(Shape.NUMBER) + braces(body));
        if (random.chance(4)) {
            bodies.forget();
            bodies.declare(arg, Shape.NUMBER);
            add(" else := " + bodies.term(Shape.NUMBER));
        }
    }

    private void test() {
        String name = "test_" + random.one(NAMES) + taken.size();
        taken.add(List.of(name));
        add(name + braces(bodies.body(2)));
    }

    private String braces(String body) {
        return (file.style() == Style.MODERN ? " if {\n\t" : " {\n\t") + body + "\n}";
    }

    private void add(String text) {
        file.text().append(text);
    }
}
