package io.rego4j.internal.values;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import java.util.regex.Pattern;

/** Objects of the JDK that become a string: the same one in built policies and in the JSON of an input. */
public final class TextValues {
    /** Their classes; subclasses count too. */
    public static final List<Class<?>> CLASSES = List.of(
            CharSequence.class,
            Character.class,
            char[].class,
            TemporalAccessor.class,
            TemporalAmount.class,
            ZoneId.class,
            TimeZone.class,
            Date.class,
            Currency.class,
            Locale.class,
            Pattern.class,
            UUID.class,
            URI.class,
            URL.class,
            Path.class);

    private static final ClassValue<Boolean> IS_TEXT = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return CLASSES.stream().anyMatch(known -> known.isAssignableFrom(type));
        }
    };

    private TextValues() {}

    /** True for the class of such an object. */
    public static boolean isText(Class<?> type) {
        return IS_TEXT.get(type);
    }

    /** The text of such an object: ISO 8601 for dates, times and durations. */
    public static String of(Object value) {
        if (value instanceof Date date) {
            // The dates of java.sql throw in toInstant.
            return Instant.ofEpochMilli(date.getTime()).toString();
        } else if (value instanceof TimeZone zone) {
            return zone.getID();
        }
        return value instanceof char[] chars ? new String(chars) : value.toString();
    }
}
