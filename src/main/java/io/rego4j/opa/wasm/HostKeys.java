package io.rego4j.opa.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.engine.OpaJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys that signatures are checked with: in a certificate, a public key, a JSON Web Key or a set of those. */
final class HostKeys {
    // Go takes less than that, and more; what lies between is refused.
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (CERTIFICATE|PUBLIC KEY)-----\\r?\\n([A-Za-z0-9+/=\\r\\n]+)\\n-----END \\1-----(?:\\r?\\n)?");
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");
    private static final Set<Integer> CURVE_BITS = Set.of(256, 384, 521);
    private static final Set<String> TEXTS =
            Set.of("kty", "alg", "kid", "use", "n", "e", "crv", "x", "y", "k", "x5t", "x5t#S256", "x5u");
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth");
    static final Set<String> SIGNING = Set.of(
            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512",
            "EdDSA");
    private static final Set<String> ENCRYPTING = Set.of(
            "RSA1_5",
            "RSA-OAEP",
            "RSA-OAEP-256",
            "RSA-OAEP-384",
            "RSA-OAEP-512",
            "ECDH-ES",
            "ECDH-ES+A128KW",
            "ECDH-ES+A192KW",
            "ECDH-ES+A256KW");
    private static final Set<String> OPERATIONS =
            Set.of("sign", "verify", "encrypt", "decrypt", "wrapKey", "unwrapKey", "deriveKey", "deriveBits");
    // How the DER of such a public key begins.
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_BYTES = 32;
    // Go refuses to check with a smaller one.
    private static final int LEAST_RSA_BITS = 1024;

    private HostKeys() {}

    /**
     * A key, with what a JSON Web Key says about it: the algorithm and the name of the key, both empty for none.
     *
     * @param key a {@link PublicKey}, or the bytes of a secret
     */
    record Key(String algorithm, String id, Object key) {}

    /** The keys in a text, in their order and without those that are for encryption only. */
    static List<Key> of(String text) throws HostFunction.BuiltinError {
        try {
            return text.contains("-----BEGIN") ? List.of(new Key("", "", pem(text))) : webKeys(text);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new HostFunction.Unsupported("a key is not in this engine: " + e.getMessage());
        }
    }

    private static PublicKey pem(String text) throws GeneralSecurityException, HostFunction.BuiltinError {
        Matcher block = PEM.matcher(text);
        if (!block.matches()) {
            throw new HostFunction.Unsupported("such a PEM block is not in this engine");
        }
        String base64 = block.group(2).replaceAll("[\\r\\n]", "");
        if (base64.length() % 4 != 0) {
            throw new HostFunction.Unsupported("a PEM block without its padding is not in this engine");
        }
        byte[] der = Base64.getDecoder().decode(base64);
        return known(block.group(1).equals("CERTIFICATE") ? certificateKey(der) : publicKey(der));
    }

