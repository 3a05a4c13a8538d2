package io.rego4j.edit;

import io.rego4j.ast.Import;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.edit.clean.Deprecated;
import io.rego4j.edit.clean.Unreachable;
import io.rego4j.edit.clean.Unused;
import io.rego4j.edit.name.DataPath;
import io.rego4j.edit.name.Documents;
import io.rego4j.edit.name.LocalRename;
import io.rego4j.edit.name.Move;
import io.rego4j.edit.name.Rename;
import io.rego4j.edit.name.SymbolAt;
import io.rego4j.edit.plan.Plan;
import io.rego4j.edit.plan.Proof;
import io.rego4j.edit.plan.Reach;
import io.rego4j.parse.RegoParseException;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Changes over a set of policies that leave what every rule means as it is. Names are resolved as OPA resolves them; the new
 * texts differ from the old ones in the changed names only, and are handed out only if each rule that they hold resolves to
 * what it was, under its new name.
 *
 * <p>A name that would be taken for another one, or take the place of one, is an error with its place. What nobody can follow,
 * such as a reference through a variable or a name in a string, is listed for a person.
 */
public final class Refactoring {
    /** Which modules are compiled after a change. */
    private enum Checked {
        NONE,
        REACHED,
        ALL
    }

    private final PolicySet set;
    private final boolean goesOn;
    private final Checked checked;

    private Refactoring(PolicySet set, boolean goesOn, Checked checked) {
        this.set = set;
        this.goesOn = goesOn;
        this.checked = checked;
    }

    /**
     * Refactorings of a set that compiles: one that does not is refused. Of a {@linkplain PolicySet#isLarge() large} set, only
     * what the change can make wrong is compiled again; the other modules stay as right or wrong as they are.
     */
    public static Refactoring of(PolicySet set) {
        return new Refactoring(set, false, set.isLarge() ? Checked.REACHED : Checked.ALL);
    }

    /** The same with a check of all modules, however large the set is. */
    public Refactoring checkingAll() {
        return new Refactoring(set, goesOn, Checked.ALL);
    }

    /** For tests: as if the set were large. */
    Refactoring checkingReached() {
        return new Refactoring(set, goesOn, Checked.REACHED);
    }

    /**
     * The same for a set that may not compile: what can be proven by the names alone is done, and the errors that are there
     * already are listed as places for a person.
     */
    public Refactoring keepGoing() {
        return new Refactoring(set, true, checked);
    }

    /** The same without a check whether the set compiles, for callers that check it themselves: what the names prove. */
    public Refactoring byNamesOnly() {
        return new Refactoring(set, true, Checked.NONE);
    }

    /**
     * Renames a rule or function, or a package with everything below it: whatever is at the path.
     *
     * @param from the path, for instance {@code data.authz.allow}
     * @param to the new path; a rule stays in its package
     * @throws IllegalArgumentException if one of them is no path below data
     */
    public Change rename(String from, String to) {
        return carriedOut(Rename.of(set, DataPath.parse(from), DataPath.parse(to)));
    }

    /**
     * Renames what has a name at a place: a local variable or parameter in its scope, an import in its file, or a rule or
     * package wherever it is meant.
     *
     * @param place an offset in one of the texts of the set; only its start counts
     * @param to the new name
     * @throws IllegalArgumentException if the place is in no text of the set
     */
    public Change rename(Span place, String to) {
        return carriedOut(SymbolAt.rename(set, module(place.source()), place.start(), to));
    }

    /**
     * Gives each local variable, parameter and import that has one of some names a free name, which starts like the old one:
     * {@code input} becomes {@code input_}. Rego v1 forbids variables that hide {@code input} or {@code data}, or are named
     * like its new keywords.
     */
    public Change renameVariables(Set<String> names) {
        return renameVariables(names, Set.of());
    }

    /**
     * The same where more names are not free than those of the set.
     *
     * @param taken names that rules have in policies that the set does not hold
     */
    public Change renameVariables(Set<String> names, Set<String> taken) {
        return carriedOut(LocalRename.variablesNamed(set, names, taken));
    }

    /**
     * Replaces calls of deprecated built-ins, which Rego v1 does not have, where the replacement says the same whatever the
     * arguments are: {@code re_match} by {@code regex.match}, {@code any} of an array or a set by {@code true in} it, and so
     * on. The other calls are listed.
     */
    public Change replaceDeprecated() {
        return carriedOut(Deprecated.of(set));
    }

    /**
     * Moves a rule or function to a file of another package, with its comments and METADATA; it may get another name there. What
     * it calls by the names of its package and imports is written out, and all references and imports follow it.
     *
     * @param from the path of the rule
     * @param to its new path; the set has a file with that package
     */
    public Change move(String from, String to) {
        return carriedOut(Move.of(set, DataPath.parse(from), DataPath.parse(to)));
    }

    /**
     * Writes an import out wherever its file uses it, and removes it.
     *
     * @param source a text of the set
     * @param name the name of the import in it
     */
    public Change inlineImport(Source source, String name) {
        RegoModule module = module(source);
        Optional<Import> imported = module.imports().stream()
                .filter(each -> each.name().equals(name))
                .filter(each -> !each.isDirective())
                .findFirst();
        return carriedOut(
                imported.isPresent()
                        ? LocalRename.inline(set, module, imported.get())
                        : new Plan().refuse(source + " has no import named " + name, null));
    }

