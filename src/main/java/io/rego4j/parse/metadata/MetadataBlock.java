package io.rego4j.parse.metadata;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.go.GoQuote;
import io.rego4j.internal.go.GoText;
import io.rego4j.internal.yaml.YamlDecoder;
import io.rego4j.internal.yaml.YamlException;
import io.rego4j.internal.yaml.YamlMap;
import io.rego4j.internal.yaml.YamlNode;
import io.rego4j.internal.yaml.YamlReader;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One METADATA block: the comment that starts it and those that hold its YAML. */
final class MetadataBlock {
    private static final Map<String, YamlDecoder.Target> FIELDS = Map.ofEntries(
            Map.entry("scope", YamlDecoder.Target.STRING),
            Map.entry("title", YamlDecoder.Target.STRING),
            Map.entry("entrypoint", YamlDecoder.Target.BOOL),
            Map.entry("description", YamlDecoder.Target.STRING),
            Map.entry("organizations", YamlDecoder.Target.STRINGS),
            Map.entry("related_resources", YamlDecoder.Target.LIST),
            Map.entry("authors", YamlDecoder.Target.LIST),
            Map.entry("schemas", YamlDecoder.Target.MAPS),
            Map.entry("compile", YamlDecoder.Target.MAP),
            Map.entry("custom", YamlDecoder.Target.MAP),
            Map.entry("labels", YamlDecoder.Target.MAP));
    private static final Pattern LINE = Pattern.compile("yaml:(?: unmarshal errors:[\\n\\s]*)? line ([0-9]+):");

    /** What may stand before the first word of a line; each may open a list or a mapping. */
    private static final String INDENTATION = " \t-?:";
    /** More than OPA's library reads without aliases. */
    private static final long MOST_LEVELS = 1 << 16;

    private final Comment first;
    private final List<Comment> lines;
    private final MetadataReader.TermReader terms;
    private Comment faulty;

    MetadataBlock(Comment first, List<Comment> lines, MetadataReader.TermReader terms) {
        this.first = first;
        this.lines = lines;
        this.terms = terms;
        this.faulty = first;
    }

    /** The comment at which OPA reports the error that {@link #read} threw. */
    Comment faulty() {
        return faulty;
    }

