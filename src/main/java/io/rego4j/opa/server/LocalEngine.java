package io.rego4j.opa.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.filter.DataFilters;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Engine;
import io.rego4j.opa.Extra;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaDocuments;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.opa.Question;
import io.rego4j.opa.Reply;
import io.rego4j.opa.command.CommandEngine;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.ExceptionText;
import io.rego4j.opa.engine.OpaErrors;
import io.rego4j.opa.engine.RuleNames;
import io.rego4j.opa.rest.OpaHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An OPA server on this machine that is started when it is needed, started again when it dies, and stopped at the end. Policies
 * are loaded by starting a new server beside the old one, so that all of them take effect at once, and 1,000 modules are
 * compiled once and not 1,000 times.
 */
public final class LocalEngine implements Engine {
    private static final long FIRST_PAUSE = 20;
    private static final long LONGEST_PAUSE = 1_000;

    private final OpaBinary binary;
    private final OpaOptions options;
    // Changes of policies and data, one at a time.
    final ReentrantLock changes = new ReentrantLock();
    private final Object state = new Object();
    // Guarded by state.
    private Policies policies = Policies.none();
    private @Nullable CompletableFuture<LocalServer> current;
    private long pause = FIRST_PAUSE;
    private boolean closed;

    public LocalEngine(OpaOptions options) {
        this.binary = options.binary();
        this.options = options;
    }

    @Override
    public void load(Policies policies) {
        changes.lock();
        try {
            LocalServer fresh = LocalServer.start(binary, policies, options);
            LocalServer old;
            synchronized (state) {
                if (closed) {
                    fresh.close();
                    throw new OpaException(OpaErrors.closed());
                }
                old = running();
                this.policies = policies;
                current = CompletableFuture.completedFuture(fresh);
                watch(fresh);
            }
            if (old != null) {
                old.retire();
            }
        } finally {
            changes.unlock();
        }
    }

    Policies policies() {
        synchronized (state) {
            return policies;
        }
    }

    /** Remembers a change that the server has taken, for the time when it must be started again. */
    void remember(Policies changed) {
        synchronized (state) {
            policies = changed;
        }
    }

    @Override
    public OpaDocuments documents() {
        return new LocalDocuments(this, options.timeout());
    }

    @Override
    public DataFilters filters() {
        return new LocalDocuments(this, options.timeout()).filters(options);
    }

