package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.crypto.JwtKeys.Key;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BigFloat;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code io.jwt.decode_verify}: a token's signature and its registered claims, checked against the constraints of a policy. The
 * result for a token that fails a check is {@code [false, {}, {}]}; a text that is no token, and an unknown constraint, are errors.
 */
final class JwtChecks {
    private static final Value UNVERIFIED = ArrayValue.of(BooleanValue.FALSE, ObjectValue.EMPTY, ObjectValue.EMPTY);
    private static final double NANOS_A_SECOND = 1_000_000_000;

    private @Nullable List<Key> keys;
    private StringValue secret = StringValue.of("");
    private String algorithm = "";
    private String issuer = "";
    private String audience = "";
    private double time = -1;

    private JwtChecks(ObjectValue constraints, BuiltinContext context) throws BuiltinException {
        for (int i = 0; i < constraints.size(); i++) {
            if (!(constraints.key(i) instanceof StringValue name)) {
                throw new EvaluationException(
                        EvaluationException.UNSUPPORTED,
                        "io.jwt.decode_verify: OPA ends where the name of a constraint is no string");
            }
            add(name.text(), constraints.value(i));
        }
        if (time < 0) {
            Instant now = context.now();
            time = now.getEpochSecond() * NANOS_A_SECOND + now.getNano();
        }
        boolean hasSecret = !secret.text().isEmpty();
        if (keys != null && hasSecret) {
            throw BuiltinException.of("duplicate key constraints");
        } else if (keys == null && !hasSecret) {
            throw BuiltinException.of("no key constraint");
        }
    }

    private void add(String name, Value value) throws BuiltinException {
        switch (name) {
            case "cert" -> keys = JwtKeys.of(text(name, value).text());
            case "secret" -> secret = text(name, value);
            case "alg" -> algorithm = text(name, value).text();
            case "iss" -> issuer = text(name, value).text();
            case "aud" -> audience = text(name, value).text();
            case "time" -> {
                if (!(value instanceof NumberValue number)) {
                    throw BuiltinException.of("token time constraint: must be a number");
                }
                time = number.doubleValue();
                if (time < 0) {
                    throw BuiltinException.of("token time constraint: must not be negative");
                }
            }
            default -> throw BuiltinException.of("unknown token validation constraint: " + name);
        }
    }

    private static StringValue text(String name, Value value) throws BuiltinException {
        if (value instanceof StringValue text) {
            return text;
        }
        throw BuiltinException.of(name + " constraint: must be a string");
    }

    static Value decodeVerify(BuiltinContext context, Value[] operands) throws BuiltinException {
        JwtChecks checks = new JwtChecks(Operands.object(operands, 2), context);
        Value text = operands[0];
        while (true) {
            JwtToken token = JwtToken.of(text);
            ObjectValue object = token.headerObject();
            JwtToken.Header header = JwtToken.header(object);
            if (header.algorithm().isEmpty() || header.unknownCritical() || !checks.holdsSignature(token, header)) {
                return UNVERIFIED;
            }
            StringValue payload = token.payloadText();
            if (!header.contentType().equalsIgnoreCase("JWT")) {
                ObjectValue claims = JwtToken.object(payload);
                return checks.holdsClaims(claims) ? ArrayValue.of(BooleanValue.TRUE, object, claims) : UNVERIFIED;
            }
            // The payload is a token in turn, and checked as this one was.
            text = payload;
        }
    }

    private boolean holdsSignature(JwtToken token, JwtToken.Header header) throws BuiltinException {
        if (!algorithm.isEmpty() && !algorithm.equals(header.algorithm())) {
            return false;
        }
        byte[] signature = token.signatureBytes();
        List<Key> trusted = keys == null ? List.of(new Key("", "", secret.bytes())) : keys;
        for (Key key : keys == null ? trusted : Jwts.candidates(trusted, header)) {
            if (key.key() instanceof PrivateKey) {
                throw new EvaluationException(
                        EvaluationException.UNSUPPORTED,
                        "io.jwt.decode_verify with a private key is not in this engine");
            } else if (JwtSignatures.verifies(key.key(), header.algorithm(), false, token.signed(), signature)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsClaims(ObjectValue claims) throws BuiltinException {
        return holdsIssuer(claims)
                && holdsAudience(claims)
                && order(claims, "exp", 1) > 0
                && order(claims, "nbf", -1) <= 0;
    }

    private boolean holdsIssuer(ObjectValue claims) {
        Value claimed = claims.get("iss");
        if (issuer.isEmpty()) {
            return true;
        } else if (claimed == null) {
            return false;
        } else if (!(claimed instanceof StringValue)) {
            throw new EvaluationException(
                    EvaluationException.UNSUPPORTED, "io.jwt.decode_verify: OPA ends where \"iss\" is no string");
        }
        return StringValue.of(issuer).equals(claimed);
    }

    /** A token for an audience must be asked for with it. */
    private boolean holdsAudience(ObjectValue claims) {
        Value claimed = claims.get("aud");
        if (claimed == null) {
            return audience.isEmpty();
        }
        Value asked = StringValue.of(audience);
        return claimed instanceof ArrayValue many ? many.contains(asked) : asked.equals(claimed);
    }

    /** A time of the token compared with now; {@code absent} if the token does not have it. */
    private int order(ObjectValue claims, String name, int absent) throws BuiltinException {
        Value claimed = claims.get(name);
        if (claimed == null) {
            return absent;
        } else if (!(claimed instanceof NumberValue)) {
            throw BuiltinException.of(name + " value must be a number");
        }
        return claimed.compareTo(
                NumberValue.parse(BigFloat.of(time / NANOS_A_SECOND).shortest().general()));
    }
}
