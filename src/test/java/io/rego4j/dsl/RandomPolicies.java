package io.rego4j.dsl;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Import;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Capabilities;
import io.rego4j.source.RegoVersion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random modules by every public method of the builder: the methods are found by reflection and called with arguments by
 * their types, so that a new one takes part by itself. {@link #untried} tells which were never called.
 */
final class RandomPolicies {
    /** A class for typed inputs. */
    record Order(String user, List<String> items, Order parent) {}

    private static final List<String> NAMES = List.of("x", "y", "z");
    private static final List<String> PATHS = List.of("a", "b", "a.b", "xs", "user.name", "if.not");
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "two words",
            "é\uD83D\uDE00",
            "q\"\\",
            "{x}",
            "a\nb",
            "# c",
            "METADATA",
            "p: q",
            " - x ",
            "`",
            "\t");
    private static final List<String> NUMBERS = List.of("0", "1", "-5", "1e3", "2.50", "-0", "12345678901234567890");
    private static final List<Class<?>> BUILDERS = List.of(
            Dsl.class,
            Builtins.class,
            Operand.class,
            TypedInput.class,
            Statement.class,
            Condition.class,
            Block.class,
            FunctionRef.class,
            Exports.class,
            Metadata.class,
            RuleBuilder.class,
            ModuleBuilder.class);

    /** What makes no part of a module, or ends one. */
    private static final Set<String> LEFT_OUT = Set.of(
            "toString",
            "equals",
            "hashCode",
            "getClass",
            "wait",
            "notify",
            "notifyAll", // Object's
            "build",
            "buildUnchecked",
            "term",
            "toExpr",
            "body()",
            "exprs",
            "schema()",
            "annotations",
            "arity", // results
            "version()");

    /** Those of {@link Dsl} that begin something, which the methods below call. */
    private static final Set<String> BEGINNINGS = Set.of(
            "bind",
            "module",
            "exports",
            "functionRef",
            "rule",
            "function",
            "defaultRule",
            "defaultFunction",
            "metadata",
            "input(Class)",
            "typed");

    private final SplittableRandom random;
    private final Set<String> untried = new TreeSet<>();
    private final List<Method> operands = new ArrayList<>();
    private final List<Method> statements = new ArrayList<>();
    private final List<Method> blocks = new ArrayList<>();
    private final List<Method> metadata = new ArrayList<>();
    private final List<Method> rules = new ArrayList<>();
    private final List<Method> definitions = new ArrayList<>();
    private final List<Method> functions = new ArrayList<>();
    private final List<Method> modules = new ArrayList<>();

    RandomPolicies(long seed) {
        random = new SplittableRandom(seed);
        for (Class<?> builder : BUILDERS) {
            Stream.of(builder.getMethods())
                    .filter(m -> BUILDERS.contains(m.getDeclaringClass())
                            && !m.isBridge()
                            && m.getReturnType() != Body.class)
                    .filter(m -> !isIn(LEFT_OUT, m) && !(builder == Dsl.class && isIn(BEGINNINGS, m)))
                    .sorted(Comparator.comparing(Method::toGenericString))
                    .forEach(this::register);
        }
    }

    private static boolean isIn(Set<String> names, Method method) {
        return names.contains(method.getName()) || names.contains(shortName(method));
    }

    private static String shortName(Method method) {
        return method.getName() + "("
                + String.join(
                        ",",
                        Stream.of(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .toList())
                + ")";
    }

    private void register(Method method) {
        List<Method> list = listOf(method);
        if (!list.contains(method)) {
            list.add(method);
            untried.add(method.getDeclaringClass().getSimpleName() + "." + shortName(method));
        }
    }

    private List<Method> listOf(Method method) {
        Class<?> made = method.getReturnType();
        if (Operand.class.isAssignableFrom(made)) {
            return operands;
        } else if (Condition.class.isAssignableFrom(made)) {
            return statements;
        } else if (made == RuleBuilder.class) {
            return method.getDeclaringClass() == FunctionRef.class ? definitions : rules;
        }
        Map<Class<?>, List<Method>> others = Map.of(
                Block.class,
                blocks,
                Metadata.class,
                metadata,
                ModuleBuilder.class,
                modules,
                FunctionRef.class,
                functions);
        List<Method> list = others.get(made);
        if (list == null) {
            throw new AssertionError("the fuzz does not know what to do with " + method.toGenericString());
        }
        return list;
    }

    /** The methods that were never called with arguments that they take. */
    Set<String> untried() {
        return untried;
    }

    /** A module to be built; its package ends in a number. */
    ModuleBuilder module(int number) {
        RegoVersion version =
                pick(List.of(RegoVersion.V1, RegoVersion.V1, RegoVersion.V1, RegoVersion.V2, RegoVersion.V0));
        return module(number, version);
    }

    private ModuleBuilder module(int number, RegoVersion version) {
        ModuleBuilder module = Dsl.module("fuzz.m" + number).version(version);
        module.add(
                version == RegoVersion.V0
                        ? Dsl.function("f", "a").unify(Dsl.var("a"))
                        : Dsl.function("f", "a").assign(Dsl.var("a")));
        int steps = 1 + random.nextInt(4);
        for (int i = 0; i < steps; i++) {
            if (chance(4)) {
                apply(module, pick(modules), 2);
            } else {
                module.add(rule(version));
            }
        }
        return module;
    }

    private RuleBuilder rule(RegoVersion version) {
        String name = pick(List.of("p", "q", "r", "s", "a.b"));
        boolean function = chance(6);
        Object defined = chance(20) ? apply(Dsl.functionRef("h" + random.nextInt(9), "x"), pick(definitions), 1) : null;
        if (defined instanceof RuleBuilder definition) {
            return version == RegoVersion.V0 ? definition : definition.when(condition(2));
        }
        if (chance(24)) {
            return Dsl.defaultFunction("e" + random.nextInt(99), value(1), "a");
        } else if (chance(12)) {
            return Dsl.defaultRule("d" + random.nextInt(99), value(1));
        }
        RuleBuilder rule = chance(12)
                ? Dsl.rule(Dsl.var(name.substring(0, 1)).get(operand(1)))
                : function ? Dsl.function("g" + random.nextInt(9), "x") : Dsl.rule(name + random.nextInt(99));
        if (chance(2)) {
            rule.assign(operand(2));
        }
        List<Condition> conditions = new ArrayList<>();
        for (String variable : NAMES) {
            if (!(function && variable.equals("x")) && random.nextInt(10) > 0) {
                conditions.add(
                        chance(2)
                                ? Dsl.var(variable).assign(Dsl.input(variable))
                                : Dsl.some(variable).in(Dsl.input("xs")));
            }
        }
        int more = random.nextInt(4);
        for (int i = 0; i < more; i++) {
            conditions.add(condition(3));
        }
        if (!conditions.isEmpty()) {
            if (version == RegoVersion.V0 && chance(2)) {
                rule.body(conditions.toArray(new Condition[0]));
            } else {
                rule.when(conditions);
            }
        }
        int steps = random.nextInt(3);
        for (int i = 0; i < steps; i++) {
            apply(rule, pick(rules), 2);
        }
        return rule;
    }

    private Condition condition(int depth) {
        return chance(2) ? (Condition) made(statements, depth, Condition.class) : operand(depth);
    }

    private Operand operand(int depth) {
        if (depth <= 0 || chance(4)) {
            return switch (random.nextInt(6)) {
                case 0 -> Dsl.var(pick(NAMES));
                case 1 -> Dsl.number(pick(NUMBERS));
                case 2 -> Dsl.value(pick(TEXTS));
                case 3 -> Dsl.value(chance(2));
                default -> Dsl.input(pick(PATHS));
            };
        }
        return (Operand) made(operands, depth, Operand.class);
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> random.nextInt(-3, 9);
            case 2 -> pick(TEXTS);
            case 3 -> List.of(1, "a");
            case 4 -> Set.of("a");
            case 5 -> Map.of("k", 1.5);
            default -> operand(depth);
        };
    }

    /** Something by one of these methods; those that refuse their arguments are tried again with others. */
    private Object made(List<Method> methods, int depth, Class<?> type) {
        for (int i = 0; i < 30; i++) {
            Method method = pick(methods);
            // There are many built-ins, and few of them take what is given.
            if (method.getDeclaringClass() == Builtins.class && chance(2)) {
                continue;
            }
            Object result = apply(receiver(method, depth), method, depth);
            if (result != null) {
                return result;
            }
        }
        return type == Condition.class ? Dsl.input("b").eq(1) : Dsl.input("a");
    }

    private @Nullable Object receiver(Method method, int depth) {
        Class<?> type = method.getDeclaringClass();
        if (Modifier.isStatic(method.getModifiers())) {
            return null;
        } else if (type == Operand.class) {
            return operand(depth - 1);
        } else if (type == TypedInput.class) {
            return chance(2) ? Dsl.input(Order.class) : Dsl.typed(Dsl.data("a"), Order.class);
        } else if (type == Statement.class) {
            return Dsl.some(pick(NAMES) + "1");
        } else if (type == Condition.class) {
            return condition(depth - 1);
        } else if (type == Block.class) {
            return Dsl.block(condition(depth - 1), condition(depth - 1));
        } else if (type == FunctionRef.class) {
            Object shared = chance(2) ? apply(exports(), pick(functions), depth) : null;
            return shared != null ? shared : Dsl.functionRef("f", "a: any");
        } else if (type == Exports.class) {
            return exports();
        }
        return Dsl.metadata();
    }

    private static Exports exports() {
        return Dsl.exports(Dsl.module("lib")
                .add(Dsl.function("f", "a").assign(1))
                .add(Dsl.rule("p").assign(Map.of("user", "u")))
                .build());
    }

    private @Nullable Object apply(@Nullable Object receiver, Method method, int depth) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(method, i, depth - 1);
        }
        try {
            Object result = method.invoke(receiver, arguments);
            untried.remove(method.getDeclaringClass().getSimpleName() + "." + shortName(method));
            return result;
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            // A null is refused by the name of its parameter.
            boolean isNull = cause instanceof NullPointerException
                    && String.valueOf(cause.getMessage()).matches("\\w+");
            if (isNull || cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
                return null;
            }
            throw new AssertionError(method + " with " + Arrays.deepToString(arguments), e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private @Nullable Object argument(Method method, int index, int depth) {
        Class<?> type = method.getParameterTypes()[index];
        if (type == String.class) {
            return string(method, index);
        } else if (type == String[].class) {
            return new String[] {string(method, index)};
        } else if (type == Object[].class) {
            return objects(method, depth);
        } else if (type == Object.class) {
            return value(depth);
        } else if (type == Operand.class) {
            return operand(depth);
        } else if (type == Condition.class) {
            return condition(depth);
        } else if (type == Condition[].class) {
            return conditions(depth).toArray(new Condition[0]);
        } else if (type == Iterable.class) {
            return method.getDeclaringClass() == ModuleBuilder.class
                    ? List.of(rule(RegoVersion.V1))
                    : conditions(depth);
        } else if (type == Block.class) {
            return blocks(depth);
        } else if (type == Expr.class) {
            return chance(3)
                    ? new Expr(new BooleanTerm(true))
                    : condition(depth).toExpr();
        } else if (type == Term.class) {
            return operand(depth).term();
        } else if (type == Comment.class) {
            return new Comment(pick(List.of(" raw", "", "x\ty")));
        } else if (type == Metadata.class) {
            return metadata();
        } else if (type == RuleBuilder.class) {
            return rule(RegoVersion.V1);
        } else if (type == Rule.class) {
            return otherModule().rules().get(0);
        } else if (type == RegoModule[].class) {
            return new RegoModule[] {otherModule()};
        } else if (type == RegoVersion.class) {
            return RegoVersion.V1;
        } else if (type == Capabilities.class) {
            return Capabilities.current();
        } else if (type == Import.class) {
            return new Import(
                    new RefTerm(List.of(new VarTerm("data"), new StringTerm("lib" + random.nextInt(9)))), null);
        } else if (type == Class.class) {
            return Order.class;
        } else if (type == Getter.class) {
            return method.getName().equals("each")
                    ? (Getter<Order, List<String>>) Order::items
                    : (Getter<Order, String>) Order::user;
        } else if (type == Map.class) {
            return Map.of("type", "object");
        } else if (type == List.class) {
            return List.of(Dsl.input("a"));
        }
        throw new AssertionError("the fuzz does not know what to give to " + method.toGenericString());
    }

    private RegoModule otherModule() {
        return Dsl.module("fuzz.other")
                .add(Dsl.rule("o" + random.nextInt(9)).when(Dsl.input("a").eq(1), Dsl.plainNot(Dsl.input("b"))))
                .build();
    }

    private String string(Method method, int index) {
        String name = method.getName();
        if (method.getDeclaringClass() == Metadata.class) {
            return name.equals("scope")
                    ? pick(List.of("rule", "document"))
                    : name.equals("schema") ? "pet.x" : pick(TEXTS);
        }
        return switch (name) {
            case "var" -> pick(NAMES);
            case "every", "some" -> pick(NAMES) + random.nextInt(3);
            case "number" -> pick(NUMBERS);
            case "comment", "header" -> pick(TEXTS);
            case "call" -> pick(List.of("f", "count", "data.lib.f"));
            case "imports" -> index == 0 ? pick(List.of("data.lib", "input.who", "rego.v1")) : "al" + random.nextInt(9);
            case "rule", "function" -> pick(List.of("f", "p"));
            default -> pick(PATHS);
        };
    }

    private Object[] objects(Method method, int depth) {
        int size = switch (method.getName()) {
            case "object" -> 2 * random.nextInt(3);
            case "call" -> 1;
            case "define" -> 1;
            case "some" -> 1 + random.nextInt(2);
            default -> random.nextInt(4);
        };
        Object[] objects = new Object[size];
        for (int i = 0; i < size; i++) {
            objects[i] = method.getName().equals("some") && !chance(8)
                            || Set.of("args", "define").contains(method.getName())
                    ? pick(NAMES) + random.nextInt(3)
                    : value(depth);
        }
        return objects;
    }

    private List<Condition> conditions(int depth) {
        List<Condition> conditions = new ArrayList<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            conditions.add(condition(depth));
        }
        return conditions;
    }

    private Block blocks(int depth) {
        Object made = made(blocks, depth, Block.class);
        return made instanceof Block block ? block : Dsl.block(condition(depth));
    }

    private Metadata metadata() {
        Metadata made = Dsl.metadata();
        int steps = random.nextInt(4);
        for (int i = 0; i < steps; i++) {
            Object more = apply(made, pick(metadata), 1);
            made = more instanceof Metadata m ? m : made;
        }
        return made;
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
