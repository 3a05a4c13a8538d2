package io.rego4j.internal.yaml;

import io.rego4j.internal.go.GoText;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decoded YAML values in OPA's error messages. */
public final class YamlErrorText {
    private YamlErrorText() {}

    /** A decoded YAML value as Go's verb {@code %s} prints it. */
    public static String format(@Nullable Object value) {
        if (value == null) {
            return "%!s(<nil>)";
        } else if (value instanceof String text) {
            return text;
        } else if (value instanceof YamlScalar.Time time) {
            return time.text();
        } else if (value instanceof List<?> list) {
            return "["
                    + String.join(" ", list.stream().map(YamlErrorText::inside).toList()) + "]";
        } else if (value instanceof YamlMap map) {
            Map<String, String> sorted = new TreeMap<>();
            map.entries.forEach((key, item) -> sorted.put(inside(key), inside(item)));
            List<String> entries = sorted.entrySet().stream()
                    .map(e -> e.getKey() + ":" + e.getValue())
                    .toList();
            return "map[" + String.join(" ", entries) + "]";
        } else if (value instanceof Boolean) {
            return "%!s(bool=" + value + ")";
        } else if (value instanceof BigInteger whole) {
            return "%!s(" + (whole.bitLength() < 64 ? "int" : "uint64") + "=" + whole + ")";
        }
        return value instanceof Double number ? "%!s(float64=" + floating(number) + ")" : String.valueOf(value);
    }

    /** A value inside a list or map: as {@link #format}, but null is {@code <nil>}. */
    private static String inside(@Nullable Object value) {
        return value == null ? "<nil>" : format(value);
    }

    private static String floating(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return GoText.number(value);
    }
}
