package io.rego4j.edit.name;

import io.rego4j.ast.Comment;
import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.CommentOwners.Role;
import io.rego4j.ast.Node;
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
    private @Nullable RegoModule target;

    private Move(PolicySet set, DocumentMove move) {
        this.set = set;
        this.move = move;
        this.home = move.to().first(move.to().size() - 1);
    }

    /** The plan for a set. */
    public static Plan of(PolicySet set, DataPath from, DataPath to) {
        if (to.size() == from.size() && to.first(to.size() - 1).equals(from.first(from.size() - 1))) {
            return Rename.of(set, from, to);
        }
        Move plan = new Move(
                set,
                new DocumentMove(
                        from, to, new Documents(set.modules()), set.options().version()));
        if (plan.isAllowed()) {
            plan.words.addAll(to.parts());
            set.modules().stream()
                    .filter(module -> Proof.mentions(module, from.last()))
                    .forEach(plan::module);
            Places.ofData(set, plan.move, plan);
            NewPlace.look(set, plan.move, plan);
            plan.insert();
        }
        return plan;
    }

    private boolean isAllowed() {
        DataPath from = move.from();
        DataPath to = move.to();
        if (!move.documents().isInRule(from)) {
            refuse("no rule is named " + from, null);
            return false;
        }
        Node there = move.documents().maker(to);
        if (there != null || move.documents().isInRule(to)) {
            refuse(
                    to + " is there already",
                    there == null ? null : there.origin().span().orElse(null),
                    "choose a name that nothing in the set has");
        }
        target = set.modules().stream()
                .filter(module -> DataPath.of(module.pkg().path()).equals(home))
                .findFirst()
                .orElse(null);
        if (target == null || to.size() < 2) {
            refuse("no file of the set has the package of " + to, null, "add a file with that package first");
        } else if (!DataPath.isName(to.last())) {
            refuse("\"" + to.last() + "\" can be no name of a rule", null);
        }
        return errors.isEmpty();
    }

    private void module(RegoModule module) {
        List<ResolvedRule> resolved = set.names().of(module);
        List<TextEdit> all = ModuleEdits.of(module, resolved, move);
        Places.of(module, resolved, move, all, this);
        Rows rows = new Rows(Objects.requireNonNull(module.origin().source()), module);
        CommentOwners owners = CommentOwners.of(module);
        DataPath pkg = DataPath.of(module.pkg().path());
        List<TextEdit> removals = new ArrayList<>();
        for (int i = 0; i < resolved.size(); i++) {
            Rule first = resolved.get(i).source();
            if (!isMoved(pkg, first)) {
                continue;
            }
            int last = lastBody(resolved, i);
            List<Comment> above = owners.of(first, Role.LEADING);
            int start = above.isEmpty()
                    ? CommentOwners.extent(first).start()
                    : above.get(0).origin().start();
            int end = rows.withComment(
                    CommentOwners.extent(resolved.get(last).source()).end());
            List<TextEdit> within = new ArrayList<>();
            for (ResolvedRule each : resolved.subList(i, last + 1)) {
                moved.add(new MovedNames(move, pkg).rule(each.rule()));
                ModuleEdits.ofMoved(module, each, move, home).stream()
                        .filter(edit ->
                                start <= edit.span().start() && edit.span().end() <= end)
                        .forEach(within::add);
            }
            i = last;
            lines.append("\n\n").append(slice(rows.source, start, end, within));
            all.removeIf(edit -> start <= edit.span().start() && edit.span().end() <= end);
            removals.add(rows.removal(start, end));
        }
        edits.addAll(rows.merged(removals));
        edits.addAll(all);
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
        RegoModule module = Objects.requireNonNull(target);
        List<Node> statements = new ArrayList<>(List.of(module.pkg()));
        statements.addAll(module.imports());
        statements.addAll(module.rules());
        Rows rows = new Rows(Objects.requireNonNull(module.origin().source()), module);
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
