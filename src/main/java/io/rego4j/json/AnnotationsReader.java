package io.rego4j.json;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** METADATA from JSON. */
final class AnnotationsReader {
    private final JsonLocations places;
    private final AstTermReader terms;

    AnnotationsReader(JsonLocations places, AstTermReader terms) {
        this.places = places;
        this.terms = terms;
    }

    Annotations read(JsonElement in) {
        List<String> organizations = new ArrayList<>();
        in.items("organizations").forEach(item -> organizations.add(item.text()));
        List<Annotations.RelatedResource> resources = new ArrayList<>();
        for (JsonElement item : in.items("related_resources")) {
            resources.add(new Annotations.RelatedResource(address(item.field("ref")), item.text("description")));
        }
        List<Annotations.Author> authors = new ArrayList<>();
        for (JsonElement item : in.items("authors")) {
            authors.add(new Annotations.Author(item.text("name"), item.text("email")));
        }
        List<Annotations.Schema> schemas = new ArrayList<>();
        in.items("schemas").forEach(item -> schemas.add(schema(item)));
        JsonElement compile = in.optional("compile");
        boolean entrypoint = in.bool("entrypoint");
        String scope = in.text("scope");
        return new Annotations(
                // An entry point is a document; earlier versions took a rule's for that of the rule if no scope was
                // written.
                entrypoint && scope.equals("rule") ? "document" : scope,
                in.text("title"),
                entrypoint,
                in.text("description"),
                organizations,
                resources,
                authors,
                schemas,
                compile == null ? null : compile(compile),
                map(in.optional("custom")),
                map(in.optional("labels")),
                places.of(in));
    }

    /** An address: a string, or the parts of one as Go's {@code url.URL} has them. */
    private static String address(JsonElement in) {
        if (in.isText()) {
            return in.text();
        }
        String scheme = in.text("Scheme");
        String host = in.text("Host");
        String query = in.text("RawQuery");
        String fragment = in.text("Fragment");
        return (scheme.isEmpty() ? "" : scheme + ":")
                + (host.isEmpty() ? "" : "//" + host)
                + in.text("Opaque")
                + in.text("Path")
                + (query.isEmpty() ? "" : "?" + query)
                + (fragment.isEmpty() ? "" : "#" + fragment);
    }

    private Annotations.Schema schema(JsonElement in) {
        JsonElement named = in.optional("schema");
        return new Annotations.Schema(
                ref(in.field("path")),
                named == null ? null : ref(named),
                named == null && in.has("definition") ? value(in.field("definition")) : null);
    }

    private Annotations.Compile compile(JsonElement in) {
        List<@Nullable RefTerm> unknowns = new ArrayList<>();
        in.items("unknowns")
                .forEach(item -> unknowns.add(item.isNull() || item.items().isEmpty() ? null : ref(item)));
        JsonElement mask = in.optional("mask_rule");
        return new Annotations.Compile(unknowns, mask == null ? null : ref(mask));
    }

    private RefTerm ref(JsonElement in) {
        return terms.ref(in, Origin.NONE);
    }

    private static Map<String, @Nullable Object> map(@Nullable JsonElement in) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (in != null) {
            in.entries().forEach(entry -> values.put(entry.name(), value(entry)));
        }
        return values;
    }

    private static @Nullable Object value(JsonElement in) {
        if (in.isObject()) {
            return map(in);
        } else if (in.isList()) {
            List<@Nullable Object> values = new ArrayList<>();
            in.items().forEach(item -> values.add(value(item)));
            return values;
        }
        return in.value() instanceof JsonTreeReader.Number number ? new NumberTerm(number.text()) : in.value();
    }
}
