package io.rego4j.opa.functions.time;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Set;

/** Time zones by name, as Go's {@code time.LoadLocation} finds them. */
final class Zones {
    private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();
    private static final Map<String, String> FIXED = Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00");
    private static final Map<String, String> LINKS = Map.of("ROC", "Asia/Taipei");

    private Zones() {}

    static boolean isUtc(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC);
    }

    static ZoneId find(String name) throws BuiltinException {
        if (name.isEmpty() || name.equals("UTC")) {
            return ZoneOffset.UTC;
        } else if (name.equals("Local")) {
            return ZoneId.systemDefault();
        } else if (name.contains("..") || name.startsWith("/") || name.startsWith("\\")) {
            throw BuiltinException.of("time: invalid location name");
        } else if (name.indexOf('\0') >= 0) {
            // Go looks for a file of that name.
            throw BuiltinException.of("invalid argument");
        } else if (FIXED.containsKey(name)) {
            return ZoneId.of(FIXED.get(name));
        } else if (LINKS.containsKey(name)) {
            return ZoneId.of(LINKS.get(name));
        } else if (!KNOWN.contains(name) || name.startsWith("SystemV/")) {
            throw BuiltinException.of("unknown time zone " + name);
        }
        return ZoneId.of(name);
    }

    /** A moment in a zone. For the years before 1970 the tables of Java and Go differ. */
    static ZonedDateTime at(ZoneId zone, Instant moment) {
        if (moment.isBefore(Instant.EPOCH) && !isUtc(zone)) {
            throw new EvaluationException(
                    EvaluationException.UNSUPPORTED, "a time zone before 1970 is not in this engine");
        }
        return moment.atZone(zone);
    }

    /** The moment of a local time; where there is none, or two, the one that Go's {@code Date} takes. */
    static long toUtc(ZoneId zone, long localSeconds) {
        ZoneRules rules = zone.getRules();
        int offset = rules.getOffset(Instant.ofEpochSecond(localSeconds)).getTotalSeconds();
        int there =
                rules.getOffset(Instant.ofEpochSecond(localSeconds - offset)).getTotalSeconds();
        return localSeconds - there;
    }
}
