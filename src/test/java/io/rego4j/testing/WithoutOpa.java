package io.rego4j.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * With {@code mvn -Pquick} no OPA is looked for, and a test that asks for one is skipped. In any other run it fails, for then
 * there is to be one.
 */
public final class WithoutOpa implements InvocationInterceptor {
    private static final boolean QUICK = Boolean.getBoolean("rego4j.quick");
    /** How the message of {@code OpaNotFoundException} begins. */
    private static final String NONE = "no usable opa. What was tried:";

    private static final String SKIPPED = "this test needs an opa, which -Pquick does without";

    /** Skips the test if what a command said tells that there is no OPA. */
    static void skipIfSaid(String errors) {
        if (QUICK && errors.contains(NONE)) {
            throw new TestAbortedException(SKIPPED);
        }
    }

    private static <T> T skipping(Invocation<T> invocation) throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable failure) {
            for (Throwable cause = failure; QUICK && cause != null; cause = cause.getCause()) {
                // By its words: its class is lost where a static field of a test asked for an OPA.
                if (cause.toString().contains(NONE)) {
                    throw new TestAbortedException(SKIPPED, cause);
                }
            }
            throw failure;
        }
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> called, ExtensionContext context)
            throws Throwable {
        return skipping(invocation);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        skipping(invocation);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        skipping(invocation);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        skipping(invocation);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        return skipping(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        skipping(invocation);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext called, ExtensionContext context)
            throws Throwable {
        skipping(invocation);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        ending(invocation);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        ending(invocation);
    }

    private static void ending(Invocation<Void> invocation) throws Throwable {
        try {
            invocation.proceed();
        } catch (NullPointerException e) {
            // What a skipped test has never started need not be ended.
            if (!QUICK) {
                throw e;
            }
        }
    }
}
