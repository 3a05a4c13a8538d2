package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.crypto.JwtKeys.Key;
import io.rego4j.opa.functions.text.Json;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON Web Tokens: taken apart, checked and signed ({@code tokens.go}). */
final class Jwts {
    static final Map<String, Builtin> FUNCTIONS = functions();

    private Jwts() {}

    private static Map<String, Builtin> functions() {
        Map<String, Builtin> functions = new TreeMap<>();
        functions.put("io.jwt.decode", (context, operands) -> decode(operands[0]));
        functions.put("io.jwt.decode_verify", JwtChecks::decodeVerify);
        functions.put(
                "io.jwt.encode_sign",
                (context, operands) -> sign(
                        StringValue.of(JsonText.of(operands[0])),
                        StringValue.of(JsonText.of(operands[1])),
                        JsonText.of(operands[2])));
        functions.put("io.jwt.encode_sign_raw", (context, operands) -> signRaw(operands));
        functions.put("io.jwt.verify_eddsa", verifier("EdDSA"));
        for (String size : List.of("256", "384", "512")) {
            functions.put("io.jwt.verify_hs" + size, (context, operands) -> verifySecret(size, operands));
            functions.put("io.jwt.verify_rs" + size, verifier("RS" + size));
            functions.put("io.jwt.verify_ps" + size, verifier("PS" + size));
            functions.put("io.jwt.verify_es" + size, verifier("ES" + size));
        }
        return functions;
    }

    private static Value decode(Value operand) throws BuiltinException {
        JwtToken token = JwtToken.of(operand);
        ObjectValue header = token.headerObject();
        StringValue payload = token.payloadText();
        Value contentType = header.get("cty");
        if (contentType != null && !(contentType instanceof StringValue)) {
            throw new EvaluationException(
                    EvaluationException.UNSUPPORTED, "io.jwt.decode: OPA ends where \"cty\" is no string");
        } else if (contentType instanceof StringValue type && type.text().equals("JWT")) {
            // The payload is a token in turn, perhaps in quotes.
            return decode(StringValue.ofParts(payload.text().replaceAll("^[\"']+|(?<![\"'])[\"']++$", "")));
        }
        return ArrayValue.of(
                header,
                JwtToken.object(payload),
                StringValue.of(HexFormat.of()
                        .formatHex(JwtToken.decoded(token.signature(), "JWT signature had invalid encoding: ")
                                .bytes())));
    }

    private static Value verifySecret(String size, Value[] operands) throws BuiltinException {
        Operands.string(operands, 1);
        byte[] secret = Operands.stringValue(operands, 2).bytes();
        JwtToken token = JwtToken.of(operands[0]);
        byte[] expected = Hashes.mac("HmacSHA" + size, secret, token.signed());
        return BooleanValue.of(MessageDigest.isEqual(expected, token.signatureBytes()));
    }

    private static Builtin verifier(String algorithm) {
        return (context, operands) -> {
            JwtToken token = JwtToken.of(operands[0]);
            List<Key> keys = JwtKeys.of(Operands.string(operands, 2));
            byte[] signature = token.signatureBytes();
            JwtToken.Header header = JwtToken.header(token.headerObject());
            return BooleanValue.of(candidates(keys, header).stream()
                    .anyMatch(key -> JwtSignatures.verifies(key.key(), algorithm, true, token.signed(), signature)));
        };
    }

    /** The key that the header names, else all that are not for another algorithm. */
    static List<Key> candidates(List<Key> keys, JwtToken.Header header) {
        List<Key> fitting = new ArrayList<>();
        for (Key key : keys) {
            if (!header.keyId().isEmpty() && key.id().equals(header.keyId())) {
                return List.of(key);
            } else if (key.algorithm().isEmpty() || key.algorithm().equals(header.algorithm())) {
                fitting.add(key);
            }
        }
        return fitting;
    }

    private static Value signRaw(Value[] operands) throws BuiltinException {
        String key = Operands.string(operands, 3);
        return sign(Operands.stringValue(operands, 1), Operands.stringValue(operands, 2), key);
    }

    private static Value sign(StringValue header, StringValue payload, String key) throws BuiltinException {
        List<Value> keys = JwtKeys.webKeys(key);
        if (keys.isEmpty()) {
            throw BuiltinException.of("no keys found in JWK set");
        }
        Key first = JwtKeys.key(keys.get(0));
        StringValue strict = StringValue.ofParts(withEscapes(header.text()));
        ObjectValue names = headers(strict);
        String text = header.text().strip();
        if (text.isEmpty() || text.startsWith("{") && !Json.isValid(strict)) {
            throw BuiltinException.of("missing or invalid 'alg' header: cannot parse JSON: cannot parse "
                    + (text.isEmpty() ? "empty string; unparsed tail: \"\"" : "object"));
        }
        if (!(names.get("alg") instanceof StringValue algorithm)) {
            Value other = names.get("alg");
            throw BuiltinException.of("missing or invalid 'alg' header: "
                    + (other == null
                            ? "jwsbb: header \"alg\" not found"
                            : "value doesn't contain string; it contains " + other.kind()));
        } else if (!JwtKeys.ALGORITHMS.contains(algorithm.text())) {
            throw BuiltinException.of("unknown JWS algorithm: " + algorithm.text());
        } else if (isJwt(names.get("typ")) && !isJson(payload)) {
            throw BuiltinException.of("type is JWT but payload is not JSON");
        } else {
            String signed = encoded(header.bytes()) + "." + encoded(payload.bytes());
            try {
                byte[] signature = JwtSignatures.sign(
                        first.key(), algorithm.text(), StringValue.of(signed).bytes());
                return StringValue.of(signed + "." + encoded(signature));
            } catch (GeneralSecurityException e) {
                throw BuiltinException.of(String.valueOf(e.getMessage()));
            }
        }
    }

    /** JSON with escapes for the control characters in its strings, which the library that reads headers for OPA allows. */
    private static String withEscapes(String json) {
        StringBuilder escaped = new StringBuilder();
        boolean isInString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (isInString && c < ' ') {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else if (isInString && c == '\\' && i + 1 < json.length()) {
                escaped.append(c).append(json.charAt(++i));
            } else {
                isInString ^= c == '"';
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static ObjectValue headers(StringValue header) {
        try {
            return Json.unmarshal(header) instanceof ObjectValue object ? object : ObjectValue.EMPTY;
        } catch (BuiltinException e) {
            return ObjectValue.EMPTY;
        }
    }

    private static boolean isJwt(@Nullable Value type) {
        return !(type instanceof StringValue text) || text.text().equals("JWT");
    }

    private static boolean isJson(StringValue payload) {
        return Json.isValid(payload);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
