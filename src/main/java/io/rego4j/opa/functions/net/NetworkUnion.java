package io.rego4j.opa.functions.net;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Merges networks that overlap or are adjacent ({@code builtinNetCIDRMerge}). */
final class NetworkUnion {
    /** The mask of an address without one, by its first bits: the classes of networks before CIDR. */
    private static final int CLASS_A = 8;

    private static final int CLASS_B = 16;
    private static final int CLASS_C = 24;

    private NetworkUnion() {}

    /** Addresses from the first to the last; its name in the result, if it is one operand unchanged. */
    private record Range(
            BigInteger first, BigInteger last, @Nullable String name) {}

    static Value merge(Value operand) throws BuiltinException {
        if (!(operand instanceof ArrayValue) && !(operand instanceof SetValue)) {
            throw BuiltinException.of("operand must be an array");
        }
        List<Range> ranges = new ArrayList<>();
        for (Object item : (Iterable<?>) operand) {
            if (!(item instanceof StringValue text)) {
                throw BuiltinException.of("element must be string");
            }
            ranges.add(range(text.text()));
        }
        boolean any4 = ranges.stream().anyMatch(NetworkUnion::isVersion4);
        boolean near = ranges.stream().anyMatch(range -> !isVersion4(range) && range.first.bitLength() <= Long.SIZE);
        if (any4 && near) {
            throw unsupported("such networks of both versions");
        }
        SetValue.Builder merged = new SetValue.Builder();
        for (boolean version4 : new boolean[] {true, false}) {
            for (Range range : union(ranges.stream().filter(range -> isVersion4(range) == version4))) {
                names(range, version4).forEach(name -> merged.add(StringValue.of(name)));
            }
        }
        return merged.build();
    }

    private static EvaluationException unsupported(String what) {
        return new EvaluationException(
                EvaluationException.UNSUPPORTED, "net.cidr_merge: " + what + " are not in this engine");
    }

    private static boolean isVersion4(Range range) {
        return !IpAddress.ofWide(range.first).version6();
    }

    /** An address alone stands for the whole network of its class, and keeps its own bits. */
    private static Range range(String text) throws BuiltinException {
        IpAddress address = IpAddress.parse(text);
        if (address == null) {
            Cidr network = Cidr.parse(text);
            if (network.mixed()) {
                throw unsupported("networks of version 4 in the form of version 6");
            }
            return new Range(network.first(), network.last(), network.toString());
        } else if (address.version6()) {
            throw BuiltinException.of("IPv6 invalid: needs prefix length");
        }
        int head = address.value().shiftRight(Integer.SIZE - 2).intValue();
        int length = head < 2 ? CLASS_A : head == 2 ? CLASS_B : CLASS_C;
        Cidr network = Cidr.of(address.wide(), Cidr.BITS_BEFORE_4 + length, false);
        return new Range(network.first(), network.last(), address + "/" + length);
    }

    private static List<Range> union(Stream<Range> all) {
        List<Range> ranges =
                new ArrayList<>(all.sorted(Comparator.comparing(Range::last).thenComparing(Range::first))
                        .toList());
        for (int i = ranges.size() - 1; i > 0; i--) {
            Range range = ranges.get(i);
            Range before = ranges.get(i - 1);
            if (range.first.subtract(BigInteger.ONE).compareTo(before.last) <= 0) {
                ranges.remove(i);
                ranges.set(i - 1, new Range(before.first.min(range.first), range.last, null));
            }
        }
        return ranges;
    }

    /** The fewest networks that hold the addresses of a range and no other. */
    private static List<String> names(Range range, boolean version4) {
        if (range.name != null) {
            return List.of(range.name);
        }
        if (!version4) {
            requireWholeBytes(range);
        }
        int most = version4 ? Integer.SIZE : Cidr.ALL_BITS;
        List<String> names = new ArrayList<>();
        BigInteger at = range.first;
        while (at.compareTo(range.last) <= 0) {
            int rest = at.signum() == 0 ? most : Math.min(most, at.getLowestSetBit());
            while (end(at, rest).compareTo(range.last) > 0) {
                rest--;
            }
            names.add(Cidr.of(at, Cidr.ALL_BITS - rest, false).toString());
            at = end(at, rest).add(BigInteger.ONE);
        }
        return names;
    }

    private static BigInteger end(BigInteger first, int rest) {
        return first.add(BigInteger.ONE.shiftLeft(rest)).subtract(BigInteger.ONE);
    }

    /** OPA loses the zeros before the smallest network that spans a range of version 6, and panics. */
    private static void requireWholeBytes(Range range) {
        int rest = range.first.xor(range.last).bitLength();
        BigInteger spanning = range.first.shiftRight(rest).shiftLeft(rest);
        if (spanning.signum() != 0 && spanning.bitLength() <= Cidr.ALL_BITS - Byte.SIZE) {
            throw unsupported("addresses that begin with zeros");
        }
    }
}
