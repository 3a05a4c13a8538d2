package io.rego4j.yaml;

import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One policy inside a YAML file.
 *
 * <p>Its {@linkplain #source() text} is the value of a scalar. {@link #inYaml(Diagnostic)} maps the place of an error in that
 * text to its place in the file.
 */
public final class EmbeddedRego {
    private final Source yaml;
    private final Source source;
    private final String path;
    private final String group;
    private final @Nullable RegoVersion version;
    private final ScalarText scalar;
    private final @Nullable VersionPlace versionPlace;
    private final List<String> aliases = new ArrayList<>();
    private final Set<String> groups = new TreeSet<>();

    EmbeddedRego(
            Source yaml,
            String path,
            String group,
            ScalarText scalar,
            @Nullable RegoVersion version,
            @Nullable VersionPlace versionPlace) {
        this.yaml = yaml;
        this.path = path;
        this.group = group;
        groups.add(group);
        this.scalar = scalar;
        this.version = version;
        this.versionPlace = versionPlace;
        this.source = Source.of(yaml.name() + ": " + path, scalar.value());
    }

    /** The policy's text, named for the file and the {@link #path()}. */
    public Source source() {
        return source;
    }

    /**
     * Its path in the document, for instance {@code spec.targets[0].rego}; from the second document on with the document's
     * number in front.
     */
    public String path() {
        return path;
    }

    /** The same for all policies that one OPA loads together: the code and the libraries of one target. */
    public String group() {
        return group;
    }

    /** The groups that it belongs to: more than one where an alias uses its text in another. */
    public Set<String> groups() {
        return Collections.unmodifiableSet(groups);
    }

    void addGroup(String more) {
        groups.add(more);
    }

    /** The version of Rego that the file says it is; empty if it names none. */
    public Optional<RegoVersion> version() {
        return Optional.ofNullable(version);
    }

    /** True if Gatekeeper does not report this error of OPA: it defines {@code external_data} itself. */
    public boolean gatekeeperAccepts(String message) {
        return version().isPresent() && message.equals("undefined function external_data");
    }

    /** True if the file has a place for the version, which {@link RegoInYaml#with} can set. */
    public boolean saysVersion() {
        return versionPlace != null;
    }

    /** A diagnostic of the text, at its place in the YAML file. */
    public Diagnostic inYaml(Diagnostic found) {
        Span span = found.span();
        return span == null
                ? found
                : new Diagnostic(found.code(), found.message(), inYaml(span), found.hints(), found.syntax());
    }

    /** The place in the YAML file of a place in the text; any other place is left as it is. */
    public Span inYaml(Span place) {
        if (place.source() != source) {
            return place;
        }
        int start = scalar.offset(place.start());
        return new Span(yaml, scalar.offset(place.anchor()), start, Math.max(start, scalar.offset(place.end())));
    }

    /** True if it stands in this file. */
    public boolean isIn(Source file) {
        return yaml == file;
    }

    /** The offset in the text that corresponds to an offset in the file; -1 if that is outside of the text. */
    public int offsetOf(int inFile) {
        int length = source.text().length();
        if (inFile < scalar.start() || inFile >= scalar.end()) {
            return -1;
        }
        int from = 0;
        int to = length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (scalar.offset(middle) < inFile) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    ScalarText scalar() {
        return scalar;
    }

    @Nullable
    VersionPlace versionPlace() {
        return versionPlace;
    }

    /** Adds a path of its text: its own, or that of an alias. */
    void addAlias(String alias) {
        aliases.add(alias);
    }

    /** All paths of its text: its own and those of aliases. */
    List<String> aliases() {
        return aliases;
    }

    /** The path of the entry {@code version}. */
    String versionPath() {
        return path.substring(0, path.lastIndexOf('.') + 1) + "version";
    }

    /**
     * Where the version of a policy is written, or can be.
     *
     * @param start where the value starts; where there is no entry yet, the place at which it is inserted
     * @param end where the value ends
     * @param before what is written before the value
     * @param after what is written behind the value
     */
    record VersionPlace(int start, int end, String before, String after) {}
}
