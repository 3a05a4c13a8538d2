package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Universally unique identifiers ({@code uuid.go}, {@code internal/uuid}). */
final class Uuids {
    /** With dashes, in braces, after a word, or digits alone; what the braces are is not looked at. */
    private static final Pattern FORM = Pattern.compile(
            "(?s)(?:(?i:urn:uuid:)|(?<brace>.))?(H{8})-(H{4})-(H{4})-(H{4})-(H{12})(?<end>.)?|(?<digits>H{32})"
                    .replace("H", "[0-9a-fA-F]"));
    /** From the beginning of 1582-10-15, where such a time begins, to 1970: in steps of 100 ns, as all of it. */
    private static final long STEPS_TO_1970 = 122_192_928_000_000_000L;

    private static final long STEPS_A_SECOND = 10_000_000;

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "uuid.parse", (context, operands) -> parse(Operands.stringValue(operands, 1)),
            "uuid.rfc4122", (context, operands) -> random(context, operands[0]));

    private Uuids() {}

    /** Calls with the same operand have the same result within one evaluation. */
    private record Drawn(Value key) {}

    private static Value random(BuiltinContext context, Value key) {
        return context.once(new Drawn(key), () -> {
            long high = context.random().nextLong() & ~0xF000L | 0x4000L;
            long low = context.random().nextLong() & ~(3L << 62) | 2L << 62;
            return StringValue.of(new UUID(high, low).toString());
        });
    }

    private static @Nullable Value parse(StringValue text) {
        Matcher form = FORM.matcher(new String(text.bytes(), StandardCharsets.ISO_8859_1));
        if (!form.matches() || (form.group("brace") == null) != (form.group("end") == null)) {
            return null;
        }
        String digits = form.group("digits");
        if (digits == null) {
            digits = form.group(2) + form.group(3) + form.group(4) + form.group(5) + form.group(6);
        }
        byte[] uuid = HexFormat.of().parseHex(digits);
        int version = (uuid[6] & 0xf0) >> 4;
        ObjectValue.Builder parsed = new ObjectValue.Builder();
        parsed.put("version", NumberValue.of(version));
        parsed.put("variant", StringValue.of(variant(uuid[8])));
        if (version == 1 || version == 2) {
            ByteBuffer fields = ByteBuffer.wrap(uuid);
            parsed.put("time", NumberValue.of(nanos(fields)));
            parsed.put("nodeid", StringValue.of(HexFormat.ofDelimiter("-").formatHex(uuid, 10, uuid.length)));
            parsed.put("macvariables", StringValue.of(address(uuid[10])));
            parsed.put("clocksequence", NumberValue.of(fields.getShort(8) & 0x3fff));
            if (version == 2) {
                parsed.put("id", NumberValue.of(Integer.toUnsignedLong(fields.getInt(0))));
                parsed.put("domain", StringValue.of(domain(uuid[9] & 0xff)));
            }
        }
        return parsed.build();
    }

    private static String variant(byte bits) {
        if ((bits & 0xc0) == 0x80) {
            return "RFC4122";
        } else if ((bits & 0xe0) == 0xc0) {
            return "Microsoft";
        }
        return (bits & 0xe0) == 0xe0 ? "Future" : "Reserved";
    }

    /** Nanoseconds since 1970; what does not fit into 64 bits wraps around, as in OPA. */
    private static long nanos(ByteBuffer fields) {
        long steps = Integer.toUnsignedLong(fields.getInt(0))
                | Short.toUnsignedLong(fields.getShort(4)) << 32
                | (fields.getShort(6) & 0xfffL) << 48;
        long since = steps - STEPS_TO_1970;
        return since / STEPS_A_SECOND * 1_000_000_000 + since % STEPS_A_SECOND * 100;
    }

    private static String address(byte first) {
        return ((first & 2) == 0 ? "global" : "local") + ((first & 1) == 0 ? ":unicast" : ":multicast");
    }

    private static String domain(int number) {
        return switch (number) {
            case 0 -> "Person";
            case 1 -> "Group";
            case 2 -> "Org";
            default -> "Domain" + number;
        };
    }
}
