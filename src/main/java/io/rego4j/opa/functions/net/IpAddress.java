package io.rego4j.opa.functions.net;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address of the Internet Protocol, as Go's {@code net} reads and writes it.
 *
 * @param version6 whether it is one of version 6; one of version 4 in the form of version 6 is one of version 4
 * @param value its bits as a number
 */
record IpAddress(boolean version6, BigInteger value) {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int GROUPS = 8;
    private static final int MOST_BYTE = 255;
    /** Before the bits of an address of version 4 that is written as one of version 6. */
    static final BigInteger MAPPED = BigInteger.valueOf(0xffff).shiftLeft(Integer.SIZE);

    private static final BigInteger LOW = BigInteger.ONE.shiftLeft(Integer.SIZE).subtract(BigInteger.ONE);

    /** The address of 128 bits, to which those of version 4 belong too. */
    BigInteger wide() {
        return version6 ? value : value.or(MAPPED);
    }

    /** The address that a text names; null for none. */
    static @Nullable IpAddress parse(String text) {
        if (text.indexOf(':') < 0) {
            BigInteger value = version4(text);
            return value == null ? null : new IpAddress(false, value);
        }
        BigInteger value = version6(text);
        return value == null ? null : ofWide(value);
    }

    /** True if the text is in the form of version 6. */
    static boolean isWritten6(String text) {
        return text.indexOf(':') >= 0;
    }

    /** The address of 128 bits, or the one of version 4 that it stands for. */
    static IpAddress ofWide(BigInteger value) {
        return value.shiftRight(Integer.SIZE).equals(MAPPED.shiftRight(Integer.SIZE))
                ? new IpAddress(false, value.and(LOW))
                : new IpAddress(true, value);
    }

    private static @Nullable BigInteger version4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != Integer.BYTES) {
            return null;
        }
        BigInteger value = BigInteger.ZERO;
        for (String part : parts) {
            if (!DECIMAL.matcher(part).matches() || Integer.parseInt(part) > MOST_BYTE) {
                return null;
            }
            value = value.shiftLeft(Byte.SIZE).or(new BigInteger(part));
        }
        return value;
    }

    private static @Nullable BigInteger version6(String text) {
        int gap = text.indexOf("::");
        List<Integer> left = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> right = gap < 0 ? List.of() : groups(text.substring(gap + 2), true);
        if (left == null || right == null) {
            return null;
        }
        int missing = GROUPS - left.size() - right.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            return null;
        }
        BigInteger value = BigInteger.ZERO;
        for (int group : left) {
            value = value.shiftLeft(Short.SIZE).or(BigInteger.valueOf(group));
        }
        value = value.shiftLeft(Short.SIZE * missing);
        for (int group : right) {
            value = value.shiftLeft(Short.SIZE).or(BigInteger.valueOf(group));
        }
        return value;
    }

    /** The groups of a part of an address; the last four bytes may be written as version 4 writes them. */
    private static @Nullable List<Integer> groups(String text, boolean atEnd) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return groups;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            BigInteger old = atEnd && i == parts.length - 1 && parts[i].indexOf('.') >= 0 ? version4(parts[i]) : null;
            if (old != null) {
                groups.add(old.intValue() >>> Short.SIZE);
                groups.add(old.intValue() & 0xffff);
            } else if (GROUP.matcher(parts[i]).matches()) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return null;
            }
        }
        return groups;
    }

    @Override
    public String toString() {
        return version6 ? text6() : text4();
    }

    private String text4() {
        int bits = value.intValue();
        return (bits >>> 24) + "." + (bits >>> 16 & MOST_BYTE) + "." + (bits >>> 8 & MOST_BYTE) + "."
                + (bits & MOST_BYTE);
    }

    /** The first of the longest runs of more than one zero is left out. */
    private String text6() {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = value.shiftRight(Short.SIZE * (GROUPS - 1 - i)).intValue() & 0xffff;
        }
        int start = 0;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > longest) {
                start = i;
                longest = run;
            }
        }
        return longest == 1
                ? hex(groups, 0, GROUPS)
                : hex(groups, 0, start) + "::" + hex(groups, start + longest, GROUPS);
    }

    private static String hex(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
