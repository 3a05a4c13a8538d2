package io.rego4j.opa.functions.time;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go's layouts of times, in which the parts of Go's reference time stand for those of any time. Texts are bytes. */
final class Layouts {
    static final String RFC3339 = "2006-01-02T15:04:05Z07:00";
    static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";

    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    private static final Map<String, String> NAMED = Map.of(
            "ANSIC", "Mon Jan _2 15:04:05 2006",
            "UnixDate", "Mon Jan _2 15:04:05 MST 2006",
            "RubyDate", "Mon Jan 02 15:04:05 -0700 2006",
            "RFC822", "02 Jan 06 15:04 MST",
            "RFC822Z", "02 Jan 06 15:04 -0700",
            "RFC850", "Monday, 02-Jan-06 15:04:05 MST",
            "RFC1123", "Mon, 02 Jan 2006 15:04:05 MST",
            "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700",
            "RFC3339", RFC3339,
            "RFC3339Nano", RFC3339_NANO);

    /** Longer ones before those that they begin with. */
    private static final List<String> ELEMENTS = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "002",
            "15",
            "1",
            "2006",
            "2",
            "_2",
            "__2",
            "3",
            "4",
            "5",
            "PM",
            "pm",
            "-070000",
            "-07:00:00",
            "-0700",
            "-07:00",
            "-07",
            "Z070000",
            "Z07:00:00",
            "Z0700",
            "Z07:00",
            "Z07");

    private Layouts() {}

    /** OPA has names for some layouts. */
    static String named(String layout) {
        return NAMED.getOrDefault(layout, layout);
    }

    /**
     * The next part of a layout that stands for something.
     *
     * @param prefix what is before it
     * @param element it; null if there is none
     * @param rest what is behind it
     */
    record Chunk(String prefix, @Nullable String element, String rest) {
        boolean isFraction() {
            return element != null && (element.charAt(0) == '.' || element.charAt(0) == ',');
        }
    }

    static Chunk next(String layout) {
        for (int at = 0; at < layout.length(); at++) {
            String element = at(layout, at);
            if (element != null) {
                // "_2006" is a literal character before a year.
                int start = element.equals("_2") && layout.startsWith("2006", at + 1) ? at + 1 : at;
                String found = start > at ? "2006" : element;
                return new Chunk(layout.substring(0, start), found, layout.substring(start + found.length()));
            }
        }
        return new Chunk(layout, null, "");
    }

    private static @Nullable String at(String layout, int at) {
        char c = layout.charAt(at);
        if (c == '.' || c == ',') {
            return fraction(layout, at);
        }
        for (String element : ELEMENTS) {
            if (layout.startsWith(element, at) && !isPartOfWord(layout, at, element)) {
                return element;
            }
        }
        return null;
    }

    /** "Month" holds no "Mon". */
    private static boolean isPartOfWord(String layout, int at, String element) {
        int end = at + element.length();
        return (element.equals("Jan") || element.equals("Mon"))
                && end < layout.length()
                && layout.charAt(end) >= 'a'
                && layout.charAt(end) <= 'z';
    }

    private static @Nullable String fraction(String layout, int at) {
        int end = at + 1;
        char digit = end < layout.length() ? layout.charAt(end) : ' ';
        if (digit != '0' && digit != '9') {
            return null;
        }
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean more = end < layout.length() && layout.charAt(end) >= '0' && layout.charAt(end) <= '9';
        return more ? null : layout.substring(at, end);
    }

    /** The quotes of Go's package {@code time}. */
    static String quote(String bytes) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : bytes.toCharArray()) {
            if (c >= 0x80 || c < ' ') {
                quoted.append(String.format("\\x%02x", (int) c));
            } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
