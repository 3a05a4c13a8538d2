package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.Encodings;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Private keys in PEM ({@code crypto.go}). */
final class PrivateKeys {
    private static final String BEGIN = "-----BEGIN ";

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "crypto.parse_private_keys", (context, operands) -> parseAll(Operands.string(operands, 1)),
            "crypto.x509.parse_rsa_private_key", (context, operands) -> parseOne(Operands.string(operands, 1)),
            "crypto.x509.parse_keypair", (context, operands) -> parsePair(operands));

    private PrivateKeys() {}

    private static Value parseAll(String text) throws BuiltinException {
        if (text.isEmpty()) {
            return NullValue.NULL;
        }
        ArrayValue.Builder keys = new ArrayValue.Builder();
        for (PrivateKeyData key : read(text)) {
            keys.add(key.value());
        }
        return keys.build();
    }

    private static Value parseOne(String text) throws BuiltinException {
        if (text.isEmpty()) {
            throw BuiltinException.of("input PEM data was empty");
        }
        String pem = text.startsWith("-----BEGIN") ? text : latin(Encodings.decodeBase64(text));
        List<PrivateKeyData> keys = read(pem);
        return keys.isEmpty() ? NullValue.NULL : keys.get(0).webKey();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The keys of a text, which may be in Base64 as a whole; blocks of other types are passed over. */
    private static List<PrivateKeyData> read(String text) throws BuiltinException {
        String pem;
        try {
            pem = latin(Encodings.decodeBase64(text));
        } catch (BuiltinException e) {
            // It is no Base64, then.
            pem = text;
        }
        List<PrivateKeyData> keys = new ArrayList<>();
        for (Pem.Block block : Pem.blocks(pem)) {
            PrivateKeyData key = PrivateKeyData.of(block);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static byte[] unwrapped(StringValue text) throws BuiltinException {
        return text.text().startsWith(BEGIN) ? text.bytes() : Encodings.decodeBase64(text.text());
    }

    private static Value parsePair(Value[] operands) throws BuiltinException {
        StringValue certificateText = Operands.stringValue(operands, 1);
        StringValue keyText = Operands.stringValue(operands[1], 1);
        byte[] certificateBytes = unwrapped(certificateText);
        byte[] keyBytes = unwrapped(keyText);
        List<byte[]> certificates = new ArrayList<>();
        if (latin(certificateBytes).startsWith(BEGIN)) {
            for (Pem.Block block : Pem.blocks(latin(certificateBytes))) {
                if (block.type().equals("CERTIFICATE")) {
                    certificates.add(block.der());
                }
            }
        } else {
            certificates.add(certificateBytes);
        }
        if (certificates.isEmpty()) {
            throw BuiltinException.of("tls: failed to find any PEM data in certificate input");
        }
        return pair(certificates, key(keyBytes));
    }

    private static PrivateKeyData key(byte[] bytes) throws BuiltinException {
        List<Pem.Block> blocks = latin(bytes).startsWith("-----BEGIN")
                ? Pem.blocks(latin(bytes))
                : List.of(new Pem.Block("PRIVATE KEY", bytes));
        for (Pem.Block block : blocks) {
            if (block.type().endsWith("PRIVATE KEY")) {
                try {
                    PrivateKeyData key = PrivateKeyData.of(block);
                    if (key != null) {
                        return key;
                    }
                } catch (BuiltinException e) {
                    throw BuiltinException.of("tls: failed to parse private key");
                }
            }
        }
        throw BuiltinException.of("tls: failed to find any PEM data in key input");
    }

    private static Value field(ObjectValue certificate, String name) {
        return Objects.requireNonNull(certificate.get(name), "each certificate has a public key");
    }

    private static Value pair(List<byte[]> certificates, PrivateKeyData key) throws BuiltinException {
        ObjectValue leaf;
        try {
            leaf = CertificateObject.certificate(certificates.get(0), false);
        } catch (Der.Malformed | RuntimeException e) {
            throw BuiltinException.of("x509: malformed certificate");
        }
        if (!field(leaf, "PublicKeyAlgorithm").equals(key.algorithm())) {
            throw BuiltinException.of("tls: private key type does not match public key type");
        } else if (!field(leaf, "PublicKey").equals(key.publicKey())) {
            throw BuiltinException.of("tls: private key does not match public key");
        }
        return new ObjectValue.Builder()
                .put(
                        "Certificate",
                        ArrayValue.of(certificates.stream()
                                .map(CertificateObject::base64)
                                .toList()))
                .put("Leaf", leaf)
                .put("OCSPStaple", NullValue.NULL)
                .put("PrivateKey", key.value())
                .put("SignedCertificateTimestamps", NullValue.NULL)
                .put("SupportedSignatureAlgorithms", NullValue.NULL)
                .build();
    }
}
