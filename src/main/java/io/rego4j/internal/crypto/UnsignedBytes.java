package io.rego4j.internal.crypto;

import java.math.BigInteger;

/** Numbers of keys and signatures as unsigned big-endian bytes. */
public final class UnsignedBytes {
    private UnsignedBytes() {}

    /** The bytes of a number that is not negative, padded on the left to {@code least} bytes. */
    public static byte[] of(BigInteger number, int least) {
        byte[] digits = number.toByteArray();
        int used = (number.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
        byte[] bytes = new byte[Math.max(least, used)];
        System.arraycopy(digits, digits.length - used, bytes, bytes.length - used, used);
        return bytes;
    }
}
