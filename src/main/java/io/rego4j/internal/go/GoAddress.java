package io.rego4j.internal.go;

import org.jspecify.annotations.Nullable;

/** Checks the IPv6 host in the brackets of a URL as Go's {@code net/url} and {@code netip.ParseAddr} do. */
final class GoAddress {
    private static final int GROUPS = 8;
    private static final int LONGEST_GROUP = 4;
    private static final int BYTES = 4;
    private static final int LARGEST_BYTE = 255;

    private final String address;

    private GoAddress(String address) {
        this.address = address;
    }

    /** Go's error for a text that is no IPv6 address; null if it is one. */
    static @Nullable String problem(String address) {
        String problem = new GoAddress(address).problem();
        return problem == null || problem.equals("invalid IP-literal") ? problem : "invalid host: " + problem;
    }

    private @Nullable String problem() {
        for (int i = 0; i < address.length(); i++) {
            switch (address.charAt(i)) {
                case '.' -> {
                    String problem = version4(address);
                    return problem == null ? "invalid IP-literal" : problem;
                }
                case ':' -> {
                    return version6();
                }
                case '%' -> {
                    return error("missing IPv6 address", "");
                }
                default -> {}
            }
        }
        return error("unable to parse IP", "");
    }

    private @Nullable String version6() {
        int zone = address.indexOf('%');
        if (zone == address.length() - 1) {
            return error("zone must be a non-empty string", "");
        }
        String rest = zone < 0 ? address : address.substring(0, zone);
        boolean hasGap = rest.startsWith("::");
        rest = hasGap ? rest.substring(2) : rest;
        int groups = 0;
        while (groups < GROUPS && !rest.isEmpty()) {
            int digits = hexadecimals(rest);
            if (digits > LONGEST_GROUP) {
                return error("each group must have 4 or less digits", rest);
            } else if (digits == 0) {
                return error("each colon-separated field must have at least one digit", rest);
            } else if (rest.startsWith(".", digits)) {
                if (!hasGap && groups != GROUPS - 2) {
                    return error("embedded IPv4 address must replace the final 2 fields of the address", rest);
                } else if (groups > GROUPS - 2) {
                    return error("too many hex fields to fit an embedded IPv4 at the end of the address", rest);
                }
                String problem = version4(rest);
                if (problem != null) {
                    return problem;
                }
                rest = "";
                groups += 2;
                break;
            }
            groups++;
            rest = rest.substring(digits);
            if (rest.isEmpty()) {
                break;
            } else if (rest.charAt(0) != ':') {
                return error("unexpected character, want colon", rest);
            } else if (rest.length() == 1) {
                return error("colon must be followed by more characters", rest);
            }
            rest = rest.substring(1);
            if (rest.startsWith(":")) {
                if (hasGap) {
                    return error("multiple :: in address", rest);
                }
                hasGap = true;
                rest = rest.substring(1);
            }
        }
        if (!rest.isEmpty()) {
            return error("trailing garbage after address", rest);
        } else if (groups < GROUPS) {
            return hasGap ? null : error("address string too short", "");
        }
        return hasGap ? error("the :: must expand to at least one field of zeros", "") : null;
    }

    /** How many hexadecimal digits the text starts with, counted up to one more than a group may have. */
    private static int hexadecimals(String text) {
        int digits = 0;
        while (digits < text.length() && digits <= LONGEST_GROUP && isHexadecimal(text.charAt(digits))) {
            digits++;
        }
        return digits;
    }

    private static boolean isHexadecimal(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private @Nullable String version4(String text) {
        int value = 0;
        int digits = 0;
        int bytes = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (digits == 1 && value == 0) {
                    return error("IPv4 field has octet with leading zero", "");
                }
                value = value * 10 + c - '0';
                digits++;
                if (value > LARGEST_BYTE) {
                    return error("IPv4 field has value >255", "");
                }
            } else if (c != '.') {
                return error("unexpected character", text.substring(i));
            } else if (digits == 0 || i == text.length() - 1) {
                return error("IPv4 field must have at least one digit", text.substring(i));
            } else if (bytes == BYTES) {
                return error("IPv4 address too long", "");
            } else {
                bytes++;
                value = 0;
                digits = 0;
            }
        }
        return bytes < BYTES ? error("IPv4 address too short", "") : null;
    }

    private String error(String message, String at) {
        return "ParseAddr(" + GoQuote.quoteBytes(address) + "): " + message
                + (at.isEmpty() ? "" : " (at " + GoQuote.quoteBytes(at) + ")");
    }
}
