package io.rego4j.opa.functions.net;

import io.rego4j.internal.go.GoUrl;
import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.crypto.Hashes;
import io.rego4j.opa.functions.text.Urls;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests signed for AWS by its Signature Version 4 ({@code providers.go}, {@code internal/providers/aws}). */
final class AwsSignature {
    private static final SetValue REQUIRED =
            RequestObject.names("aws_service", "aws_access_key", "aws_secret_access_key", "aws_region");
    private static final Set<String> UNSIGNED = Set.of("authorization", "user-agent", "x-amzn-trace-id");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String MAC = "HmacSHA256";

    static final Map<String, Builtin> FUNCTIONS =
            Map.of("providers.aws.sign_req", (context, operands) -> sign(operands));

    private AwsSignature() {}

    private static String text(@Nullable Value value) {
        return value instanceof StringValue string ? string.text() : "";
    }

    private static ObjectValue config(Value operand) throws BuiltinException {
        if (!(operand instanceof ObjectValue config)) {
            throw Operands.wrongType(operand, 1, "object");
        }
        SetValue missing = REQUIRED.minus(config.keys());
        if (missing.size() > 0) {
            throw Operands.wrong(2, "missing required AWS config parameters(s): " + missing);
        }
        SetValue.Builder invalid = new SetValue.Builder();
        for (Value name : REQUIRED) {
            if (!(config.get(name) instanceof StringValue)) {
                invalid.add(name);
            }
        }
        if (invalid.size() > 0) {
            throw Operands.wrong(2, "invalid values for required AWS config parameters(s): " + invalid.build());
        }
        return config;
    }

    private static Value sign(Value[] operands) throws BuiltinException {
        Operands.object(operands, 1);
        ObjectValue config = config(operands[1]);
        if (!(operands[2] instanceof NumberValue time)) {
            throw Operands.wrongType(operands[2], 1, "number");
        } else if (!time.isLong()) {
            throw Operands.wrong(3, "could not convert time_ns value into a unix timestamp");
        } else {
            ObjectValue request = RequestObject.of(operands[0]);
            ObjectValue headers = headers(request);
            requireTexts(request);
            GoUrl uri = Urls.parsed((StringValue) Objects.requireNonNull(request.get("url"), "a required text"));
            byte[] body = body(request);
            boolean unsigned = isUnsigned(config);
            String seconds = TIME.format(Instant.ofEpochSecond(Math.floorDiv(time.longValue(), 1_000_000_000L)));
            String hash = unsigned ? "UNSIGNED-PAYLOAD" : HexFormat.of().formatHex(Hashes.digest("SHA-256", body));
            Map<String, String> added = added(config, uri, seconds, hash);
            Map<String, String> signed = new TreeMap<>(added);
            ObjectValue.Builder all = new ObjectValue.Builder();
            headers.forEach((name, value) -> {
                String lower = text(name).toLowerCase(Locale.ROOT);
                if (!UNSIGNED.contains(lower)) {
                    signed.put(lower, text(value));
                }
                all.put(text(name), StringValue.ofParts(text(value)));
            });
            all.put(
                    "Authorization",
                    StringValue.ofParts(
                            authorization(config, text(request.get("method")), uri, signed, seconds, hash)));
            added.forEach((name, value) -> all.put(name, StringValue.ofParts(value)));
            return request.with(StringValue.of("headers"), all.build());
        }
    }

    private static ObjectValue headers(ObjectValue request) throws BuiltinException {
        Value headers = request.get("headers");
        if (headers == null) {
            return ObjectValue.EMPTY;
        } else if (headers instanceof ObjectValue object) {
            return object;
        }
        throw Operands.wrongType(headers, 0, "object");
    }

    private static void requireTexts(ObjectValue request) throws BuiltinException {
        SetValue.Builder invalid = new SetValue.Builder();
        for (String name : new String[] {"url", "method"}) {
            if (!(request.get(name) instanceof StringValue)) {
                invalid.add(StringValue.of(name));
            }
        }
        if (invalid.size() > 0) {
            throw Operands.wrong(1, "invalid values for required request parameters(s): " + invalid.build());
        }
    }

    private static byte[] body(ObjectValue request) {
        Value raw = request.get("raw_body");
        Value body = request.get("body");
        if (raw != null) {
            return raw instanceof StringValue string ? string.bytes() : new byte[0];
        }
        return body == null ? new byte[0] : bytes(JsonText.of(body));
    }

    private static boolean isUnsigned(ObjectValue config) throws BuiltinException {
        Value disabled = config.get("disable_payload_signing");
        if (disabled != null && !(disabled instanceof BooleanValue)) {
            throw Operands.wrong(2, "invalid value for 'disable_payload_signing' in AWS config");
        }
        return disabled == BooleanValue.TRUE;
    }

    private static Map<String, String> added(ObjectValue config, GoUrl uri, String time, String hash) {
        Map<String, String> added = new TreeMap<>();
        added.put("host", latin(uri.host()));
        added.put("x-amz-date", time);
        String service = text(config.get("aws_service"));
        if (service.equals("s3") || service.equals("glacier")) {
            added.put("x-amz-content-sha256", hash);
        }
        String token = text(config.get("aws_session_token"));
        if (!token.isEmpty()) {
            added.put("x-amz-security-token", token);
        }
        return added;
    }

    private static String authorization(
            ObjectValue config, String method, GoUrl uri, Map<String, String> signed, String time, String hash) {
        String date = time.substring(0, 8);
        String region = text(config.get("aws_region"));
        String service = text(config.get("aws_service"));
        String names = String.join(";", signed.keySet());
        StringBuilder request = new StringBuilder(method)
                .append('\n')
                .append(latin(uri.escapedPath()))
                .append('\n')
                .append(latin(uri.query()))
                .append('\n');
        signed.forEach(
                (name, value) -> request.append(name).append(':').append(value).append('\n'));
        request.append('\n').append(names).append('\n').append(hash);
        String scope = date + "/" + region + "/" + service + "/aws4_request";
        String text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n"
                + HexFormat.of().formatHex(Hashes.digest("SHA-256", bytes(request.toString())));
        byte[] key = bytes("AWS4" + text(config.get("aws_secret_access_key")));
        for (String part : new String[] {date, region, service, "aws4_request", text}) {
            key = Hashes.mac(MAC, key, bytes(part));
        }
        return "AWS4-HMAC-SHA256 Credential=" + text(config.get("aws_access_key")) + "/" + scope + ",SignedHeaders="
                + names + ",Signature=" + HexFormat.of().formatHex(key);
    }

    private static String latin(String bytes) {
        return StringValue.ofBytes(bytes.getBytes(StandardCharsets.ISO_8859_1)).text();
    }

    private static byte[] bytes(String text) {
        return StringValue.ofParts(text).bytes();
    }
}
