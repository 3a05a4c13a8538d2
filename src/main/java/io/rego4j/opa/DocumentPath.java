package io.rego4j.opa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rego4j.internal.language.NameRules;
import io.rego4j.opa.engine.OpaJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A document below {@code data}, as a list of keys. It is written as a reference or as the path of an address, and each
 * key is quoted or encoded there: no key can become code or another path.
 *
 * @param keys the keys; none for all of {@code data}
 */
public record DocumentPath(List<String> keys) {
    private static final String ROOT = "data";
    /** A byte-order mark, which OPA takes nowhere in a text. */
    private static final String MARK = "\uFEFF";

    // Keys that every server, old ones and proxies included, takes in an address as they are. None starts with a digit:
    // a
    // server reads "2" as a number.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    public DocumentPath {
        keys = List.copyOf(keys);
    }

    /**
     * Reads a reference such as {@code data.application.authz.allow} or {@code data.roles["a-b"]}: all that {@link
     * #toReference} writes.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static DocumentPath parse(String reference) {
        List<String> keys = new ArrayList<>();
        int at = ROOT.length();
        if (!reference.startsWith(ROOT)) {
            throw notAReference(reference);
        }
        while (at < reference.length()) {
            int end;
            if (reference.charAt(at) == '.') {
                end = endOfName(reference, at + 1);
                String name = reference.substring(at + 1, end);
                if (!NameRules.isName(name)) {
                    throw notAReference(reference);
                }
                keys.add(name);
            } else if (reference.startsWith("[\"", at)) {
                end = endOfString(reference, at + 2);
                if (!reference.startsWith("\"]", end)) {
                    throw notAReference(reference);
                }
                keys.add(unquoted(reference, at + 1, end + 1));
                end += 2;
            } else {
                throw notAReference(reference);
            }
            at = end;
        }
        return new DocumentPath(keys);
    }

    /**
     * Reads the name of a document, which is its path below {@code data} or the whole reference: {@code users.ann} and {@code
     * data.users.ann} are the same. {@code Policies.data}, {@code Dsl.data} and {@code BundleBuilder.data} all take both.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static DocumentPath of(String name) {
        boolean whole = name.equals(ROOT) || name.startsWith(ROOT + ".") || name.startsWith(ROOT + "[");
        return parse(whole ? name : ROOT + (name.startsWith("[") ? "" : ".") + name);
    }

    /** Where the quote stands that ends a string; the end of the text if there is none. */
    private static int endOfString(String reference, int start) {
        int at = start;
        while (at < reference.length() && reference.charAt(at) != '"') {
            at += reference.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, reference.length());
    }

    private static String unquoted(String reference, int start, int end) {
        try {
            return OpaJson.MAPPER.readValue(reference.substring(start, end), String.class);
        } catch (JsonProcessingException e) {
            throw notAReference(reference);
        }
    }

    private static int endOfName(String reference, int start) {
        int end = start;
        while (end < reference.length() && ".[".indexOf(reference.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static IllegalArgumentException notAReference(String reference) {
        return new IllegalArgumentException("\"" + reference + "\" is not a reference below data, such as"
                + " data.application.authz.allow or data.roles[\"a-b\"]; use query(…) for anything else");
    }

    /** The reference in Rego. */
    public String toReference() {
        StringBuilder reference = new StringBuilder("data");
        for (String key : keys) {
            if (NameRules.isName(key)) {
                reference.append('.').append(key);
            } else {
                reference
                        .append("[\"")
                        .append(new String(JsonStringEncoder.getInstance().quoteAsString(key)).replace(MARK, "\\uFEFF"))
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
