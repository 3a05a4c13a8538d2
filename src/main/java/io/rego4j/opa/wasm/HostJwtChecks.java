package io.rego4j.opa.wasm;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code io.jwt.decode_verify}: a token's signature and its registered claims, checked against what a policy asks for. A token
 * that does not hold is {@code [false, {}, {}]}; one that is no token, or a check that is none, is an error.
 */
final class HostJwtChecks {
    static final Map<String, HostFunction> FUNCTIONS = Map.of("io.jwt.decode_verify", HostJwtChecks::decodeVerify);

    private static final List<Object> UNVERIFIED = List.of(false, Map.of(), Map.of());
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
    // All that a double tells apart; OPA compares with a little more.
    private static final int DOUBLE_DIGITS = 17;

    private final List<HostKeys.Key> keys;
    private final String algorithm;
    private final String issuer;
    private final String audience;
    private final BigDecimal seconds;

    private HostJwtChecks(Map<?, ?> constraints, HostCall call) throws HostFunction.BuiltinError {
        for (Object name : constraints.keySet()) {
            if (!List.of("cert", "secret", "alg", "iss", "aud", "time").contains(name)) {
                throw new HostFunction.BuiltinError("unknown token validation constraint: " + name);
            }
        }
        this.algorithm = HostCall.text(constraints, "alg");
        this.issuer = HostCall.text(constraints, "iss");
        this.audience = HostCall.text(constraints, "aud");
        this.seconds = seconds(constraints.containsKey("time") ? constraints.get("time") : call.nowNanos());
        String secret = HostCall.text(constraints, "secret");
        if (constraints.containsKey("cert") != secret.isEmpty()) {
            throw new HostFunction.BuiltinError("there must be one key constraint");
        }
        this.keys = secret.isEmpty()
                ? HostKeys.of(HostCall.string(constraints.get("cert")))
                : List.of(new HostKeys.Key("", "", secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** Seconds with the digits that Go writes for the double: the fewest that read as the same double. */
    private static BigDecimal seconds(@Nullable Object nanos) throws HostFunction.BuiltinError {
        double time = Double.parseDouble(HostCall.number(nanos).toString());
        if (time < 0 || Double.isInfinite(time)) {
            throw new HostFunction.BuiltinError("token time constraint: must be a number and not negative");
        }
        double seconds = time / BILLION.doubleValue();
        BigDecimal exact = new BigDecimal(seconds);
        for (int digits = 1; digits < DOUBLE_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == seconds) {
                return rounded;
            }
        }
        return exact.round(new MathContext(DOUBLE_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static Object decodeVerify(List<@Nullable Object> operands, HostCall call)
            throws HostFunction.BuiltinError {
        HostJwtChecks checks = new HostJwtChecks(HostCall.object(operands.get(1)), call);
        String text = HostCall.string(operands.get(0));
        while (true) {
            HostJwt.Token token = HostJwt.Token.of(text);
            Map<?, ?> object = token.headerObject();
            HostJwt.Header header = HostJwt.Header.of(object);
            if (header.algorithm().isEmpty() || header.critical() || !checks.holdSignature(token, header)) {
                return UNVERIFIED;
            } else if (!header.contentType().equalsIgnoreCase("JWT")) {
                Map<?, ?> payload = token.payloadObject();
                return checks.holdClaims(payload) ? List.of(true, object, payload) : UNVERIFIED;
            }
            // The payload is a token in turn, and checked as this one was.
            text = HostText.utf8(HostJwt.base64(token.payload()));
        }
    }

    private boolean holdSignature(HostJwt.Token token, HostJwt.Header header) throws HostFunction.BuiltinError {
        if (!algorithm.isEmpty() && !algorithm.equals(header.algorithm())) {
            return false;
        }
        byte[] signature = HostJwt.base64(token.signature());
        return HostJwt.candidates(keys, header).stream()
                .anyMatch(key -> HostJwt.verifies(key, header.algorithm(), false, token.signed(), signature));
    }

    private boolean holdClaims(Map<?, ?> payload) throws HostFunction.BuiltinError {
        return holdsIssuer(payload)
                && holdsAudience(payload)
                && (!payload.containsKey("exp") || seconds.compareTo(time(payload, "exp")) < 0)
                && (!payload.containsKey("nbf") || seconds.compareTo(time(payload, "nbf")) >= 0);
    }

    private boolean holdsIssuer(Map<?, ?> payload) {
        if (!issuer.isEmpty() && payload.containsKey("iss") && !(payload.get("iss") instanceof String)) {
            throw new HostFunction.Unsupported("an \"iss\" that is no string is not in this engine");
        }
        return issuer.isEmpty() || issuer.equals(payload.get("iss"));
    }

    /** A token for an audience must be asked for with it. */
    private boolean holdsAudience(Map<?, ?> payload) {
        if (!payload.containsKey("aud")) {
            return audience.isEmpty();
        }
        Object claimed = payload.get("aud");
        return claimed instanceof List<?> many ? many.contains(audience) : audience.equals(claimed);
    }

    private static BigDecimal time(Map<?, ?> payload, String name) throws HostFunction.BuiltinError {
        BigDecimal time = HostCall.number(payload.get(name));
        if (time.precision() > DOUBLE_DIGITS) {
            throw new HostFunction.Unsupported("a time of so many digits is not in this engine");
        }
        return time;
    }
}
