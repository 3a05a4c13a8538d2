package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Semantic versions ({@code semver.go}, {@code internal/semver}). */
final class Versions {
    private static final String IDENTIFIERS = "[0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+";
    private static final String NUMBER = "(0|[1-9][0-9]*)";
    private static final Pattern VERSION = Pattern.compile("v?" + NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-("
            + IDENTIFIERS + "))?(?:\\+(?:" + IDENTIFIERS + "))?");
    private static final Pattern LEADING_ZERO = Pattern.compile("(?:^|\\.)0[0-9]+(?=\\.|$)");
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int MOST_DIGITS = 19;

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "semver.is_valid",
                    (context, operands) -> BooleanValue.of(
                            operands[0] instanceof StringValue string && version(string.text()) != null),
            "semver.compare", (context, operands) -> compare(operands));

    private Versions() {}

    private static @Nullable Matcher version(String text) {
        Matcher version = VERSION.matcher(text);
        if (!version.matches()
                || version.group(4) != null
                        && LEADING_ZERO.matcher(version.group(4)).find()) {
            return null;
        }
        for (int i = 1; i <= 3; i++) {
            if (isTooLarge(version.group(i))) {
                return null;
            }
        }
        return version;
    }

    private static Matcher version(String text, int position) throws BuiltinException {
        Matcher version = version(text);
        if (version == null) {
            throw BuiltinException.of(
                    "operand " + position + ": string " + StringValue.ofParts(text) + " is not a valid SemVer");
        }
        return version;
    }

    private static Value compare(Value[] operands) throws BuiltinException {
        String left = Operands.string(operands, 1);
        String right = Operands.string(operands, 2);
        Matcher a = version(left, 1);
        Matcher b = version(right, 2);
        for (int i = 1; i <= 3; i++) {
            int order = Long.compare(Long.parseLong(a.group(i)), Long.parseLong(b.group(i)));
            if (order != 0) {
                return NumberValue.of(order);
            }
        }
        return NumberValue.of(comparePreReleases(a.group(4), b.group(4)));
    }

    /** A version without a pre-release is the later one. */
    private static int comparePreReleases(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean leftNumber = isNumber(left[i]);
            boolean rightNumber = isNumber(right[i]);
            int order = leftNumber && rightNumber
                    ? number(left[i]).compareTo(number(right[i]))
                    : leftNumber != rightNumber ? (leftNumber ? -1 : 1) : Integer.signum(left[i].compareTo(right[i]));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static boolean isNumber(String identifier) {
        return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A number; those that do not fit into OPA's int64 are all equal. */
    private static BigInteger number(String digits) {
        return isTooLarge(digits) ? MOST : new BigInteger(digits);
    }

    /** True for a number that does not fit into an int64. None begins with a zero. */
    private static boolean isTooLarge(String digits) {
        return digits.length() > MOST_DIGITS || new BigInteger(digits).compareTo(MOST) > 0;
    }
}
