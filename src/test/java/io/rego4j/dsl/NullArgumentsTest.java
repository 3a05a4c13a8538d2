package io.rego4j.dsl;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No null gets into a tree: every public method of the builder refuses it where it stands, by the name of its parameter. */
class NullArgumentsTest {
    record Order(String user, List<String> items) {}

    private static final RegoModule MODULE = Dsl.module("lib")
            .add(Dsl.function("f", "a").assign(1))
            .add(Dsl.rule("p").assign(1))
            .build();

    private static final List<Class<?>> CLASSES = List.of(
            Dsl.class,
            Builtins.class,
            Operand.class,
            TypedInput.class,
            Statement.class,
            Condition.class,
            Block.class,
            Binding.class,
            FunctionRef.class,
            Exports.class,
            Metadata.class,
            Quoted.class,
            RuleBuilder.class,
            ModuleBuilder.class);

    @Test
    void aNullIsRefusedByTheNameOfItsParameter() {
        List<String> faults = new ArrayList<>();
        int tried = 0;
        for (Class<?> type : CLASSES) {
            for (Executable method : methods(type)) {
                for (int i = 0; i < method.getParameterCount(); i++) {
                    if (!isNullable(method.getAnnotatedParameterTypes()[i])
                            && !method.getParameterTypes()[i].isPrimitive()) {
                        tried++;
                        tryNull(method, i, false, faults);
                    }
                    if (method.isVarArgs()
                            && i == method.getParameterCount() - 1
                            && !isNullable(((AnnotatedArrayType) method.getAnnotatedParameterTypes()[i])
                                    .getAnnotatedGenericComponentType())) {
                        tried++;
                        tryNull(method, i, true, faults);
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(140);
        assertThat(faults).isEmpty();
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static List<Executable> methods(Class<?> type) {
        List<Executable> found = new ArrayList<>(Stream.of(type.getMethods())
                .filter(m -> m.getDeclaringClass() == type && !m.isBridge() && !m.isSynthetic())
                .filter(m -> !m.getName().equals("equals"))
                .toList());
        found.addAll(Arrays.asList(type.getConstructors()));
        return found;
    }

    private static void tryNull(Executable method, int index, boolean inArray, List<String> faults) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(method.getParameterTypes()[i]);
        }
        arguments[index] = inArray
                ? java.lang.reflect.Array.newInstance(method.getParameterTypes()[index].getComponentType(), 1)
                : null;
        String name = method.getParameters()[index].getName();
        String what = method.toGenericString().replaceAll("[a-z]\\w*\\.", "") + " with null for "
                + (inArray ? "one of " : "") + name;
        try {
            if (method instanceof Method m) {
                m.invoke(Modifier.isStatic(m.getModifiers()) ? null : receiver(m), arguments);
            } else {
                ((java.lang.reflect.Constructor<?>) method).newInstance(arguments);
            }
            faults.add(what + ": accepted");
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof NullPointerException)
                    || !name.equals(e.getCause().getMessage())) {
                faults.add(what + ": " + e.getCause());
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new AssertionError(what, e);
        }
    }

    private static Object receiver(Method method) {
        Map<Class<?>, Object> receivers = Map.of(
                Operand.class, Dsl.input("a"),
                TypedInput.class, Dsl.input(Order.class),
                Statement.class, Dsl.some("x"),
                Condition.class, Dsl.input("a"),
                Block.class, Dsl.block(Dsl.input("a")),
                FunctionRef.class, Dsl.functionRef("f", "a"),
                Exports.class, Dsl.exports(MODULE),
                Quoted.class, Quoted.with(),
                Binding.class, Dsl.bind("x", 1));
        Object receiver = receivers.get(method.getDeclaringClass());
        if (receiver != null) {
            return receiver;
        } else if (method.getDeclaringClass() == Metadata.class) {
            return Dsl.metadata().title("t");
        }
        return method.getDeclaringClass() == RuleBuilder.class ? Dsl.rule("p") : Dsl.module("m");
    }

    /** An argument that is no null. */
    private static Object argument(Class<?> type) {
        Map<Class<?>, Object> arguments = Map.ofEntries(
                Map.entry(String.class, "a"),
                Map.entry(String[].class, new String[] {"a"}),
                Map.entry(Object.class, "a"),
                Map.entry(Object[].class, new Object[] {"a"}),
                Map.entry(Operand.class, Dsl.input("a")),
                Map.entry(Condition.class, Dsl.input("a")),
                Map.entry(Condition[].class, new Condition[] {Dsl.input("a")}),
                Map.entry(Iterable.class, List.of(Dsl.input("a"))),
                Map.entry(Block.class, Dsl.block(Dsl.input("a"))),
                Map.entry(Body.class, Body.of(new Expr(new BooleanTerm(true)))),
                Map.entry(Expr.class, new Expr(new BooleanTerm(true))),
                Map.entry(Term.class, new BooleanTerm(true)),
                Map.entry(Comment.class, new Comment(" a")),
                Map.entry(Metadata.class, Dsl.metadata().title("t")),
                Map.entry(RuleBuilder.class, Dsl.rule("p").assign(1)),
                Map.entry(Rule.class, MODULE.rules().get(0)),
                Map.entry(RegoModule.class, MODULE),
                Map.entry(RegoModule[].class, new RegoModule[] {MODULE}),
                Map.entry(RegoVersion.class, RegoVersion.V1),
                Map.entry(Capabilities.class, Capabilities.current()),
                Map.entry(
                        Import.class, new Import(new RefTerm(List.of(new VarTerm("data"), new StringTerm("a"))), null)),
                Map.entry(Class.class, Order.class),
                Map.entry(Getter.class, (Getter<Order, List<String>>) Order::items),
                Map.entry(Binding[].class, new Binding[0]),
                Map.entry(Map.class, Map.of("type", "object")),
                Map.entry(List.class, List.of(Dsl.input("a"))));
        Object argument = arguments.get(type);
        if (argument == null) {
            throw new AssertionError("the test does not know what to give for a " + type);
        }
        return argument;
    }
}
