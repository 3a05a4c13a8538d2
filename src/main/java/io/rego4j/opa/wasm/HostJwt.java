package io.rego4j.opa.wasm;

import io.rego4j.internal.crypto.RsaPss;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON Web Tokens: decoding them, and checking their signatures with a secret, a certificate, a key or a set of keys. */
public final class HostJwt {
    static final Map<String, HostFunction> FUNCTIONS = functions();

    private HostJwt() {}

    private static Map<String, HostFunction> functions() {
        Map<String, HostFunction> functions = new HashMap<>();
        functions.put("io.jwt.decode", (operands, call) -> decode(HostCall.string(operands.get(0))));
        functions.put("io.jwt.verify_eddsa", verifier("EdDSA"));
        for (String size : List.of("256", "384", "512")) {
            functions.put("io.jwt.verify_hs" + size, (operands, call) -> verifySecret(size, operands));
            functions.put("io.jwt.verify_rs" + size, verifier("RS" + size));
            functions.put("io.jwt.verify_ps" + size, verifier("PS" + size));
            functions.put("io.jwt.verify_es" + size, verifier("ES" + size));
        }
        return functions;
    }

    record Token(String header, String payload, String signature) {
        static Token of(String text) throws HostFunction.BuiltinError {
            String[] parts = text.split("\\.", -1);
            if (parts.length != 3) {
                throw new HostFunction.BuiltinError("encoded JWT must have 3 sections");
            }
            return new Token(parts[0], parts[1], parts[2]);
        }

        Map<?, ?> headerObject() throws HostFunction.BuiltinError {
            Map<?, ?> object = HostCall.object(json(header));
            if (object.containsKey("enc")) {
                throw new HostFunction.BuiltinError("JWT is a JWE object, which is not supported");
            }
            return object;
        }

        Map<?, ?> payloadObject() throws HostFunction.BuiltinError {
            return HostCall.object(json(payload));
        }

        byte[] signed() {
            return (header + "." + payload).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** What is said about a signature in front of it; absent texts are empty. */
    record Header(String algorithm, String keyId, String contentType, boolean critical) {
        static Header of(Map<?, ?> object) throws HostFunction.BuiltinError {
            HostCall.text(object, "typ");
            Set<String> unknown = new HashSet<>();
            for (Object key : object.keySet()) {
                unknown.add(HostCall.string(key));
            }
            unknown.removeAll(List.of("alg", "kid", "typ", "cty", "crit"));
            unknown.retainAll(critical(object));
            return new Header(
                    HostCall.text(object, "alg"),
                    HostCall.text(object, "kid"),
                    HostCall.text(object, "cty"),
                    !unknown.isEmpty());
        }

        /** OPA reads the list as far as it holds strings. */
        private static Set<String> critical(Map<?, ?> object) throws HostFunction.BuiltinError {
            Set<String> critical = new HashSet<>();
            if (!object.containsKey("crit")) {
                return critical;
            }
            for (Object item : HostCall.array(object.get("crit"))) {
                if (!(item instanceof String name)) {
                    break;
                }
                critical.add(name);
            }
            if (critical.isEmpty()) {
                throw new HostFunction.BuiltinError("crit: must be a nonempty list");
            }
            return critical;
        }
    }

    private static Object decode(String text) throws HostFunction.BuiltinError {
        Token token = Token.of(text);
        Map<?, ?> header = token.headerObject();
        if (header.containsKey("cty") && !(header.get("cty") instanceof String)) {
            throw new HostFunction.Unsupported("a \"cty\" that is no string is not in this engine");
        } else if ("JWT".equals(header.get("cty"))) {
            // The payload is a token in turn, perhaps in quotes.
            return decode(HostText.utf8(base64(token.payload)).replaceAll("^[\"']+|[\"']+$", ""));
        }
        List<Object> decoded = new ArrayList<>();
        decoded.add(header);
        decoded.add(token.payloadObject());
        decoded.add(HostValues.hex(base64(token.signature)));
        return decoded;
    }

    static @Nullable Object json(String part) throws HostFunction.BuiltinError {
        return HostValues.unmarshal(HostText.utf8(base64(part)));
    }

    static byte[] base64(String part) throws HostFunction.BuiltinError {
        if (part.indexOf('\n') >= 0 || part.indexOf('\r') >= 0) {
            throw new HostFunction.Unsupported("a token with line breaks is not in this engine");
        }
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new HostFunction.BuiltinError("not base64");
        }
    }

