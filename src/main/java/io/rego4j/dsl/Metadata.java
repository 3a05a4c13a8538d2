package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.value.MetadataValue;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.dsl.value.ValueConverter;
import io.rego4j.internal.go.GoText;
import io.rego4j.internal.go.GoUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A METADATA block, immutable: each method gives another one with more in it. In the text it stands in comments, as OPA has
 * it; in the tree it is an {@link Annotations} too.
 */
public final class Metadata {
    static final Metadata EMPTY = new Metadata(new Annotations(
            "", "", false, "", List.of(), List.of(), List.of(), List.of(), null, Map.of(), Map.of(), Origin.NONE));

    private final Annotations content;

    private Metadata(Annotations content) {
        this.content = content;
    }

    /** What the block says. */
    public Annotations annotations() {
        return content;
    }

    /**
     * What the block says, with a scope.
     *
     * @param scopes those that it may have where it stands, of which the last ones may be an entrypoint's
     * @throws IllegalArgumentException if it says nothing, or has another scope: OPA refuses both
     */
    Annotations requireContent(List<String> scopes) {
        if (this == EMPTY) {
            throw new IllegalArgumentException("this METADATA says nothing: give it a title or anything else");
        }
        String first = content.entrypoint() && scopes.contains("document") ? "document" : scopes.get(0);
        String scope = content.scope().isEmpty() ? first : content.scope();
        if (!scopes.contains(scope)) {
            throw new IllegalArgumentException(
                    "METADATA of the scope " + scope + " cannot stand here: use " + String.join(" or ", scopes));
        } else if (content.entrypoint() && !scope.equals("document") && !scope.equals("package")) {
            throw new IllegalArgumentException(
                    "an entrypoint is METADATA of the scope document or package, not " + scope);
        }
        return content.withScope(scope);
    }

    /** {@code scope}: {@code rule}, {@code document}, {@code package} or {@code subpackages}. */
    public Metadata scope(String scope) {
        if (!List.of("rule", "document", "package", "subpackages").contains(requireNonNull(scope, "scope"))) {
            throw new IllegalArgumentException(
                    "the scope of METADATA is rule, document, package or subpackages, not " + RegoNames.quote(scope));
        }
        return new Metadata(content.withScope(scope));
    }

    /** {@code title}. */
    public Metadata title(String title) {
        requireNonNull(title, "title");
        return change(c -> c.title = title);
    }

    /** {@code description}. */
    public Metadata description(String description) {
        requireNonNull(description, "description");
        return change(c -> c.description = description);
    }

    /** {@code entrypoint: true}: the rule or package is asked from outside. */
    public Metadata entrypoint() {
        return change(c -> c.entrypoint = true);
    }

    /** Adds an organization. */
    public Metadata organization(String name) {
        requireNonNull(name, "name");
        return change(c -> c.organizations.add(name));
    }

    /**
     * Adds an author, of whom name or email may be empty; white space around them is left out, as OPA does.
     *
     * @throws IllegalArgumentException if both are empty
     */
    public Metadata author(String name, String email) {
        Annotations.Author author = new Annotations.Author(trimmed("name", name), trimmed("email", email));
        if (author.name().isEmpty() && author.email().isEmpty()) {
            throw new IllegalArgumentException("an author needs a name or an email");
        }
        return change(c -> c.authors.add(author));
    }

    /**
     * Adds a link; the description may be empty; white space around both is left out, as OPA does.
     *
     * @throws IllegalArgumentException if the link is no URI for OPA, which takes relative ones and escapes blanks in their paths
     */
    public Metadata relatedResource(String ref, String description) {
        String address = trimmed("ref", ref);
        String normal = address.isEmpty() ? "" : asGoWrites(address);
        if (normal.isEmpty()) {
            throw new IllegalArgumentException("a related resource needs a URI");
        }
        String said = trimmed("description", description);
        return change(c -> c.relatedResources.add(new Annotations.RelatedResource(normal, said)));
    }

    private static String asGoWrites(String address) {
        try {
            return GoUrl.text(GoUrl.parse(address).written());
        } catch (GoUrl.Malformed e) {
            throw new IllegalArgumentException("a related resource needs a URI: " + e.getMessage(), e);
        }
    }

    private static String trimmed(String parameter, String text) {
        return GoText.trim(ValueConverter.requireText(requireNonNull(text, parameter)));
    }

