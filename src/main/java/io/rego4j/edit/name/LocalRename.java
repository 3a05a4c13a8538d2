package io.rego4j.edit.name;

import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.TextEdit;
import io.rego4j.edit.plan.Plan;
import io.rego4j.edit.plan.PlanByText;
import io.rego4j.edit.tree.Rows;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives names that only one module knows others: local variables, and the names of imports. */
public final class LocalRename {
    private LocalRename() {}

    /** Gives a variable another name. */
    static Plan variable(PolicySet set, RegoModule module, LocalVariable variable, String to) {
        Plan plan = new Plan();
        Span span = variable.places().get(0);
        if (isAllowed(to, span, plan)) {
            plan.edits.addAll(variable.renamed(to));
            if (declared(set, module).contains(to)) {
                plan.place("this variable hides the rule or import that is named " + to, span);
            }
        }
        return plan;
    }

    /** Gives an import another name in its module. */
    static Plan alias(PolicySet set, RegoModule module, Import imported, String to) {
        Plan plan = new Plan();
        Span span = imported.origin().span().orElse(null);
        if (!isAllowed(to, span, plan)) {
            return plan;
        }
        if (module.imports().stream().anyMatch(each -> each.name().equals(to))) {
            return plan.refuse("another import is named " + to, span, "choose a name that nothing in the file has");
        }
        rename(imported, to, set.rules(module), plan);
        if (declared(set, module).contains(to)) {
            plan.place("this import hides the rule that is named " + to, span);
        }
        return plan;
    }

    private static void rename(Import imported, String to, List<ResolvedRule> rules, Plan plan) {
        plan.edits.add(named(imported, to));
        for (Origin use : uses(rules, imported.name())) {
            use.span().ifPresent(place -> plan.edits.add(new TextEdit(place, to)));
        }
    }

    /** Writes an import out wherever it is used, and takes it away. */
    public static Plan inline(PolicySet set, RegoModule module, Import imported) {
        Plan plan = new Plan();
        Source source = Objects.requireNonNull(module.origin().source());
        OperandEdits operands =
                new OperandEdits(source, plan.edits, set.options().version());
        Set<Integer> uses = new HashSet<>();
        uses(set.rules(module), imported.name()).forEach(use -> uses.add(use.start()));
        for (ResolvedRule each : set.rules(module)) {
            for (RefTerm ref : NodeWalk.all(each.rule(), RefTerm.class)) {
                if (uses.contains(ref.head().origin().start()) && ref.headName() != null) {
                    operands.writeOut(ref, ref.headName());
                }
            }
        }
        plan.edits.add(new Rows(source, module).removal(imported));
        return plan;
    }

    /** The change of the import itself: {@code as x} goes where x is the import's own name. */
    private static TextEdit named(Import imported, String to) {
        Origin path = imported.path().origin();
        VarTerm alias = imported.alias();
        int start = path.end();
        int end = alias == null ? path.end() : alias.origin().end();
        boolean isOwn = imported.withAlias(null).name().equals(to);
        return alias != null && !isOwn
                ? new TextEdit(alias.origin().span().orElseThrow(), to)
                : new TextEdit(Span.of(Objects.requireNonNull(path.source()), start, end), isOwn ? "" : " as " + to);
    }

    /** Where the rules of a module write the name of an import. */
    public static List<Origin> uses(List<ResolvedRule> rules, String name) {
        return rules.stream()
                .flatMap(each -> NodeWalk.all(each.rule(), RefTerm.class).stream()
                        .filter(ref -> !ModuleEdits.isHead(each.rule(), ref)))
                .filter(ref -> ref.startsWith("data") || ref.startsWith("input"))
                .filter(ref -> !name.equals(ref.headName()))
                .map(ref -> ref.head().origin())
                .filter(root -> root.text().equals(name))
                .toList();
    }

    /**
     * Gives each local variable and import that has one of some names a free one: the name and underscores.
     *
     * @param taken names that are not free in any package
     */
    public static Plan variablesNamed(PolicySet set, Set<String> names, Set<String> taken) {
        Plan plan = new PlanByText();
        for (RegoModule module : set.modules()) {
            if (!mayHave(module, names)) {
                continue;
            }
            List<ResolvedRule> rules = set.rules(module);
            List<LocalVariable> variables = LocalVariable.of(rules).stream()
                    .filter(variable -> names.contains(variable.name()))
                    .toList();
            List<Import> imports = module.imports().stream()
                    .filter(each -> names.contains(each.name()) && !isDocument(each))
                    .toList();
            if (!variables.isEmpty() || !imports.isEmpty()) {
                Set<String> used = names(set, module);
                used.addAll(taken);
                variables.forEach(each -> plan.edits.addAll(each.renamed(free(each.name(), used))));
                imports.forEach(each -> rename(each, free(each.name(), used), rules, plan));
            }
        }
        return plan;
    }

    /** False if each of some names stands only where a longer reference begins, as that of a document does. */
    private static boolean mayHave(RegoModule module, Set<String> names) {
        if (module.imports().stream().anyMatch(each -> names.contains(each.name()))) {
            return true;
        }
        long all = NodeWalk.all(module.rules(), VarTerm.class).stream()
                .filter(each -> names.contains(each.name()))
                .count();
        return all > 0
                && all
                        > NodeWalk.all(module.rules(), RefTerm.class).stream()
                                .filter(ref -> ref.terms().size() > 1 && names.contains(String.valueOf(ref.headName())))
                                .count();
    }

    /** True for {@code import input} and for imports that say which Rego this is. */
    private static boolean isDocument(Import each) {
        return each.isDirective() || each.alias() == null && each.path().terms().size() == 1;
    }

    private static String free(String name, Set<String> taken) {
        String free = name + "_";
        while (taken.contains(free)) {
            free += "_";
        }
        return free;
    }

    private static Set<String> names(PolicySet set, RegoModule module) {
        Set<String> names = declared(set, module);
        NodeWalk.all(module, VarTerm.class).forEach(variable -> names.add(variable.name()));
        return names;
    }

    /** The names of the imports of a module, and of the rules of its package. */
    public static Set<String> declared(PolicySet set, RegoModule module) {
        Set<String> names = new HashSet<>();
        module.imports().forEach(each -> names.add(each.name()));
        for (RegoModule other : set.modules()) {
            if (other.pkg().path().equals(module.pkg().path())) {
                other.rules()
                        .forEach(rule ->
                                names.add(String.valueOf(rule.head().ref().headName())));
            }
        }
        return names;
    }

    private static boolean isAllowed(String to, @Nullable Span place, Plan plan) {
        if (!DataPath.isName(to)) {
            plan.refuse(
                    "\"" + to + "\" can be no name",
                    place,
                    "choose a name of letters, digits and underscores that is no keyword");
        }
        return plan.errors.isEmpty();
    }
}
