package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.allOf;
import static io.rego4j.dsl.Dsl.always;
import static io.rego4j.dsl.Dsl.anyOf;
import static io.rego4j.dsl.Dsl.block;
import static io.rego4j.dsl.Dsl.call;
import static io.rego4j.dsl.Dsl.data;
import static io.rego4j.dsl.Dsl.every;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.never;
import static io.rego4j.dsl.Dsl.noneOf;
import static io.rego4j.dsl.Dsl.not;
import static io.rego4j.dsl.Dsl.notGrouped;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.value;
import static io.rego4j.dsl.Dsl.var;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Random conditions, each beside the plain Java that says whether it holds for an input. An input has some of the fields
 * {@code a} and {@code b}, of any scalar, and {@code xs}, a list of numbers; what is missing is undefined in Rego and null
 * here. The local variable {@code k} is 2 in every rule.
 */
final class RandomConditions {
    /** A condition and its meaning. */
    record Meaning(Condition condition, Predicate<Map<String, Object>> holds) {}

    private record Value(Operand operand, Function<Map<String, Object>, @Nullable Object> of) {}

    private final SplittableRandom random;
    private final Set<Condition> modified = Collections.newSetFromMap(new IdentityHashMap<>());
    private int names;

    RandomConditions(long seed) {
        random = new SplittableRandom(seed);
    }

