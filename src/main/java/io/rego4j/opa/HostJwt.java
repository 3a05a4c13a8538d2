package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Web Tokens: decoding them, and checking their signatures with a secret, a certificate, a key or a set of keys. */
final class HostJwt {
    static final Map<String, HostFunction> FUNCTIONS = functions();

    private HostJwt() {}

    private static Map<String, HostFunction> functions() {
        Map<String, HostFunction> functions = new HashMap<>();
        functions.put("io.jwt.decode", (operands, call) -> decode(HostCall.string(operands.get(0))));
        for (String size : List.of("256", "384", "512")) {
            functions.put("io.jwt.verify_hs" + size, (operands, call) -> verifySecret(size, operands));
            functions.put("io.jwt.verify_rs" + size, verifier("RSA", "SHA" + size + "withRSA", size));
            functions.put("io.jwt.verify_ps" + size, verifier("RSA", "RSASSA-PSS", size));
            functions.put("io.jwt.verify_es" + size, verifier("EC", "SHA" + size + "withECDSAinP1363Format", size));
        }
        return functions;
    }

    private record Token(String header, String payload, String signature) {
        static Token of(String text) throws HostFunction.BuiltinError {
            String[] parts = text.split("\\.", -1);
            if (parts.length != 3) {
                throw new HostFunction.BuiltinError("encoded JWT must have 3 sections");
            }
            return new Token(parts[0], parts[1], parts[2]);
        }

        byte[] signed() {
            return (header + "." + payload).getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static Object decode(String text) throws HostFunction.BuiltinError {
        Token token = Token.of(text);
        Map<?, ?> header = HostCall.object(json(token.header));
        if (header.containsKey("enc")) {
            throw new HostFunction.BuiltinError("JWT is a JWE object, which is not supported");
        } else if ("JWT".equals(header.get("cty"))) {
            throw new HostFunction.Unsupported("nested JSON Web Tokens are not in this engine");
        }
        List<Object> decoded = new ArrayList<>();
        decoded.add(header);
        decoded.add(HostCall.object(json(token.payload)));
        decoded.add(HostValues.hex(base64(token.signature)));
        return decoded;
    }

    private static @Nullable Object json(String part) throws HostFunction.BuiltinError {
        return HostValues.unmarshal(HostText.utf8(base64(part)));
    }

    private static byte[] base64(String part) throws HostFunction.BuiltinError {
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

    private static HostFunction verifier(String kind, String algorithm, String size) {
        return (operands, call) -> {
            Token token = Token.of(HostCall.string(operands.get(0)));
            byte[] signature = base64(token.signature);
            for (PublicKey key : keys(HostCall.string(operands.get(1)))) {
                if (key.getAlgorithm().equals(kind) && verifies(key, algorithm, size, token.signed(), signature)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static boolean verifies(PublicKey key, String algorithm, String size, byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) {
                String hash = "SHA-" + size;
                verifier.setParameter(
                        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(size) / 8, 1));
            }
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The keys in a certificate, a public key, a JSON Web Key or a set of those. */
    private static List<PublicKey> keys(String text) throws HostFunction.BuiltinError {
        try {
            if (text.contains("-----BEGIN CERTIFICATE-----")) {
                return List.of(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                        .getPublicKey());
            } else if (text.contains("-----BEGIN PUBLIC KEY-----")) {
                byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
                return List.of(publicKey(der));
            } else if (text.contains("-----BEGIN")) {
                throw new HostFunction.Unsupported("such a PEM block is not in this engine");
            }
            JsonNode json = Json.parse(text.getBytes(StandardCharsets.UTF_8), "the key");
            List<PublicKey> keys = new ArrayList<>();
            for (JsonNode key : json.has("keys") ? json.path("keys") : List.of(json)) {
                keys.add(webKey(key));
            }
            return keys;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new HostFunction.BuiltinError("not a key: " + e.getMessage());
        }
    }

    private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
        }
    }

    private static PublicKey webKey(JsonNode key) throws GeneralSecurityException, HostFunction.BuiltinError {
        switch (key.path("kty").asText()) {
            case "RSA":
                return KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(integer(key.path("n")), integer(key.path("e"))));
            case "EC":
                AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
                parameters.init(new ECGenParameterSpec(key.path("crv")
                        .asText()
                        .replace("P-256", "secp256r1")
                        .replace("P-384", "secp384r1")
                        .replace("P-521", "secp521r1")));
                return KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(
                                new ECPoint(integer(key.path("x")), integer(key.path("y"))),
                                parameters.getParameterSpec(ECParameterSpec.class)));
            default:
                throw new HostFunction.Unsupported("a key of this kind is not in this engine");
        }
    }

    private static BigInteger integer(JsonNode text) throws HostFunction.BuiltinError {
        return new BigInteger(1, base64(text.asText()));
    }
}
