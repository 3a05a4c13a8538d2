package io.rego4j.opa.functions.schema;

import io.rego4j.internal.go.GoUrl;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.functions.text.Urls;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;

/** Formats of strings in schemas. One that is not known fits everything. */
final class SchemaFormats {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern UUID =
            Pattern.compile("(?i)[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}");
    private static final Pattern POINTER = Pattern.compile("(?:/(?:[^/~]|~[01])*+)*+");
    private static final Set<String> OTHERS = Set.of(
            "time",
            "date-time",
            "hostname",
            "idn-hostname",
            "email",
            "idn-email",
            "ipv4",
            "ipv6",
            "iri",
            "iri-reference",
            "uri-template",
            "regex",
            "relative-json-pointer");

    private SchemaFormats() {}

    static boolean fits(String format, Value value) {
        if (!(value instanceof StringValue text)) {
            return true;
        }
        return switch (format) {
            case "date" -> isDate(text.text());
            case "uuid" -> UUID.matcher(text.text()).matches();
            case "json-pointer" -> POINTER.matcher(text.text()).matches();
            case "uri" -> isUri(text, true);
            case "uri-reference" -> isUri(text, false);
            default -> {
                if (OTHERS.contains(format)) {
                    throw new EvaluationException(
                            EvaluationException.UNSUPPORTED,
                            "the format " + format + " of a schema is not in this engine");
                }
                yield true;
            }
        };
    }

    private static boolean isDate(String text) {
        try {
            return DATE.matcher(text).matches() && LocalDate.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isUri(StringValue text, boolean withScheme) {
        try {
            GoUrl uri = Urls.parsed(text);
            return (!withScheme || !uri.scheme().isEmpty()) && text.text().indexOf('\\') < 0;
        } catch (BuiltinException e) {
            return false;
        }
    }
}