    private static PublicKey certificateKey(byte[] der) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der))
                .getPublicKey();
    }

    private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        GeneralSecurityException last = new GeneralSecurityException("of no known kind");
        for (String kind : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }

    /** The key, if Go and Java mean the same by it. */
    private static PublicKey known(PublicKey key) throws HostFunction.BuiltinError {
        if (key instanceof RSAPublicKey rsa) {
            BigInteger exponent = rsa.getPublicExponent();
            if (rsa.getModulus().bitLength() >= LEAST_RSA_BITS
                    && rsa.getModulus().testBit(0)
                    && exponent.testBit(0)
                    && exponent.compareTo(BigInteger.ONE) > 0
                    && exponent.bitLength() < Integer.SIZE) {
                return key;
            }
        } else if (key instanceof ECPublicKey ec) {
            if (CURVE_BITS.contains(ec.getParams().getCurve().getField().getFieldSize())) {
                requireOnCurve(ec.getW(), ec.getParams().getCurve());
                return key;
            }
        } else if (key instanceof EdECPublicKey ed
                && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            return key;
        }
        throw new HostFunction.Unsupported("a key of this kind is not in this engine");
    }

    private static void requireOnCurve(ECPoint point, EllipticCurve curve) throws HostFunction.BuiltinError {
        BigInteger prime = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        if (x.compareTo(prime) >= 0
                || y.compareTo(prime) >= 0
                || !y.pow(2).subtract(right).mod(prime).equals(BigInteger.ZERO)) {
            throw new HostFunction.BuiltinError("the point is not on the curve");
        }
    }

    private static List<Key> webKeys(String text) throws GeneralSecurityException, HostFunction.BuiltinError {
        JsonNode json;
        try {
            json = OpaJson.parse(text.getBytes(StandardCharsets.UTF_8), "the key");
        } catch (IOException e) {
            throw new HostFunction.BuiltinError("not a key: " + e.getMessage());
        }
        JsonNode all = json.path("keys");
        if (json.has("keys") && !all.isArray()) {
            throw new HostFunction.Unsupported("a set of keys that is no array is not in this engine");
        }
        List<Key> keys = new ArrayList<>();
        for (JsonNode key : json.has("keys") ? all : List.of(json)) {
            requireKnown(key);
            Object read = webKey(key);
            // A key for encryption is no key here; it must be right nonetheless.
            if (!ENCRYPTING.contains(key.path("alg").asText())) {
                keys.add(new Key(key.path("alg").asText(), key.path("kid").asText(), read));
            }
        }
        return keys;
    }

    private static void requireKnown(JsonNode key) throws GeneralSecurityException {
        boolean known = key.isObject()
                && TEXTS.stream()
                        .allMatch(name -> !key.has(name) || key.path(name).isTextual())
                && PRIVATE.stream().noneMatch(key::has)
                && (!key.has("use")
                        || Set.of("sig", "enc").contains(key.path("use").asText()))
                && (!key.has("alg")
                        || SIGNING.contains(key.path("alg").asText())
                        || ENCRYPTING.contains(key.path("alg").asText()))
                && (!key.has("key_ops") || key.path("key_ops").isArray())
                && (!key.has("x5c") || key.path("x5c").isArray());
        for (JsonNode operation : key.path("key_ops")) {
            known = known && OPERATIONS.contains(operation.asText());
        }
        if (!known) {
            throw new HostFunction.Unsupported("such a JSON Web Key is not in this engine");
        }
        for (JsonNode certificate : key.path("x5c")) {
            certificateKey(Base64.getDecoder().decode(certificate.asText()));
        }
    }

    /** The secret or the public key in a JSON Web Key, which may hold a private one too. */
    static Object webKey(JsonNode key) throws GeneralSecurityException, HostFunction.BuiltinError {
        switch (key.path("kty").asText()) {
            case "RSA":
                return known(KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(integer(key, "n"), integer(key, "e"))));
            case "EC":
                return known(curvePoint(key));
            case "OKP":
                byte[] x = bytes(key, "x");
                if (!key.path("crv").asText().equals("Ed25519") || x.length != ED25519_BYTES) {
                    throw new HostFunction.Unsupported("a key of this curve is not in this engine");
                }
                byte[] der = Arrays.copyOf(ED25519_HEAD, ED25519_HEAD.length + x.length);
                System.arraycopy(x, 0, der, ED25519_HEAD.length, x.length);
                return known(publicKey(der));
            case "oct":
                return bytes(key, "k");
            default:
                throw new HostFunction.Unsupported("a key of this kind is not in this engine");
        }
    }

    private static PublicKey curvePoint(JsonNode key) throws GeneralSecurityException {
        String curve = CURVES.get(key.path("crv").asText());
        if (curve == null) {
            throw new HostFunction.Unsupported("a key of this curve is not in this engine");
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
        int size = curveBytes(spec);
        if (bytes(key, "x").length != size || bytes(key, "y").length != size) {
            throw new HostFunction.Unsupported("a point of another length is not in this engine");
        }
        ECPoint point = new ECPoint(integer(key, "x"), integer(key, "y"));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, spec));
    }

    /** How many bytes a number of a curve takes. */
    static int curveBytes(ECParameterSpec curve) {
        return (curve.getCurve().getField().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
    }

    static byte[] bytes(JsonNode key, String name) {
        String text = key.path(name).asText();
        if (!BASE64URL.matcher(text).matches()) {
            throw new HostFunction.Unsupported(
                    "\"" + name + "\" of a JSON Web Key that is not base64url is not in this engine");
        }
        return Base64.getUrlDecoder().decode(text);
    }

    static BigInteger integer(JsonNode key, String name) {
        return new BigInteger(1, bytes(key, name));
    }
}
