package io.rego4j.dsl;

import io.rego4j.source.RegoVersion;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Random modules by every public method of the builder, called with arguments by their types. */
final class RandomPolicies {
    private static final List<String> VARIABLES = List.of("x", "y", "z");
    /** What makes most modules with it refused. */
    private static final Set<String> MODULE_OPTIONS = Set.of("portable", "capabilities", "version");

    private final SplittableRandom random;
    private final BuilderMethods methods = new BuilderMethods();
    private final RandomArguments arguments;

    RandomPolicies(long seed) {
        random = new SplittableRandom(seed);
        arguments = new RandomArguments(random, methods, this::rule);
    }

    BuilderMethods methods() {
        return methods;
    }

    /** A module to be built; its package ends in a number. */
    ModuleBuilder module(int number) {
        RegoVersion version =
                pick(List.of(RegoVersion.V1, RegoVersion.V1, RegoVersion.V1, RegoVersion.V2, RegoVersion.V0));
        ModuleBuilder module = Dsl.module("fuzz.m" + number).version(version);
        module.add(
                version == RegoVersion.V0
                        ? Dsl.function("f", "a").unify(Dsl.var("a"))
                        : Dsl.function("f", "a").assign(Dsl.var("a")));
        int steps = 1 + random.nextInt(4);
        for (int i = 0; i < steps; i++) {
            Method method = pick(methods.modules);
            boolean taken = version == RegoVersion.V1 || !MODULE_OPTIONS.contains(method.getName());
            if (chance(4) && (taken || arguments.rarely())) {
                arguments.apply(module, method, 2);
            } else {
                module.add(rule(version));
            }
        }
        return module;
    }

    private RuleBuilder rule(RegoVersion version) {
        Object defined = chance(20)
                ? arguments.apply(Dsl.functionRef("h" + random.nextInt(99), "x"), pick(methods.definitions), 1)
                : null;
        if (defined instanceof RuleBuilder definition) {
            return version == RegoVersion.V0 ? definition : definition.when(bound(true));
        } else if (chance(24)) {
            return Dsl.defaultFunction("e" + random.nextInt(999), constant(), "a");
        } else if (chance(12)) {
            return Dsl.defaultRule("d" + random.nextInt(999), constant());
        }
        return new Draft(version).rule();
    }

    /** Mostly what a default rule may have for a value. */
    private Object constant() {
        return arguments.rarely()
                ? arguments.operand(1)
                : pick(List.of(1, "a", true, List.of(1), Map.of("k", Set.of(2))));
    }

    /** Conditions, after such as give the variables values. */
    private List<Condition> bound(boolean hasParameter) {
        List<Condition> conditions = new ArrayList<>();
        List<Condition> uses = new ArrayList<>();
        for (String variable : VARIABLES) {
            if (!(hasParameter && variable.equals("x")) && !arguments.rarely()) {
                boolean assigned = chance(2);
                conditions.add(
                        assigned
                                ? Dsl.var(variable).assign(Dsl.input(variable))
                                : Dsl.some(variable).in(Dsl.input("xs")));
                if (!assigned) {
                    uses.add(Dsl.var(variable).neq(arguments.value(1)));
                }
            }
        }
        conditions.addAll(uses);
        conditions.addAll(arguments.conditions(3, List.of()));
        return conditions;
    }

    /** A rule while it gets its parts: one of several values, a function, or one with a value. */
    private final class Draft {
        private final RegoVersion version;
        private final boolean isFunction = chance(6);
        private final boolean hasKey = !isFunction && chance(10);
        private final boolean isSet = !isFunction && !hasKey && chance(5);
        private final RuleBuilder rule;
        private boolean hasValue;
        /** False where no {@code else} can follow. */
        private boolean hasConditions;

        Draft(RegoVersion version) {
            this.version = version;
            String name = pick(List.of("p", "q", "r", "s", "a.b")) + random.nextInt(999);
            rule = hasKey
                    ? Dsl.rule(Dsl.var(name.replace("a.", "")).get(arguments.operand(1)))
                    : isFunction ? Dsl.function("g" + random.nextInt(99), "x") : Dsl.rule(name);
        }

        RuleBuilder rule() {
            if (isSet) {
                rule.contains(arguments.value(2));
            } else if (chance(2)) {
                rule.assign(arguments.operand(2));
                hasValue = true;
            }
            List<Condition> conditions = bound(isFunction);
            if (version == RegoVersion.V0 && chance(2)) {
                rule.body(conditions.toArray(new Condition[0]));
            } else {
                rule.when(conditions);
            }
            hasConditions = true;
            int steps = random.nextInt(3);
            for (int i = 0; i < steps; i++) {
                step(pick(methods.rules));
            }
            return rule;
        }

        private void step(Method method) {
            if (!fits(method.getName()) && !arguments.rarely()
                    || arguments.apply(rule, method, 2) == null
                    || !method.getName().equals("otherwise")) {
                return;
            }
            hasValue = method.getParameterCount() > 0;
            hasConditions = !hasValue || chance(2);
            if (hasConditions && !arguments.rarely()) {
                List<Condition> conditions = arguments.conditions(2, List.of());
                if (!conditions.isEmpty()) {
                    rule.when(conditions);
                }
            }
        }

        private boolean fits(String method) {
            return switch (method) {
                case "contains", "args", "body" -> false;
                case "otherwise" -> hasConditions && !isSet && !hasKey;
                case "assign", "unify" -> !isSet && !hasValue;
                case "when" -> hasConditions;
                default -> true;
            };
        }
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
