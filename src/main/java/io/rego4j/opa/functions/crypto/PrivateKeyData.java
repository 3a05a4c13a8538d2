package io.rego4j.opa.functions.crypto;

import io.rego4j.internal.crypto.UnsignedBytes;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A private key, as Go writes it and as a JSON Web Key.
 *
 * @param algorithm Go's number of it
 * @param publicKey as Go writes it
 */
record PrivateKeyData(Value algorithm, Value value, Value webKey, Value publicKey) {
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String CURVE = "1.2.840.10045.2.1";
    private static final String ED25519 = "1.3.101.112";
    private static final Map<String, Curve> CURVES = Map.of(
            "1.2.840.10045.3.1.7", new Curve("P-256", 32),
            "1.3.132.0.34", new Curve("P-384", 48),
            "1.3.132.0.35", new Curve("P-521", 66));

    /** A curve by its name in JSON, and how many bytes its numbers take. */
    private record Curve(String name, int bytes) {}

    /** The key of a block; null if blocks of that type hold none. */
    static @Nullable PrivateKeyData of(Pem.Block block) throws BuiltinException {
        try {
            return switch (block.type()) {
                case "RSA PRIVATE KEY" -> rsa(Der.one(block.der()));
                case "EC PRIVATE KEY" -> curve(Der.one(block.der()), null);
                case "PRIVATE KEY" -> wrapped(Der.one(block.der()));
                default -> null;
            };
        } catch (Der.Malformed | IndexOutOfBoundsException | GeneralSecurityException e) {
            throw BuiltinException.of("asn1: structure error: malformed key");
        }
    }

    private static PrivateKeyData wrapped(Der der) throws Der.Malformed, GeneralSecurityException {
        Der algorithm = der.child(1);
        Der inner = Der.one(der.child(2).content());
        return switch (algorithm.child(0).dotted()) {
            case RSA -> rsa(inner);
            case CURVE -> curve(inner, algorithm.child(1));
            case ED25519 -> edwards(inner.content());
            default -> throw new GeneralSecurityException("unknown");
        };
    }

    private static Value encoded(byte[] bytes) {
        return StringValue.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static PrivateKeyData rsa(Der der) throws Der.Malformed {
        List<BigInteger> parts = der.children().stream().map(Der::integer).toList();
        String[] names = {"", "n", "e", "d", "p", "q", "dp", "dq", "qi"};
        ObjectValue.Builder web = new ObjectValue.Builder().put("kty", StringValue.of("RSA"));
        for (int i = 1; i < names.length; i++) {
            web.put(names[i], encoded(UnsignedBytes.of(parts.get(i), 0)));
        }
        Value value = new ObjectValue.Builder()
                .put("N", NumberValue.of(parts.get(1)))
                .put("E", NumberValue.of(parts.get(2)))
                .put("D", NumberValue.of(parts.get(3)))
                .put("Primes", ArrayValue.of(NumberValue.of(parts.get(4)), NumberValue.of(parts.get(5))))
                .put(
                        "Precomputed",
                        new ObjectValue.Builder()
                                .put("CRTValues", ArrayValue.EMPTY)
                                .put("Dp", NumberValue.of(parts.get(6)))
                                .put("Dq", NumberValue.of(parts.get(7)))
                                .put("Qinv", NumberValue.of(parts.get(8)))
                                .build())
                .build();
        Value publicKey = new ObjectValue.Builder()
                .put("N", NumberValue.of(parts.get(1)))
                .put("E", NumberValue.of(parts.get(2)))
                .build();
        return new PrivateKeyData(NumberValue.of(1), value, web.build(), publicKey);
    }

    private static PrivateKeyData curve(Der der, @Nullable Der named) throws Der.Malformed, GeneralSecurityException {
        BigInteger d = new BigInteger(1, der.child(1).content());
        Der curve = named;
        byte[] point = null;
        for (Der part : der.children()) {
            if (part.tag() == 0xa0) {
                curve = part.child(0);
            } else if (part.tag() == 0xa1) {
                point = part.child(0).bits();
            }
        }
        Curve known = curve == null ? null : CURVES.get(curve.dotted());
        if (known == null) {
            throw new GeneralSecurityException("unknown");
        } else if (point == null) {
            throw new EvaluationException(
                    EvaluationException.UNSUPPORTED, "a private key without its public part is not in this engine");
        }
        int size = known.bytes;
        BigInteger x = new BigInteger(1, point, 1, size);
        BigInteger y = new BigInteger(1, point, 1 + size, size);
        Value web = new ObjectValue.Builder()
                .put("kty", StringValue.of("EC"))
                .put("crv", StringValue.of(known.name))
                .put("d", encoded(UnsignedBytes.of(d, size)))
                .put("x", encoded(UnsignedBytes.of(x, size)))
                .put("y", encoded(UnsignedBytes.of(y, size)))
                .build();
        return new PrivateKeyData(
                NumberValue.of(3),
                PublicKeys.curvePoint(x, y).put("D", NumberValue.of(d)).build(),
                web,
                PublicKeys.curvePoint(x, y).build());
    }

    private static PrivateKeyData edwards(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(255, new Seed(seed));
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        byte[] both = Arrays.copyOf(seed, seed.length + x.length);
        System.arraycopy(x, 0, both, seed.length, x.length);
        Value web = new ObjectValue.Builder()
                .put("kty", StringValue.of("OKP"))
                .put("crv", StringValue.of("Ed25519"))
                .put("d", encoded(seed))
                .put("x", encoded(x))
                .build();
        return new PrivateKeyData(NumberValue.of(4), CertificateObject.base64(both), web, CertificateObject.base64(x));
    }

    /** The public part of such a key is found by generating the key again from what it was generated from. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
        }
    }
}
