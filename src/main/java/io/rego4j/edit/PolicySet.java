package io.rego4j.edit;

import io.rego4j.ast.RegoModule;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.check.NameResolution;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParseException;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The policies that belong together: all that one OPA loads, tests included. What a name of one of them means depends on the
 * others. Immutable.
 */
public final class PolicySet {
    private static final int LARGE = 1_000_000;

    private final List<RegoModule> modules;
    private final CheckOptions options;
    private final NameResolution names;
    private final Map<RegoModule, List<ResolvedRule>> rules = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<Source, RegoVersion> versions;
    private final List<Source> data;

    private PolicySet(
            List<RegoModule> modules, CheckOptions options, Map<Source, RegoVersion> versions, List<Source> data) {
        this.modules = List.copyOf(modules);
        this.data = List.copyOf(data);
        this.options = options;
        this.versions = versions;
        this.names = new NameResolution(modules, options);
    }

    /**
     * Policies that were read.
     *
     * @param modules each read from a text of its own
     * @param options the version of Rego that they were read in, and what the OPA can do that will run them
     * @throws IllegalArgumentException if one was not read from a text
     */
    public static PolicySet of(List<RegoModule> modules, CheckOptions options) {
        return of(modules, options, Map.of());
    }

    /**
     * Policies that were read in several versions: a set on its way from one to another.
     *
     * @param versions the versions of the texts that were read in another one than that of the options
     * @throws IllegalArgumentException if a module was not read from a text
     */
    public static PolicySet of(List<RegoModule> modules, CheckOptions options, Map<Source, RegoVersion> versions) {
        for (RegoModule module : modules) {
            if (module.origin().source() == null) {
                throw new IllegalArgumentException("package " + module.pkg().name() + " was not read from a text");
            }
        }
        return new PolicySet(modules, options, new IdentityHashMap<>(versions), List.of());
    }

    /**
     * Reads policies.
     *
     * @throws RegoParseException if some cannot be read; it has the errors of all
     */
    public static PolicySet read(Collection<Source> sources, CheckOptions options) {
        List<Diagnostic> errors = new ArrayList<>();
        List<RegoModule> modules = new ArrayList<>();
        for (Source source : sources) {
            ParseResult<RegoModule> result = RegoParser.parse(source, ParseOptions.of(options.version()));
            errors.addAll(result.diagnostics());
            result.tree().ifPresent(modules::add);
        }
        if (!errors.isEmpty()) {
            throw new RegoParseException(errors);
        }
        return of(modules, options);
    }

    /** The modules, in order. */
    public List<RegoModule> modules() {
        return modules;
    }

    /** The texts beside them that are no policies. */
    public List<Source> data() {
        return data;
    }

    /** The version of Rego that they were read in, and what the OPA can do that will run them. */
    public CheckOptions options() {
        return options;
    }

    /** What the names in them mean. */
    public NameResolution names() {
        return names;
    }

    /** The rules of one of the modules with all names resolved, in order. They are kept: many steps of a change ask for them. */
    public List<ResolvedRule> rules(RegoModule module) {
        List<ResolvedRule> known = rules.get(module);
        if (known == null) {
            known = names.of(module);
            rules.put(module, known);
        }
        return known;
    }

    /** True for texts of more than a million characters together: a check of all of them takes longer than reading them. */
    public boolean isLarge() {
        return modules.stream()
                        .map(module -> Objects.requireNonNull(module.origin().source()))
                        .mapToLong(source -> source.text().length())
                        .sum()
                > LARGE;
    }

    /** What {@code opa check} would say about them. */
    public List<Diagnostic> check() {
        return Checker.check(modules, options);
    }

    /**
     * The same set with some texts changed.
     *
     * @throws RegoParseException if a changed text is no policy
     */
    public PolicySet with(Collection<EditedText> texts) {
        Map<Source, RegoModule> changed = new IdentityHashMap<>();
        Map<Source, RegoVersion> after = new IdentityHashMap<>(versions);
        for (EditedText text : texts) {
            RegoVersion version = versions.getOrDefault(text.source(), options.version());
            Source source = text.after();
            after.put(source, version);
            changed.put(
                    text.source(),
                    RegoParser.parse(source, ParseOptions.of(version)).orThrow());
        }
        return new PolicySet(
                modules.stream()
                        .map(module -> changed.getOrDefault(module.origin().source(), module))
                        .toList(),
                options,
                after,
                data);
    }

    /**
     * The same set with texts that are no policies: JSON and YAML files beside them. Nobody changes them; where they name what gets
     * another name is a place for a person.
     */
    public PolicySet withData(Collection<Source> texts) {
        return new PolicySet(modules, options, versions, List.copyOf(texts));
    }
}
