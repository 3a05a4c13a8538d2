package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes, with a key or without ({@code crypto.go}). */
public final class Hashes {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "crypto.md5", hash("MD5"),
            "crypto.sha1", hash("SHA-1"),
            "crypto.sha256", hash("SHA-256"),
            "crypto.hmac.md5", mac("HmacMD5"),
            "crypto.hmac.sha1", mac("HmacSHA1"),
            "crypto.hmac.sha256", mac("HmacSHA256"),
            "crypto.hmac.sha512", mac("HmacSHA512"),
            "crypto.hmac.equal", (context, operands) -> equal(operands));

    private Hashes() {}

    private static Builtin hash(String algorithm) {
        return (context, operands) ->
                hex(digest(algorithm, Operands.stringValue(operands, 1).bytes()));
    }

    private static Builtin mac(String algorithm) {
        return (context, operands) -> {
            byte[] message = Operands.stringValue(operands, 1).bytes();
            byte[] key = Operands.stringValue(operands, 2).bytes();
            return hex(mac(algorithm, key, message));
        };
    }

    private static Value hex(byte[] bytes) {
        return StringValue.of(HexFormat.of().formatHex(bytes));
    }

    private static Value equal(Value[] operands) throws BuiltinException {
        byte[] a = Operands.stringValue(operands, 1).bytes();
        return BooleanValue.of(
                MessageDigest.isEqual(a, Operands.stringValue(operands, 2).bytes()));
    }

    /** A hash that Java has. */
    public static byte[] digest(String algorithm, byte[] message) {
        try {
            return MessageDigest.getInstance(algorithm).digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no " + algorithm, e);
        }
    }

    /** A hash with a key, which may be empty. */
    public static byte[] mac(String algorithm, byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            // Zeros behind a key change nothing, and Java takes no empty one.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no " + algorithm, e);
        }
    }
}
