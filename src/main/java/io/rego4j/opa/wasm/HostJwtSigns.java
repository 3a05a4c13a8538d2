package io.rego4j.opa.wasm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.rego4j.opa.engine.OpaJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * Signing JSON Web Tokens, by the algorithms that sign the same text in the same way each time; the others are refused, since
 * their answer is another one at each call.
 */
final class HostJwtSigns {
    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "io.jwt.encode_sign",
            (operands, call) -> sign(
                    GoJson.compact(operands.get(0)), GoJson.compact(operands.get(1)), GoJson.compact(operands.get(2))),
            "io.jwt.encode_sign_raw",
            (operands, call) -> sign(
                    HostCall.string(operands.get(0)),
                    HostCall.string(operands.get(1)),
                    HostCall.string(operands.get(2))));

    private static final Set<String> KEY_TEXTS =
            Set.of("kty", "alg", "kid", "use", "k", "n", "e", "d", "p", "q", "dp", "dq", "qi", "crv", "x");
    // With a name twice, OPA takes the first and Java the last.
    private static final ObjectReader JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .reader();

    private HostJwtSigns() {}

    private static Object sign(String header, String payload, String key) throws HostFunction.BuiltinError {
        JsonNode headers = parsed(header, "such a header of a token");
        JsonNode webKey = parsed(key, "such a JSON Web Key");
        if (!headers.isObject() || !headers.path("alg").isTextual()) {
            throw new HostFunction.BuiltinError("missing or invalid 'alg' header");
        }
        if (!HostKeys.SIGNING.contains(headers.path("alg").asText())) {
            throw new HostFunction.BuiltinError("unknown JWS algorithm");
        }
        String type = headers.path("typ").asText();
        if ((!headers.path("typ").isTextual() || type.equals("JWT")) && !isJson(payload)) {
            throw new HostFunction.BuiltinError("type is JWT but payload is not JSON");
        }
        String signed = encoded(HostCrypto.bytes(header)) + "." + encoded(HostCrypto.bytes(payload));
        byte[] text = signed.getBytes(StandardCharsets.UTF_8);
        return signed + "." + encoded(signature(headers.path("alg").asText(), webKey, text));
    }

    private static JsonNode parsed(String text, String what) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new HostFunction.Unsupported(what + " is not in this engine");
        }
    }

    private static boolean isJson(String text) {
        try {
            return !text.isBlank() && OpaJson.parse(text.getBytes(StandardCharsets.UTF_8), "the payload") != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] signature(String algorithm, JsonNode key, byte[] text) throws HostFunction.BuiltinError {
        requireKnown(algorithm, key);
        String size = algorithm.substring(Math.min(2, algorithm.length()));
        String kind = algorithm + " with " + key.path("kty").asText();
        try {
            switch (kind) {
                case "HS256 with oct", "HS384 with oct", "HS512 with oct":
                    return HostCrypto.mac("HmacSHA" + size, HostKeys.bytes(key, "k"), text);
                case "RS256 with RSA", "RS384 with RSA", "RS512 with RSA":
                    return checked(algorithm, key, text, "SHA" + size + "withRSA", rsa(key));
                case "EdDSA with OKP":
                    return checked(algorithm, key, text, "Ed25519", edwards(key));
                default:
                    throw new HostFunction.Unsupported("signing by " + kind + " is not in this engine");
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new HostFunction.Unsupported("a key is not in this engine: " + e.getMessage());
        }
    }

    private static void requireKnown(String algorithm, JsonNode key) {
        boolean known = key.isObject()
                && (!key.has("alg") || key.path("alg").asText().equals(algorithm))
                && (!key.has("use") || key.path("use").asText().equals("sig"));
        for (Map.Entry<String, JsonNode> entry : key.properties()) {
            known = known
                    && KEY_TEXTS.contains(entry.getKey())
                    && entry.getValue().isTextual();
        }
        if (!known) {
            throw new HostFunction.Unsupported("such a JSON Web Key is not in this engine");
        }
    }

    private static PrivateKey rsa(JsonNode key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        HostKeys.integer(key, "n"),
                        HostKeys.integer(key, "e"),
                        HostKeys.integer(key, "d"),
                        HostKeys.integer(key, "p"),
                        HostKeys.integer(key, "q"),
                        HostKeys.integer(key, "dp"),
                        HostKeys.integer(key, "dq"),
                        HostKeys.integer(key, "qi")));
    }

    private static PrivateKey edwards(JsonNode key) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, HostKeys.bytes(key, "d")));
    }

    /** The signature, if the public part of the key confirms it: of parts that do not fit, each program makes its own. */
    private static byte[] checked(String algorithm, JsonNode key, byte[] text, String signing, PrivateKey secret)
            throws GeneralSecurityException, HostFunction.BuiltinError {
        Signature signer = Signature.getInstance(signing);
        signer.initSign(secret);
        signer.update(text);
        byte[] signature = signer.sign();
        HostKeys.Key publicKey = new HostKeys.Key("", "", HostKeys.webKey(key));
        if (!HostJwt.verifies(publicKey, algorithm, false, text, signature)) {
            throw new HostFunction.Unsupported("a key whose parts do not fit is not in this engine");
        }
        return signature;
    }
}
