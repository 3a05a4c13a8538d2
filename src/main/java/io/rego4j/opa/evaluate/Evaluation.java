package io.rego4j.opa.evaluate;

import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.NetworkAccess;
import io.rego4j.opa.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One evaluation, in one thread. */
public final class Evaluation implements BuiltinContext {
    /** The variable of the input, in each function. */
    public static final int INPUT = 0;

    /** The variable of the base documents, in each function. */
    public static final int DATA = 1;

    /** Looking at the clock costs more than a statement; so many statements take well below a millisecond. */
    private static final int TICKS = 1024;

    private final int functions;
    private final Request request;
    private final boolean keepsTerms;
    private final long end;
    private final @Nullable Duration timeout;
    private final Map<Object, Object> known = new HashMap<>();
    private final List<String> printed = new ArrayList<>();
    private @Nullable Instant now;
    private @Nullable RandomGenerator random;
    private long memoryLeft;
    private boolean hasUsedNetwork;
    private volatile boolean isCancelled;
    private int ticks;

    /** What rules gave, for the documents as they are now. */
    Memo memo;

    final CallMemo calls;

    /**
     * The evaluation of a request, on a plan with so many functions.
     *
     * @param keepsTerms true if the plan has {@link LiteralStatements}
     */
    public Evaluation(int functions, boolean keepsTerms, Request request) {
        this(functions, keepsTerms, request, System.nanoTime() + nanos(request.timeout()));
    }

    private Evaluation(int functions, boolean keepsTerms, Request request, long end) {
        this.functions = functions;
        this.request = request;
        this.keepsTerms = keepsTerms;
        this.timeout = request.timeout();
        this.end = end;
        this.memoryLeft = request.settings().memoryLimit();
        this.memo = new Memo(request.input(), request.data(), functions);
        this.calls = new CallMemo(functions);
    }

    /** A time without an end, and one of more nanoseconds than a long holds, is 292 years. */
    private static long nanos(@Nullable Duration timeout) {
        return timeout == null ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.convert(timeout);
    }

    /** An evaluation of the same request from its beginning, which has to end when this one would have had to. */
    public Evaluation again() {
        return new Evaluation(functions, keepsTerms, request, end);
    }

    /** Ends the evaluation soon; for another thread than its own. */
    public void cancel() {
        isCancelled = true;
    }

    /** True if a function has asked for the network: the evaluation must not be done again. */
    public boolean hasUsedNetwork() {
        return hasUsedNetwork;
    }

    /** What is asked. */
    public Request request() {
        return request;
    }

    boolean isStrict() {
        return request.strictErrors();
    }

    /** Input and data as the request has them. */
    @Nullable
    public Value[] documents() {
        return new Value[] {request.input(), request.data()};
    }

    /** What was printed so far. */
    public List<String> printed() {
        return printed;
    }

    /**
     * What rules gave, for documents that {@code with} replaced. OPA remembers nothing from further out; that makes a difference
     * only where it matters who asks first.
     */
    Memo memoWithin(@Nullable Value newInput, @Nullable Value newData) {
        return memo.within(newInput, newData, !keepsTerms);
    }

    /** What tells apart the calls inside of a {@code with} from those outside; null if nothing has to. */
    @Nullable
    Memo frameOfMemo() {
        return keepsTerms ? memo : null;
    }

    /** Counts one step, and looks at the clock from time to time. */
    void tick() {
        tick(1);
    }

    /** Counts what takes as long as so many steps. */
    void tick(long steps) {
        ticks += (int) Math.min(steps, TICKS);
        if (ticks >= TICKS) {
            ticks = 0;
            checkDeadline();
        }
    }

    @Override
    public void checkDeadline() {
        if (isCancelled || Thread.currentThread().isInterrupted()) {
            throw new EvaluationException(EvaluationException.INTERRUPTED, "the asking thread was interrupted");
        } else if (timeout != null && System.nanoTime() - end >= 0) {
            throw new EvaluationException(
                    EvaluationException.TIMEOUT, "no answer within " + timeout.toMillis() + " ms");
        }
    }

    @Override
    public long nanosLeft() {
        return Math.max(0, end - System.nanoTime());
    }

    @Override
    public void allocate(long bytes) {
        memoryLeft -= bytes;
        if (memoryLeft < 0) {
            throw new EvaluationException(
                    EvaluationException.MEMORY,
                    "the evaluation would take more than " + request.settings().memoryLimit()
                            + " bytes, which is the limit that was set for it");
        }
        tick();
    }

    @Override
    public Instant now() {
        if (now == null) {
            now = request.settings().clock().instant();
        }
        return now;
    }

    @Override
    public RandomGenerator random() {
        if (random == null) {
            random = request.settings().random().get();
        }
        return random;
    }

    @Override
    public Value runtime() {
        return request.settings().runtime();
    }

    @Override
    public NetworkAccess network() {
        hasUsedNetwork = true;
        return request.settings().network();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T once(Object key, Supplier<T> compute) {
        Object value = known.get(key);
        if (value == null) {
            value = compute.get();
            known.put(key, value);
        }
        return (T) value;
    }

    @Override
    public void print(String line) {
        printed.add(line);
    }
}
