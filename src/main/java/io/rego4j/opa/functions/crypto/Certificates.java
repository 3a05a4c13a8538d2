package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.Encodings;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Certificates ({@code crypto.go}). */
final class Certificates {
    private static final String BEGIN = "-----BEGIN";
    private static final Value UNVERIFIED = ArrayValue.of(BooleanValue.FALSE, ArrayValue.EMPTY);

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "crypto.x509.parse_certificates",
            (context, operands) -> objects(read(Operands.string(operands, 1)), true),
            "crypto.x509.parse_and_verify_certificates",
            Certificates::verify,
            "crypto.x509.parse_and_verify_certificates_with_options",
            Certificates::verifyWithOptions,
            "crypto.x509.parse_certificate_request",
            (context, operands) -> request(Operands.string(operands, 1)));

    private Certificates() {}

    /** The encodings of all certificates in a text. */
    private static List<byte[]> read(String text) throws BuiltinException {
        String pem = text;
        if (!text.startsWith(BEGIN)) {
            byte[] bytes = Encodings.decodeBase64(text);
            pem = new String(bytes, StandardCharsets.ISO_8859_1);
            if (!pem.startsWith(BEGIN)) {
                return certificates(bytes);
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Pem.Block block : Pem.blocks(pem)) {
            if (!block.type().equals("CERTIFICATE")) {
                throw BuiltinException.of("PEM block type is '" + block.type() + "', expected CERTIFICATE");
            }
            all.writeBytes(block.der());
        }
        return certificates(all.toByteArray());
    }

    private static List<byte[]> certificates(byte[] bytes) throws BuiltinException {
        try {
            List<byte[]> all = new ArrayList<>();
            for (Der certificate : Der.all(bytes)) {
                CertificateObject.certificate(certificate.encoded(), false);
                all.add(certificate.encoded());
            }
            return all;
        } catch (Der.Malformed | RuntimeException e) {
            throw malformed(e);
        }
    }

    private static BuiltinException malformed(Exception e) {
        if (e instanceof EvaluationException unsupported) {
            throw unsupported;
        }
        return BuiltinException.of("x509: malformed certificate");
    }

    private static Value objects(List<byte[]> certificates, boolean withTexts) throws BuiltinException {
        ArrayValue.Builder objects = new ArrayValue.Builder();
        for (byte[] certificate : certificates) {
            try {
                objects.add(CertificateObject.certificate(certificate, withTexts));
            } catch (Der.Malformed e) {
                throw malformed(e);
            }
        }
        return objects.build();
    }

    private static Value verify(BuiltinContext context, Value[] operands) throws BuiltinException {
        String text = Operands.string(operands, 1);
        return verified(text, ChainCheck.now(context.now()), true);
    }

    private static Value verifyWithOptions(BuiltinContext context, Value[] operands) throws BuiltinException {
        String text = Operands.string(operands, 1);
        ObjectValue options = Operands.object(operands, 2);
        try {
            read(text);
        } catch (BuiltinException e) {
            return UNVERIFIED;
        }
        return verified(text, ChainCheck.of(options, context.now()), false);
    }

    private static Value verified(String text, ChainCheck check, boolean withTexts) throws BuiltinException {
        List<byte[]> chain;
        try {
            chain = check.chain(read(text));
        } catch (BuiltinException | GeneralSecurityException e) {
            return UNVERIFIED;
        }
        return ArrayValue.of(BooleanValue.TRUE, objects(chain, withTexts));
    }

    private static Value request(String text) throws BuiltinException {
        byte[] bytes = text.startsWith("-----BEGIN CERTIFICATE REQUEST-----")
                ? StringValue.ofParts(text).bytes()
                : Encodings.decodeBase64(text);
        Pem.Decoded pem = Pem.next(new String(bytes, StandardCharsets.ISO_8859_1), 0);
        if (pem != null && !pem.block().type().equals("CERTIFICATE REQUEST")) {
            throw BuiltinException.of("invalid PEM-encoded certificate signing request");
        }
        byte[] der = pem == null ? bytes : pem.block().der();
        try {
            return CertificateObject.request(der);
        } catch (Der.Malformed | RuntimeException e) {
            boolean isSequence = der.length > 0 && der[0] == Der.SEQUENCE;
            throw BuiltinException.of(
                    isSequence || der.length == 0
                            ? "asn1: syntax error: sequence truncated"
                            : "asn1: structure error: tags don't match");
        }
    }
}
