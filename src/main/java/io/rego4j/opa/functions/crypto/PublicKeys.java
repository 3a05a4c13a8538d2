package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Public keys and the algorithms that go with them, as Go's {@code crypto/x509} names and writes them. */
final class PublicKeys {
    private static final Map<String, Integer> KEYS =
            Map.of("1.2.840.113549.1.1.1", 1, "1.2.840.10040.4.1", 2, "1.2.840.10045.2.1", 3, "1.3.101.112", 4);
    private static final Map<String, Integer> SIGNATURES = Map.ofEntries(
            Map.entry("1.2.840.113549.1.1.2", 1),
            Map.entry("1.2.840.113549.1.1.4", 2),
            Map.entry("1.2.840.113549.1.1.5", 3),
            Map.entry("1.2.840.113549.1.1.11", 4),
            Map.entry("1.2.840.113549.1.1.12", 5),
            Map.entry("1.2.840.113549.1.1.13", 6),
            Map.entry("1.2.840.10040.4.3", 7),
            Map.entry("2.16.840.1.101.3.4.3.2", 8),
            Map.entry("1.2.840.10045.4.1", 9),
            Map.entry("1.2.840.10045.4.3.2", 10),
            Map.entry("1.2.840.10045.4.3.3", 11),
            Map.entry("1.2.840.10045.4.3.4", 12),
            Map.entry("1.3.101.112", 16));
    private static final String PSS = "1.2.840.113549.1.1.10";

    private PublicKeys() {}

    static int algorithm(Der info) throws Der.Malformed {
        return KEYS.getOrDefault(info.child(0).child(0).dotted(), 0);
    }

    static int signatureAlgorithm(Der identifier) throws Der.Malformed {
        String name = identifier.child(0).dotted();
        if (!name.equals(PSS)) {
            return SIGNATURES.getOrDefault(name, 0);
        }
        // The hash is in the parameters: SHA-256, 384 or 512.
        List<Integer> hash = identifier.child(1).child(0).child(0).child(0).oid();
        return 12 + hash.get(hash.size() - 1);
    }

    static Value value(Der info) throws Der.Malformed {
        byte[] bits = info.child(1).bits();
        return switch (algorithm(info)) {
            case 1 -> {
                Der key = Der.one(bits);
                yield new ObjectValue.Builder()
                        .put("N", NumberValue.of(key.child(0).integer()))
                        .put("E", NumberValue.of(key.child(1).integer()))
                        .build();
            }
            case 3 -> {
                int size = (bits.length - 1) / 2;
                yield curvePoint(new BigInteger(1, bits, 1, size), new BigInteger(1, bits, 1 + size, size))
                        .build();
            }
            case 4 -> CertificateObject.base64(bits);
            default -> NullValue.NULL;
        };
    }

    static ObjectValue.Builder curvePoint(BigInteger x, BigInteger y) {
        return new ObjectValue.Builder()
                .put("Curve", ObjectValue.EMPTY)
                .put("X", NumberValue.of(x))
                .put("Y", NumberValue.of(y));
    }
}
