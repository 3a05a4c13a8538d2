package io.rego4j.opa.functions.net;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.stream.Stream;

/** Requests as {@code http.send} takes them ({@code validateHTTPRequestOperand}). */
final class RequestObject {
    private static final SetValue ALLOWED = names(
            "method",
            "url",
            "body",
            "enable_redirect",
            "force_json_decode",
            "force_yaml_decode",
            "headers",
            "raw_body",
            "tls_use_system_certs",
            "tls_ca_cert",
            "tls_ca_cert_file",
            "tls_ca_cert_env_variable",
            "tls_client_cert",
            "tls_client_cert_file",
            "tls_client_cert_env_variable",
            "tls_client_key",
            "tls_client_key_file",
            "tls_client_key_env_variable",
            "tls_insecure_skip_verify",
            "tls_server_name",
            "timeout",
            "cache",
            "force_cache",
            "force_cache_duration_seconds",
            "raise_error",
            "caching_mode",
            "max_retry_attempts",
            "cache_ignored_headers");
    private static final SetValue REQUIRED = names("method", "url");

    private RequestObject() {}

    static SetValue names(String... names) {
        return SetValue.of(Stream.of(names).map(StringValue::of).toList());
    }

    /** The request, if all it must have is there and nothing else. */
    static ObjectValue of(Value operand) throws BuiltinException {
        if (!(operand instanceof ObjectValue request)) {
            throw Operands.wrongType(operand, 1, "object");
        }
        SetValue invalid = request.keys().minus(ALLOWED);
        if (invalid.size() > 0) {
            throw Operands.wrong(1, "invalid request parameters(s): " + invalid);
        }
        SetValue missing = REQUIRED.minus(request.keys());
        if (missing.size() > 0) {
            throw Operands.wrong(1, "missing required request parameters(s): " + missing);
        }
        return request;
    }
}
