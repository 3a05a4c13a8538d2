package io.rego4j.edit.name;

import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.plan.Plan;
import io.rego4j.edit.plan.Proof;
import java.util.List;

/** Gives a rule, a function or a package another name, with everything below it. */
public final class Rename extends Plan {
    private final DocumentMove move;

    /** The plan for a set. */
    public static Plan of(PolicySet set, DataPath from, DataPath to) {
        Documents documents = new Documents(set.modules());
        Rename plan =
                new Rename(new DocumentMove(from, to, documents, set.options().version()));
        if (plan.isAllowed(set)) {
            plan.words.addAll(to.parts());
            plan.words.removeAll(from.parts());
            plan.mentioning(set).parallelStream()
                    .map(module -> of(set, module, plan.move))
                    .toList()
                    .forEach(plan::add);
            Places.ofData(set, plan.move, plan);
            NewPlace.look(set, plan.move, plan);
        }
        return plan;
    }

    private static Plan of(PolicySet set, RegoModule module, DocumentMove move) {
        Plan plan = new Plan();
        List<ResolvedRule> resolved = set.rules(module);
        plan.edits.addAll(ModuleEdits.of(module, resolved, move));
        Places.of(module, resolved, move, plan.edits, plan);
        return plan;
    }

    private Rename(DocumentMove move) {
        this.move = move;
    }

    private List<RegoModule> mentioning(PolicySet set) {
        return set.modules().stream()
                .filter(module -> Proof.mentions(module, move.from().last()))
                .toList();
    }

    private boolean isAllowed(PolicySet set) {
        DataPath from = move.from();
        DataPath to = move.to();
        if (from.equals(to)) {
            return false;
        }
        if (!move.documents().isThere(from)) {
            refuse(
                    "no rule or package is named " + from,
                    null,
                    "the set has: " + move.documents().nearest(from));
        }
        for (RegoModule module : set.modules()) {
            DataPath pkg = DataPath.of(module.pkg().path());
            if (!pkg.startsWith(from) && !from.startsWith(pkg)) {
                continue;
            }
            DataPath home = move.ofPackage(pkg);
            for (Rule rule : module.rules()) {
                DataPath before = Documents.of(pkg, rule);
                DataPath after = move.of(before);
                if (!after.startsWith(home)
                        || after.size() == home.size()
                        || !isAllowed(
                                before.parts().get(pkg.size()), after.parts().get(home.size()))) {
                    refuse(
                            before + " cannot become " + after + " in package " + home,
                            rule.head().origin().span().orElse(null),
                            after.startsWith(home)
                                    ? "choose a name of letters, digits and underscores that is no keyword"
                                    : "move the rule to another package instead");
                    return false;
                }
            }
        }
        Node there = move.documents().clash(to);
        if (there != null) {
            refuse(
                    to + " is there already",
                    there.origin().span().orElse(null),
                    "choose a name that nothing in the set has");
        }
        return errors.isEmpty();
    }

    /** A rule that is named so already keeps its name. In Rego v0, whether a word is a keyword shows when the text is read. */
    private boolean isAllowed(String before, String after) {
        return after.equals(before) || DataPath.isName(after, move.version());
    }

    @Override
    public boolean movesDocuments() {
        return true;
    }

    @Override
    public boolean concerns(List<String> path) {
        return move.isIn(path);
    }

    @Override
    public List<Rule> expected(RegoModule module, List<ResolvedRule> before) {
        MovedNames names = new MovedNames(move, DataPath.of(module.pkg().path()));
        return before.stream().map(each -> names.rule(each.rule())).toList();
    }
}
