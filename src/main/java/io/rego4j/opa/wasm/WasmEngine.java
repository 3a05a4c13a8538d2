package io.rego4j.opa.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.DecisionInfo;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Engine;
import io.rego4j.opa.Extra;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.opa.Question;
import io.rego4j.opa.Reply;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.RegoValue;
import io.rego4j.opa.engine.SetEncoding;
import io.rego4j.opa.engine.TimedCall;
import io.rego4j.opa.server.LocalEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evaluation inside this JVM. {@code opa build -t wasm} compiles the policies when they are loaded; a decision then needs
 * no process and no network.
 */
final class WasmEngine implements Engine {
    private static final Pattern PLACE = Pattern.compile("^(.*?):(\\d+):(\\d+): (.*)$", Pattern.DOTALL);

    private final OpaBinary binary;
    private final int poolSize;
    private volatile @Nullable WasmPolicies loaded;
    private volatile boolean closed;

    WasmEngine(OpaOptions options) {
        this.binary = options.binary();
        this.poolSize = options.poolSize();
    }

    @Override
    public void load(Policies policies) {
        WasmPolicies old = loaded;
        loaded = new WasmPolicies(binary, policies, poolSize);
        if (old != null) {
            old.close();
        }
    }

    @Override
    public Reply ask(Question question) {
        if (closed) {
            return Reply.failed(OpaError.CLOSED, "this engine is closed");
        }
        DocumentPath document = question.document();
        if (document == null) {
            return unsupported("it compiles ahead and answers for documents only, not for queries");
        } else if (question.strictErrors()) {
            return unsupported("errors of built-ins are undefined in WebAssembly and cannot be reported");
        }
        WasmPolicies policies = loaded;
        if (policies == null) {
            return Reply.undefined();
        }
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        try {
            question.input().writeTo(input);
        } catch (IOException e) {
            return LocalEngine.badInput(e);
        }
        if (WasmModules.mayHoldHugeNumber(input.toByteArray())) {
            return unsupported("it takes no input with so large numbers");
        }
        Deadline deadline = Deadline.in(question.timeout());
        try {
            return new Evaluation(policies, question, document, input.toByteArray(), deadline).reply();
        } catch (OpaException e) {
            return Reply.failed(e.error());
        } catch (TimeoutException e) {
            return Reply.failed(
                    OpaError.TIMEOUT, "no answer within " + question.timeout().toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.failed(OpaError.CANCELLED, "the asking thread was interrupted");
        }
    }

    private static Reply unsupported(String why) {
        return Reply.failed(OpaError.UNSUPPORTED, "the engine inside the JVM cannot do this: " + why);
    }

    /** One question on its way. */
    private record Evaluation(
            WasmPolicies policies, Question question, DocumentPath document, byte[] input, Deadline deadline) {
        Reply reply() throws InterruptedException, TimeoutException {
            WasmPolicies.Target target = policies.target(document);
            String entrypoint = target.entrypoint();
            if (entrypoint == null) {
                JsonNode value = target.value();
                return value == null ? Reply.undefined() : reply(value, DecisionInfo.NONE);
            }
            HostCall call = new HostCall();
            WasmPolicies.Loan loan = policies.borrow(deadline);
            boolean usable = false;
            try {
                byte[] result = watched(() -> loan.run().evaluate(entrypoint, input, call));
                usable = true;
                DecisionInfo info = question.extras().contains(Extra.PRINT)
                        ? DecisionInfo.NONE.withPrinted(call.printed())
                        : DecisionInfo.NONE;
                return answer(target, result, info);
            } catch (WasmCode.Aborted e) {
                return Reply.failed(aborted(e.getMessage()));
            } catch (HostFunction.Unsupported e) {
                return unsupported(String.valueOf(e.getMessage()));
            } catch (StackOverflowError e) {
                return unsupported("the policy nests its calls too deeply for this thread's stack");
            } catch (IOException e) {
                return Reply.failed(OpaError.BAD_ANSWER, String.valueOf(e.getMessage()));
            } finally {
                loan.giveBack(usable);
            }
        }

        private interface Work {
            byte[] run();
        }

        /** Compiled policies look at the interrupt flag, which the alarm sets at the deadline. */
        private byte[] watched(Work work) throws InterruptedException, TimeoutException {
            try {
                return TimedCall.call(work::run, deadline);
            } catch (TimeoutException e) {
                throw e;
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        /** The result as Rego, and from there along the keys that were left. */
        private Reply answer(WasmPolicies.Target target, byte[] result, DecisionInfo info) throws IOException {
            Object all = RegoValue.parse(new String(result, StandardCharsets.UTF_8));
            if (!(all instanceof Collection<?> results) || results.isEmpty()) {
                return new Reply(null, null, info);
            }
            Object value = ((Map<?, ?>) results.iterator().next()).get("result");
            for (String key : target.rest()) {
                if (value instanceof Map<?, ?> map && map.containsKey(key)) {
                    value = map.get(key);
                } else if (value instanceof java.util.Set<?> set && set.contains(key)) {
                    value = key;
                } else {
                    return new Reply(null, null, info);
                }
            }
            return reply(SetEncoding.write(value), info);
        }

        private Reply reply(JsonNode marked, DecisionInfo info) {
            return new Reply(question.withSets() ? marked : SetEncoding.plain(marked), null, info);
        }
    }

    /** OPA's runtime says {@code file:row:column: message}. */
    private static OpaError aborted(@Nullable String message) {
        Matcher place = PLACE.matcher(String.valueOf(message));
        if (!place.matches()) {
            // Not an error of the policy: the runtime has met something that it is not made for.
            return OpaError.of(OpaError.UNSUPPORTED, "the engine inside the JVM cannot do this: " + message);
        }
        return new OpaError(
                place.group(4).contains("conflict") ? "eval_conflict_error" : "eval_internal_error",
                place.group(4),
                place.group(1),
                Integer.parseInt(place.group(2)),
                Integer.parseInt(place.group(3)),
                List.of());
    }

    @Override
    public void close() {
        closed = true;
        WasmPolicies policies = loaded;
        loaded = null;
        if (policies != null) {
            policies.close();
        }
    }
}
