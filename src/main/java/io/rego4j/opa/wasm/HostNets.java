package io.rego4j.opa.wasm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Blocks of addresses. */
final class HostNets {
    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "net.cidr_is_valid",
            HostCall.isValid((operands, call) -> block(HostCall.string(operands.get(0)))),
            "net.cidr_expand",
            (operands, call) -> expand(block(HostCall.string(operands.get(0)))),
            "net.cidr_contains_matches",
            (operands, call) -> matches(operands.get(0), operands.get(1)),
            "net.cidr_merge",
            (operands, call) -> merge(operands.get(0)));

    private static final Pattern BLOCK = Pattern.compile("([^/]*)/([0-9]+)");
    private static final int MOST_DIGITS = 6;
    private static final int MOST_ADDRESSES = 1 << 20;
    // The mask of an address alone, by what it begins with: the classes of the first days.
    private static final int CLASS_A = 8;
    private static final int CLASS_B = 16;
    private static final int CLASS_C = 24;

    private HostNets() {}

    /** All addresses whose first {@code bits} bits are those of {@code address}. */
    private record Block(IpAddress address, int bits) {
        private int rest() {
            return address.length() - bits;
        }

        BigInteger first() {
            return address.value().shiftRight(rest()).shiftLeft(rest());
        }

        BigInteger last() {
            return first().add(BigInteger.ONE.shiftLeft(rest()).subtract(BigInteger.ONE));
        }

        boolean contains(Block other) {
            return address.version6() == other.address.version6()
                    && bits <= other.bits
                    && first().shiftRight(rest()).equals(other.first().shiftRight(rest()));
        }

        Block masked() {
            return new Block(new IpAddress(address.version6(), first()), bits);
        }

        @Override
        public String toString() {
            return address + "/" + bits;
        }
    }

    /** Addresses from the first to the last; the block, if they are one that stands in the operand. */
    private record Range(
            boolean version6,
            BigInteger first,
            BigInteger last,
            @Nullable Block block) {}

    private static Block block(String text) throws HostFunction.BuiltinError {
        Matcher parts = BLOCK.matcher(text);
        IpAddress address = parts.matches() ? IpAddress.parse(parts.group(1)) : null;
        if (address == null
                || parts.group(2).replaceFirst("^0+", "").length() > MOST_DIGITS
                || Integer.parseInt(parts.group(2)) > address.length()) {
            throw new HostFunction.BuiltinError("invalid CIDR address");
        }
        return new Block(address, Integer.parseInt(parts.group(2))).masked();
    }

    private static Object expand(Block block) {
        if (BigInteger.ONE.shiftLeft(block.rest()).compareTo(BigInteger.valueOf(MOST_ADDRESSES)) > 0) {
            throw new HostFunction.Unsupported("a block of so many addresses is not in this engine");
        }
        Set<Object> all = new LinkedHashSet<>();
        for (BigInteger at = block.first(); at.compareTo(block.last()) <= 0; at = at.add(BigInteger.ONE)) {
            all.add(new IpAddress(block.address().version6(), at).toString());
        }
        return all;
    }

    private static Object matches(@Nullable Object left, @Nullable Object right) throws HostFunction.BuiltinError {
        Set<Object> found = new LinkedHashSet<>();
        for (Candidate a : candidates(left)) {
            Object outer = a.text();
            for (Candidate b : candidates(right)) {
                Object inner = b.text();
                if (block(HostCall.string(outer)).contains(addressOrBlock(HostCall.string(inner)))) {
                    List<@Nullable Object> pair = new ArrayList<>();
                    pair.add(a.index());
                    pair.add(b.index());
                    found.add(pair);
                }
            }
        }
        return found;
    }

    /** What may be a block, or an array that begins with one, and what names it in the result. */
    private record Candidate(
            @Nullable Object value, @Nullable Object index) {
        /** What should be a text; OPA looks whether it is one when it compares it with another. */
        @Nullable
        Object text() throws HostFunction.BuiltinError {
            return value instanceof List<?> list && !list.isEmpty() ? list.get(0) : HostCall.string(value);
        }
    }

    private static List<Candidate> candidates(@Nullable Object operand) {
        List<Candidate> candidates = new ArrayList<>();
        if (operand instanceof String) {
            candidates.add(new Candidate(operand, operand));
        } else if (operand instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                candidates.add(new Candidate(list.get(i), BigDecimal.valueOf(i)));
            }
        } else if (operand instanceof Set<?> set) {
            set.forEach(item -> candidates.add(new Candidate(item, item)));
        } else if (operand instanceof Map<?, ?> map) {
            map.forEach((key, item) -> candidates.add(new Candidate(item, key)));
        }
        return candidates;
    }

    private static Block addressOrBlock(String text) throws HostFunction.BuiltinError {
        IpAddress address = IpAddress.parse(text);
        return address == null ? block(text) : new Block(address, address.length());
    }

    private static Object merge(@Nullable Object operand) throws HostFunction.BuiltinError {
        if (!(operand instanceof List<?>) && !(operand instanceof Set<?>)) {
            throw new HostFunction.BuiltinError("operand must be an array");
        }
        List<Block> blocks = new ArrayList<>();
        for (Object item : (Collection<?>) operand) {
            blocks.add(network(HostCall.string(item)));
        }
        boolean mixed = blocks.stream()
                        .map(block -> block.address().version6())
                        .distinct()
                        .count()
                > 1;
        if (mixed && blocks.stream().anyMatch(HostNets::mayTouchVersion4)) {
            throw new HostFunction.Unsupported("merging such blocks of both versions is not in this engine");
        }
        Set<Object> merged = new LinkedHashSet<>();
        for (boolean version6 : new boolean[] {false, true}) {
            for (Range range :
                    union(blocks.stream().filter(block -> block.address().version6() == version6))) {
                cover(range).forEach(block -> merged.add(block.toString()));
            }
        }
        return merged;
    }

    /** An address alone stands for the whole network of its class, and keeps its own bits. */
    private static Block network(String text) throws HostFunction.BuiltinError {
        IpAddress address = IpAddress.parse(text);
        if (address == null) {
            return block(text);
        } else if (address.version6()) {
            throw new HostFunction.BuiltinError("IPv6 invalid: needs prefix length");
        }
        int head = address.value().shiftRight(Integer.SIZE - 2).intValue();
        return new Block(address, head < 2 ? CLASS_A : head == 2 ? CLASS_B : CLASS_C);
    }

    /** OPA sorts both versions into one row of addresses, in which version 4 has a place among the first of version 6. */
    private static boolean mayTouchVersion4(Block block) {
        return block.address().version6() && block.first().bitLength() <= Long.SIZE;
    }

    private static List<Range> union(Stream<Block> blocks) {
        List<Range> sorted = blocks.map(
                        block -> new Range(block.address().version6(), block.first(), block.last(), block))
                .sorted(Comparator.comparing(Range::last).thenComparing(Range::first))
                .toList();
        List<Range> ranges = new ArrayList<>(sorted);
        for (int i = ranges.size() - 1; i > 0; i--) {
            Range range = ranges.get(i);
            Range before = ranges.get(i - 1);
            if (range.first().subtract(BigInteger.ONE).compareTo(before.last()) <= 0) {
                ranges.remove(i);
                BigInteger first = before.first().min(range.first());
                ranges.set(i - 1, new Range(range.version6(), first, range.last(), null));
            }
        }
        return ranges;
    }

    /** The fewest blocks that hold the addresses of a range and no other. */
    private static List<Block> cover(Range range) {
        if (range.block() != null) {
            return List.of(range.block());
        }
        int length = new IpAddress(range.version6(), BigInteger.ZERO).length();
        requireWholeBytes(range, length);
        List<Block> blocks = new ArrayList<>();
        BigInteger at = range.first();
        while (at.compareTo(range.last()) <= 0) {
            int rest = at.signum() == 0 ? length : Math.min(length, at.getLowestSetBit());
            while (at.add(BigInteger.ONE.shiftLeft(rest))
                            .subtract(BigInteger.ONE)
                            .compareTo(range.last())
                    > 0) {
                rest--;
            }
            blocks.add(new Block(new IpAddress(range.version6(), at), length - rest));
            at = at.add(BigInteger.ONE.shiftLeft(rest));
        }
        return blocks;
    }

    /** OPA loses the zeros before the smallest block that spans a range of version 6, and panics. */
    private static void requireWholeBytes(Range range, int length) {
        int rest = range.first().xor(range.last()).bitLength();
        BigInteger spanning = range.first().shiftRight(rest).shiftLeft(rest);
        if (range.version6() && spanning.signum() != 0 && spanning.bitLength() <= length - Byte.SIZE) {
            throw new HostFunction.Unsupported("merging addresses that begin with zeros is not in this engine");
        }
    }
}
