package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.Json;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.Kind;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
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
import org.jspecify.annotations.Nullable;

/** The keys of tokens: in a certificate, a public key, a JSON Web Key or a set of those. */
final class JwtKeys {
    static final Set<String> ALGORITHMS = Set.of(
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
            "ECDH-ES+A256KW",
            "A128KW",
            "A192KW",
            "A256KW",
            "A128GCMKW",
            "A192GCMKW",
            "A256GCMKW",
            "dir");
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");
    private static final Set<String> KNOWN_CURVES =
            Set.of("P-256", "P-384", "P-521", "Ed25519", "Ed448", "X25519", "X448");
    /** How the DER of such a public key begins. */
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ED25519_BYTES = 32;

    /** Of the library that OPA reads keys with. */
    private static final String FAILED = "jwk.Parse: failed to parse sole key: jwk.ParseKey: ";

    /** An object without others in it. */
    private static final Pattern OBJECT_FIRST = Pattern.compile("\\s*\\{(?:[^{}\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+\\}");

    private static final String NO_OBJECT =
            " into Go value of type struct { Kty string \"json:\\\"kty\\\"\"; D json.RawMessage"
                    + " \"json:\\\"d,omitempty\\\"\" }";

    private JwtKeys() {}

    /**
     * A key, with what a JSON Web Key says about it: the algorithm and the name of the key, both empty for none.
     *
     * @param key a {@link PublicKey}, a {@link PrivateKey}, or the bytes of a secret
     */
    record Key(String algorithm, String id, Object key) {}

    /** The keys in a text, in their order and without those that are for encryption only. */
    static List<Key> of(String text) throws BuiltinException {
        Pem.Decoded first = Pem.next(text, 0);
        if (first == null) {
            try {
                return forSignatures(webKeys(text));
            } catch (BuiltinException e) {
                throw BuiltinException.of(
                        "failed to parse a JWK key (set): jwk.ParseString: failed to parse string: " + e.getMessage());
            }
        } else if (first.end() < text.length()) {
            throw BuiltinException.of("extra data after a PEM certificate block");
        }
        return List.of(new Key("", "", pem(first.block())));
    }

    private static List<Key> forSignatures(List<Value> all) throws BuiltinException {
        List<Key> keys = new ArrayList<>();
        for (Value key : all) {
            Key read = key(key);
            // A key for encryption is no key here; it must be right nonetheless.
            if (read.algorithm.isEmpty() || ALGORITHMS.contains(read.algorithm)) {
                keys.add(read);
            }
        }
        return keys;
    }

