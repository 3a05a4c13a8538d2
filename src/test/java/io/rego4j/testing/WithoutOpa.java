package io.rego4j.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * With {@code mvn -Pquick} no OPA is looked for, and a test that asks for one is skipped. In any other run it fails, for then
 * there is to be one.
 */
public final class WithoutOpa implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final boolean QUICK = Boolean.getBoolean("rego4j.quick");
    /** How the message of {@code OpaNotFoundException} begins. */
    private static final String NONE = "no usable opa. What was tried:";

    /** Skips the test if what a command said tells that there is no OPA. */
    static void skipIfSaid(String errors) {
        if (QUICK && errors.contains(NONE)) {
            throw new TestAbortedException("this test needs an opa, which -Pquick does without");
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw skippedOr(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw skippedOr(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw skippedOr(failure);
    }

    private static Throwable skippedOr(Throwable failure) {
        for (Throwable cause = failure; QUICK && cause != null; cause = cause.getCause()) {
            // The class of the exception is lost where a static field of a test asked for an OPA.
            if (cause.toString().contains(NONE)) {
                return new TestAbortedException("this test needs an opa, which -Pquick does without", cause);
            }
        }
        return failure;
    }
}
