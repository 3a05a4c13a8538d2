package io.rego4j.edit.name;

import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.plan.Plan;
import io.rego4j.edit.plan.Proof;
import io.rego4j.source.Span;
import java.util.List;

/** What the policies read already where documents move to, which is data that no rule makes, and what hides them there. */
final class NewPlace {
    private final DocumentMove move;
    private final boolean isBeside;
    private final Plan plan;

    private NewPlace(DocumentMove move, Plan plan) {
        this.move = move;
        this.isBeside = parent(move.from()).equals(parent(move.to()));
        this.plan = plan;
    }

    /** Refuses what would be read in place of data, and lists what reads all around the new place. */
    static void look(PolicySet set, DocumentMove move, Plan plan) {
        NewPlace place = new NewPlace(move, plan);
        String word = place.isBeside ? move.to().last() : move.to().parts().get(0);
        List<RegoModule> mentioning = set.modules().stream()
                .filter(module -> Proof.mentions(module, word))
                .toList();
        mentioning.parallelStream().forEach(set::rules);
        mentioning.forEach(module -> place.module(module, set.rules(module)));
    }

    private void module(RegoModule module, List<ResolvedRule> rules) {
        rules.forEach(this::rule);
        if (move.documents().isRule(move.from())
                && DataPath.of(module.pkg().path()).equals(parent(move.to()))) {
            hidden(module, rules, move.to().last());
        }
    }

    /** Lists what has the new name of a rule in a file of its package: there, the name alone is not that of the rule. */
    private void hidden(RegoModule module, List<ResolvedRule> rules, String name) {
        module.imports().stream()
                .filter(each -> each.name().equals(name) && !each.isDirective())
                .forEach(each -> plan.place(
                        "this import hides " + move.to() + " in its file",
                        each.origin().span().orElse(null)));
        LocalVariable.of(rules).stream()
                .filter(each -> each.name().equals(name))
                .forEach(each -> plan.place(
                        "this variable hides " + move.to() + " where it is known",
                        each.places().get(0)));
    }

    private void rule(ResolvedRule each) {
        for (RefTerm ref : NodeWalk.all(each.rule(), RefTerm.class)) {
            if (ref.startsWith("data") && !ModuleEdits.isHead(each.rule(), ref)) {
                reference(ref);
            }
        }
    }

    private void reference(RefTerm ref) {
        DataPath path = DataPath.of(ref);
        Span span = ref.origin().span().orElse(null);
        DataPath to = move.to();
        if (!move.of(path).equals(path)) {
            return;
        }
        if (path.startsWith(to) && move.documents().isMade(path.moved(to, move.from()))) {
            plan.refuse(
                    path + " is read here already, and it would become what " + path.moved(to, move.from()) + " is",
                    span,
                    "choose a name that nothing in the set has");
        } else if (!isBeside
                && to.startsWith(path)
                && !path.equals(to)
                && !move.from().startsWith(path)) {
            plan.place(
                    DataPath.isWhole(ref)
                            ? "reads all of " + path + ", in which " + to + " is new"
                            : "may read " + to + ", which is new, through a variable",
                    span);
        }
    }

    private static DataPath parent(DataPath path) {
        return path.first(path.size() - 1);
    }
}
