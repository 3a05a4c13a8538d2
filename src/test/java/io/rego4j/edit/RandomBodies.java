package io.rego4j.edit;

import io.rego4j.edit.RandomSets.File;
import io.rego4j.edit.RandomSets.Imported;
import io.rego4j.edit.RandomSets.Known;
import io.rego4j.edit.RandomSets.Shape;
import io.rego4j.edit.RandomSets.Style;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Bodies and terms at random, which use the rules that {@link RandomSets} wrote before, and variables that are named like them. */
final class RandomBodies {
    private final Choice random;
    private final RegoVersion version;
    private final List<Known> known;
    /** Of the rule that is being written. */
    private final Map<String, Shape> locals = new LinkedHashMap<>();

    private final Set<String> bare = new HashSet<>();
    private File file = new File(List.of(), Style.MODERN, List.of(), new StringBuilder());

    /** @param known the rules that may be used, which grow */
    RandomBodies(Choice random, RegoVersion version, List<Known> known) {
        this.random = random;
        this.version = version;
        this.known = known;
    }

    /** Starts a rule of a file. */
    void start(File of) {
        file = of;
        locals.clear();
        bare.clear();
    }

    /** Starts another body of the rule. */
    void forget() {
        locals.clear();
    }

    void declare(String variable, Shape shape) {
        locals.put(variable, shape);
    }

    /** Makes a name one that the rule has. */
    void use(String name) {
        bare.add(name);
    }

    boolean isUsed(String name) {
        return bare.contains(name);
    }

    /** Some literals, at least one and at most one more than {@code most}. */
    String body(int most) {
        List<String> literals = new ArrayList<>();
        for (int i = 1 + random.below(most + 1); i > 0; i--) {
            literals.add(literal());
        }
        return String.join(random.one("\n\t", "\n\t", "; "), literals);
    }

    private String literal() {
        boolean modern = file.style() == Style.MODERN;
        return switch (random.below(modern ? 12 : 9)) {
            case 0, 1 -> {
                String term = term(random.one(Shape.NUMBER, Shape.NUMBER, Shape.SET));
                Shape shape = term.startsWith("{") || term.startsWith("set") ? Shape.SET : Shape.NUMBER;
                yield shape == Shape.NUMBER ? assigned(term, Shape.NUMBER) : term + " == " + term;
            }
            case 2 -> assigned(term(Shape.SET), Shape.SET);
            case 3 -> term(Shape.NUMBER) + random.one(" >= ", " < ", " != ", " == ") + term(Shape.NUMBER);
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
                version == RegoVersion.V0 && random.chance(2)
                        ? random.one(
                                "re_match(\"a\", \"a\")",
                                "any([true, false])",
                                "all([true | " + term(Shape.NUMBER) + " > 0])")
                        : random.one(
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
            String name = random.one(RandomSets.LOCALS);
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
        Known target = random.one(known);
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

    /** A term of a shape. */
    String term(Shape shape) {
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
                ways.add(() -> reference(random.one(same)));
            }
        }
        if (shape == Shape.SET) {
            ways.add(() -> "{1, " + random.below(4) + "}");
            ways.add(this::comprehension);
        } else {
            ways.add(() -> String.valueOf(random.below(5)));
            known.stream()
                    .filter(each -> each.shape() == Shape.FUNCTION)
                    .limit(3)
                    .forEach(each -> ways.add(
                            () -> reference(each) + "(" + (random.chance(2) ? random.below(4) : smallTerm()) + ")"));
            known.stream()
                    .filter(each -> each.shape() == Shape.OBJECT)
                    .limit(2)
                    .forEach(each -> ways.add(() -> reference(each) + random.one(".a", "[\"a\"]", ".p", "[\"p\"]")));
            known.stream()
                    .filter(each -> each.shape() == Shape.SET && !locals.containsKey("count"))
                    .limit(2)
                    .forEach(each -> ways.add(() -> call("sum", reference(each))));
            if (random.chance(24)) {
                if (isFree("count")) {
                    ways.add(() ->
                            named("count", List.of()) + "(data" + operands(random.one(RandomSets.PACKAGES)) + ")");
                }
                ways.add(() -> "data" + operands(random.one(RandomSets.PACKAGES)) + "["
                        + random.one("\"p\"", "input.name", "_") + "]");
            }
        }
        return random.one(ways).get();
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
        String from = sets.isEmpty() ? "{1, 2}" : reference(random.one(sets));
        boolean isModern = file.style() == Style.MODERN && random.chance(2);
        String body =
                isModern ? "some " + local + " in " + from : local + " := " + (sets.isEmpty() ? "2" : from + "[_]");
        locals.put(local, Shape.NUMBER);
        String rest = random.chance(2) ? "; " + local + " < " + term(Shape.NUMBER) : "";
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
        return random.one(ways).get();
    }

    private boolean isFree(String name) {
        return isName(name) && !locals.containsKey(name);
    }

    private String named(String name, List<String> rest) {
        bare.add(name);
        return name + operands(rest);
    }

    /** What follows the head of a reference. */
    String operands(List<String> parts) {
        return parts.stream()
                .map(part -> isName(part) && !(random.chance(5) && !file.pkg().isEmpty())
                        ? "." + part
                        : "[\"" + part + "\"]")
                .collect(Collectors.joining());
    }

    static boolean isName(String text) {
        return text.matches("\\w+");
    }

    static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }
}
