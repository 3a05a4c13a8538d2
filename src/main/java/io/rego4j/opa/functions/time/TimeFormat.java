package io.rego4j.opa.functions.time;

import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.EvaluationException;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

/** Times by Go's layouts ({@code Time.Format}). */
final class TimeFormat {
    private static final int SECONDS_A_MINUTE = 60;
    private static final Pattern TRAILING_ZEROS = Pattern.compile("(?<!0)0++$");

    private final ZonedDateTime time;
    private final StringBuilder out = new StringBuilder();

    private TimeFormat(ZonedDateTime time) {
        this.time = time;
    }

    static String format(BuiltinContext context, ZonedDateTime time, String layout) {
        return new TimeFormat(time).run(context, layout);
    }

    private String run(BuiltinContext context, String layout) {
        Layouts.Chunk chunk = Layouts.next(layout);
        while (chunk.element() != null) {
            context.checkDeadline();
            out.append(chunk.prefix());
            if (chunk.isFraction()) {
                fraction(chunk.element());
            } else {
                element(chunk.element());
            }
            chunk = Layouts.next(chunk.rest());
        }
        return out.append(chunk.prefix()).toString();
    }

    private void element(String element) {
        switch (element) {
            case "06" -> digits(Math.abs(time.getYear()) % 100, 2);
            case "2006" -> digits(time.getYear(), 4);
            case "Jan" -> out.append(Layouts.MONTHS.get(time.getMonthValue() - 1), 0, 3);
            case "January" -> out.append(Layouts.MONTHS.get(time.getMonthValue() - 1));
            case "1" -> digits(time.getMonthValue(), 0);
            case "01" -> digits(time.getMonthValue(), 2);
            case "Mon" -> out.append(weekday(time), 0, 3);
            case "Monday" -> out.append(weekday(time));
            case "2" -> digits(time.getDayOfMonth(), 0);
            case "_2" -> padded(time.getDayOfMonth(), 2);
            case "02" -> digits(time.getDayOfMonth(), 2);
            case "__2" -> padded(time.getDayOfYear(), 3);
            case "002" -> digits(time.getDayOfYear(), 3);
            case "15" -> digits(time.getHour(), 2);
            case "3" -> digits(hour12(), 0);
            case "03" -> digits(hour12(), 2);
            case "4" -> digits(time.getMinute(), 0);
            case "04" -> digits(time.getMinute(), 2);
            case "5" -> digits(time.getSecond(), 0);
            case "05" -> digits(time.getSecond(), 2);
            case "PM" -> out.append(time.getHour() >= 12 ? "PM" : "AM");
            case "pm" -> out.append(time.getHour() >= 12 ? "pm" : "am");
            case "MST" -> zoneName();
            default -> offset(element);
        }
    }

    static String weekday(ZonedDateTime time) {
        return Layouts.DAYS.get(time.getDayOfWeek().getValue() % 7);
    }

    private int hour12() {
        return time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    }

    private void digits(int number, int width) {
        String digits = Integer.toString(Math.abs(number));
        out.append(number < 0 ? "-" : "")
                .append("0".repeat(Math.max(0, width - digits.length())))
                .append(digits);
    }

    private void padded(int number, int width) {
        out.append(String.format("%" + width + "d", number));
    }

    private void offset(String element) {
        int seconds = time.getOffset().getTotalSeconds();
        if (element.startsWith("Z") && seconds == 0) {
            out.append('Z');
            return;
        }
        int minutes = Math.abs(seconds / SECONDS_A_MINUTE);
        out.append(seconds / SECONDS_A_MINUTE < 0 ? '-' : '+');
        digits(minutes / 60, 2);
        String colon = element.contains(":") ? ":" : "";
        if (element.length() > 3) {
            out.append(colon);
            digits(minutes % 60, 2);
        }
        if (element.length() > 6) {
            out.append(colon);
            digits(Math.abs(seconds) % SECONDS_A_MINUTE, 2);
        }
    }

    /** The zone's name for short, which Go knows from another table than Java. */
    private void zoneName() {
        if (!Zones.isUtc(time.getZone())) {
            throw new EvaluationException(
                    EvaluationException.UNSUPPORTED,
                    "time.format: the short name of the time zone " + time.getZone() + " is not in this engine");
        }
        out.append("UTC");
    }

    private void fraction(String element) {
        String digits = String.format("%09d", time.getNano());
        int wanted = element.length() - 1;
        String shown =
                wanted <= digits.length() ? digits.substring(0, wanted) : digits + "0".repeat(wanted - digits.length());
        if (element.charAt(1) == '9') {
            shown = TRAILING_ZEROS.matcher(shown).replaceAll("");
            if (shown.isEmpty()) {
                return;
            }
        }
        out.append(element.charAt(0)).append(shown);
    }
}
