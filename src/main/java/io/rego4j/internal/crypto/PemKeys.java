package io.rego4j.internal.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys from PEM, in every form that OPA reads. The JCA reads PKCS #8 and X.509 only; PKCS #1 and SEC 1 keys are wrapped into
 * them. A text without such a key is an {@link IllegalArgumentException} whose message is for the user.
 *
 * <p>For keys from configuration: white space is tolerated. PEM in policies and their input is parsed exactly as Go parses it,
 * by {@code io.rego4j.opa.functions.crypto.Pem}.
 */
public final class PemKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    /** AlgorithmIdentifier of RSA: its object identifier and a null. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** The object identifier of elliptic curve keys. */
    private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int BITS = 0x03;
    private static final int CURVE = 0xa0;

    private PemKeys() {}

    public static PrivateKey privateKey(String pem, JwsAlgorithm algorithm) {
        return decode(pem, "private", (type, der) -> switch (type) {
            case "PRIVATE KEY" -> factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            case "RSA PRIVATE KEY" ->
                factory(algorithm)
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(wrap(SEQUENCE, concat(VERSION_0, RSA, wrap(OCTETS, der)))));
            case "EC PRIVATE KEY" ->
                factory(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(wrap(
                                SEQUENCE,
                                concat(VERSION_0, wrap(SEQUENCE, concat(EC_OID, curveOf(der))), wrap(OCTETS, der)))));
            default -> null;
        });
    }

    public static PublicKey publicKey(String pem, JwsAlgorithm algorithm) {
        return decode(pem, "public", (type, der) -> switch (type) {
            case "PUBLIC KEY" -> factory(algorithm).generatePublic(new X509EncodedKeySpec(der));
            case "RSA PUBLIC KEY" ->
                factory(algorithm)
                        .generatePublic(new X509EncodedKeySpec(wrap(
                                SEQUENCE, concat(RSA, wrap(BITS, concat(new byte[1], der))))));
            case "CERTIFICATE" ->
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der))
                        .getPublicKey();
            default -> null;
        });
    }

    private interface Decoder<K> {
        @Nullable
        K decode(String type, byte[] der) throws GeneralSecurityException;
    }

    private static <K> K decode(String pem, String kind, Decoder<K> decoder) {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            String type = block.group(1);
            // OpenSSL writes the curve in a block of its own before the key.
            if (type.equals("EC PARAMETERS")) {
                continue;
            }
            try {
                K key = decoder.decode(type, Base64.getMimeDecoder().decode(block.group(2)));
                if (key != null) {
                    return key;
                }
            } catch (GeneralSecurityException | RuntimeException e) {
                throw new IllegalArgumentException(
                        "the " + kind + " key cannot be read: does it fit the algorithm?", e);
            }
            throw new IllegalArgumentException("a " + kind + " key in PEM is expected, not a block of type " + type);
        }
        throw new IllegalArgumentException("a " + kind + " key in PEM is expected: -----BEGIN …-----");
    }

    private static KeyFactory factory(JwsAlgorithm algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm.isEllipticCurve() ? "EC" : "RSA");
    }

    /** The object identifier of the curve in an ECPrivateKey: SEQUENCE { version, key, [0] curve, … }. */
    private static byte[] curveOf(byte[] der) throws GeneralSecurityException {
        int at = 2 + (der[1] < 0 ? der[1] & 0x7f : 0);
        while (at + 1 < der.length) {
            int tag = der[at] & 0xff;
            int start = at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7f : 0);
            int length = der[at + 1];
            if (length < 0) {
                length = 0;
                for (int i = at + 2; i < start; i++) {
                    length = length << 8 | der[i] & 0xff;
                }
            }
            if (tag == CURVE) {
                return Arrays.copyOfRange(der, start, start + length);
            }
            at = start + length;
        }
        throw new GeneralSecurityException("the key names no curve");
    }

    private static byte[] wrap(int tag, byte[] content) {
        byte[] length;
        if (content.length < 0x80) {
            length = new byte[] {(byte) content.length};
        } else if (content.length < 0x100) {
            length = new byte[] {(byte) 0x81, (byte) content.length};
        } else {
            length = new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        }
        return concat(new byte[] {(byte) tag}, length, content);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
