package io.rego4j.ast.text;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.go.GoQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** METADATA as OPA's {@code Annotations.String} has it: its JSON without places, on one line. */
final class AnnotationsText {
    private AnnotationsText() {}

    static String of(Annotations annotations) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("scope", annotations.scope());
        put(fields, "title", annotations.title());
        put(fields, "description", annotations.description());
        if (annotations.entrypoint()) {
            fields.put("entrypoint", true);
        }
        put(fields, "organizations", annotations.organizations());
        put(fields, "related_resources", each(annotations.relatedResources(), AnnotationsText::resource));
        put(fields, "authors", each(annotations.authors(), AnnotationsText::author));
        put(fields, "schemas", each(annotations.schemas(), AnnotationsText::schema));
        Annotations.Compile compile = annotations.compile();
        if (compile != null) {
            fields.put("compile", compile(compile));
        }
        put(fields, "custom", annotations.custom());
        put(fields, "labels", annotations.labels());
        StringBuilder out = new StringBuilder();
        append(out, fields);
        return out.toString();
    }

    private static void put(Map<String, @Nullable Object> fields, String name, Object value) {
        boolean empty = value instanceof String text
                ? text.isEmpty()
                : value instanceof List<?> list ? list.isEmpty() : value instanceof Map<?, ?> map && map.isEmpty();
        if (!empty) {
            fields.put(name, value);
        }
    }

    private static <T> List<Object> each(List<T> items, Function<T, Object> shown) {
        List<Object> all = new ArrayList<>();
        items.forEach(item -> all.add(shown.apply(item)));
        return all;
    }

    private static Object resource(Annotations.RelatedResource resource) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("ref", resource.ref());
        put(fields, "description", resource.description());
        return fields;
    }

    private static Object author(Annotations.Author author) {
        Fields fields = new Fields();
        fields.add("name", author.name());
        if (!author.email().isEmpty()) {
            fields.add("email", author.email());
        }
        return fields;
    }

    private static Object schema(Annotations.Schema schema) {
        Fields fields = new Fields();
        fields.add("path", schema.path());
        RefTerm named = schema.schema();
        if (named != null) {
            fields.add("schema", named);
        } else {
            fields.add("definition", schema.definition());
        }
        return fields;
    }

    private static Object compile(Annotations.Compile compile) {
        Fields fields = new Fields();
        if (!compile.unknowns().isEmpty()) {
            fields.add("unknowns", compile.unknowns());
        }
        RefTerm mask = compile.maskRule();
        if (mask != null) {
            fields.add("mask_rule", mask);
        }
        return fields;
    }

    /** The fields of an object that Go writes in the order in which its type has them. */
    private static final class Fields {
        private final List<String> names = new ArrayList<>();
        private final List<@Nullable Object> values = new ArrayList<>();

        void add(String name, @Nullable Object value) {
            names.add(name);
            values.add(value);
        }
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Fields fields = new Fields();
            Map<String, @Nullable Object> sorted = new TreeMap<>(TermOrder::compareText);
            map.forEach((name, item) -> sorted.put(String.valueOf(name), item));
            sorted.forEach(fields::add);
            append(out, fields);
        } else if (value instanceof Fields fields) {
            append(out, fields);
        } else if (value instanceof List<?> list) {
            appendAll(out, list);
        } else if (value instanceof RefTerm ref) {
            appendAll(out, each(ref.terms(), AnnotationsText::typed));
        } else if (value instanceof String text) {
            GoQuote.appendJson(out, text, true);
        } else {
            out.append(value);
        }
    }

    private static void append(StringBuilder out, Fields fields) {
        out.append('{');
        for (int i = 0; i < fields.names.size(); i++) {
            GoQuote.appendJson(out.append(i == 0 ? "" : ","), fields.names.get(i), true);
            append(out.append(':'), fields.values.get(i));
        }
        out.append('}');
    }

    private static void appendAll(StringBuilder out, List<?> list) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            append(out.append(i == 0 ? "" : ","), list.get(i));
        }
        out.append(']');
    }

    /** A part of a reference with its type. The references of METADATA hold scalars, variables and other references. */
    private static Object typed(Term term) {
        Fields fields = new Fields();
        fields.add("type", term.kind());
        fields.add("value", value(term));
        return fields;
    }

    private static Object value(Term term) {
        return switch (TermKind.of(term)) {
            case BOOLEAN, NUMBER, REF -> term;
            case STRING -> ((StringTerm) term).value();
            case VAR -> ((VarTerm) term).name();
            case NULL,
                    CALL,
                    ARRAY,
                    SET,
                    OBJECT,
                    ARRAY_COMPREHENSION,
                    SET_COMPREHENSION,
                    OBJECT_COMPREHENSION,
                    TEMPLATE_STRING -> term.toString();
        };
    }
}
