package io.rego4j.edit.name;

import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.EditedText;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.TextEdit;
import io.rego4j.edit.plan.Plan;
import io.rego4j.edit.plan.Proof;
import io.rego4j.edit.tree.Chains;
import io.rego4j.edit.tree.Rows;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes a rule or function, with its comments and METADATA, to a file of another package. */
public final class Move extends Plan {
    private final PolicySet set;
    private final DocumentMove move;
    private final DataPath home;
    private final List<Rule> moved = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private final RegoModule target;

    private Move(PolicySet set, DocumentMove move, DataPath home, RegoModule target) {
        this.set = set;
        this.move = move;
        this.home = home;
        this.target = target;
    }

    /** The plan for a set. */
    public static Plan of(PolicySet set, DataPath from, DataPath to) {
        if (to.size() == from.size() && to.first(to.size() - 1).equals(from.first(from.size() - 1))) {
            return Rename.of(set, from, to);
        }
        DocumentMove move = new DocumentMove(
                from, to, new Documents(set.modules()), set.options().version());
        DataPath home = to.first(to.size() - 1);
        RegoModule target = set.modules().stream()
                .filter(module -> DataPath.of(module.pkg().path()).equals(home))
                .findFirst()
                .orElse(null);
        Plan refused = refused(move, target);
        if (target == null || !refused.errors.isEmpty()) {
            return refused;
        }
        Move plan = new Move(set, move, home, target);
        plan.words.addAll(to.parts());
        set.modules().stream()
                .filter(module -> Proof.mentions(module, from.last()))
                .forEach(plan::module);
        Places.ofData(set, move, plan);
        NewPlace.look(set, move, plan);
        plan.insert();
        return plan;
    }

    private static Plan refused(DocumentMove move, @Nullable RegoModule target) {
        Plan plan = new Plan();
        Documents documents = move.documents();
        if (!documents.isRule(move.from())) {
            return plan.refuse(
                    "no rule is named " + move.from(),
                    null,
                    documents.isMade(move.from())
                            ? "rename gives a package another path"
                            : "the set has: " + documents.nearest(move.from()));
        }
        Node there = documents.clash(move.to());
        if (there != null) {
            plan.refuse(
                    move.to() + " is there already",
                    there.origin().span().orElse(null),
                    "choose a name that nothing in the set has");
        }
        if (target == null) {
            plan.refuse(
                    "no file of the set has the package of " + move.to(), null, "add a file with that package first");
        } else if (!DataPath.isName(move.to().last())) {
            plan.refuse("\"" + move.to().last() + "\" can be no name of a rule", null);
        }
        return plan;
    }

    private void module(RegoModule module) {
        List<ResolvedRule> resolved = set.rules(module);
        List<TextEdit> all = ModuleEdits.of(module, resolved, move);
        Places.of(module, resolved, move, all, this);
        Rows rows = new Rows(Objects.requireNonNull(module.origin().source()), module);
        DataPath pkg = DataPath.of(module.pkg().path());
        List<TextEdit> removals = new ArrayList<>();
        StringBuilder rules = new StringBuilder();
        int behind = 0;
        for (int i = 0; i < resolved.size(); i++) {
            if (!isMoved(pkg, resolved.get(i).source())) {
                continue;
            }
            int last = lastBody(resolved, i);
            int start = rows.withComments(resolved.get(i).source()).start();
            int end = rows.withComments(resolved.get(last).source()).end();
            List<TextEdit> within = new ArrayList<>();
            for (ResolvedRule each : resolved.subList(i, last + 1)) {
                moved.add(new MovedNames(move, pkg).rule(each.rule()));
                ModuleEdits.ofMoved(module, each, move, home).stream()
                        .filter(edit -> isWithin(edit, start, end))
                        .forEach(within::add);
            }
            i = last;
            rules.append(rules.isEmpty() ? "" : rows.isNextRow(behind, start) ? "\n" : "\n\n")
                    .append(slice(rows.source, start, end, within));
            behind = end;
            all.removeIf(edit -> isWithin(edit, start, end));
            removals.add(rows.removal(start, end));
        }
        if (!rules.isEmpty()) {
            lines.append("\n\n")
                    .append(MovedText.of(
                            rules.toString(), module, target, set.options().version(), this));
        }
        for (Import each : module.imports()) {
            if (isLeftUnused(each, resolved, all, removals)) {
                removals.add(rows.removal(each));
            }
        }
        edits.addAll(rows.merged(removals));
        edits.addAll(all);
    }

    private static boolean isWithin(TextEdit edit, int start, int end) {
        return start <= edit.span().start() && edit.span().end() <= end;
    }

    /** True for an import that is used only where a rule goes, or where its name is written out. */
    private boolean isLeftUnused(Import each, List<ResolvedRule> rules, List<TextEdit> kept, List<TextEdit> removals) {
        boolean isMoved = each.path().startsWith("data")
                && !move.of(DataPath.of(each.path())).equals(DataPath.of(each.path()));
        List<Origin> uses = each.isDirective() || isMoved ? List.of() : LocalRename.uses(rules, each.name());
        return !uses.isEmpty()
                && uses.stream()
                        .allMatch(use -> removals.stream()
                                        .anyMatch(edit -> edit.span().start() <= use.start()
                                                && use.end() <= edit.span().end())
                                || kept.stream()
                                        .anyMatch(edit -> edit.span().start() == use.start()
                                                && edit.span().end() == use.end()));
    }

    /** In Rego v0, bodies that stand behind each other share the head of the first: the index of the last of them. */
    private static int lastBody(List<ResolvedRule> rules, int first) {
        int last = first;
        while (last + 1 < rules.size() && Chains.isChained(rules.get(last + 1).source())) {
            last++;
        }
        return last;
    }

    /** A rule that is in the package already stays where it stands, under its new name. */
    private boolean isMoved(DataPath pkg, Rule rule) {
        return !pkg.equals(home) && Documents.of(pkg, rule).startsWith(move.from());
    }

    /** A part of a text with changes made in it. */
    private static String slice(Source source, int start, int end, List<TextEdit> edits) {
        String after = EditedText.of(source, edits).text();
        int grown = after.length() - source.text().length();
        return after.substring(start, end + grown);
    }

    /** Puts the rules in behind the last statement of the file. */
    private void insert() {
        List<Node> statements = new ArrayList<>(List.of(target.pkg()));
        statements.addAll(target.imports());
        statements.addAll(target.rules());
        Rows rows = new Rows(Objects.requireNonNull(target.origin().source()), target);
        int end = statements.stream()
                .mapToInt(each -> CommentOwners.extent(each).end())
                .max()
                .orElseThrow();
        int at = rows.withComment(end);
        edits.add(rows.edit(at, at, lines.toString()));
    }

    @Override
    public boolean changesRules() {
        return true;
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
        DataPath pkg = DataPath.of(module.pkg().path());
        MovedNames names = new MovedNames(move, pkg);
        List<Rule> expected = new ArrayList<>();
        before.stream()
                .filter(each -> !isMoved(pkg, each.source()))
                .forEach(each -> expected.add(names.rule(each.rule())));
        if (module == target) {
            expected.addAll(moved);
        }
        return expected;
    }
}
