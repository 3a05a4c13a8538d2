package io.rego4j.edit.name;

import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.TextEdit;
import io.rego4j.edit.plan.Plan;
import io.rego4j.edit.plan.PlanByText;
import io.rego4j.edit.plan.Proof;
import io.rego4j.edit.tree.Rows;
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
    public static Plan variable(LocalVariable variable, String to) {
        Plan plan = new Plan();
        if (isAllowed(to, variable.places().get(0), plan)) {
            plan.edits.addAll(variable.renamed(to));
        }
        return plan;
    }

    /** Gives an import another name in its module. */
    public static Plan alias(PolicySet set, RegoModule module, Import imported, String to) {
        Plan plan = new Plan();
        Span span = imported.origin().span().orElse(null);
        if (!isAllowed(to, span, plan)) {
            return plan;
        }
        if (module.imports().stream().anyMatch(each -> each.name().equals(to))) {
            return plan.refuse("another import is named " + to, span, "choose a name that nothing in the file has");
        }
        plan.edits.add(named(imported, to));
        for (Origin use : uses(set.names().of(module), imported.name())) {
            use.span().ifPresent(place -> plan.edits.add(new TextEdit(place, to)));
        }
        return plan;
    }

    /** Writes an import out wherever it is used, and takes it away. */
    public static Plan inline(PolicySet set, RegoModule module, Import imported) {
        Plan plan = new Plan();
        Span extent = CommentOwners.extent(imported);
        Rows rows = new Rows(extent.source(), module);
        OperandEdits operands =
                new OperandEdits(extent.source(), plan.edits, set.options().version());
        Set<Integer> uses = new HashSet<>();
        uses(set.names().of(module), imported.name()).forEach(use -> uses.add(use.start()));
        for (ResolvedRule each : set.names().of(module)) {
            for (RefTerm ref : NodeWalk.all(each.rule(), RefTerm.class)) {
                if (uses.contains(ref.head().origin().start()) && ref.headName() != null) {
                    operands.writeOut(ref, ref.headName());
                }
            }
        }
        plan.edits.add(rows.removal(extent.start(), rows.withComment(extent.end())));
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

    /** Gives each local variable that has one of some names a free one: the name and underscores. */
    public static Plan variablesNamed(PolicySet set, Set<String> names) {
        Plan plan = new PlanByText();
        for (RegoModule module : set.modules()) {
            if (names.stream().noneMatch(name -> Proof.mentions(module, name))) {
                continue;
            }
            Set<String> taken = null;
            for (LocalVariable variable : LocalVariable.of(set.names().of(module))) {
                if (names.contains(variable.name())) {
                    taken = taken == null ? names(module) : taken;
                    plan.edits.addAll(variable.renamed(free(variable.name(), taken)));
                }
            }
        }
        return plan;
    }

    private static String free(String name, Set<String> taken) {
        String free = name + "_";
        while (taken.contains(free)) {
            free += "_";
        }
        return free;
    }

    private static Set<String> names(RegoModule module) {
        Set<String> names = new HashSet<>();
        NodeWalk.all(module, VarTerm.class).forEach(variable -> names.add(variable.name()));
        module.imports().forEach(each -> names.add(each.name()));
        for (Rule rule : module.rules()) {
            names.add(String.valueOf(rule.head().ref().headName()));
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
