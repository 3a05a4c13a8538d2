package io.rego4j.edit.tree;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.edit.TextEdit;
import io.rego4j.format.FormatException;
import io.rego4j.format.Formatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The changes within a rule: the smallest terms and expressions that differ are written in place, and expressions that stand
 * on rows of their own come and go with their rows. What cannot be done so is left to the layout of the whole rule.
 */
final class NodeEdits {
    /** The kinds of terms whose parts are not written by themselves. */
    private static final Set<String> WHOLE = Set.of("ref", "templatestring");

    /** Below this depth, nodes are compared after what they hold, so that no level looks for the same difference again. */
    private static final int DEEP = 200;

    private final Rows rows;
    private final Formatter formatter;
    private final boolean intoTerms;
    private final List<TextEdit> edits = new ArrayList<>();
    private boolean isDeep;

    /** @param intoTerms false to write whole expressions only */
    NodeEdits(Rows rows, Formatter formatter, boolean intoTerms) {
        this.rows = rows;
        this.formatter = formatter;
        this.intoTerms = intoTerms;
    }

    /** The changes that make one rule the other, METADATA aside; empty if it cannot be done in place. */
    List<TextEdit> of(Rule before, Rule after) {
        isDeep = NodeWalk.depth(before) > DEEP;
        boolean done = change(before.withAnnotations(List.of()), after.withAnnotations(List.of()), false);
        return done ? edits : List.of();
    }

    /** @param alone true if the node may be written by itself; what an expression consists of is written with it */
    private boolean change(Node before, Node after, boolean alone) {
        if (before == after || !isDeep && before.equals(after)) {
            return true;
        }
        int mark = edits.size();
        boolean within = before instanceof Body a && after instanceof Body b
                ? body(a, b)
                : isEntered(before, after) && children(before.children(), after.children(), !(before instanceof Expr));
        if (within && edits.size() > mark || isDeep && before.equals(after)) {
            return true;
        }
        edits.subList(mark, edits.size()).clear();
        return alone && replace(before, after);
    }

    private boolean isEntered(Node before, Node after) {
        if (before.getClass() != after.getClass()) {
            return false;
        }
        String kind = before instanceof Term term ? term.kind() : "";
        boolean isOtherCall = kind.equals("call")
                && !before.children().get(0).equals(after.children().get(0));
        return kind.isEmpty() || intoTerms && !WHOLE.contains(kind) && !isOtherCall;
    }

    private boolean children(List<? extends Node> before, List<? extends Node> after, boolean alone) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!change(before.get(i), after.get(i), alone)) {
                return false;
            }
        }
        return true;
    }

    private boolean body(Body before, Body after) {
        if (before.size() == after.size()) {
            return children(before.exprs(), after.exprs(), true);
        }
        Matching<Expr> matching = Matching.of(before.exprs(), after.exprs());
        if (matching.pairs().isEmpty()) {
            return false;
        }
        return matching.pairs().stream().allMatch(pair -> change(pair.before(), pair.after(), true))
                && matching.removed().stream().allMatch(this::remove)
                && matching.added().stream().allMatch(this::add);
    }

    private boolean isOnItsRows(Expr expr) {
        Origin origin = expr.origin();
        return origin.source() == rows.source
                && origin.start() < origin.end()
                && rows.isFirst(origin.start())
                && rows.isLast(origin.end());
    }

    private boolean remove(Expr expr) {
        Origin origin = expr.origin();
        if (!isOnItsRows(expr) || rows.hasComment(origin.start(), origin.end())) {
            return false;
        }
        return edits.add(rows.edit(rows.start(origin.start()), rows.next(origin.end()), ""));
    }

    private boolean add(Matching.Added<Expr> added) {
        Expr beside = added.behind() != null ? added.behind() : added.before();
        if (beside == null || !isOnItsRows(beside)) {
            return false;
        }
        Origin origin = beside.origin();
        String indentation = rows.indentation(origin.start());
        String text = indented(text(added.node()), indentation);
        int end = rows.withComment(origin.end());
        return !text.isEmpty()
                && edits.add(
                        added.behind() != null
                                ? rows.edit(end, end, "\n" + indentation + text)
                                : rows.edit(
                                        rows.start(origin.start()),
                                        rows.start(origin.start()),
                                        indentation + text + "\n"));
    }

    /** Writes a term or an expression in place of another one. */
    private boolean replace(Node before, Node after) {
        Origin origin = before.origin();
        boolean isExpr = before instanceof Expr && after instanceof Expr;
        if (!(isExpr || before instanceof Term && after instanceof Term)
                || origin.source() != rows.source
                || origin.start() == origin.end()
                || rows.hasComment(origin.start(), origin.end())) {
            return false;
        }
        String text = indented(text(after), rows.indentation(origin.start()));
        if (text.isEmpty() || !isExpr && text.startsWith("(") && !origin.text().startsWith("(")) {
            // The expression around it knows whether the parentheses are needed.
            return false;
        }
        return edits.add(rows.edit(origin.start(), origin.end(), text));
    }

    /** The text of a node by itself; empty if it has none. */
    private String text(Node node) {
        Node written = node instanceof RefTerm ref && ref.terms().size() == 1 ? ref.head() : node;
        try {
            return formatter.formatNode(written);
        } catch (FormatException e) {
            return "";
        }
    }

    private static String indented(String text, String indentation) {
        return text.strip().replace("\n", "\n" + indentation);
    }
}