    private static PublicKey pem(Pem.Block block) throws BuiltinException {
        switch (block.type()) {
            case "CERTIFICATE" -> {
                try {
                    return X509.certificate(block.der()).getPublicKey();
                } catch (GeneralSecurityException e) {
                    throw BuiltinException.of("failed to parse a PEM certificate: x509: malformed certificate");
                }
            }
            case "PUBLIC KEY" -> {
                for (String kind : List.of("RSA", "EC", "Ed25519")) {
                    try {
                        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(block.der()));
                    } catch (GeneralSecurityException e) {
                        // Another kind may fit.
                        continue;
                    }
                }
                throw BuiltinException.of("failed to parse a PEM public key: unsupported public key");
            }
            default -> throw BuiltinException.of("failed to extract a Key from the PEM certificate");
        }
    }

    /** The JSON Web Keys of a text. What follows an object is passed over, and then it is one key. */
    static List<Value> webKeys(String text) throws BuiltinException {
        Value json;
        try {
            json = Json.unmarshal(StringValue.ofParts(text));
        } catch (BuiltinException e) {
            Matcher first = OBJECT_FIRST.matcher(text);
            if (first.lookingAt() && first.end() < text.length() && Json.isValid(StringValue.ofParts(first.group()))) {
                return List.of(Json.unmarshal(StringValue.ofParts(first.group())));
            }
            throw BuiltinException.of(
                    FAILED + "jwk.Parse: failed to probe data: probe: failed to unmarshal data: " + e.getMessage());
        }
        if (json instanceof ObjectValue object && object.get("keys") instanceof ArrayValue keys) {
            return keys.toList();
        }
        return List.of(json);
    }

    /** What a JSON Web Key stands for; its private part, if it has one. */
    static Key key(Value value) throws BuiltinException {
        if (!(value instanceof ObjectValue object)) {
            String kind = value.kind() == Kind.BOOLEAN ? "bool" : value.kind().toString();
            throw BuiltinException.of(FAILED
                    + "jwk.Parse: failed to probe data: probe: failed to unmarshal data: json: cannot unmarshal "
                    + kind + NO_OBJECT);
        }
        String algorithm = text(object, "alg");
        if (!algorithm.isEmpty() && !ALGORITHMS.contains(algorithm) && !ENCRYPTING.contains(algorithm)) {
            throw BuiltinException.of(FAILED + "failed to decode value for key alg: invalid key value: "
                    + StringValue.ofParts(algorithm) + ": invalid key algorithm");
        }
        try {
            return new Key(text(object, "alg"), text(object, "kid"), material(object));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw BuiltinException.of(FAILED + e.getMessage());
        }
    }

    private static Object material(ObjectValue key) throws GeneralSecurityException {
        boolean isPrivate = key.get("d") != null;
        return switch (text(key, "kty")) {
            case "RSA" -> isPrivate ? rsaPrivate(key) : rsaPublic(key);
            case "EC" -> isPrivate ? curvePrivate(key) : curvePublic(key);
            case "OKP" -> isPrivate ? edwardsPrivate(key) : edwardsPublic(key);
            case "oct" -> bytes(key, "k");
            default -> throw new GeneralSecurityException("invalid key type from JSON (" + text(key, "kty") + ")");
        };
    }

    private static PublicKey rsaPublic(ObjectValue key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(integer(key, "n"), integer(key, "e")));
    }

    /** A private key whose numbers do not fit each other: it is read, and signs nothing. */
    record Unusable(String why) {}

    private static Object rsaPrivate(ObjectValue key) throws GeneralSecurityException {
        BigInteger n = positive(key, "n");
        BigInteger e = positive(key, "e");
        BigInteger d = positive(key, "d");
        BigInteger p = integer(key, "p");
        BigInteger q = integer(key, "q");
        BigInteger dp = optional(key, "dp");
        BigInteger dq = optional(key, "dq");
        BigInteger qi = optional(key, "qi");
        if (p.signum() == 0 || !p.multiply(q).equals(n)) {
            return new Unusable("crypto/rsa: p * q != n");
        }
        Operands.requireBits(n.bitLength());
        if (!p.gcd(q).equals(BigInteger.ONE)) {
            return new Unusable("crypto/rsa: invalid CRT coefficient");
        }
        BigInteger below = p.subtract(BigInteger.ONE);
        BigInteger otherBelow = q.subtract(BigInteger.ONE);
        BigInteger inverse = q.modInverse(p);
        if (dp != null && dq != null && qi != null) {
            boolean areExponents = isInverse(e, dp, below) && isInverse(e, dq, otherBelow);
            if (!areExponents || !inverse.equals(qi)) {
                return new Unusable("crypto/rsa: invalid CRT " + (areExponents ? "coefficient" : "exponent"));
            }
        }
        if (!isInverse(e, d, below) || !isInverse(e, d, otherBelow)) {
            return new Unusable("crypto/rsa: d does not match dP");
        }
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(n, e, d, p, q, d.mod(below), d.mod(otherBelow), inverse));
    }

    private static boolean isInverse(BigInteger e, BigInteger d, BigInteger modulus) {
        return modulus.signum() > 0 && e.multiply(d).mod(modulus).equals(BigInteger.ONE.mod(modulus));
    }

    private static BigInteger positive(ObjectValue key, String name) throws GeneralSecurityException {
        BigInteger number = integer(key, name);
        if (number.signum() == 0) {
            throw new GeneralSecurityException("missing \"" + name + "\" value");
        }
        return number;
    }

    private static @Nullable BigInteger optional(ObjectValue key, String name) throws GeneralSecurityException {
        return key.get(name) == null ? null : integer(key, name);
    }

    private static ECParameterSpec curve(ObjectValue key) throws GeneralSecurityException {
        String curve = CURVES.get(text(key, "crv"));
        if (curve == null) {
            throw new GeneralSecurityException("unsupported curve " + text(key, "crv"));
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static PublicKey curvePublic(ObjectValue key) throws GeneralSecurityException {
        ECParameterSpec curve = curve(key);
        int size = (curve.getCurve().getField().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
        for (String name : List.of("x", "y")) {
            if (bytes(key, name).length != size) {
                throw new GeneralSecurityException("invalid length of " + name);
            }
        }
        ECPoint point = new ECPoint(integer(key, "x"), integer(key, "y"));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    }

    private static PrivateKey curvePrivate(ObjectValue key) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(integer(key, "d"), curve(key)));
    }

    private static byte[] edwardsPoint(ObjectValue key) throws GeneralSecurityException {
        if (!KNOWN_CURVES.contains(text(key, "crv"))) {
            throw new GeneralSecurityException("unknown EllipticCurveAlgorithm: \"" + text(key, "crv") + "\"");
        }
        byte[] x = bytes(key, "x");
        if (x.length != ED25519_BYTES) {
            throw new GeneralSecurityException("ed25519: wrong public key size");
        }
        return x;
    }

    private static PublicKey edwardsPublic(ObjectValue key) throws GeneralSecurityException {
        byte[] x = edwardsPoint(key);
        byte[] der = Arrays.copyOf(ED25519_HEAD, ED25519_HEAD.length + x.length);
        System.arraycopy(x, 0, der, ED25519_HEAD.length, x.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }

    private static PrivateKey edwardsPrivate(ObjectValue key) throws GeneralSecurityException {
        edwardsPoint(key);
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, bytes(key, "d")));
    }

    private static String text(ObjectValue key, String name) {
        return key.get(name) instanceof StringValue string ? string.text() : "";
    }

    private static byte[] bytes(ObjectValue key, String name) throws GeneralSecurityException {
        if (key.get(name) == null) {
            throw new GeneralSecurityException("required field " + name + " is missing");
        } else if (!(key.get(name) instanceof StringValue)) {
            throw new GeneralSecurityException("failed to decode value for key " + name);
        }
        String text = text(key, name).replaceAll("(?<!=)=++$", "");
        if (hasOneOf(text, "+/") && hasOneOf(text, "-_")) {
            // Characters of both alphabets of base 64.
            throw new GeneralSecurityException("failed to decode value for key " + name);
        }
        return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
    }

    private static boolean hasOneOf(String text, String characters) {
        return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
    }

    private static BigInteger integer(ObjectValue key, String name) throws GeneralSecurityException {
        return new BigInteger(1, bytes(key, name));
    }
}
