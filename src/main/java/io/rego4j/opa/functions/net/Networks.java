package io.rego4j.opa.functions.net;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Networks and the addresses in them ({@code cidr.go}, {@code net.go}). */
final class Networks {
    private static final int BYTES_OF_AN_ADDRESS = 150;

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "net.cidr_contains", (context, operands) -> BooleanValue.of(contains(operands[0], operands[1])),
            "net.cidr_overlap", (context, operands) -> BooleanValue.of(contains(operands[0], operands[1])),
            "net.cidr_intersects", (context, operands) -> intersects(operands),
            "net.cidr_contains_matches", Networks::matches,
            "net.cidr_expand", Networks::expand,
            "net.cidr_is_valid", (context, operands) -> BooleanValue.of(isValid(operands[0])),
            "net.cidr_merge", (context, operands) -> NetworkUnion.merge(operands[0]),
            "net.lookup_ip_addr", Networks::lookUp);

    private Networks() {}

    private static Cidr network(Value operand) throws BuiltinException {
        return Cidr.parse(Operands.stringValue(operand, 1).text());
    }

    private static boolean contains(Value outer, Value inner) throws BuiltinException {
        Cidr network = network(outer);
        String text = Operands.stringValue(inner, 1).text();
        IpAddress address = IpAddress.parse(text);
        if (address != null) {
            return network.contains(address.wide());
        }
        try {
            return network.contains(Cidr.parse(text));
        } catch (BuiltinException e) {
            throw BuiltinException.of("not a valid textual representation of an IP address or CIDR: " + text);
        }
    }

    private static Value intersects(Value[] operands) throws BuiltinException {
        Cidr a = network(operands[0]);
        Cidr b = network(operands[1]);
        return BooleanValue.of(a.contains(b.first()) || b.contains(a.first()));
    }

    private static boolean isValid(Value operand) {
        try {
            if (operand instanceof StringValue) {
                network(operand);
                return true;
            }
            return false;
        } catch (BuiltinException e) {
            return false;
        }
    }

    private static Value expand(BuiltinContext context, Value[] operands) throws BuiltinException {
        Cidr network = network(operands[0]);
        BigInteger count = BigInteger.ONE.shiftLeft(Cidr.ALL_BITS - network.bits());
        context.allocate(count.min(BigInteger.valueOf(Long.MAX_VALUE / BYTES_OF_AN_ADDRESS))
                        .longValue()
                * BYTES_OF_AN_ADDRESS);
        SetValue.Builder addresses = new SetValue.Builder();
        BigInteger last = network.last();
        for (BigInteger at = network.first(); at.compareTo(last) <= 0; at = at.add(BigInteger.ONE)) {
            context.checkDeadline();
            addresses.add(StringValue.of(IpAddress.ofWide(at).toString()));
        }
        return addresses.build();
    }

    /** What may be a network, or an array that begins with one, and what names it in the result. */
    private record Candidate(Value value, Value index) {
        Value network(int operand) throws BuiltinException {
            if (value instanceof ArrayValue array && array.size() > 0) {
                return array.get(0);
            } else if (value instanceof StringValue) {
                return value;
            }
            throw BuiltinException.of("operand " + operand + ": element must be string or non-empty array");
        }
    }

    private static Value matches(BuiltinContext context, Value[] operands) throws BuiltinException {
        SetValue.Builder found = new SetValue.Builder();
        List<Candidate> inner = candidates(operands[1]);
        for (Candidate a : candidates(operands[0])) {
            Value outer = a.network(1);
            for (Candidate b : inner) {
                context.checkDeadline();
                if (contains(outer, b.network(2))) {
                    found.add(ArrayValue.of(a.index, b.index));
                }
            }
        }
        return found.build();
    }

    private static List<Candidate> candidates(Value operand) {
        List<Candidate> candidates = new ArrayList<>();
        switch (operand.kind()) {
            case STRING -> candidates.add(new Candidate(operand, operand));
            case ARRAY -> {
                ArrayValue array = (ArrayValue) operand;
                for (int i = 0; i < array.size(); i++) {
                    candidates.add(new Candidate(array.get(i), NumberValue.of(i)));
                }
            }
            case SET -> ((SetValue) operand).forEach(item -> candidates.add(new Candidate(item, item)));
            case OBJECT -> ((ObjectValue) operand).forEach((key, item) -> candidates.add(new Candidate(item, key)));
            default -> {}
        }
        return candidates;
    }

    /** Calls with the same name have the same result within one evaluation. */
    private record LookedUp(String name) {}

    private static Value lookUp(BuiltinContext context, Value[] operands) throws BuiltinException {
        String name = Operands.string(operands, 1);
        IpAddress itself = IpAddress.parse(name);
        if (itself != null) {
            return new SetValue.Builder().add(StringValue.of(itself.toString())).build();
        }
        if (!context.network().allows(name)) {
            throw HttpExchange.notAllowed(name);
        }
        Object found = context.once(new LookedUp(name), () -> addresses(name));
        if (found instanceof BuiltinException e) {
            throw e;
        }
        return (Value) found;
    }

    private static Object addresses(String name) {
        try {
            SetValue.Builder addresses = new SetValue.Builder();
            for (InetAddress address : InetAddress.getAllByName(name)) {
                byte[] bytes = address.getAddress();
                BigInteger value = new BigInteger(1, bytes);
                addresses.add(StringValue.of(new IpAddress(bytes.length > Integer.BYTES, value).toString()));
            }
            return addresses.build();
        } catch (UnknownHostException e) {
            return BuiltinException.of("lookup " + name + ": no such host");
        }
    }
}