    private static Object verifySecret(String size, List<?> operands) throws HostFunction.BuiltinError {
        Token token = Token.of(HostCall.string(operands.get(0)));
        byte[] expected = HostCrypto.mac("HmacSHA" + size, HostCrypto.bytes(operands.get(1)), token.signed());
        return MessageDigest.isEqual(expected, base64(token.signature));
    }

    private static HostFunction verifier(String algorithm) {
        return (operands, call) -> {
            Token token = Token.of(HostCall.string(operands.get(0)));
            byte[] signature = base64(token.signature);
            Header header = Header.of(token.headerObject());
            return candidates(HostKeys.of(HostCall.string(operands.get(1))), header).stream()
                    .anyMatch(key -> verifies(key, algorithm, true, token.signed(), halves(key, signature)));
        };
    }

    /** The key that the header names, else all that are not for another algorithm. */
    static List<HostKeys.Key> candidates(List<HostKeys.Key> keys, Header header) {
        List<HostKeys.Key> fitting = new ArrayList<>();
        for (HostKeys.Key key : keys) {
            if (!header.keyId.isEmpty() && key.id().equals(header.keyId)) {
                return List.of(key);
            } else if (key.algorithm().isEmpty() || key.algorithm().equals(header.algorithm)) {
                fitting.add(key);
            }
        }
        return fitting;
    }

    /** A signature of an elliptic curve as its two numbers in full length: OPA splits any in the middle. */
    private static byte[] halves(HostKeys.Key key, byte[] signature) {
        int size = curveBytes(key);
        int middle = signature.length / 2;
        if (size == 0 || signature.length == 2 * size) {
            return signature;
        }
        BigInteger first = new BigInteger(1, signature, 0, middle);
        BigInteger second = new BigInteger(1, signature, middle, signature.length - middle);
        if (first.bitLength() > size * Byte.SIZE || second.bitLength() > size * Byte.SIZE) {
            return new byte[0];
        }
        byte[] full = Arrays.copyOf(fixedLength(first, size), 2 * size);
        System.arraycopy(fixedLength(second, size), 0, full, size, size);
        return full;
    }

    /** The bytes of a number that is not negative and has room in so many. */
    public static byte[] fixedLength(BigInteger number, int length) {
        byte[] digits = number.toByteArray();
        int used = (number.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
        byte[] bytes = new byte[length];
        System.arraycopy(digits, digits.length - used, bytes, length - used, used);
        return bytes;
    }

    private static int curveBytes(HostKeys.Key key) {
        return key.key() instanceof ECPublicKey ec ? HostKeys.curveBytes(ec.getParams()) : 0;
    }

    /**
     * True if the signature is right by the algorithm, as a token names it, and the key is one for it.
     *
     * @param anySalt whether a PS signature may have a salt of any length, or only one as long as the hash
     */
    static boolean verifies(
            HostKeys.Key candidate, String algorithm, boolean anySalt, byte[] signed, byte[] signature) {
        Object key = candidate.key();
        String size = algorithm.substring(Math.min(2, algorithm.length()));
        try {
            switch (algorithm) {
                case "HS256", "HS384", "HS512":
                    return key instanceof byte[] secret
                            && MessageDigest.isEqual(HostCrypto.mac("HmacSHA" + size, secret, signed), signature);
                case "RS256", "RS384", "RS512":
                    return key instanceof RSAPublicKey rsa
                            && verifies(Signature.getInstance("SHA" + size + "withRSA"), rsa, signed, signature);
                case "PS256", "PS384", "PS512":
                    return key instanceof RSAPublicKey rsa
                            && (anySalt
                                    ? RsaPss.verifiesAnySalt(rsa, "SHA-" + size, signed, signature)
                                    : RsaPss.verifies(
                                            rsa, "SHA-" + size, Integer.parseInt(size) / Byte.SIZE, signed, signature));
                case "ES256", "ES384", "ES512":
                    Signature curve = Signature.getInstance("SHA" + size + "withECDSAinP1363Format");
                    return key instanceof ECPublicKey ec
                            && signature.length == 2 * curveBytes(candidate)
                            && verifies(curve, ec, signed, signature);
                case "EdDSA", "Ed25519":
                    return key instanceof EdECPublicKey ed
                            && verifies(Signature.getInstance("Ed25519"), ed, signed, signature);
                default:
                    if (algorithm.contains("_") || algorithm.equals("EDDSA")) {
                        throw new HostFunction.Unsupported("the algorithm " + algorithm + " is not in this engine");
                    }
                    return false;
            }
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean verifies(Signature verifier, PublicKey key, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }
}