    /**
     * Questions change nothing, so one whose connection broke because OPA died is asked again as soon as OPA is back, if
     * its time allows.
     */
    @Override
    public Reply ask(Question question) {
        if (question.withSets()) {
            return ask(question.withSetPaths()).firstSolution();
        }
        if (question.extras().contains(Extra.PRINT)) {
            return askAProcess(question);
        }
        OpaHttp.Ask ask;
        try {
            ask = OpaHttp.Ask.of(question);
        } catch (IOException e) {
            return notAsked(e);
        }
        Deadline deadline = Deadline.in(question.timeout());
        String problem = "";
        try {
            while (!deadline.isOver()) {
                LocalServer server = server(deadline);
                if (!server.enter()) {
                    continue;
                }
                try {
                    OpaHttp.Answer answer = server.http().send(ask, deadline);
                    return root(question, server.http().read(ask, answer, server::idOf));
                } catch (JacksonException e) {
                    return notAsked(e);
                } catch (IOException e) {
                    problem = ExceptionText.of(e);
                } finally {
                    server.leave();
                }
                deadline.sleep(FIRST_PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.failed(OpaErrors.interrupted());
        } catch (OpaException e) {
            return Reply.failed(e.error());
        } catch (TimeoutException e) {
            // Said below.
        }
        return Reply.failed(
                OpaError.TIMEOUT,
                "no answer within " + question.timeout().toMillis() + " ms"
                        + (problem.isEmpty() ? "" : "; the last problem was: " + problem));
    }

    @Override
    public Optional<OpaError> problem(Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        try {
            return server(deadline).http().problem(deadline);
        } catch (OpaException e) {
            return Optional.of(e.error());
        } catch (TimeoutException e) {
            return Optional.of(OpaError.of(OpaError.TIMEOUT, "OPA did not start within " + timeout.toMillis() + " ms"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(OpaErrors.interrupted());
        }
    }

    @Override
    public List<DocumentPath> rules() {
        return RuleNames.of(policies()).paths();
    }

    /** A question that a process answers is not seen by the server. */
    @Override
    public boolean logs(Question question) {
        return !question.extras().contains(Extra.PRINT);
    }

    /** Why a question was not sent: OPA's API has no way to ask it, or its input cannot be written. */
    static Reply notAsked(IOException e) {
        return Reply.failed(
                e instanceof OpaHttp.CannotAskException
                        ? OpaError.of(OpaError.UNSUPPORTED, String.valueOf(e.getMessage()))
                        : OpaErrors.badInput(e));
    }

    private Reply askAProcess(Question question) {
        try (CommandEngine process = new CommandEngine(binary)) {
            process.replace(policies());
            return process.ask(question);
        } catch (OpaException e) {
            return Reply.failed(e.error());
        }
    }

    /** The reply without the policy that guards the server, which is part of {@code data} but not of the user's policies. */
    private Reply root(Question question, Reply reply) {
        DocumentPath document = question.document();
        if (document != null
                && document.keys().isEmpty()
                && reply.value() instanceof ObjectNode data
                && data.path("system").has("authz")) {
            ObjectNode system = (ObjectNode) data.get("system");
            system.remove("authz");
            if (system.isEmpty() && !policies().sharedData().has("system")) {
                data.remove("system");
            }
        }
        return reply;
    }

    /**
     * The server that runs, started if need be.
     *
     * @throws TimeoutException if it is not there by the deadline
     * @throws OpaException if it cannot be started
     */
    public LocalServer server(Deadline deadline) throws InterruptedException, TimeoutException {
        CompletableFuture<LocalServer> future;
        synchronized (state) {
            if (closed) {
                throw new OpaException(OpaErrors.closed());
            }
            future = current;
            if (future == null || !isUsable(future)) {
                future = startInBackground();
            }
        }
        try {
            return future.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof OpaException opa
                    ? new OpaException(opa.error(), e)
                    : new IllegalStateException(e);
        }
    }

    private static boolean isUsable(CompletableFuture<LocalServer> future) {
        return !future.isDone()
                || (!future.isCompletedExceptionally() && future.join().isAlive());
    }

    private @Nullable LocalServer running() {
        return current != null && current.isDone() && !current.isCompletedExceptionally() ? current.join() : null;
    }

    /** To be called with the lock on the state. After a failure the next start waits, longer each time. */
    private CompletableFuture<LocalServer> startInBackground() {
        CompletableFuture<LocalServer> future = new CompletableFuture<>();
        boolean again = current != null;
        Policies wanted = policies;
        long wait = current != null && current.isCompletedExceptionally() ? pause : 0;
        current = future;
        Thread starter = new Thread(() -> start(future, wanted, wait), "rego4j-opa-start");
        starter.setDaemon(true);
        starter.start();
        if (again) {
            options.log().accept("rego4j: OPA is gone, starting it again");
        }
        return future;
    }

    private void start(CompletableFuture<LocalServer> future, Policies wanted, long wait) {
        LocalServer server;
        try {
            Thread.sleep(wait);
            server = LocalServer.start(binary, wanted, options);
        } catch (InterruptedException | RuntimeException e) {
            synchronized (state) {
                pause = Math.min(LONGEST_PAUSE, 2 * pause);
            }
            future.completeExceptionally(e);
            return;
        }
        boolean wantedStill;
        synchronized (state) {
            pause = FIRST_PAUSE;
            wantedStill = !closed && current == future;
            if (wantedStill) {
                watch(server);
            }
        }
        if (!wantedStill) {
            server.retire();
        }
        future.complete(server);
    }

    /** A server that dies is started again at once and not at the next question. */
    private void watch(LocalServer server) {
        server.onExit().thenRun(() -> {
            server.close();
            synchronized (state) {
                if (!closed && running() == server) {
                    startInBackground();
                }
            }
        });
    }

    @Override
    public void close() {
        CompletableFuture<LocalServer> last;
        synchronized (state) {
            closed = true;
            last = current;
            current = null;
        }
        if (last != null) {
            last.thenAccept(LocalServer::close);
        }
    }
}
