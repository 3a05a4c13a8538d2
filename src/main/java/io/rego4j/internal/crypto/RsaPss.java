package io.rego4j.internal.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/**
 * RSASSA-PSS (RFC 8017, section 9.1.2). The JCA verifies with a given salt length only; OPA's {@code io.jwt.verify_ps*} use Go's
 * {@code PSSSaltLengthAuto}, which takes the length from the signature.
 */
public final class RsaPss {
    private static final int COUNTER_BYTES = 4;

    private RsaPss() {}

    /** True if the signature is right, with a salt of any length. */
    public static boolean verifiesAnySalt(RSAPublicKey key, String hash, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        int salt = saltLength(key, MessageDigest.getInstance(hash), new BigInteger(1, signature));
        return salt >= 0 && verifies(key, hash, salt, signed, signature);
    }

    /** True if the signature is right, with a salt of this length. */
    public static boolean verifies(RSAPublicKey key, String hash, int salt, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }

    /** The salt length that the signature encodes; -1 if the encoding is invalid. */
    private static int saltLength(RSAPublicKey key, MessageDigest hash, BigInteger signature) {
        int bits = key.getModulus().bitLength() - 1;
        int length = (bits + Byte.SIZE - 1) / Byte.SIZE;
        int blockLength = length - hash.getDigestLength() - 1;
        BigInteger message = signature.modPow(key.getPublicExponent(), key.getModulus());
        if (blockLength < 1 || message.bitLength() > bits) {
            return -1;
        }
        byte[] encoded = UnsignedBytes.of(message, length);
        byte[] block = unmasked(encoded, blockLength, hash);
        // The leftmost bits of the encoded message beyond the modulus.
        block[0] &= (byte) (0xff >> (Byte.SIZE * length - bits));
        for (int at = 0; at < blockLength; at++) {
            if (block[at] == 1) {
                return blockLength - at - 1;
            }
        }
        return -1;
    }

    /** The first part of the encoded message without its mask, which is made from the second part, the hash. */
    private static byte[] unmasked(byte[] encoded, int blockLength, MessageDigest hash) {
        byte[] block = new byte[blockLength];
        int hashLength = hash.getDigestLength();
        for (int counter = 0; counter * hashLength < blockLength; counter++) {
            hash.update(encoded, blockLength, hashLength);
            byte[] mask = hash.digest(UnsignedBytes.of(BigInteger.valueOf(counter), COUNTER_BYTES));
            int start = counter * hashLength;
            for (int i = 0; i < hashLength && start + i < blockLength; i++) {
                block[start + i] = (byte) (encoded[start + i] ^ mask[i]);
            }
        }
        return block;
    }
}
