package io.rego4j.cli.refactor;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.check.CheckOptions;
import io.rego4j.edit.Change;
import io.rego4j.edit.EditedText;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.Refactoring;
import io.rego4j.edit.TextEdit;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import io.rego4j.yaml.EmbeddedRego;
import io.rego4j.yaml.RegoInYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policies inside YAML files. Those that one OPA loads, the code and the libraries of one target, are a set of their own. A
 * change leaves every byte outside of its texts as it is.
 */
final class YamlSets {
    /** Policies of one file that are loaded together. */
    private record Group(RegoInYaml file, List<EmbeddedRego> policies, PolicySet set) {}

    private final List<Group> groups = new ArrayList<>();
    private final List<Diagnostic> problems = new ArrayList<>();

    YamlSets(List<RegoInYaml> files, RegoVersion version) {
        for (RegoInYaml file : files) {
            file.sets().forEach(policies -> add(file, policies, version));
        }
    }

    private void add(RegoInYaml file, List<EmbeddedRego> policies, RegoVersion version) {
        RegoVersion own = policies.get(0).version().orElse(version);
        List<RegoModule> modules = new ArrayList<>();
        for (EmbeddedRego policy : policies) {
            ParseResult<RegoModule> result = RegoParser.parse(policy.source(), ParseOptions.of(own));
            result.diagnostics().forEach(error -> problems.add(policy.inYaml(error)));
            result.tree().filter(ignored -> result.isSuccess()).ifPresent(modules::add);
        }
        if (modules.size() == policies.size()) {
            groups.add(new Group(file, policies, PolicySet.of(modules, CheckOptions.of(own))));
        }
    }

    /** Why some policies cannot be read, with places in their files. */
    List<Diagnostic> problems() {
        return problems;
    }

    /** The YAML file of this name; null if none of them is. */
    @Nullable
    Source file(String name) {
        return groups.stream()
                .map(group -> group.file().yaml())
                .filter(yaml -> isNamed(yaml, name))
                .findFirst()
                .orElse(null);
    }

    /** True if a file holds policies. */
    boolean hasFile(Path file) {
        return file(file.toString()) != null;
    }

    /** Writes an import out in the policy of a file that has it. */
    Change inlined(Change unchanged, Source file, String name, Function<PolicySet, Refactoring> of) {
        List<Source> policies = groups.stream()
                .filter(group -> group.file().yaml() == file)
                .flatMap(group -> group.set().modules().stream())
                .filter(module -> module.imports().stream()
                        .anyMatch(each -> !each.isDirective() && each.name().equals(name)))
                .flatMap(module -> Stream.ofNullable(module.origin().source()))
                .toList();
        if (policies.size() != 1) {
            Span place = Span.of(file, 0, 0);
            Diagnostic why = policies.isEmpty()
                    ? new Diagnostic(Change.REFUSED, file + " has no import named " + name, place)
                    : new Diagnostic(
                            Change.REFUSED,
                            "several policies of this file have an import named " + name,
                            place,
                            List.of("rename it in one of them first"));
            return new Change(List.of(), List.of(), List.of(why), unchanged.after());
        }
        Source policy = policies.get(0);
        return after(unchanged, set -> has(set, policy) ? of.apply(set).inlineImport(policy, name) : null);
    }

    static boolean isNamed(Source source, String file) {
        return Path.of(source.name())
                .toAbsolutePath()
                .normalize()
                .equals(Path.of(file).toAbsolutePath().normalize());
    }

    /** True if a text is one of a set. */
    static boolean has(PolicySet set, Source source) {
        return set.modules().stream().anyMatch(module -> module.origin().source() == source);
    }

    /** True if a set has a rule or a package of this name. */
    static boolean defines(PolicySet set, String name) {
        return set.modules().stream().anyMatch(module -> {
            String pkg = module.pkg().path().toString();
            return isAt(pkg, name) || module.rules().stream().anyMatch(rule -> isAt(pkg + "." + nameOf(rule), name));
        });
    }

    /** True if the YAML files have a rule or a package of this name. */
    boolean define(String name) {
        return groups.stream().anyMatch(group -> defines(group.set(), name));
    }

    private static String nameOf(Rule rule) {
        return rule.head().ref().toString();
    }

    private static boolean isAt(String path, String name) {
        return path.equals(name) || path.startsWith(name + ".") || path.startsWith(name + "[");
    }

    /** Maps a place in a file to the place in a policy; null if there is no policy. */
    @Nullable
    Span placeOf(Span inFile) {
        for (Group group : groups) {
            for (EmbeddedRego policy : group.policies()) {
                if (policy.isIn(inFile.source())) {
                    int offset = policy.offsetOf(inFile.start());
                    if (offset >= 0) {
                        return Span.of(policy.source(), offset, offset);
                    }
                }
            }
        }
        return null;
    }

    /**
     * A refactoring of all sets in YAML for which there is one, after that of the policies that are files.
     *
     * @param done the change of those
     * @param refactor the refactoring of a set; null if it does not apply to a set
     */
    Change after(Change done, Function<PolicySet, @Nullable Change> refactor) {
        List<EditedText> texts = new ArrayList<>(done.texts());
        List<Diagnostic> places = new ArrayList<>(done.places());
        List<Diagnostic> errors = new ArrayList<>(done.errors());
        Map<RegoInYaml, Map<EmbeddedRego, RegoInYaml.Change>> changes = new LinkedHashMap<>();
        Map<RegoInYaml, List<TextEdit>> edits = new HashMap<>();
        for (Group group : groups) {
            Change change = refactor.apply(group.set());
            if (change == null) {
                continue;
            }
            change.places().forEach(each -> places.add(inYaml(group, each)));
            change.errors().forEach(each -> errors.add(inYaml(group, each)));
            for (EditedText text : change.texts()) {
                for (EmbeddedRego policy : group.policies()) {
                    if (policy.source() == text.source()) {
                        boolean isFirst = changes.computeIfAbsent(group.file(), ignored -> new HashMap<>())
                                        .put(policy, new RegoInYaml.Change(text.text(), false))
                                == null;
                        List<TextEdit> ofFile = edits.computeIfAbsent(group.file(), ignored -> new ArrayList<>());
                        text.edits().stream()
                                .filter(edit -> isFirst)
                                .map(edit -> new TextEdit(policy.inYaml(edit.span()), edit.text()))
                                .forEach(ofFile::add);
                    }
                }
            }
        }
        changes.forEach((file, ofFile) -> file.with(ofFile, false)
                .ifPresentOrElse(
                        text -> texts.add(inYaml(file.yaml(), text, edits.getOrDefault(file, List.of()))),
                        () -> errors.add(new Diagnostic(
                                Change.REFUSED,
                                "the changed Rego cannot be written into this YAML file",
                                Span.of(file.yaml(), 0, 0)))));
        return errors.isEmpty()
                ? new Change(texts, places, List.of(), done.after())
                : new Change(List.of(), places, errors, done.after());
    }

    /** The single edits, if they give the new text; a quoted scalar, for example, may need more. */
    private static EditedText inYaml(Source file, String text, List<TextEdit> edits) {
        EditedText edited = EditedText.of(file, edits);
        return edited.text().equals(text) ? edited : EditedText.between(file, text);
    }

    private static Diagnostic inYaml(Group group, Diagnostic found) {
        Diagnostic placed = found;
        for (EmbeddedRego policy : group.policies()) {
            placed = policy.inYaml(placed);
        }
        return placed;
    }
}
