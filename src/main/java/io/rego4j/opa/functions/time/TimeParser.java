package io.rego4j.opa.functions.time;

import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times by Go's layouts ({@code time.Parse}). Texts are bytes. */
final class TimeParser {
    private static final Pattern SIGNED = Pattern.compile("[-+](\\d+)");
    private static final Set<String> OFFSETS_WITH_SECONDS = Set.of("-07:00:00", "Z07:00:00", "-070000", "Z070000");
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private final String layout;
    private final String text;
    private String value;

    private int year;
    private int month = -1;
    private int day = -1;
    private int yearDay = -1;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private long offset;
    private boolean afternoon;
    private boolean forenoon;
    /** What is out of its range. */
    private String outside = "";

    /** The value does not begin with what the layout wants. */
    private static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;
        static final Bad INSTANCE = new Bad();

        private Bad() {
            super(null, null, false, false);
        }
    }

    private TimeParser(String layout, String text) {
        this.layout = layout;
        this.text = text;
        this.value = text;
    }

    /** Nanoseconds since 1970. */
    static BigInteger parse(BuiltinContext context, String layout, String text) throws BuiltinException {
        return new TimeParser(layout, text).run(context);
    }

    private BuiltinException cannot(String value, String element) {
        return BuiltinException.of("parsing time " + Layouts.quote(text) + " as " + Layouts.quote(layout)
                + ": cannot parse " + Layouts.quote(value) + " as " + Layouts.quote(element));
    }

    private BuiltinException wrong(String message) {
        return BuiltinException.of("parsing time " + Layouts.quote(text) + ": " + message);
    }

    private BigInteger run(BuiltinContext context) throws BuiltinException {
        Layouts.Chunk chunk = Layouts.next(layout);
        while (true) {
            context.checkDeadline();
            skip(chunk.prefix());
            if (chunk.element() == null) {
                break;
            }
            String before = value;
            try {
                if (chunk.isFraction()) {
                    fraction(chunk.element());
                } else {
                    element(chunk.element(), chunk.rest());
                }
            } catch (Bad e) {
                if (outside.isEmpty()) {
                    throw cannot(before, chunk.element());
                }
            }
            if (!outside.isEmpty()) {
                throw wrong(outside + " out of range");
            }
            chunk = Layouts.next(chunk.rest());
        }
        if (!value.isEmpty()) {
            throw wrong("extra text: " + Layouts.quote(value));
        }
        return moment();
    }

    private void skip(String prefix) throws BuiltinException {
        int at = 0;
        int taken = 0;
        while (at < prefix.length()) {
            char c = prefix.charAt(at);
            if (c == ' ') {
                if (taken < value.length() && value.charAt(taken) != ' ') {
                    throw cannot(value.substring(taken), prefix);
                }
                at = behindSpaces(prefix, at);
                taken = behindSpaces(value, taken);
            } else if (taken == value.length() || value.charAt(taken) != c) {
                throw cannot(value.substring(taken), prefix);
            } else {
                at++;
                taken++;
            }
        }
        value = value.substring(taken);
    }

    private static int behindSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private void element(String element, String rest) throws Bad {
        switch (element) {
            case "06" -> {
                int two = decimal(take(2));
                year = two + (two >= 69 ? 1900 : 2000);
            }
            case "2006" -> {
                if (value.length() < 4 || !isDigit(0)) {
                    throw Bad.INSTANCE;
                }
                year = decimal(take(4));
            }
            case "Jan" -> month = name(Layouts.MONTHS, 3) + 1;
            case "January" -> month = name(Layouts.MONTHS, 20) + 1;
            case "1", "01" -> month = inside(number(element), 1, 12, "month");
            case "Mon" -> name(Layouts.DAYS, 3);
            case "Monday" -> name(Layouts.DAYS, 20);
            case "2", "_2", "02" -> {
                skipSpaces(element.equals("_2") ? 1 : 0);
                day = number(element);
            }
            case "__2", "002" -> {
                skipSpaces(element.equals("__2") ? 2 : 0);
                yearDay = threeDigits(element.equals("002"));
            }
            case "15" -> hour = inside(number("2"), 0, 23, "hour");
            case "3", "03" -> hour = inside(number(element), 0, 12, "hour");
            case "4", "04" -> minute = inside(number(element), 0, 59, "minute");
            case "5", "05" -> {
                second = inside(number(element), 0, 59, "second");
                if (outside.isEmpty() && !Layouts.next(rest).isFraction()) {
                    optionalFraction();
                }
            }
            case "PM" -> halfOfDay("PM", "AM");
            case "pm" -> halfOfDay("pm", "am");
            case "MST" -> zoneName();
            default -> zoneOffset(element);
        }
    }

    private boolean isDigit(int at) {
        return at < value.length() && value.charAt(at) >= '0' && value.charAt(at) <= '9';
    }

    private String take(int count) throws Bad {
        if (value.length() < count) {
            throw Bad.INSTANCE;
        }
        String taken = value.substring(0, count);
        value = value.substring(count);
        return taken;
    }

    /** Go's {@code atoi}, which takes a sign. */
    private static int decimal(String digits) throws Bad {
        if (!digits.matches("[-+]?[0-9]+")) {
            throw Bad.INSTANCE;
        }
        return Integer.parseInt(digits);
    }

    private int inside(int number, int least, int most, String name) {
        if (number < least || number > most) {
            outside = name;
        }
        return number;
    }

    /** Two digits, or one where the layout has no zero before it. */
    private int number(String element) throws Bad {
        if (!isDigit(0) || !isDigit(1) && element.startsWith("0")) {
            throw Bad.INSTANCE;
        }
        return decimal(take(isDigit(1) ? 2 : 1));
    }

    private int threeDigits(boolean all) throws Bad {
        int count = 0;
        while (count < 3 && isDigit(count)) {
            count++;
        }
        if (count == 0 || all && count < 3) {
            throw Bad.INSTANCE;
        }
        return decimal(take(count));
    }

    private void skipSpaces(int most) {
        for (int i = 0; i < most && value.startsWith(" "); i++) {
            value = value.substring(1);
        }
    }

    private int name(List<String> names, int letters) throws Bad {
        for (int i = 0; i < names.size(); i++) {
            String name =
                    names.get(i).substring(0, Math.min(letters, names.get(i).length()));
            if (value.regionMatches(true, 0, name, 0, name.length()) && value.charAt(0) < 0x80) {
                value = value.substring(name.length());
                return i;
            }
        }
        throw Bad.INSTANCE;
    }

    private void halfOfDay(String second, String first) throws Bad {
        String half = take(2);
        afternoon |= half.equals(second);
        forenoon |= half.equals(first);
        if (!half.equals(second) && !half.equals(first)) {
            throw Bad.INSTANCE;
        }
    }

    private boolean isPoint() {
        return value.startsWith(".") || value.startsWith(",");
    }

    private void optionalFraction() throws Bad {
        if (isPoint() && isDigit(1)) {
            int end = 1;
            while (isDigit(end)) {
                end++;
            }
            nanoseconds(take(end));
        }
    }

    private void fraction(String element) throws Bad {
        if (element.charAt(1) == '9') {
            optionalFraction();
        } else {
            String digits = take(element.length());
            if (digits.charAt(0) != '.' && digits.charAt(0) != ',') {
                throw Bad.INSTANCE;
            }
            nanoseconds(digits);
        }
    }

    private void nanoseconds(String text) throws Bad {
        String digits = text.substring(1, Math.min(text.length(), 10));
        int number = decimal(digits);
        if (number < 0) {
            outside = "fractional second";
        }
        nanos = number * (int) Math.pow(10, 9 - digits.length());
    }

    private void zoneOffset(String element) throws Bad {
        if (element.startsWith("Z") && value.startsWith("Z")) {
            value = value.substring(1);
            return;
        }
        boolean colon = element.contains(":");
        boolean seconds = OFFSETS_WITH_SECONDS.contains(element);
        String written = take(element.length());
        int step = colon ? 3 : 2;
        if (colon && (written.charAt(3) != ':' || seconds && written.charAt(6) != ':')) {
            throw Bad.INSTANCE;
        }
        int hours = inside(twoDigits(written, 1), 0, 24, "time zone offset hour");
        int minutes = element.length() > 3 ? inside(twoDigits(written, 1 + step), 0, 60, "time zone offset minute") : 0;
        int extra = seconds ? inside(twoDigits(written, 1 + 2 * step), 0, 60, "time zone offset second") : 0;
        offset = (hours * 60L + minutes) * 60 + extra;
        if (written.charAt(0) == '-') {
            offset = -offset;
        } else if (written.charAt(0) != '+') {
            throw Bad.INSTANCE;
        }
    }

    private static int twoDigits(String text, int at) throws Bad {
        String digits = text.substring(at, at + 2);
        if (!digits.matches("[0-9]{2}")) {
            throw Bad.INSTANCE;
        }
        return Integer.parseInt(digits);
    }

    /** A zone that Go knows no offset of is as far from Greenwich as UTC. */
    private void zoneName() throws Bad {
        if (value.startsWith("UTC")) {
            value = value.substring(3);
            return;
        }
        int length = zoneNameLength();
        String name = take(length);
        if (name.length() > 3 && name.startsWith("GMT")) {
            offset = Integer.parseInt(name.substring(3)) * 3600L;
        }
    }

    private int zoneNameLength() throws Bad {
        if (value.length() < 3) {
            throw Bad.INSTANCE;
        } else if (value.startsWith("ChST") || value.startsWith("MeST")) {
            return 4;
        } else if (value.startsWith("GMT")) {
            return 3 + signedLength(value.substring(3));
        } else if (value.startsWith("+") || value.startsWith("-")) {
            int length = signedLength(value);
            if (length == 0) {
                throw Bad.INSTANCE;
            }
            return length;
        }
        int letters = 0;
        while (letters < 6
                && letters < value.length()
                && value.charAt(letters) >= 'A'
                && value.charAt(letters) <= 'Z') {
            letters++;
        }
        boolean known = letters == 3
                || letters == 4 && (value.charAt(3) == 'T' || value.startsWith("WITA"))
                || letters == 5 && value.charAt(4) == 'T';
        if (!known) {
            throw Bad.INSTANCE;
        }
        return letters;
    }

    private static int signedLength(String text) {
        Matcher signed = SIGNED.matcher(text);
        boolean hours = signed.lookingAt() && new BigInteger(signed.group(1)).compareTo(BigInteger.valueOf(23)) <= 0;
        return hours ? signed.end() : 0;
    }

    private BigInteger moment() throws BuiltinException {
        if (afternoon && hour < 12) {
            hour += 12;
        } else if (forenoon && hour == 12) {
            hour = 0;
        }
        if (yearDay >= 0) {
            byDayOfYear();
        }
        month = month < 0 ? 1 : month;
        day = day < 0 ? 1 : day;
        if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
            throw wrong("day out of range");
        }
        long seconds =
                LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second - offset;
        return BigInteger.valueOf(seconds).multiply(BILLION).add(BigInteger.valueOf(nanos));
    }

    private void byDayOfYear() throws BuiltinException {
        if (yearDay < 1 || yearDay > YearMonth.of(year, 1).lengthOfYear()) {
            throw wrong("day-of-year out of range");
        }
        LocalDate date = LocalDate.ofYearDay(year, yearDay);
        if (month >= 0 && month != date.getMonthValue()) {
            throw wrong("day-of-year does not match month");
        } else if (day >= 0 && day != date.getDayOfMonth()) {
            throw wrong("day-of-year does not match day");
        }
        month = date.getMonthValue();
        day = date.getDayOfMonth();
    }
}