    /** How many levels a recursion over the values may need at most: brackets, indentation and aliases make them. */
    long levels() {
        long brackets = 0;
        long indentation = 0;
        long aliases = 0;
        for (Comment line : lines) {
            String text = line.text();
            boolean leading = true;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                leading = leading && INDENTATION.indexOf(c) >= 0;
                if (leading) {
                    indentation = Math.max(indentation, i);
                } else if (c == '[' || c == '{') {
                    brackets++;
                }
                if (c == '*') {
                    aliases++;
                }
            }
        }
        // A pair alone in brackets is a mapping too, and a list may stand at the column of its key.
        return Math.min(2 * brackets + 2 * (indentation + 4) * (aliases + 1), MOST_LEVELS);
    }

    /** The annotations that the block holds, placed from its first comment to its last. */
    Annotations read() throws MetadataException {
        List<String> yaml = new ArrayList<>(lines.size());
        for (Comment line : lines) {
            String text = line.text();
            yaml.add(text.startsWith(" ") ? text.substring(1) : text);
        }
        return annotations(fields(yaml));
    }

    private Map<String, Object> fields(List<String> yaml) throws MetadataException {
        YamlNode plain = PlainYaml.read(yaml);
        String text = plain == null ? String.join("\n", yaml) + "\n" : "";
        if (plain == null && GoText.trim(text).isEmpty()) {
            throw new MetadataException("expected METADATA block, found whitespace");
        }
        try {
            return YamlDecoder.decode(plain == null ? YamlReader.read(text) : plain, FIELDS);
        } catch (YamlException e) {
            Matcher line = LINE.matcher(e.text());
            if (!line.lookingAt()) {
                faulty = lines.get(0);
            } else if (line.group(1).length() < 10) {
                faulty = lines.get(Math.min(Integer.parseInt(line.group(1)), lines.size() - 1));
            }
            throw new MetadataException(e.text() + hints());
        }
    }

    /** A hint for each line on which something other than white space follows a colon. */
    private String hints() {
        StringBuilder hints = new StringBuilder();
        for (Comment line : lines) {
            String[] parts = line.text().split(":", -1);
            List<String> symbols = new ArrayList<>();
            for (int i = 1; i < parts.length; i++) {
                String part = parts[i];
                if (part.isEmpty() ? i == parts.length - 1 : part.charAt(0) == ' ' || part.charAt(0) == '\t') {
                    break;
                }
                symbols.add(GoQuote.quoteAscii(part.isEmpty() ? 0xFFFD : part.codePointAt(0)));
            }
            if (!symbols.isEmpty()) {
                hints.append("\n  Hint: on line ")
                        .append(line.origin().row())
                        .append(", symbol(s) [")
                        .append(String.join(" ", symbols))
                        .append(
                                "] immediately following a key/value separator ':' is not a legal yaml space character");
            }
        }
        return hints.toString();
    }

    private Annotations annotations(Map<String, Object> fields) throws MetadataException {
        List<Annotations.RelatedResource> resources = new ArrayList<>();
        for (Object item : list(fields, "related_resources")) {
            resources.add(MetadataValues.resource(item));
        }
        Annotations.Compile compile = compile(fields);
        List<Annotations.Schema> schemas = schemas(list(fields, "schemas"));
        List<Annotations.Author> authors = new ArrayList<>();
        for (Object item : list(fields, "authors")) {
            authors.add(MetadataValues.author(item));
        }
        List<String> organizations = new ArrayList<>();
        for (Object item : list(fields, "organizations")) {
            organizations.add(String.valueOf(item));
        }
        return new Annotations(
                text(fields, "scope"),
                text(fields, "title"),
                Boolean.TRUE.equals(fields.get("entrypoint")),
                text(fields, "description"),
                organizations,
                resources,
                authors,
                schemas,
                compile,
                map(fields, "custom"),
                map(fields, "labels"),
                place());
    }

    private Origin place() {
        Origin start = first.origin();
        Source source = start.source();
        Comment last = lines.get(lines.size() - 1);
        return source == null
                ? Origin.NONE
                : Origin.of(source, start.anchor(), start.start(), last.origin().end());
    }

    private static String text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static List<?> list(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }

    private static Map<String, @Nullable Object> map(Map<String, Object> fields, String name) throws MetadataException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (fields.get(name) instanceof YamlMap map) {
            for (Map.Entry<@Nullable Object, @Nullable Object> entry : map.entries.entrySet()) {
                Object value = MetadataValues.withStringKeys(entry.getValue(), List.of());
                values.put(String.valueOf(entry.getKey()), MetadataValues.frozen(value));
            }
        }
        return values;
    }

    private Annotations.@Nullable Compile compile(Map<String, Object> fields) throws MetadataException {
        if (!(fields.get("compile") instanceof YamlMap map)) {
            return null;
        }
        List<@Nullable RefTerm> unknowns = new ArrayList<>();
        if (map.entries.get("unknowns") instanceof List<?> items) {
            for (Object item : items) {
                try {
                    unknowns.add(item instanceof String text ? ref(text) : null);
                } catch (MetadataException e) {
                    throw new MetadataException(
                            "invalid unknowns element " + GoQuote.quote(String.valueOf(item)) + ": " + e.text());
                }
            }
        }
        return new Annotations.Compile(unknowns, mask(map.entries.get("mask_rule")));
    }

    private @Nullable RefTerm mask(@Nullable Object value) throws MetadataException {
        if (!(value instanceof String text)) {
            return null;
        }
        Term term;
        try {
            term = terms.read(text);
        } catch (MetadataException e) {
            throw new MetadataException("invalid mask_rule annotation " + GoQuote.quote(text) + ": " + e.text());
        }
        if (term instanceof RefTerm ref) {
            return ref;
        } else if (term instanceof VarTerm || term instanceof StringTerm) {
            return new RefTerm(List.of(term), term.origin());
        }
        throw new MetadataException("invalid mask_rule annotation type " + GoQuote.quote(text) + ": string");
    }

    private RefTerm ref(String text) throws MetadataException {
        Term term;
        try {
            term = terms.read(text);
        } catch (MetadataException e) {
            throw new MetadataException("failed to parse ref: " + e.text());
        }
        if (term instanceof RefTerm ref) {
            return ref;
        }
        throw new MetadataException("expected ref but got " + term);
    }

    private List<Annotations.Schema> schemas(List<?> items) throws MetadataException {
        List<Annotations.Schema> schemas = new ArrayList<>();
        for (Object item : items) {
            // OPA takes any one entry of each item; there should be no other.
            Map<?, ?> entries = item instanceof YamlMap map ? map.entries : Map.of();
            Map.Entry<?, ?> entry = entries.isEmpty()
                    ? Map.entry("", false)
                    : entries.entrySet().iterator().next();
            String path = String.valueOf(entry.getKey());
            RefTerm document;
            try {
                document = ref(path);
            } catch (MetadataException e) {
                throw new MetadataException("invalid document reference");
            }
            schemas.add(schema(document, path, entry.getValue()));
        }
        return schemas;
    }

    private Annotations.Schema schema(RefTerm document, String path, @Nullable Object value) throws MetadataException {
        if (value instanceof String text) {
            return new Annotations.Schema(document, schemaRef(text), null);
        } else if (value instanceof YamlMap map && !map.general) {
            return new Annotations.Schema(document, null, MetadataValues.frozen(map));
        }
        throw new MetadataException("invalid schema declaration for path " + GoQuote.quote(path));
    }

    private RefTerm schemaRef(String text) throws MetadataException {
        Term term;
        try {
            term = terms.read(text);
        } catch (MetadataException e) {
            throw new MetadataException("invalid schema reference");
        }
        if (term instanceof RefTerm ref
                && ref.head() instanceof VarTerm head
                && head.name().equals("schema")) {
            return ref;
        } else if (term instanceof VarTerm name && name.name().equals("schema")) {
            return new RefTerm(List.of(new VarTerm("schema")));
        }
        throw new MetadataException("invalid schema reference");
    }
}
