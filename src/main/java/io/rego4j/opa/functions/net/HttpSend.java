package io.rego4j.opa.functions.net;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests over the network ({@code http.go}). A host must be allowed by the evaluation; by default none is. Within one
 * evaluation a request is sent once, if its answer may be kept; between evaluations nothing is kept.
 */
final class HttpSend {
    private static final String NETWORK_ERROR = "eval_http_send_network_error";
    private static final String INTERNAL_ERROR = "eval_http_send_internal_error";
    private static final Set<Integer> CACHEABLE = Set.of(200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501);

    static final Map<String, Builtin> FUNCTIONS = Map.of("http.send", HttpSend::send);

    private HttpSend() {}

    /** Where the answers of one evaluation are kept. */
    private record Answers() {}

    /** A request that failed on the network. */
    static final class NetworkException extends Exception {
        private static final long serialVersionUID = 1L;

        NetworkException(String message) {
            super(message, null, false, false);
        }
    }

    private static Value send(BuiltinContext context, Value[] operands) throws BuiltinException {
        ObjectValue given = Operands.object(operands, 1);
        Value raise = given.get("raise_error");
        if (raise != null && !(raise instanceof BooleanValue)) {
            throw BuiltinException.of("invalid value for raise_error field");
        }
        boolean raises = raise != BooleanValue.FALSE;
        String code;
        String message;
        try {
            return answer(context, RequestObject.of(given));
        } catch (NetworkException e) {
            if (raises) {
                throw BuiltinException.of(String.valueOf(e.getMessage()));
            }
            code = NETWORK_ERROR;
            message = String.valueOf(e.getMessage());
        } catch (BuiltinException e) {
            if (raises) {
                throw e;
            }
            code = INTERNAL_ERROR;
            message = e.code() + ": http.send: " + e.getMessage();
        }
        return new ObjectValue.Builder()
                .put("status_code", NumberValue.ZERO)
                .put(
                        "error",
                        new ObjectValue.Builder()
                                .put("code", StringValue.of(code))
                                .put("message", StringValue.of(message))
                                .build())
                .build();
    }

    private static Value answer(BuiltinContext context, ObjectValue request) throws BuiltinException, NetworkException {
        Value key = key(request);
        flag(request, "cache");
        if (flag(request, "force_cache") && request.get("force_cache_duration_seconds") == null) {
            throw BuiltinException.of("'force_cache' set but 'force_cache_duration_seconds' parameter is missing");
        }
        Map<Value, Object> answers = context.once(new Answers(), HashMap::new);
        Object known = answers.get(key);
        if (known instanceof NetworkException e) {
            throw e;
        } else if (known instanceof Value value) {
            return value;
        }
        boolean json = flag(request, "force_json_decode");
        boolean yaml = flag(request, "force_yaml_decode");
        HttpAnswer answer;
        try {
            answer = HttpExchange.of(context, request).send();
        } catch (NetworkException e) {
            answers.put(key, e);
            throw e;
        }
        Value value = answer.value(context, json, yaml);
        if (CACHEABLE.contains(answer.status())) {
            answers.put(key, value);
        }
        return value;
    }

    /** What tells a request from others: all of it but the headers that are to be ignored. */
    private static Value key(ObjectValue request) throws BuiltinException {
        Value ignored = request.get("cache_ignored_headers");
        Value headers = request.get("headers");
        ObjectValue key = request.with(StringValue.of("cache_ignored_headers"), NullValue.NULL);
        if (ignored == null || headers == null) {
            return key;
        }
        if (!(ignored instanceof ArrayValue names)
                || !names.toList().stream().allMatch(name -> name instanceof StringValue)) {
            throw BuiltinException.of("cache_ignored_headers must be an array of strings");
        }
        ObjectValue.Builder kept = new ObjectValue.Builder();
        if (headers instanceof ObjectValue all) {
            all.forEach((name, value) -> {
                if (!names.contains(name)) {
                    kept.put(name, value);
                }
            });
        }
        return key.with(StringValue.of("headers"), kept.build());
    }

    private static boolean flag(ObjectValue request, String name) throws BuiltinException {
        @Nullable Value value = request.get(name);
        if (value != null && !(value instanceof BooleanValue)) {
            throw BuiltinException.of("invalid value for \"" + name + "\" field");
        }
        return value == BooleanValue.TRUE;
    }

    static EvaluationException unsupported(String name) {
        return new EvaluationException(
                EvaluationException.UNSUPPORTED, "http.send with \"" + name + "\" is not in this engine");
    }
}
