package io.rego4j.dsl;

import io.rego4j.ast.Body;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every public method of the builder by what it makes, found by reflection, so that a new one takes part by itself.
 * {@link #untried} tells which were never called, {@link #refusals} why calls were refused.
 */
final class BuilderMethods {
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

    final List<Method> operands = new ArrayList<>();
    final List<Method> statements = new ArrayList<>();
    final List<Method> blocks = new ArrayList<>();
    final List<Method> metadata = new ArrayList<>();
    final List<Method> rules = new ArrayList<>();
    final List<Method> definitions = new ArrayList<>();
    final List<Method> functions = new ArrayList<>();
    final List<Method> modules = new ArrayList<>();
    private final Set<String> untried = new TreeSet<>();
    private final Map<String, Integer> refusals = new TreeMap<>();

    BuilderMethods() {
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

    /** The messages with which calls were refused, and how often. */
    Map<String, Integer> refusals() {
        return refusals;
    }

    /** What a method returns; null if it refuses its arguments. */
    @Nullable
    Object call(@Nullable Object receiver, Method method, @Nullable Object[] arguments) {
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
                if (!isNull) {
                    refusals.merge(cause.getMessage(), 1, Integer::sum);
                }
                return null;
            }
            throw new AssertionError(method + " with " + Arrays.deepToString(arguments), e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
