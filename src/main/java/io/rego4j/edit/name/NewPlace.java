package io.rego4j.edit.name;

import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.plan.Plan;
import io.rego4j.edit.plan.Proof;
import io.rego4j.source.Span;

/** What the policies read already where documents move to: data that no rule makes. */
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
        set.modules().parallelStream()
                .filter(module -> Proof.mentions(module, word))
                .map(set.names()::of)
                .toList()
                .forEach(rules -> rules.forEach(place::rule));
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
