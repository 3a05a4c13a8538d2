package io.rego4j.internal.go;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as Go's {@code net/url} reads and writes it back: OPA keeps that form of a related resource. The text is held as
 * its UTF-8 bytes, one to a char, because that is what Go escapes.
 */
public final class GoUrl {
    /** An address that Go would reject; the message is Go's. */
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
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:");
    private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");
    private static final Pattern USER_INFO = Pattern.compile("[a-zA-Z0-9._:~!$&'()*+,;=%@-]*");

    private GoUrl() {}

    /**
     * The address in Go's own form.
     *
     * @throws Malformed if Go would reject the address
     */
    public static String normalize(String text) throws Malformed {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int hash = bytes.indexOf('#');
        String address = hash < 0 ? bytes : bytes.substring(0, hash);
        String fragment = hash < 0 ? "" : bytes.substring(hash + 1);
        String written;
        try {
            written = withoutFragment(address);
        } catch (Malformed e) {
            throw new Malformed("parse " + GoQuote.quote(text(address)) + ": " + e.getMessage());
        }
        if (!fragment.isEmpty()) {
            try {
                written += "#" + escaped(fragment, Part.FRAGMENT);
            } catch (Malformed e) {
                throw new Malformed("parse " + GoQuote.quote(text) + ": " + e.getMessage());
            }
        }
        return text(written);
    }

    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String withoutFragment(String address) throws Malformed {
        if (address.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new Malformed("net/url: invalid control character in URL");
        }
        if (address.equals("*")) {
            return address;
        }
        if (address.startsWith(":")) {
            throw new Malformed("missing protocol scheme");
        }
        var prefix = SCHEME.matcher(address);
        String scheme = prefix.lookingAt() ? prefix.group().toLowerCase(Locale.ROOT) : "";
        String rest = address.substring(scheme.length());
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark);
        if (mark >= 0) {
            rest = rest.substring(0, mark);
        }
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return scheme + (rest.isEmpty() ? "" : rest) + query;
            }
            if (rest.split("/", 2)[0].contains(":")) {
                throw new Malformed("first path segment in URL cannot contain colon");
            }
        }
        String authority = null;
        if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        return scheme + place(scheme, authority, rest) + query;
    }

    /** The authority and the path. */
    private static String place(String scheme, @Nullable String authority, String path) throws Malformed {
        StringBuilder out = new StringBuilder();
        if (authority != null) {
            int at = authority.lastIndexOf('@');
            String host = host(scheme, authority.substring(at + 1));
            if (at >= 0) {
                out.append(user(authority.substring(0, at))).append('@');
            }
            out.append(escape(host, Part.HOST));
            if (!out.isEmpty() || !path.isEmpty()) {
                // A path of two slashes without scheme and host would read as a host.
                if (!scheme.isEmpty() || !out.isEmpty()) {
                    out.insert(0, "//");
                }
            }
        }
        String written = escaped(path, Part.PATH);
        if (scheme.isEmpty() && out.isEmpty() && written.split("/", 2)[0].contains(":")) {
            out.append("./");
        }
        return out.append(written).toString();
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
            // Only these two schemes insist on one colon at most.
            if (!scheme.equals("http:") && !scheme.equals("https:")) {
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
        String address = plain.contains("%") ? plain.substring(0, plain.indexOf('%')) : plain;
        if (!address.contains(":")) {
            throw new Malformed("invalid IP-literal");
        }
        return "[" + plain + "]" + port;
    }

    private static void requirePort(String port) throws Malformed {
        if (!PORT.matcher(port).matches()) {
            throw new Malformed("invalid port " + GoQuote.quote(text(port)) + " after host");
        }
    }

    /** The text as it was written, if its escapes are valid and none is missing; else with Go's own. */
    private static String escaped(String text, Part part) throws Malformed {
        String plain = unescape(text, part);
        String canonical = escape(plain, part);
        if (canonical.equals(text) || plain.equals("*") && part == Part.PATH && text.equals("*")) {
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
                    throw new Malformed("invalid character " + GoQuote.quote(String.valueOf(c)) + " in host name");
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
                throw new Malformed("invalid URL escape " + GoQuote.quote(text(shown)));
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
