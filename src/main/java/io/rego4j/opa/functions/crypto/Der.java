package io.rego4j.opa.functions.crypto;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A value in the distinguished encoding of ASN.1.
 *
 * @param tag the first byte
 * @param encoded all bytes
 * @param start where the content begins
 */
record Der(int tag, byte[] encoded, int start) {
    static final int INTEGER = 0x02;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    private static final int BMP_STRING = 0x1e;

    /** What cannot be read. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("malformed", null, false, false);
        }
    }

    /** The values that follow each other in the bytes. */
    static List<Der> all(byte[] bytes) throws Malformed {
        List<Der> all = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int content = at + 2;
            if (content > bytes.length) {
                throw new Malformed();
            }
            int length = bytes[at + 1] & 0xff;
            if (length > 0x7f) {
                int count = length & 0x7f;
                if (count > Integer.BYTES || count == 0 || content + count > bytes.length) {
                    throw new Malformed();
                }
                length = new BigInteger(1, bytes, content, count).intValue();
                content += count;
            }
            if (length < 0 || length > bytes.length - content) {
                throw new Malformed();
            }
            all.add(new Der(bytes[at] & 0xff, Arrays.copyOfRange(bytes, at, content + length), content - at));
            at = content + length;
        }
        return all;
    }

    static Der one(byte[] bytes) throws Malformed {
        List<Der> all = all(bytes);
        if (all.size() != 1) {
            throw new Malformed();
        }
        return all.get(0);
    }

    byte[] content() {
        return Arrays.copyOfRange(encoded, start, encoded.length);
    }

    List<Der> children() throws Malformed {
        return all(content());
    }

    Der child(int index) throws Malformed {
        List<Der> children = children();
        if (index >= children.size()) {
            throw new Malformed();
        }
        return children.get(index);
    }

    BigInteger integer() {
        return new BigInteger(content());
    }

    /** The bits of a bit string, which are whole bytes. */
    byte[] bits() {
        byte[] content = content();
        return Arrays.copyOfRange(content, Math.min(1, content.length), content.length);
    }

    /** The numbers of an object identifier. */
    List<Integer> oid() {
        List<Integer> numbers = new ArrayList<>();
        int value = 0;
        for (byte part : content()) {
            value = value << 7 | part & 0x7f;
            if (part >= 0) {
                if (numbers.isEmpty()) {
                    numbers.add(Math.min(value / 40, 2));
                    numbers.add(value - 40 * numbers.get(0));
                } else {
                    numbers.add(value);
                }
                value = 0;
            }
        }
        return numbers;
    }

    /** An object identifier as it is written: its numbers with points between them. */
    String dotted() {
        return String.join(".", oid().stream().map(String::valueOf).toList());
    }

    String text() {
        Charset charset = tag == BMP_STRING ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
        return new String(content(), charset);
    }
}
