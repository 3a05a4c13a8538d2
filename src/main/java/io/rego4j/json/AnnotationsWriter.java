package io.rego4j.json;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.TermOrder;
import io.rego4j.internal.go.GoBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** METADATA as JSON: names in alphabetical order, what is empty left out. */
final class AnnotationsWriter {
    private final JsonOutput out;
    private final AstWriter nodes;
    private final AstTermWriter terms;
    private final boolean locations;

    AnnotationsWriter(JsonOutput out, AstWriter nodes, AstTermWriter terms, boolean locations) {
        this.out = out;
        this.locations = locations;
        this.nodes = nodes;
        this.terms = terms;
    }

    /** Writes a block: one of the module's, or the copy of it that a rule holds. */
    void write(Annotations annotations, boolean copied) {
        out.startObject();
        out.array("authors", annotations.authors(), this::writeAuthor);
        Annotations.Compile compile = annotations.compile();
        if (compile != null) {
            writeCompile(compile, copied);
        }
        writeMap("custom", annotations.custom());
        out.optional("description", annotations.description());
        out.optional("entrypoint", annotations.entrypoint());
        writeMap("labels", annotations.labels());
        Origin origin = annotations.origin();
        if (locations && origin.isPresent()) {
            out.field("location");
            out.place(origin, MetadataLocationText.ofBlock(origin));
        }
        out.array("organizations", annotations.organizations(), out::text);
        out.array("related_resources", annotations.relatedResources(), this::writeResource);
        out.array("schemas", annotations.schemas(), this::writeSchema);
        out.field("scope", annotations.scope());
        out.optional("title", annotations.title());
        out.endObject();
    }

    private void writeAuthor(Annotations.Author author) {
        out.startObject();
        out.field("name", author.name());
        out.optional("email", author.email());
        out.endObject();
    }

    private void writeCompile(Annotations.Compile compile, boolean copied) {
        out.field("compile");
        out.startObject();
        out.array("unknowns", compile.unknowns(), unknown -> {
            if (unknown != null) {
                nodes.writeRef(unknown);
            } else if (copied) {
                // OPA's copy of a missing reference is an empty one.
                out.startArray();
                out.endArray();
            } else {
                out.nullValue();
            }
        });
        RefTerm mask = compile.maskRule();
        if (mask != null) {
            out.field("mask_rule");
            nodes.writeRef(mask);
        }
        out.endObject();
    }

    private void writeResource(Annotations.RelatedResource resource) {
        out.startObject();
        out.optional("description", resource.description());
        out.field("ref", resource.ref());
        out.endObject();
    }

    private void writeSchema(Annotations.Schema schema) {
        out.startObject();
        out.field("path");
        // Their locations are in the YAML key, not in the module: OPA leaves them out.
        out.array(schema.path().terms(), terms::writeWithoutLocation);
        RefTerm named = schema.schema();
        if (named != null) {
            out.field("schema");
            nodes.writeRef(named);
        } else {
            out.field("definition");
            writeValue(schema.definition());
        }
        out.endObject();
    }

    private void writeMap(String name, Map<String, @Nullable Object> map) {
        if (!map.isEmpty()) {
            out.field(name);
            writeValue(map);
        }
    }

    private void writeValue(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            out.startObject();
            Map<String, @Nullable Object> sorted = new TreeMap<>(TermOrder::compareText);
            map.forEach((key, item) -> sorted.put((String) key, item));
            sorted.forEach((key, item) -> {
                out.field(GoBytes.replaceLoneSurrogates(key));
                writeValue(item);
            });
            out.endObject();
        } else if (value instanceof List<?> list) {
            out.array(list, this::writeValue);
        } else if (value instanceof String text) {
            out.text(text);
        } else if (value instanceof Boolean bool) {
            out.bool(bool);
        } else if (value instanceof NumberTerm number) {
            out.number(number.text());
        } else if (value instanceof Double number) {
            String name = number.isNaN() ? "NaN" : number > 0 ? "+Inf" : "-Inf";
            throw new UncheckedIOException(new IOException(
                    "json: error calling MarshalJSON for type *ast.Annotations: json: unsupported value: " + name));
        } else {
            out.nullValue();
        }
    }
}
