package io.rego4j.dsl;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Capabilities;
import io.rego4j.source.RegoVersion;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Random receivers and arguments for {@link BuilderMethods}, by their types; mostly such as OPA accepts. */
final class RandomArguments {
    /** A class for typed inputs. */
    record Order(String user, List<String> items, Order parent) {}

    private static final List<String> NAMES = List.of("x", "y", "z");
    /** What most modules with it are refused for. */
    private static final Set<String> REFUSED = Set.of(
            "assign",
            "wildcard",
            "data()",
            "all",
            "any",
            "castArray",
            "castBoolean",
            "castNull",
            "castObject",
            "castSet",
            "castString",
            "internalTestCase",
            "netCidrOverlap",
            "internalPrint",
            "internalTemplateString",
            "print",
            "reMatch",
            "ref",
            "setDiff");

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
    private final SplittableRandom random;
    private final BuilderMethods methods;
    private final Function<RegoVersion, RuleBuilder> rules;
    private final List<Method> withoutDeclarations;
    private int names;

    /**
     * Arguments from a source of chance.
     *
     * @param rules makes the rules that are arguments
     */
    RandomArguments(SplittableRandom random, BuilderMethods methods, Function<RegoVersion, RuleBuilder> rules) {
        this.random = random;
        this.methods = methods;
        this.rules = rules;
        this.withoutDeclarations = methods.statements.stream()
                .filter(method ->
                        !method.getName().equals("some") && !method.getName().equals("in"))
                .toList();
    }

    Condition condition(int depth) {
        return condition(depth, false);
    }

    /**
     * A condition.
     *
     * @param declares true where a {@code some} may stand
     */
    private Condition condition(int depth, boolean declares) {
        if (depth <= 0 || chance(2)) {
            return operand(depth);
        }
        List<Method> makers = declares || rarely() ? methods.statements : withoutDeclarations;
        return (Condition) made(makers, depth, Condition.class);
    }

    Operand operand(int depth) {
        if (depth <= 0 || chance(4)) {
            return switch (random.nextInt(6)) {
                case 0 -> Dsl.var(pick(NAMES));
                case 1 -> Dsl.number(pick(NUMBERS));
                case 2 -> Dsl.value(pick(TEXTS));
                case 3 -> Dsl.value(chance(2));
                default -> Dsl.input(pick(PATHS));
            };
        }
        return (Operand) made(methods.operands, depth, Operand.class);
    }

