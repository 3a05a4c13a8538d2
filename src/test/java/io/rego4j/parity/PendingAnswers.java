package io.rego4j.parity;

import io.rego4j.testing.WrittenTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Questions to {@link OpaPackages} that wait for their answers, so that both sides work at once. */
public final class PendingAnswers {
    private static final int MOST = 200;

    private record Pending(String name, Future<List<String>> answer) {}

    private final @Nullable OpaPackages packages;
    private final List<String> faults;
    private final Deque<Pending> pending = new ArrayDeque<>();

    /**
     * No question is open.
     *
     * @param packages null to ask nothing
     * @param faults where what OPA's packages have against a text is added
     */
    public PendingAnswers(@Nullable OpaPackages packages, List<String> faults) {
        this.packages = packages;
        this.faults = faults;
    }

    /** True if there are packages to ask. */
    public boolean asks() {
        return packages != null;
    }

    /** Asks about a text; its name stands before what is found. */
    public void ask(String name, WrittenTree written) {
        if (packages != null) {
            pending.add(new Pending(name, packages.against(written)));
            if (pending.size() > MOST) {
                collect(pending.remove());
            }
        }
    }

    /** Waits for all answers, and prints what could not be compared. */
    public void finish() {
        while (!pending.isEmpty()) {
            collect(pending.remove());
        }
        if (packages != null) {
            packages.notCompared().forEach((what, count) -> System.out.println("  " + what + ": " + count));
        }
    }

    private void collect(Pending question) {
        try {
            question.answer().get().forEach(fault -> faults.add(question.name() + fault));
        } catch (ExecutionException e) {
            throw new IllegalStateException(question.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
