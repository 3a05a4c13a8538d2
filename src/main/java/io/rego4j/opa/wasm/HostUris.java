package io.rego4j.opa.wasm;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URIs in their plain forms. Go takes more than RFC 3986 has; what is not plain is refused. */
final class HostUris {
    static final Map<String, HostFunction> FUNCTIONS =
            Map.of("uri.parse", HostUris::parse, "uri.is_valid", HostUris::isValid);

    private static final String IN_PATH = "(?:[A-Za-z0-9._~!$&'()*+,;:=@-]|%[0-9A-Fa-f]{2})";
    private static final Pattern PLAIN = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?"
            + "(?://(?:[A-Za-z0-9._~-]+(?::[A-Za-z0-9._~-]*)?@)?"
            + "(?<host>[A-Za-z0-9._~-]*|\\[[0-9A-Fa-f:]+\\])(?::(?<port>[0-9]*))?)?"
            + "(?<path>" + IN_PATH + "*(?:/(?:" + IN_PATH + "|/)*)?)"
            + "(?:\\?(?<query>[!-~&&[^#]]*))?"
            + "(?:#(?<fragment>[A-Za-z0-9._~!$&'()*+,;=:@/?-]*))?");
    private static final Pattern COLON_FIRST = Pattern.compile("^[^/]*:");
    private static final Pattern SHORT_ADDRESS =
            Pattern.compile("(?:H(?::H)*)?::(?:H(?::H)*)?".replace("H", "[0-9A-Fa-f]{1,4}"));
    private static final Pattern FULL_ADDRESS = Pattern.compile("H(?::H){7}".replace("H", "[0-9A-Fa-f]{1,4}"));
    private static final int GROUPS = 8;
    private static final String PLAIN_IN_PATH = "-_.~$&+,/:;=@";

    private HostUris() {}

    private static Object parse(List<@Nullable Object> operands, HostCall call) throws HostFunction.BuiltinError {
        return parse(HostCall.string(operands.get(0)));
    }

    private static @Nullable Object isValid(List<@Nullable Object> operands, HostCall call)
            throws HostFunction.BuiltinError {
        return !"".equals(operands.get(0)) && HostCall.isValid(HostUris::parse).call(operands, call) == Boolean.TRUE;
    }

    private static Object parse(String text) throws HostFunction.BuiltinError {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new HostFunction.BuiltinError("invalid control character in URL");
        }
        Matcher uri = PLAIN.matcher(text);
        if (!uri.matches()) {
            throw new HostFunction.Unsupported("a URI in this form is not in this engine");
        }
        String scheme = uri.group("scheme");
        String path = uri.group("path");
        if (uri.group("host") == null
                && (path.startsWith("//")
                        || scheme == null && COLON_FIRST.matcher(path).find())) {
            throw new HostFunction.Unsupported("a URI in this form is not in this engine");
        }
        Map<String, Object> parts = new HashMap<>();
        put(parts, "scheme", scheme == null ? null : scheme.toLowerCase(Locale.ROOT));
        put(parts, "hostname", host(uri));
        put(parts, "port", uri.group("port"));
        put(parts, "raw_query", uri.group("query"));
        put(parts, "fragment", uri.group("fragment"));
        // What follows a scheme without a slash is no path to Go.
        if (scheme == null || path.startsWith("/")) {
            String decoded = decoded(path);
            put(parts, "path", decoded);
            put(parts, "raw_path", encoded(decoded).equals(path) ? decoded : path);
        }
        return parts;
    }

    private static void put(Map<String, Object> parts, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parts.put(name, value);
        }
    }

    private static @Nullable String host(Matcher uri) {
        String host = uri.group("host");
        if (host == null) {
            return null;
        }
        boolean plain = !host.isEmpty() || uri.group("scheme") != null && uri.group("port") == null;
        boolean rooted = uri.group("path").isEmpty() || uri.group("path").startsWith("/");
        String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : "";
        if (!plain || !rooted || host.startsWith("[") && !isAddress(address)) {
            throw new HostFunction.Unsupported("a URI with such a host is not in this engine");
        }
        return address.isEmpty() ? host : address;
    }

    private static boolean isAddress(String text) {
        return FULL_ADDRESS.matcher(text).matches()
                || SHORT_ADDRESS.matcher(text).matches()
                        && Pattern.compile(":+")
                                        .splitAsStream(text)
                                        .filter(group -> !group.isEmpty())
                                        .count()
                                < GROUPS;
    }

    private static String decoded(String path) {
        StringBuilder latin = new StringBuilder();
        for (int at = 0; at < path.length(); at++) {
            if (path.charAt(at) == '%') {
                latin.append((char) HexFormat.fromHexDigits(path, at + 1, at + 3));
                at += 2;
            } else {
                latin.append(path.charAt(at));
            }
        }
        return HostText.utf8(latin.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** As Go writes a path: not all that a path may hold stays as it is. */
    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || PLAIN_IN_PATH.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