    @Nullable
    Object value(int depth) {
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
    private Object made(List<Method> makers, int depth, Class<?> type) {
        for (int i = 0; i < 30; i++) {
            Method method = pick(makers);
            if (isMostlyRefused(method) && !rarely()) {
                continue;
            }
            Object result = apply(receiver(method, depth), method, depth);
            if (result != null) {
                return result;
            }
        }
        return type == Condition.class ? Dsl.input("b").eq(1) : Dsl.input("a");
    }

    /** True for what OPA takes in few places, and for most of the built-ins. */
    private boolean isMostlyRefused(Method method) {
        return REFUSED.contains(method.getName()) || method.getDeclaringClass() == Builtins.class && chance(2);
    }

    private @Nullable Object receiver(Method method, int depth) {
        Class<?> type = method.getDeclaringClass();
        if (method.getName().equals("assign") && !rarely()) {
            return Dsl.var(fresh());
        }
        if (Modifier.isStatic(method.getModifiers())) {
            return null;
        } else if (type == Operand.class) {
            return operand(depth - 1);
        } else if (type == TypedInput.class) {
            return chance(2) ? Dsl.input(Order.class) : Dsl.typed(Dsl.data("a"), Order.class);
        } else if (type == Statement.class) {
            return method.getName().equals("in") || rarely() ? Dsl.some(fresh()) : Dsl.not(operand(depth - 1));
        } else if (type == Condition.class) {
            return condition(depth - 1);
        } else if (type == Block.class) {
            return Dsl.block(condition(depth - 1), condition(depth - 1));
        } else if (type == FunctionRef.class) {
            Object shared = chance(2) ? apply(exports(), pick(methods.functions), depth) : null;
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

    /** What a method returns for random arguments; null if it refuses them. */
    @Nullable
    Object apply(@Nullable Object receiver, Method method, int depth) {
        Object[] arguments = new Object[method.getParameterCount()];
        List<String> declared = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(method, i, depth - 1, declared);
            if (method.getName().equals("every") && arguments[i] instanceof String name) {
                declared.add(name);
            }
        }
        return methods.call(receiver, method, arguments);
    }

    private @Nullable Object argument(Method method, int index, int depth, List<String> declared) {
        Class<?> type = method.getParameterTypes()[index];
        if (method.getDeclaringClass() == Builtins.class && type == Object.class && random.nextInt(5) > 0) {
            return Dsl.input(pick(PATHS));
        } else if (type == String.class) {
            return string(method, index);
        } else if (type == String[].class) {
            return new String[] {string(method, index)};
        } else if (type == Object[].class) {
            return objects(method, depth);
        } else if (type == Object.class) {
            return value(depth);
        } else if (type == Operand.class) {
            return method.getName().equals("with") && !rarely() ? Dsl.input(pick(PATHS)) : operand(depth);
        } else if (type == Condition.class) {
            return condition(depth);
        } else if (type == Condition[].class) {
            return conditions(depth, declared).toArray(new Condition[0]);
        } else if (type == Iterable.class) {
            return method.getDeclaringClass() == ModuleBuilder.class
                    ? List.of(rules.apply(RegoVersion.V1))
                    : conditions(depth, declared);
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
            return rules.apply(RegoVersion.V1);
        } else if (type == Rule.class) {
            return OtherModules.built(random).rules().get(0);
        } else if (type == RegoModule[].class) {
            return new RegoModule[] {OtherModules.built(random)};
        } else if (type == RegoModule.class) {
            return OtherModules.read(random);
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

    private String string(Method method, int index) {
        String name = method.getName();
        if (method.getDeclaringClass() == Metadata.class) {
            return name.equals("scope")
                    ? pick(List.of("rule", "document"))
                    : name.equals("schema") ? "pet.x" : pick(TEXTS);
        }
        return switch (name) {
            case "var" -> pick(NAMES);
            case "every", "some" -> fresh();
            case "number" -> pick(NUMBERS);
            case "comment", "header" -> pick(TEXTS);
            case "call" -> pick(List.of("f", "count", "data.lib.f"));
            case "imports" ->
                index == 0
                        ? pick(List.of(
                                "data.lib",
                                "input.who",
                                method.getParameterCount() == 2 && !rarely() ? "data.b" : "rego.v1"))
                        : "al" + random.nextInt(9);
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
            objects[i] = method.getName().equals("some") && !rarely()
                            || Set.of("args", "define").contains(method.getName())
                    ? fresh()
                    : value(depth);
        }
        return objects;
    }

    /**
     * Some conditions, mostly such that each declared variable is used.
     *
     * @param declared what is declared before them
     */
    List<Condition> conditions(int depth, List<String> declared) {
        List<Condition> conditions = new ArrayList<>();
        int size = rarely() ? 0 : 1 + random.nextInt(3);
        use(declared, conditions);
        for (int i = 0; i < size; i++) {
            Condition condition = condition(depth, true);
            conditions.add(condition);
            declaredBy(condition, conditions);
        }
        return conditions;
    }

    /** Adds a condition for each of these variables, mostly: OPA refuses one that is declared and not used. */
    private void use(List<String> declared, List<Condition> conditions) {
        for (String name : declared) {
            if (!rarely()) {
                conditions.add(Dsl.var(name).neq(value(0)));
            }
        }
    }

    /** Adds conditions that use, or bind, what {@code some} declares. */
    private void declaredBy(Condition condition, List<Condition> conditions) {
        if (!(condition.toExpr().terms() instanceof SomeDecl some)) {
            return;
        }
        for (Term symbol : some.symbols()) {
            if (symbol instanceof VarTerm variable) {
                conditions.add(Dsl.var(variable.name()).unify(value(0)));
            } else {
                List<String> declared = NodeWalk.all(symbol, VarTerm.class).stream()
                        .map(VarTerm::name)
                        .filter(name -> name.matches("[xyz]\\d+"))
                        .distinct()
                        .toList();
                use(declared, conditions);
            }
        }
    }

    private Block blocks(int depth) {
        Object made = made(methods.blocks, depth, Block.class);
        return made instanceof Block block ? block : Dsl.block(condition(depth));
    }

    Metadata metadata() {
        Metadata made = Dsl.metadata();
        int steps = random.nextInt(4);
        for (int i = 0; i < steps; i++) {
            Object more = apply(made, pick(methods.metadata), 1);
            made = more instanceof Metadata m ? m : made;
        }
        return made;
    }

    /** Mostly a name that nothing else has. */
    private String fresh() {
        return pick(NAMES) + (rarely() ? 0 : names++);
    }

    /** True for what makes most modules with it refused. */
    boolean rarely() {
        return chance(60);
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
