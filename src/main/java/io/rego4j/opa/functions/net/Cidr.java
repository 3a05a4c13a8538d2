package io.rego4j.opa.functions.net;

import io.rego4j.opa.builtins.BuiltinException;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation: the addresses that begin with certain bits, as Go's {@code net.IPNet}. All addresses have 128 bits here; those of version
 * 4 have their place among them.
 *
 * @param first the lowest address
 * @param bits how many bits of 128 all addresses have in common
 * @param mixed true if it was written as one of version 6 and is one of version 4
 */
record Cidr(BigInteger first, int bits, boolean mixed) {
    static final int ALL_BITS = 128;
    /** The bits before an address of version 4. */
    static final int BITS_BEFORE_4 = 96;

    private static final Pattern FORM = Pattern.compile("([^/]*)/([0-9]+)");
    private static final int MOST_DIGITS = 6;

    /** A network in the notation of CIDR, with Go's words where it is none. */
    static Cidr parse(String text) throws BuiltinException {
        Matcher parts = FORM.matcher(text);
        IpAddress address = parts.matches() ? IpAddress.parse(parts.group(1)) : null;
        if (address != null && parts.group(2).replaceFirst("^0+", "").length() <= MOST_DIGITS) {
            boolean written6 = IpAddress.isWritten6(parts.group(1));
            int length = Integer.parseInt(parts.group(2));
            if (length <= (written6 ? ALL_BITS : Integer.SIZE)) {
                return of(address.wide(), written6 ? length : length + BITS_BEFORE_4, written6 && !address.version6());
            }
        }
        throw BuiltinException.of("invalid CIDR address: " + text);
    }

    static Cidr of(BigInteger address, int bits, boolean mixed) {
        int rest = ALL_BITS - bits;
        return new Cidr(address.shiftRight(rest).shiftLeft(rest), bits, mixed);
    }

    BigInteger last() {
        return first.or(BigInteger.ONE.shiftLeft(ALL_BITS - bits).subtract(BigInteger.ONE));
    }

    boolean isVersion4() {
        return !IpAddress.ofWide(first).version6();
    }

    /** Version 4 and version 6 never hold each other's. */
    boolean contains(BigInteger address) {
        int rest = ALL_BITS - bits;
        return isVersion4() == !IpAddress.ofWide(address).version6()
                && first.shiftRight(rest).equals(address.shiftRight(rest));
    }

    boolean contains(Cidr other) {
        boolean both6 = !isVersion4() && !other.isVersion4() && !mixed && !other.mixed;
        return both6
                ? bits <= other.bits && of(other.first, bits, false).first.equals(first)
                : contains(other.first) && contains(other.last());
    }

    @Override
    public String toString() {
        return IpAddress.ofWide(first) + "/" + (isVersion4() ? bits - BITS_BEFORE_4 : bits);
    }
}
