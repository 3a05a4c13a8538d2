package io.rego4j.internal.yaml;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A scalar resolved to a tag and a value. YAML libraries differ here, and OPA's ({@code go.yaml.in/yaml/v3}) mixes the rules of
 * YAML 1.1 and 1.2: {@code yes} is a string, {@code 0o17} and {@code 017} are 15, {@code 08} is the float 8, and
 * {@code 2024-01-02} is a time.
 *
 * @param tag the short tag
 * @param value a String, Boolean, BigInteger, Double or {@link Time}; null for null
 */
public record YamlScalar(String tag, @Nullable Object value) {
    /** The tag of null. */
    public static final String NULL = "!!null";
    /** The tag of {@code true} and {@code false}. */
    public static final String BOOL = "!!bool";
    /** The tag of a string. */
    public static final String STR = "!!str";
    /** The tag of a whole number. */
    public static final String INT = "!!int";
    /** The tag of a number with a fraction or an exponent. */
    public static final String FLOAT = "!!float";
    /** The tag of a time. */
    public static final String TIMESTAMP = "!!timestamp";
    /** The tag of bytes in Base64. */
    public static final String BINARY = "!!binary";
    /** The tag of the key that merges another mapping into this one. */
    public static final String MERGE = "!!merge";

    /**
     * A time.
     *
     * @param json as Go writes it in JSON
     * @param text as Go prints it
     */
    public record Time(String json, String text) {}

    private static final Map<String, YamlScalar> WORDS = Map.ofEntries(
            word(BOOL, true, "true"),
            word(BOOL, true, "True"),
            word(BOOL, true, "TRUE"),
            word(BOOL, false, "false"),
            word(BOOL, false, "False"),
            word(BOOL, false, "FALSE"),
            word(NULL, null, ""),
            word(NULL, null, "~"),
            word(NULL, null, "null"),
            word(NULL, null, "Null"),
            word(NULL, null, "NULL"),
            word(FLOAT, Double.NaN, ".nan"),
            word(FLOAT, Double.NaN, ".NaN"),
            word(FLOAT, Double.NaN, ".NAN"),
            word(FLOAT, Double.POSITIVE_INFINITY, ".inf"),
            word(FLOAT, Double.POSITIVE_INFINITY, ".Inf"),
            word(FLOAT, Double.POSITIVE_INFINITY, ".INF"),
            word(FLOAT, Double.POSITIVE_INFINITY, "+.inf"),
            word(FLOAT, Double.POSITIVE_INFINITY, "+.Inf"),
            word(FLOAT, Double.POSITIVE_INFINITY, "+.INF"),
            word(FLOAT, Double.NEGATIVE_INFINITY, "-.inf"),
            word(FLOAT, Double.NEGATIVE_INFINITY, "-.Inf"),
            word(FLOAT, Double.NEGATIVE_INFINITY, "-.INF"),
            word(MERGE, "<<", "<<"));

    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|(0[0-7]*)|([1-9][0-9]*))");
    private static final Pattern TIME = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
            + "(?:(?:([Tt])| +)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]+))?(Z|[-+][0-9]{2}:[0-9]{2})?)?");
    private static final BigInteger MIN_INT64 = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private static Map.Entry<String, YamlScalar> word(String tag, @Nullable Object value, String text) {
        return Map.entry(text, new YamlScalar(tag, value));
    }

    /**
     * Resolves a text with a tag; an empty tag is derived from the text.
     *
     * @throws IllegalArgumentException if the text is no value of the tag's type
     */
    public static YamlScalar resolve(String tag, String text) {
        switch (tag) {
            case "", BOOL, INT, FLOAT, NULL, TIMESTAMP -> {}
            default -> {
                return new YamlScalar(tag, text);
            }
        }
        YamlScalar found = resolvePlain(tag, text);
        if (tag.isEmpty() || tag.equals(found.tag)) {
            return found;
        }
        if (tag.equals(FLOAT) && found.value instanceof BigInteger whole && whole.bitLength() < 64) {
            return new YamlScalar(FLOAT, whole.doubleValue());
        }
        throw new IllegalArgumentException("yaml: cannot decode " + found.tag + " `" + text + "` as a " + tag);
    }

    private static YamlScalar resolvePlain(String tag, String text) {
        char hint = text.isEmpty() ? 'N' : text.charAt(0);
        if (hint != '<') {
            YamlScalar word = WORDS.get(text);
            if (word != null) {
                return word;
            }
        }
        if (hint == '.') {
            return DECIMAL.matcher(text).matches() ? decimal(text, text) : string(text);
        }
        if (hint != '+' && hint != '-' && (hint < '0' || hint > '9')) {
            return string(text);
        }
        if (tag.isEmpty() || tag.equals(TIMESTAMP)) {
            Time time = time(text);
            if (time != null) {
                return new YamlScalar(TIMESTAMP, time);
            }
        }
        String plain = text.replace("_", "");
        BigInteger whole = integer(plain);
        if (whole != null) {
            return new YamlScalar(INT, whole);
        }
        return DECIMAL.matcher(plain).matches() ? decimal(plain, text) : string(text);
    }

    private static YamlScalar string(String text) {
        return new YamlScalar(STR, text);
    }

    private static YamlScalar decimal(String plain, String text) {
        double value = Double.parseDouble(plain);
        return Double.isInfinite(value) ? string(text) : new YamlScalar(FLOAT, value);
    }

    private static @Nullable BigInteger integer(String plain) {
        Matcher form = INTEGER.matcher(plain);
        if (!form.matches()) {
            return null;
        }
        BigInteger value = form.group(2) != null
                ? new BigInteger(form.group(2), 16)
                : form.group(3) != null
                        ? new BigInteger(form.group(3), 2)
                        : form.group(4) != null
                                ? new BigInteger(form.group(4), 8)
                                : form.group(5) != null
                                        ? new BigInteger(form.group(5), 8)
                                        : new BigInteger(form.group(6));
        if (form.group(1).equals("-")) {
            value = value.negate();
        }
        // A number beyond int64 is read as uint64, which allows no sign.
        boolean fits = value.compareTo(MIN_INT64) >= 0
                && (value.bitLength() < 64 || form.group(1).isEmpty() && value.compareTo(MAX_UINT64) <= 0);
        return fits ? value : null;
    }

    private static @Nullable Time time(String text) {
        Matcher form = TIME.matcher(text);
        if (!form.matches()) {
            return null;
        }
        String zone = form.group(9);
        boolean clock = form.group(5) != null;
        if (clock && (form.group(4) != null) != (zone != null)) {
            return null;
        }
        String fraction = form.group(8) == null ? "" : form.group(8);
        fraction = fraction.substring(0, Math.min(9, fraction.length())).replaceFirst("(?<!0)0++$", "");
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(form, 1),
                    number(form, 2),
                    number(form, 3),
                    clock ? number(form, 5) : 0,
                    clock ? number(form, 6) : 0,
                    clock ? number(form, 7) : 0);
            boolean utc = zone == null || zone.equals("Z") || zone.endsWith("00:00");
            String date = String.format("%04d-%02d-%02d", time.getYear(), time.getMonthValue(), time.getDayOfMonth());
            String hours = String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond())
                    + (fraction.isEmpty() ? "" : "." + fraction);
            String offset = utc ? "+0000" : zone.replace(":", "");
            return new Time(
                    date + "T" + hours + (utc ? "Z" : zone),
                    date + " " + hours + " " + offset + " " + (utc ? "UTC" : offset));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