    /** Removes imports that nothing uses, and makes wildcards of parameters and assigned variables that nothing uses. */
    public Change clean() {
        return carriedOut(Unused.of(set));
    }

    /**
     * As {@link #clean()}, and removes the rules that no entry point needs. Tests, and rules that METADATA calls entry points, are
     * entry points too.
     *
     * @param entries the paths of rules and packages that are asked for
     */
    public Change clean(Collection<String> entries) {
        Documents documents = new Documents(set.modules());
        List<DataPath> paths = entries.stream().map(DataPath::parse).toList();
        for (DataPath path : paths) {
            if (!documents.isMade(path)) {
                return refused(new Plan(), new Plan().refuse("no rule or package is named " + path, null).errors);
            }
        }
        // What an error leaves unresolved may be what needs a rule.
        List<Diagnostic> before = goesOn ? List.of() : set.check();
        if (!before.isEmpty()) {
            return refused(new Plan(), before);
        }
        Set<Rule> gone = Unreachable.of(set, paths);
        List<EditedText> texts = new ArrayList<>();
        for (RegoModule module : set.modules()) {
            List<Rule> kept =
                    module.rules().stream().filter(rule -> !gone.contains(rule)).toList();
            Source source = module.origin().source();
            if (source != null && kept.size() < module.rules().size()) {
                try {
                    texts.add(Edit.of(
                            source,
                            module,
                            module.withRules(kept),
                            set.options().version()));
                } catch (EditException e) {
                    return refused(new Plan(), e.diagnostics());
                }
            }
        }
        PolicySet less = set.with(texts);
        Change rest = new Refactoring(less, goesOn, checked == Checked.NONE ? checked : Checked.ALL)
                .carriedOut(Unused.of(less));
        return rest.isDone()
                ? new Change(EditedText.between(set, rest.after()), rest.places(), List.of(), rest.after())
                : refused(new Plan(), rest.errors());
    }

    private RegoModule module(Source source) {
        return set.modules().stream()
                .filter(module -> module.origin().source() == source)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        source + " is no text of this set: use the sources of its" + " modules"));
    }

    /** Makes the changes of a plan and proves them. */
    private Change carriedOut(Plan plan) {
        if (!plan.errors.isEmpty()) {
            return refused(plan, plan.errors);
        }
        List<EditedText> texts = texts(plan.edits);
        PolicySet after;
        try {
            after = set.with(texts);
        } catch (RegoParseException e) {
            return refused(plan, afterwards("could not be read", e.diagnostics()));
        }
        List<Diagnostic> differences = Proof.differences(set, after, plan);
        if (plan.isByText() && !differences.isEmpty()) {
            return carriedOut(without(differences, plan));
        }
        List<Diagnostic> faults = texts.isEmpty() ? List.of() : check(after, plan);
        if (!faults.isEmpty()) {
            List<Diagnostic> before = set.check();
            if (before.isEmpty()) {
                return refused(plan, afterwards("would not compile", faults));
            } else if (!goesOn || after.check().size() > before.size()) {
                return refused(plan, before);
            }
            plan.places.addAll(before);
        }
        return differences.isEmpty() ? new Change(texts, plan.places, List.of(), after) : refused(plan, differences);
    }

    /** What the compiler says of the changed set: of all of it, or of what the change can make wrong. */
    private List<Diagnostic> check(PolicySet after, Plan plan) {
        return switch (checked) {
            case NONE -> List.of();
            case REACHED -> Reach.check(set, after, plan);
            case ALL -> after.check();
        };
    }

    private Change refused(Plan plan, List<Diagnostic> errors) {
        return new Change(List.of(), plan.places, errors, set);
    }

    private static List<Diagnostic> afterwards(String what, List<Diagnostic> faults) {
        return faults.stream()
                .map(fault -> new Diagnostic(
                        Change.REFUSED,
                        "the changed policies " + what + ": " + fault.message(),
                        fault.span(),
                        fault.hints()))
                .toList();
    }

    /** A plan without the texts in which it would change a meaning: these are listed. */
    private static Plan without(List<Diagnostic> differences, Plan plan) {
        for (Diagnostic each : differences) {
            Source source = Objects.requireNonNull(each.span()).source();
            plan.edits.removeIf(edit -> edit.span().source() == source);
            plan.place(each.message(), each.span(), each.hints().toArray(String[]::new));
        }
        return plan;
    }

    private List<EditedText> texts(List<TextEdit> edits) {
        Map<Source, List<TextEdit>> bySource = new IdentityHashMap<>();
        edits.forEach(edit -> bySource.computeIfAbsent(edit.span().source(), source -> new ArrayList<>())
                .add(edit));
        return set.modules().stream()
                .map(module -> module.origin().source())
                .filter(bySource::containsKey)
                .map(source -> EditedText.of(source, bySource.getOrDefault(source, List.of())))
                .filter(EditedText::isChanged)
                .toList();
    }
}
