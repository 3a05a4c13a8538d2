package io.rego4j.internal.go;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL as Go's {@code url.Parse} parses it. Go escapes bytes, so all parts are bytes, one to a char; {@link #text} gives them
 * as characters.
 *
 * @param scheme in small letters; empty for none
 * @param host with the port, decoded
 * @param path decoded; empty for an opaque URL such as {@code mailto:someone}
 * @param rawPath the path as written if Go would encode it differently; else decoded, too
 * @param escapedPath the path as it was written, if its escapes are valid and none is missing; else with Go's own
 * @param query without its question mark
 * @param fragment decoded, without its hash
 * @param written the URL as Go's {@code URL.String} writes it
 */
public record GoUrl(
        String scheme,
        String host,
        String path,
        String rawPath,
        String escapedPath,
        String query,
        String fragment,
        String written) {
    /** A URL that Go rejects, with Go's message. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** Which characters of a part need no escape, beside letters, digits and {@code -_.~}. */
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

        private boolean escapes(char c) {
            boolean free =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.~".indexOf(c) >= 0;
            return !free && plain.indexOf(c) < 0;
        }
    }

    private static final String ALSO_VALID = "!$&'()*+,;=:@[]%";
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):");
    private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");
    private static final Pattern USER_INFO = Pattern.compile("[a-zA-Z0-9._:~!$&'()*+,;=%@-]*");

    /**
     * Parses a URL.
     *
     * @param text characters; a byte that is not valid UTF-8 as in {@link GoBytes}
     * @throws Malformed if Go rejects the URL
     */
    public static GoUrl parse(String text) throws Malformed {
        String bytes = latin(GoBytes.encode(text));
        int hash = bytes.indexOf('#');
        String address = hash < 0 ? bytes : bytes.substring(0, hash);
        GoUrl url;
        try {
            url = withoutFragment(address);
        } catch (Malformed e) {
            throw new Malformed("parse " + quote(address) + ": " + e.getMessage());
        }
        String fragment = hash < 0 ? "" : bytes.substring(hash + 1);
        if (fragment.isEmpty()) {
            return url;
        }
        try {
            return new GoUrl(
                    url.scheme,
                    url.host,
                    url.path,
                    url.rawPath,
                    url.escapedPath,
                    url.query,
                    unescape(fragment, Part.FRAGMENT),
                    url.written + "#" + escaped(fragment, Part.FRAGMENT));
        } catch (Malformed e) {
            throw new Malformed("parse " + quote(bytes) + ": " + e.getMessage());
        }
    }

    /** Bytes as characters; a byte that is not valid UTF-8 as in {@link GoBytes}. */
    public static String text(String bytes) {
        return GoBytes.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
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

    private int portColon() {
        int colon = host.lastIndexOf(':');
        return colon >= 0 && PORT.matcher(host.substring(colon)).matches() ? colon : -1;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String quote(String bytes) {
        return GoQuote.quoteBytes(text(bytes));
    }

    private static GoUrl withoutFragment(String address) throws Malformed {
        if (address.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new Malformed("net/url: invalid control character in URL");
        } else if (address.equals("*")) {
            return new GoUrl("", "", "*", "*", "*", "", "", "*");
        } else if (address.startsWith(":")) {
            throw new Malformed("missing protocol scheme");
        }
        var prefix = SCHEME.matcher(address);
        boolean hasScheme = prefix.lookingAt();
        String scheme = hasScheme ? prefix.group(1).toLowerCase(Locale.ROOT) : "";
        String rest = hasScheme ? address.substring(prefix.end()) : address;
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        String asked = mark < 0 ? "" : "?" + query;
        rest = mark < 0 ? rest : rest.substring(0, mark);
        if (!rest.startsWith("/")) {
            if (hasScheme) {
                // An opaque part: it has neither host nor path.
                return new GoUrl(scheme, "", "", "", "", query, "", scheme + ":" + rest + asked);
            } else if (rest.split("/", 2)[0].contains(":")) {
                throw new Malformed("first path segment in URL cannot contain colon");
            }
        }
        String user = null;
        String host = null;
        if (rest.startsWith("//") && (hasScheme || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            rest = slash < 0 ? "" : rest.substring(slash);
            int at = authority.lastIndexOf('@');
            host = host(scheme, authority.substring(at + 1));
            user = at < 0 ? null : user(authority.substring(0, at));
        }
        String path = unescape(rest, Part.PATH);
        String rawPath = rest.equals(escape(path, Part.PATH)) ? path : rest;
        String escapedPath = escaped(rest, Part.PATH);
        String written = (hasScheme ? scheme + ":" : "") + place(hasScheme, user, host, escapedPath) + asked;
        return new GoUrl(scheme, host == null ? "" : host, path, rawPath, escapedPath, query, "", written);
    }

    /** The authority, where there is one, and the path. */
    private static String place(boolean hasScheme, @Nullable String user, @Nullable String host, String path) {
        String authority = (user == null ? "" : user + "@") + (host == null ? "" : escape(host, Part.HOST));
        if (!authority.isEmpty()) {
            return "//" + authority + path;
        } else if (hasScheme) {
            return (host != null && !path.isEmpty() ? "//" : "") + path;
        }
        return (path.split("/", 2)[0].contains(":") ? "./" : "") + path;
    }

    private static String user(String info) throws Malformed {
        if (!USER_INFO.matcher(info).matches()) {
            throw new Malformed("net/url: invalid userinfo");
        }
        int colon = info.indexOf(':');
        if (colon < 0) {
            return escape(unescape(info, Part.USER), Part.USER);
        }
        return escape(unescape(info.substring(0, colon), Part.USER), Part.USER) + ":"
                + escape(unescape(info.substring(colon + 1), Part.USER), Part.USER);
    }

    private static String host(String scheme, String host) throws Malformed {
        int open = host.lastIndexOf('[');
        if (open > 0) {
            throw new Malformed("invalid IP-literal");
        } else if (open == 0) {
            return literal(host);
        }
        int colon = host.indexOf(':');
        if (colon >= 0) {
            // With http and https a host has one colon at most; otherwise the last one starts the port.
            if (!scheme.equals("http") && !scheme.equals("https")) {
                colon = host.lastIndexOf(':');
            }
            requirePort(host.substring(colon));
        }
        return unescape(host, Part.HOST);
    }

    private static String literal(String host) throws Malformed {
        int close = host.lastIndexOf(']');
        if (close < 0) {
            throw new Malformed("missing ']' in host");
        }
        String port = host.substring(close + 1);
        requirePort(port);
        String name = host.substring(1, close);
        int zone = name.indexOf("%25");
        String plain = zone < 0
                ? unescape(name, Part.HOST)
                : unescape(name.substring(0, zone), Part.HOST) + unescape(name.substring(zone), Part.ZONE);
        String problem = GoAddress.problem(text(plain));
        if (problem != null) {
            throw new Malformed(problem);
        }
        return "[" + plain + "]" + port;
    }

    private static void requirePort(String port) throws Malformed {
        if (!PORT.matcher(port).matches()) {
            throw new Malformed("invalid port " + quote(port) + " after host");
        }
    }

    /** The text as it was written, if its escapes are valid and none is missing; else with Go's own. */
    private static String escaped(String text, Part part) throws Malformed {
        String plain = unescape(text, part);
        String canonical = escape(plain, part);
        if (canonical.equals(text)) {
            return text;
        }
        boolean valid = text.chars().allMatch(c -> ALSO_VALID.indexOf(c) >= 0 || !part.escapes((char) c));
        return valid ? text : canonical;
    }

    private static String escape(String plain, Part part) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (part.escapes(c)) {
                out.append('%').append(hex(c >> 4)).append(hex(c & 15));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }

    private static String unescape(String text, Part part) throws Malformed {
        boolean host = part == Part.HOST || part == Part.ZONE;
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                if (host && c < 0x80 && part.escapes(c)) {
                    throw new Malformed("invalid character " + quote(String.valueOf(c)) + " in host name");
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
                throw new Malformed("invalid URL escape " + quote(shown));
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