    /** An input, of which each field is missing now and then. */
    Map<String, Object> someInput() {
        Map<String, Object> input = new HashMap<>();
        for (String field : List.of("a", "b")) {
            Object value = scalar();
            if (random.nextInt(3) > 0) {
                input.put(field, value);
            }
        }
        if (random.nextInt(3) > 0) {
            List<Object> items = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                items.add(random.nextInt(4));
            }
            input.put("xs", items);
        }
        return input;
    }

    private Object scalar() {
        return pick(List.of(0, 1, 2, "s", "text", true, false));
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    Meaning condition(int depth) {
        if (depth == 0) {
            return atom();
        }
        return switch (random.nextInt(14)) {
            case 0 -> {
                Meaning m = condition(depth - 1);
                Predicate<Map<String, Object>> holds = m.holds.negate();
                yield new Meaning(random.nextInt(4) == 0 ? notGrouped(m.condition) : not(m.condition), holds);
            }
            case 1, 2 -> {
                Meaning m = condition(depth - 1);
                yield new Meaning(not(m.condition), m.holds.negate());
            }
            case 3 -> {
                Meaning m = condition(depth - 1);
                Meaning n = condition(depth - 1);
                yield new Meaning(
                        not(block(m.condition, n.condition)),
                        m.holds.and(n.holds).negate());
            }
            case 4 -> logical(depth, true);
            case 5, 6 -> logical(depth, false);
            case 7 -> {
                List<Meaning> all = several(depth);
                yield new Meaning(allOf(conditions(all)), i -> all.stream().allMatch(m -> m.holds.test(i)));
            }
            case 8 -> {
                List<Meaning> all = several(depth);
                yield new Meaning(anyOf(conditions(all)), i -> all.stream().anyMatch(m -> m.holds.test(i)));
            }
            case 9 -> {
                List<Meaning> all = several(depth);
                yield new Meaning(noneOf(conditions(all)), i -> all.stream().noneMatch(m -> m.holds.test(i)));
            }
            case 10 -> quantified(condition(depth - 1));
            case 11 -> {
                Object replaced = scalar();
                Meaning m = unmodified(depth - 1);
                Condition condition = m.condition.with(input("a"), replaced);
                modified.add(condition);
                yield new Meaning(condition, i -> m.holds.test(with(i, "a", replaced)));
            }
            case 12 -> {
                Meaning m = unmodified(depth - 1);
                // Where the new value is undefined, nothing is decided with it.
                Condition condition = m.condition.with(input("a"), input("b"));
                modified.add(condition);
                yield new Meaning(condition, i -> {
                    Object replaced = i.get("b");
                    return replaced != null && m.holds.test(with(i, "a", replaced));
                });
            }
            default -> atom();
        };
    }

    /** A condition that lies in as many others. */
    Meaning deep(int levels) {
        Meaning deep = condition(1);
        for (int i = 0; i < levels; i++) {
            Meaning inner = deep;
            Meaning beside = atom();
            deep = switch (random.nextInt(5)) {
                case 0 -> new Meaning(not(inner.condition), inner.holds.negate());
                case 1, 2 ->
                    new Meaning(
                            not(block(beside.condition, inner.condition)),
                            beside.holds.and(inner.holds).negate());
                case 3 ->
                    new Meaning(beside.condition.or(block(inner.condition, always())), beside.holds.or(inner.holds));
                default -> quantified(inner);
            };
        }
        return deep;
    }

    /** A condition without a {@code with}: of several for one field, the last one counts. */
    private Meaning unmodified(int depth) {
        Meaning meaning = condition(depth);
        return modified.contains(meaning.condition) ? atom() : meaning;
    }

    private static Map<String, Object> with(Map<String, Object> input, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(input);
        changed.put(key, value);
        return changed;
    }

    private List<Meaning> several(int depth) {
        List<Meaning> all = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            all.add(condition(depth - 1));
        }
        return all;
    }

    private static List<Condition> conditions(List<Meaning> all) {
        return all.stream().map(Meaning::condition).toList();
    }

    private Meaning logical(int depth, boolean and) {
        Meaning m = condition(depth - 1);
        Meaning n = condition(depth - 1);
        Predicate<Map<String, Object>> holds = and ? m.holds.and(n.holds) : m.holds.or(n.holds);
        Block left = block(m.condition);
        Block right = block(n.condition);
        return new Meaning(
                switch (random.nextInt(4)) {
                    case 0 -> and ? left.and(right) : left.or(right);
                    case 1 -> and ? left.and(n.condition) : left.or(n.condition);
                    case 2 -> and ? m.condition.and(right) : m.condition.or(right);
                    default -> and ? m.condition.and(n.condition) : m.condition.or(n.condition);
                },
                holds);
    }

    private Meaning quantified(Meaning m) {
        String name = "v" + names++;
        int limit = random.nextInt(4);
        Condition item =
                random.nextBoolean() ? var(name).lt(limit) : not(var(name).gte(limit));
        if (random.nextBoolean()) {
            return new Meaning(
                    every(name, input("xs"), List.of(item, m.condition)),
                    i -> items(i) != null && items(i).stream().allMatch(x -> (int) x < limit && m.holds.test(i)));
        }
        return new Meaning(
                block(some(name).in(input("xs")), item).and(m.condition),
                i -> items(i) != null && items(i).stream().anyMatch(x -> (int) x < limit) && m.holds.test(i));
    }

    private static @Nullable List<?> items(Map<String, Object> input) {
        return (List<?>) input.get("xs");
    }

    private Value operandOrConstant() {
        if (random.nextInt(4) > 0) {
            return operand();
        }
        Object value = scalar();
        return new Value(value(value), i -> value);
    }

    private Value operand() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Value(var("k"), i -> 2);
            // A rule and a function of the module, and a document that nobody has.
            case 2 -> new Value(var("known"), i -> i.get("a"));
            case 3 -> new Value(call("same", input("b")), i -> i.get("b"));
            case 4 -> new Value(data("missing.document"), i -> null);
            case 5 -> new Value(input("b"), i -> i.get("b"));
            default -> new Value(input("a"), i -> i.get("a"));
        };
    }

    private Meaning atom() {
        Value x = operand();
        Value y = operandOrConstant();
        return switch (random.nextInt(9)) {
            case 0 -> new Meaning(random.nextBoolean() ? always() : value(1), i -> true);
            case 1 -> new Meaning(never(), i -> false);
            case 2, 3 ->
                new Meaning(x.operand, i -> {
                    Object v = x.of.apply(i);
                    return v != null && !v.equals(false);
                });
            case 4, 5 -> new Meaning(x.operand.eq(y.operand), both(x, y, Object::equals));
            case 6 -> new Meaning(x.operand.neq(y.operand), both(x, y, (v, w) -> !v.equals(w)));
            case 7 ->
                new Meaning(
                        x.operand.in(List.of(1, "s", true)),
                        i -> x.of.apply(i) != null && List.of(1, "s", true).contains(x.of.apply(i)));
            default ->
                new Meaning(
                        Builtins.isNumber(x.operand), i -> x.of.apply(i) != null && x.of.apply(i) instanceof Integer);
        };
    }

    private static Predicate<Map<String, Object>> both(
            Value x, Value y, java.util.function.BiPredicate<Object, Object> test) {
        return i -> {
            Object v = x.of.apply(i);
            Object w = y.of.apply(i);
            return v != null && w != null && test.test(v, w);
        };
    }
}
