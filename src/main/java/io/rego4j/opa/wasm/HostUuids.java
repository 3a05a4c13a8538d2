package io.rego4j.opa.wasm;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What universally unique identifiers say about themselves. */
final class HostUuids {
    static final Map<String, HostFunction> FUNCTIONS =
            Map.of("uuid.parse", (operands, call) -> parse(HostCall.string(operands.get(0))));

    // OPA does not look at what stands for the braces. One byte is one character here.
    private static final Pattern FORM =
            Pattern.compile("(?is)(?:urn:uuid:)?(H{8}-H{4}-H{4}-H{4}-H{12})|.(H{8}-H{4}-H{4}-H{4}-H{12}).|(H{32})"
                    .replace("H", "[0-9a-f]"));
    // Between the beginning of 1582-10-15, where such a time begins, and 1970: in steps of 100 ns, as all of it.
    private static final long STEPS_TO_1970 = 122_192_928_000_000_000L;
    private static final long STEPS_A_SECOND = 10_000_000;

    private HostUuids() {}

    private static Object parse(String text) throws HostFunction.BuiltinError {
        Matcher form = FORM.matcher(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        if (!form.matches()) {
            throw new HostFunction.BuiltinError("invalid UUID");
        }
        String digits = form.group(1) != null ? form.group(1) : form.group(2) != null ? form.group(2) : form.group(3);
        byte[] uuid = HexFormat.of().parseHex(digits.replace("-", ""));
        int version = (uuid[6] & 0xf0) >> 4;
        Map<String, Object> parsed = new HashMap<>();
        parsed.put("version", BigDecimal.valueOf(version));
        parsed.put("variant", variant(uuid[8]));
        if (version == 1 || version == 2) {
            ByteBuffer fields = ByteBuffer.wrap(uuid);
            parsed.put("time", BigDecimal.valueOf(nanos(fields)));
            parsed.put("nodeid", HexFormat.ofDelimiter("-").formatHex(uuid, 10, uuid.length));
            parsed.put("macvariables", address(uuid[10]));
            parsed.put("clocksequence", BigDecimal.valueOf(fields.getShort(8) & 0x3fff));
            if (version == 2) {
                parsed.put("id", BigDecimal.valueOf(Integer.toUnsignedLong(fields.getInt(0))));
                parsed.put("domain", domain(uuid[9] & 0xff));
            }
        }
        return parsed;
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
        switch (number) {
            case 0:
                return "Person";
            case 1:
                return "Group";
            case 2:
                return "Org";
            default:
                return "Domain" + number;
        }
    }
}