    /**
     * Says which schema a document has, for OPA's type checker.
     *
     * @param document for instance {@code input()}
     * @param schema its name in the schemas given to OPA: {@code "pet.request"} is {@code schema.pet.request}
     */
    public Metadata schema(Operand document, String schema) {
        RefTerm name = RegoNames.path("schema." + requireNonNull(schema, "schema"));
        RefTerm path = reference(requireNonNull(document, "document"));
        return change(c -> c.schemas.add(new Annotations.Schema(path, name, null)));
    }

    /**
     * Says which schema a document has, written out.
     *
     * @param document for instance {@code input()}
     * @param definition a JSON Schema
     */
    public Metadata schema(Operand document, Map<String, ?> definition) {
        Object frozen = plain(requireNonNull(definition, "definition"));
        RefTerm path = reference(requireNonNull(document, "document"));
        return change(c -> c.schemas.add(new Annotations.Schema(path, null, frozen)));
    }

    /** Settings of the Compile API: what is unknown, and the rule that masks columns, if any. */
    public Metadata compile(List<Operand> unknowns, @Nullable Operand maskRule) {
        List<@Nullable RefTerm> refs =
                new ArrayList<>(requireNonNull(unknowns, "unknowns").size());
        unknowns.forEach(unknown -> refs.add(reference(unknown)));
        RefTerm mask = maskRule == null ? null : reference(maskRule);
        return change(c -> c.compile = new Annotations.Compile(refs, mask));
    }

    /**
     * Adds a key of your own.
     *
     * @param value any Java value, as {@link Dsl#value(Object)} takes it, without variables, references or calls
     */
    public Metadata custom(String key, @Nullable Object value) {
        requireNonNull(key, "key");
        Object frozen = plain(value);
        return change(c -> c.custom.put(key, frozen));
    }

    /**
     * Adds a label.
     *
     * @param value as that of {@link #custom}
     */
    public Metadata label(String key, @Nullable Object value) {
        requireNonNull(key, "key");
        Object frozen = plain(value);
        return change(c -> c.labels.put(key, frozen));
    }

    /** The block as the lines of comments that OPA reads. */
    List<Comment> comments() {
        return content.toComments();
    }

    /** The block as it stands in a policy, for messages. */
    @Override
    public String toString() {
        return comments().stream().map(line -> "#" + line.text()).collect(Collectors.joining("\n"));
    }

    private Metadata change(java.util.function.Consumer<Draft> change) {
        Draft draft = new Draft(content);
        change.accept(draft);
        Annotations changed = draft.annotations();
        return changed.equals(EMPTY.content) ? EMPTY : new Metadata(changed);
    }

    private static RefTerm reference(Operand operand) {
        if (operand.term() instanceof RefTerm ref
                && ref.head() instanceof VarTerm root
                && !root.isWildcard()
                && ref.terms().subList(1, ref.terms().size()).stream().allMatch(StringTerm.class::isInstance)) {
            return ref;
        }
        throw new IllegalArgumentException(
                "METADATA names a document by a path such as input.user, which " + operand + " is not");
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return MetadataValue.of(Values.term(value));
    }

    /** The content while it is changed. */
    private static final class Draft {
        private final Annotations from;
        private String title;
        private String description;
        private boolean entrypoint;
        private final List<String> organizations;
        private final List<Annotations.RelatedResource> relatedResources;
        private final List<Annotations.Author> authors;
        private final List<Annotations.Schema> schemas;
        private Annotations.@Nullable Compile compile;
        private final Map<String, @Nullable Object> custom;
        private final Map<String, @Nullable Object> labels;

        Draft(Annotations from) {
            this.from = from;
            title = from.title();
            description = from.description();
            entrypoint = from.entrypoint();
            organizations = new ArrayList<>(from.organizations());
            relatedResources = new ArrayList<>(from.relatedResources());
            authors = new ArrayList<>(from.authors());
            schemas = new ArrayList<>(from.schemas());
            compile = from.compile();
            custom = new LinkedHashMap<>(from.custom());
            labels = new LinkedHashMap<>(from.labels());
        }

        Annotations annotations() {
            return new Annotations(
                    from.scope(),
                    ValueConverter.requireText(title),
                    entrypoint,
                    ValueConverter.requireText(description),
                    organizations,
                    relatedResources,
                    authors,
                    schemas,
                    compile,
                    custom,
                    labels,
                    from.origin());
        }
    }
}
