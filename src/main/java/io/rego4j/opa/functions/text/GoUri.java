package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.value.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as Go's {@code url.Parse} takes it apart. All parts are bytes, one to a char.
 *
 * @param host with the port, decoded
 * @param path decoded
 * @param rawPath the path as written, where another way to write it would be usual; else decoded too
 */
public record GoUri(String scheme, String host, String path, String rawPath, String query, String fragment) {
    private static final String ALSO_VALID = "!$&'()*+,;=:@[]%";
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):");
    private static final String GROUP = "[0-9A-Fa-f]{1,4}";
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final String VERSION_4 = BYTE + "(\\." + BYTE + "){3}";
    private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");
    private static final Pattern USER_INFO = Pattern.compile("[a-zA-Z0-9._:~!$&'()*+,;=%@-]*");

    /** Where a text stands, which tells what need not be escaped. */
    private enum Part {
        PATH("$&+,/:;=@"),
        HOST("!$&'()*+,;=:[]<>\""),
        ZONE("!$&'()*+,;=:[]<>\""),
        USER("$&+,;="),
        FRAGMENT("$&+,/:;=?@!()*");

        private final String plain;

        Part(String plain) {
            this.plain = plain;
        }

        boolean escapes(char c) {
            boolean letter =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.~".indexOf(c) >= 0;
            return !letter && plain.indexOf(c) < 0;
        }
    }

    /** Takes an address apart, with Go's words where it is none. */
    public static GoUri parse(StringValue text) throws BuiltinException {
        String bytes = new String(text.bytes(), StandardCharsets.ISO_8859_1);
        int hash = bytes.indexOf('#');
        String address = hash < 0 ? bytes : bytes.substring(0, hash);
        GoUri uri;
        try {
            uri = withoutFragment(address);
        } catch (BuiltinException e) {
            throw BuiltinException.of("parse " + quote(address) + ": " + e.getMessage());
        }
        try {
            String fragment = hash < 0 ? "" : unescape(bytes.substring(hash + 1), Part.FRAGMENT);
            return new GoUri(uri.scheme, uri.host, uri.path, uri.rawPath, uri.query, fragment);
        } catch (BuiltinException e) {
            throw BuiltinException.of("parse " + text + ": " + e.getMessage());
        }
    }

    /** The host without its port and without brackets. */
    public String hostname() {
        if (host.startsWith("[")) {
            int close = host.indexOf(']');
            return close < 0 ? host : host.substring(1, close);
        }
        int colon = portColon();
        return colon < 0 ? host : host.substring(0, colon);
    }

    /** The digits of the port; empty for none. */
    public String port() {
        int colon = portColon();
        return colon < 0 ? "" : host.substring(colon + 1);
    }

    /** The path with escapes, as it was written if that is a way to write it. */
    public String escapedPath() {
        boolean written = !rawPath.equals(path)
                && rawPath.chars().allMatch(c -> ALSO_VALID.indexOf(c) >= 0 || !Part.PATH.escapes((char) c));
        return written ? rawPath : path.equals("*") ? path : escape(path);
    }

    private int portColon() {
        int colon = host.lastIndexOf(':');
        return colon >= 0 && PORT.matcher(host.substring(colon)).matches() ? colon : -1;
    }

    private static String quote(String bytes) {
        return StringValue.ofBytes(bytes.getBytes(StandardCharsets.ISO_8859_1)).toString();
    }

    private static GoUri withoutFragment(String address) throws BuiltinException {
        if (address.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw BuiltinException.of("net/url: invalid control character in URL");
        } else if (address.equals("*")) {
            return new GoUri("", "", "*", "*", "", "");
        } else if (address.startsWith(":")) {
            throw BuiltinException.of("missing protocol scheme");
        }
        Matcher prefix = SCHEME.matcher(address);
        boolean hasScheme = prefix.lookingAt();
        String scheme = hasScheme ? prefix.group(1).toLowerCase(Locale.ROOT) : "";
        String rest = hasScheme ? address.substring(prefix.end()) : address;
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        rest = mark < 0 ? rest : rest.substring(0, mark);
        if (!rest.startsWith("/")) {
            if (hasScheme) {
                // An opaque part, which OPA does not show.
                return new GoUri(scheme, "", "", "", query, "");
            } else if (rest.split("/", 2)[0].contains(":")) {
                throw BuiltinException.of("first path segment in URL cannot contain colon");
            }
        }
        String host = "";
        if (rest.startsWith("//") && (hasScheme || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            host = authority(scheme, slash < 0 ? rest.substring(2) : rest.substring(2, slash));
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        String path = unescape(rest, Part.PATH);
        return new GoUri(scheme, host, path, rest.equals(escape(path)) ? path : rest, query, "");
    }

    private static String authority(String scheme, String authority) throws BuiltinException {
        int at = authority.lastIndexOf('@');
        String host = host(scheme, authority.substring(at + 1));
        if (at >= 0) {
            String user = authority.substring(0, at);
            if (!USER_INFO.matcher(user).matches()) {
                throw BuiltinException.of("net/url: invalid userinfo");
            }
            for (String part : user.split(":", 2)) {
                unescape(part, Part.USER);
            }
        }
        return host;
    }

    private static String host(String scheme, String host) throws BuiltinException {
        int open = host.lastIndexOf('[');
        if (open > 0) {
            throw BuiltinException.of("invalid IP-literal");
        } else if (open == 0) {
            return literal(host);
        }
        int colon = host.indexOf(':');
        if (colon >= 0) {
            // Only these two schemes insist on one colon at most.
            if (!scheme.equals("http") && !scheme.equals("https")) {
                colon = host.lastIndexOf(':');
            }
            requirePort(host.substring(colon));
        }
        return unescape(host, Part.HOST);
    }

    private static String literal(String host) throws BuiltinException {
        int close = host.lastIndexOf(']');
        if (close < 0) {
            throw BuiltinException.of("missing ']' in host");
        }
        String port = host.substring(close + 1);
        requirePort(port);
        String name = host.substring(1, close);
        int zone = name.indexOf("%25");
        String plain = zone < 0
                ? unescape(name, Part.HOST)
                : unescape(name.substring(0, zone), Part.HOST) + unescape(name.substring(zone), Part.ZONE);
        String address = plain.contains("%") ? plain.substring(0, plain.indexOf('%')) : plain;
        if (!isVersion6(address)) {
            throw BuiltinException.of("invalid IP-literal");
        }
        return "[" + plain + "]" + port;
    }

    /** Eight groups, or fewer with one gap; the last two may be written as version 4 writes them. */
    private static boolean isVersion6(String address) {
        String groups = address.replaceFirst("(?<=:)" + VERSION_4 + "$", "0:0");
        int gap = groups.indexOf("::");
        if (gap < 0) {
            return groups.matches(GROUP + "(:" + GROUP + "){7}");
        }
        String left = groups.substring(0, gap);
        String right = groups.substring(gap + 2);
        String some = "(" + GROUP + "(:" + GROUP + ")*)?";
        return left.matches(some) && right.matches(some) && count(left) + count(right) < 8;
    }

    private static int count(String groups) {
        return groups.isEmpty() ? 0 : groups.split(":", -1).length;
    }

    private static void requirePort(String port) throws BuiltinException {
        if (!PORT.matcher(port).matches()) {
            throw BuiltinException.of("invalid port " + quote(port) + " after host");
        }
    }

    private static String escape(String path) {
        StringBuilder out = new StringBuilder();
        for (char c : path.toCharArray()) {
            out.append(Part.PATH.escapes(c) ? String.format("%%%02X", (int) c) : String.valueOf(c));
        }
        return out.toString();
    }

    private static String unescape(String text, Part part) throws BuiltinException {
        boolean host = part == Part.HOST || part == Part.ZONE;
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                if (host && c < 0x80 && part.escapes(c)) {
                    throw BuiltinException.of("invalid character " + quote(String.valueOf(c)) + " in host name");
                }
                out.append(c);
                continue;
            }
            int value = i + 2 < text.length() ? hexValue(text, i + 1) : -1;
            String shown = text.substring(i, Math.min(i + 3, text.length()));
            boolean percent = shown.equals("%25");
            if (value < 0
                    || part == Part.HOST && value < 0x80 && !percent
                    || part == Part.ZONE && !percent && value != ' ' && part.escapes((char) value)) {
                throw BuiltinException.of("invalid URL escape " + quote(shown));
            }
            out.append((char) value);
            i += 2;
        }
        return out.toString();
    }

    private static int hexValue(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f' ? -1 : 16 * high + low;
    }
}
