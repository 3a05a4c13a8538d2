package io.rego4j.check;

import io.rego4j.internal.language.FeatureNames;
import io.rego4j.internal.language.Keywords;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The capabilities of one version of OPA: the model of the JSON that {@code opa capabilities} prints. Those of OPA
 * {@value #VERSION} are {@linkplain #current() built in}; those of any other version are {@linkplain #read(Path) read}
 * from what {@code opa capabilities --version vX.Y.Z} printed.
 */
public final class Capabilities {
    /** The version of OPA that this library follows in all that it does, and whose capabilities are built in. */
    public static final String VERSION = "1.22.4";

    private static final String RESOURCE = "capabilities.json";

    private final Map<String, Builtin> builtins;
    private final Set<String> features;
    private final Set<String> futureKeywords;

    Capabilities(List<Builtin> builtins, Collection<String> features, Collection<String> futureKeywords) {
        Map<String, Builtin> byName = new LinkedHashMap<>();
        builtins.forEach(builtin -> byName.put(builtin.name(), builtin));
        this.builtins = Collections.unmodifiableMap(byName);
        this.features = Collections.unmodifiableSet(new TreeSet<>(features));
        this.futureKeywords = Collections.unmodifiableSet(new TreeSet<>(futureKeywords));
    }

    /** The capabilities of OPA {@value #VERSION} for Rego v1. */
    public static Capabilities current() {
        return BuiltIn.CURRENT;
    }

    /** The capabilities of OPA {@value #VERSION} for a version of Rego, as OPA's {@code --v0-compatible} chooses them. */
    public static Capabilities current(RegoVersion version) {
        return switch (version) {
            case V0 -> BuiltIn.V0;
            case V1 -> BuiltIn.CURRENT;
            case V2 -> BuiltIn.V2;
        };
    }

    /**
     * The capabilities in a file.
     *
     * @throws IOException if it cannot be read, or is not the JSON of capabilities; the message names the place
     */
    public static Capabilities read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CapabilitiesReader.read(in, file.toString());
        }
    }

    /**
     * The capabilities in a JSON text.
     *
     * @throws IllegalArgumentException if it is not the JSON of capabilities; the message names the place
     */
    public static Capabilities of(String json) {
        try {
            return CapabilitiesReader.read(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** All built-ins, in the order of the JSON, which is that of their names. */
    public Collection<Builtin> builtins() {
        return builtins.values();
    }

    /** The built-in with a name, if this version has it. */
    public Optional<Builtin> builtin(String name) {
        return Optional.ofNullable(builtins.get(name));
    }

    /** The names of the features, for instance {@code template_strings}. */
    public Set<String> features() {
        return features;
    }

    /** The keywords that have to be imported. */
    public Set<String> futureKeywords() {
        return futureKeywords;
    }

    /** These capabilities without some of the built-ins, for instance for policies that must not send requests. */
    public Capabilities without(Collection<String> names) {
        List<Builtin> kept = builtins.values().stream()
                .filter(b -> !names.contains(b.name()))
                .toList();
        return new Capabilities(kept, features, futureKeywords);
    }

    private Capabilities with(Collection<String> otherFeatures, Collection<String> otherKeywords) {
        return new Capabilities(List.copyOf(builtins.values()), otherFeatures, otherKeywords);
    }

    /** Read once, on first use. */
    private static final class BuiltIn {
        static final Capabilities CURRENT = load();
        static final Capabilities V0 = CURRENT.with(FeatureNames.allBut("template_strings"), Keywords.IMPORTABLE);
        static final Capabilities V2 =
                CURRENT.with(FeatureNames.allBut("rule_head_ref_string_prefixes", "rule_head_refs"), List.of());

        private static Capabilities load() {
            try (InputStream in = Capabilities.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is missing from the library's jar");
                }
                return CapabilitiesReader.read(in, RESOURCE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
