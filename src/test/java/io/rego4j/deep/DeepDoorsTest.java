package io.rego4j.deep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.Term;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls every public method of the doors with what is nested deep, on a thread with a small stack: it answers, or throws an
 * exception of its own. What is not called is listed with the reason in {@code not-called.txt}. {@code -Drego4j.depth=20000}
 * asks for another depth, {@code -Drego4j.tell=true} for what takes more than half a second of processor time.
 *
 * <p>Nodes are also called with the depth of the parser; {@code -Drego4j.deepest='(ast|json|parse|source)\..*'} asks for more.
 */
@Tag("slow")
class DeepDoorsTest {
    private static final int DEPTH = Integer.getInteger("rego4j.depth", 1_000);
    private static final int DEEPEST = 100_000;
    private static final Pattern CALLED_DEEPEST = Pattern.compile(System.getProperty("rego4j.deepest", "ast\\..*"));
    /** Half of what a thread of the JVM has by default. */
    private static final long STACK = 1 << 19;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final boolean TELL = Boolean.getBoolean("rego4j.tell");

    private static final Map<String, UnaryOperator<Term>> KINDS = Map.of(
            "array", term -> new ArrayTerm(List.of(term)),
            "body", term -> new ArrayComprehensionTerm(new NumberTerm("1"), Body.of(new Expr(term))));
    private static final Map<String, List<String>> TEXTS =
            Map.of("array", List.of("[", "1", "]"), "body", List.of("[1 | ", "1", "]"));

    @ParameterizedTest
    @ValueSource(strings = {"array", "body"})
    void noEntryPointOverflowsTheStack(String kind) throws Exception {
        onSmallStack(() -> callAll(kind));
    }

    @Test
    void noNodeOverflowsTheStackAtTheGreatestDepth() throws Exception {
        onSmallStack(DeepDoorsTest::callDeepest);
    }

    private static void onSmallStack(Runnable calls) throws Exception {
        FutureTask<Void> work = new FutureTask<>(calls, null);
        new Thread(null, work, "small-stack", STACK).start();
        work.get();
    }

    private static void callAll(String kind) {
        DeepArguments arguments = new DeepArguments(deep(kind, DEPTH), text(kind, DEPTH));
        Map<String, String> reasons = reasons("not-called.txt");
        Set<String> overflowing = new TreeSet<>();
        Set<String> met = new LinkedHashSet<>();
        List<Executable> open = new ArrayList<>();
        for (Executable point : Doors.entryPoints()) {
            String listed = listed(Doors.name(point), reasons);
            if (listed == null) {
                open.add(point);
            } else {
                met.add(listed);
            }
        }
        callThem(open, arguments, overflowing);

        assertThat(overflowing).isEmpty();
        assertThat(open.stream().map(Doors::name))
                .as("list these with a reason, or give them arguments")
                .isEmpty();
        assertThat(met).as("listed and met").containsExactlyInAnyOrderElementsOf(reasons.keySet());
    }

    private static void callDeepest() {
        DeepArguments arguments = new DeepArguments(deep("array", DEEPEST), text("array", DEEPEST));
        Map<String, String> reasons = reasons("not-called.txt");
        Map<String, String> shallow = reasons("not-deepest.txt");
        List<Executable> open = Doors.entryPoints().stream()
                .filter(point -> CALLED_DEEPEST.matcher(Doors.name(point)).matches())
                .filter(point -> listed(Doors.name(point), reasons) == null)
                .collect(Collectors.toCollection(ArrayList::new));
        Set<String> names = open.stream().map(Doors::name).collect(Collectors.toSet());
        open.removeIf(point -> shallow.containsKey(Doors.name(point)));
        Set<String> overflowing = new TreeSet<>();
        callThem(open, arguments, overflowing);

        assertThat(overflowing).isEmpty();
        assertThat(open.stream().map(Doors::name)).isEmpty();
        assertThat(names).as("listed and met").containsAll(shallow.keySet());
    }

    /** Calls all for which there are arguments, and removes them: what one of them returns may be what another needs. */
    private static void callThem(List<Executable> open, DeepArguments arguments, Set<String> overflowing) {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = open.removeIf(point -> isCalled(point, arguments, overflowing));
        }
    }

    private static Term deep(String kind, int depth) {
        Term term = new NumberTerm("1");
        for (int i = 0; i < depth; i++) {
            term = KINDS.get(kind).apply(term);
        }
        return term;
    }

    private static String text(String kind, int depth) {
        List<String> parts = TEXTS.get(kind);
        return parts.get(0).repeat(depth) + parts.get(1) + parts.get(2).repeat(depth);
    }

    /** The reasons by what they hold for: an entry point, or all whose names begin so. */
    private static Map<String, String> reasons(String file) {
        try (var list = Objects.requireNonNull(DeepDoorsTest.class.getResourceAsStream(file))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String listed(String name, Map<String, String> reasons) {
        return reasons.keySet().stream().filter(name::startsWith).findFirst().orElse(null);
    }

    /** Calls it if there are arguments, with each text where it takes one. */
    private static boolean isCalled(Executable point, DeepArguments arguments, Set<String> overflowing) {
        boolean called = false;
        for (DeepArguments each : arguments.withEachText(point)) {
            Object receiver = null;
            if (point instanceof Method && !Modifier.isStatic(point.getModifiers())) {
                receiver = each.of((Type) point.getDeclaringClass());
                if (receiver == null) {
                    return false;
                }
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (Type type : point.getGenericParameterTypes()) {
                Object value = each.of(type);
                if (value == null) {
                    return false;
                }
                values.add(value);
            }
            called = true;
            long start = SYSTEM.getProcessCpuTime();
            try {
                arguments.keep(call(point, receiver, values.toArray()));
            } catch (StackOverflowError e) {
                overflowing.add(Doors.name(point) + " at " + e.getStackTrace()[20]);
            }
            long milliseconds = (SYSTEM.getProcessCpuTime() - start) / 1_000_000;
            if (TELL && milliseconds > 500) {
                System.out.println(milliseconds + " ms: " + Doors.name(point));
            }
        }
        return called;
    }

    private static @Nullable Object call(Executable point, @Nullable Object receiver, Object[] values) {
        try {
            return point instanceof Constructor<?> constructor
                    ? constructor.newInstance(values)
                    : ((Method) point).invoke(receiver, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(Doors.name(point), e);
        }
    }
}
