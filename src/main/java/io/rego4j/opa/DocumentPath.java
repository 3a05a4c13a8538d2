package io.rego4j.opa;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document below {@code data}, as a list of keys. It is written as a reference or as the path of an address, and each
 * key is quoted or encoded there: no key can become code or another path.
 *
 * @param keys the keys; none for all of {@code data}
 */
public record DocumentPath(List<String> keys) {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern STEP =
            Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)|\\[\"((?:[^\"\\\\\\p{Cntrl}]|\\\\[\"\\\\/])*)\"\\]");
    // Keys that each server, old ones and proxies included, takes in the path of an address as they are. One that
    // starts
    // with a digit may be none: a server reads "2" as a number.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    public DocumentPath {
        keys = List.copyOf(keys);
    }

    /** True if the text is a reference that {@link #parse} takes. */
    public static boolean isReference(String text) {
        return text.equals("data")
                || (text.startsWith("data") && STEPS.matcher(text).matches());
    }

    private static final Pattern STEPS = Pattern.compile("data(?:" + STEP.pattern() + ")*+");

    /**
     * Reads a reference such as {@code data.application.authz.allow} or {@code data.roles["a-b"]}.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static DocumentPath parse(String reference) {
        if (!isReference(reference)) {
            throw new IllegalArgumentException("\"" + reference + "\" is not a reference below data, such as"
                    + " data.application.authz.allow or data.roles[\"a-b\"]; use query(…) for anything else");
        }
        List<String> keys = new ArrayList<>();
        Matcher step = STEP.matcher(reference);
        while (step.find()) {
            keys.add(step.group(1) != null ? step.group(1) : step.group(2).replaceAll("\\\\(.)", "$1"));
        }
        return new DocumentPath(keys);
    }

    /** The reference in Rego. */
    public String toReference() {
        StringBuilder reference = new StringBuilder("data");
        for (String key : keys) {
            if (IDENTIFIER.matcher(key).matches()) {
                reference.append('.').append(key);
            } else {
                reference
                        .append("[\"")
                        .append(JsonStringEncoder.getInstance().quoteAsString(key))
                        .append("\"]");
            }
        }
        return reference.toString();
    }

    /** True if no key needs an encoding in an address. */
    public boolean isPlain() {
        return keys.stream().allMatch(key -> PLAIN.matcher(key).matches());
    }

    /** The path of an address, without a leading slash: keys encoded and joined by slashes. */
    public String toAddress() {
        StringBuilder address = new StringBuilder();
        for (String key : keys) {
            address.append(address.isEmpty() ? "" : "/").append(encode(key));
        }
        return address.toString();
    }

    /** One segment of an address. */
    public static String encode(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }

    @Override
    public String toString() {
        return toReference();
    }
}
