package io.rego4j.opa.wasm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes, message authentication codes, and the encodings of bytes. */
final class HostCrypto {
    static final Map<String, HostFunction> FUNCTIONS = Map.ofEntries(
            Map.entry("crypto.md5", digest("MD5")),
            Map.entry("crypto.sha1", digest("SHA-1")),
            Map.entry("crypto.sha256", digest("SHA-256")),
            Map.entry("crypto.hmac.md5", hmac("HmacMD5")),
            Map.entry("crypto.hmac.sha1", hmac("HmacSHA1")),
            Map.entry("crypto.hmac.sha256", hmac("HmacSHA256")),
            Map.entry("crypto.hmac.sha512", hmac("HmacSHA512")),
            Map.entry(
                    "crypto.hmac.equal",
                    (operands, call) -> MessageDigest.isEqual(bytes(operands.get(0)), bytes(operands.get(1)))),
            Map.entry(
                    "base64url.encode_no_pad",
                    (operands, call) -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(operands.get(0)))),
            Map.entry("hex.encode", (operands, call) -> HexFormat.of().formatHex(bytes(operands.get(0)))),
            Map.entry("hex.decode", (operands, call) -> unhex(HostCall.string(operands.get(0)))));

    private HostCrypto() {}

    static byte[] bytes(Object value) throws HostFunction.BuiltinError {
        return HostCall.string(value).getBytes(StandardCharsets.UTF_8);
    }

    private static HostFunction digest(String algorithm) {
        return (operands, call) -> {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance(algorithm).digest(bytes(operands.get(0))));
            } catch (GeneralSecurityException e) {
                throw new HostFunction.Unsupported(String.valueOf(e.getMessage()));
            }
        };
    }

    private static HostFunction hmac(String algorithm) {
        return (operands, call) ->
                HexFormat.of().formatHex(mac(algorithm, bytes(operands.get(1)), bytes(operands.get(0))));
    }

    static byte[] mac(String algorithm, byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            // Java refuses an empty key; padding with zeros, which the algorithm does anyway, means the same.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new HostFunction.Unsupported(String.valueOf(e.getMessage()));
        }
    }

    private static String unhex(String text) throws HostFunction.BuiltinError {
        try {
            return HostText.utf8(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new HostFunction.BuiltinError("not hexadecimal");
        }
    }
}
