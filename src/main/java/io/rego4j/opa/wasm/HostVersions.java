package io.rego4j.opa.wasm;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Semantic versions. */
final class HostVersions {
    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    private static final String NUMBER = "(0|[1-9]\\d*)";
    private static final Pattern VERSION = Pattern.compile("v?" + NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-("
            + IDENTIFIERS + "))?(?:\\+(?:" + IDENTIFIERS + "))?");
    private static final Pattern LEADING_ZERO = Pattern.compile("(?:^|\\.)0\\d+(?=\\.|$)");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final int LONGEST_NUMBER = 18;

    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "semver.is_valid", (operands, call) -> operands.get(0) instanceof String text && version(text) != null,
            "semver.compare",
                    (operands, call) -> compare(HostCall.string(operands.get(0)), HostCall.string(operands.get(1))));

    private HostVersions() {}

    private static @Nullable Matcher version(String text) {
        Matcher version = VERSION.matcher(text);
        if (!version.matches()
                || (version.group(4) != null
                        && LEADING_ZERO.matcher(version.group(4)).find())) {
            return null;
        }
        for (int i = 1; i <= 3; i++) {
            try {
                Long.parseLong(version.group(i));
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return version;
    }

    private static BigDecimal compare(String left, String right) throws HostFunction.BuiltinError {
        Matcher a = version(left);
        Matcher b = version(right);
        if (a == null || b == null) {
            throw new HostFunction.BuiltinError("not a semantic version");
        }
        for (int i = 1; i <= 3; i++) {
            int order = Long.compare(Long.parseLong(a.group(i)), Long.parseLong(b.group(i)));
            if (order != 0) {
                return BigDecimal.valueOf(order);
            }
        }
        return BigDecimal.valueOf(comparePreReleases(a.group(4), b.group(4)));
    }

    /** A version without a pre-release is the later one. */
    private static int comparePreReleases(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean leftNumber = DIGITS.matcher(left[i]).matches();
            boolean rightNumber = DIGITS.matcher(right[i]).matches();
            int order = leftNumber && rightNumber
                    ? Long.compare(number(left[i]), number(right[i]))
                    : leftNumber != rightNumber ? (leftNumber ? -1 : 1) : Integer.signum(left[i].compareTo(right[i]));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static long number(String digits) {
        if (digits.length() > LONGEST_NUMBER) {
            throw new HostFunction.Unsupported("so long a number in a version is not in this engine");
        }
        return Long.parseLong(digits);
    }
}
