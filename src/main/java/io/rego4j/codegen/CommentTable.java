package io.rego4j.codegen;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.codegen.JavaCode.Link;
import io.rego4j.codegen.JavaCode.Type;
import io.rego4j.internal.go.GoText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attaches the comments of a module to nodes. A comment of a parsed module belongs to the node on its row, or to the one that
 * follows; at the end of a rule, to the rule's last condition. The nodes of a built module hold their comments themselves.
 */
final class CommentTable {
    private final Map<Node, List<Comment>> byNode = new IdentityHashMap<>();
    private final List<Comment> trailing = new ArrayList<>();
    private final boolean withComments;

    private CommentTable(boolean withComments) {
        this.withComments = withComments;
    }

    /** A table that has no comments. */
    static CommentTable none() {
        return new CommentTable(false);
    }

    static CommentTable of(RegoModule module) {
        CommentTable table = new CommentTable(true);
        List<Anchor> anchors = anchors(module);
        for (Comment comment : module.comments()) {
            Anchor anchor = comment.origin().isPresent() ? owner(anchors, comment) : null;
            if (anchor == null) {
                table.trailing.add(comment);
            } else {
                table.add(anchor.node, comment);
            }
        }
        table.byNode.replaceAll(CommentTable::metadataLast);
        return table;
    }

    /** The same comments with METADATA blocks last: a comment behind a block would be read as part of it. */
    private static List<Comment> metadataLast(Node node, List<Comment> comments) {
        List<Comment> others = new ArrayList<>();
        List<Comment> blocks = new ArrayList<>();
        int blockEnd = Integer.MIN_VALUE;
        for (Comment comment : comments) {
            int row = comment.origin().row();
            boolean inBlock = row == blockEnd + 1 && row < node.origin().row();
            if (inBlock || comment.text().strip().equals("METADATA")) {
                blocks.add(comment);
                blockEnd = row;
            } else {
                others.add(comment);
            }
        }
        others.addAll(blocks);
        return others;
    }

    List<Comment> of(Node node) {
        List<Comment> parsed = byNode.getOrDefault(node, List.of());
        return parsed.isEmpty() && withComments ? node.origin().comments() : parsed;
    }

    /** The comments behind the last rule. */
    List<Comment> trailing() {
        return trailing;
    }

    /** Code with a call of {@code comment(…)}. */
    Link link(JavaCode receiver, Type type, Comment comment) {
        return new Link(receiver, call("comment", type, comment), false);
    }

    /** A call of a method that takes a comment: with its text, or with a {@code Comment} where the text would not give the same one. */
    static JavaCode.Call call(String method, Type type, Comment comment) {
        String text = comment.text();
        boolean plain = text.isEmpty()
                || text.startsWith(" ")
                        && text.length() > 1
                        && !GoText.startsWith(text, "METADATA")
                        && text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\t');
        JavaCode argument = plain
                ? DslCalls.string(text.isEmpty() ? text : text.substring(1))
                : new JavaCode.Literal("new " + TypeMarks.of("Comment") + "("
                        + DslCalls.string(text).flat() + ")");
        return new JavaCode.Call(type, method, List.of(argument), 1, false);
    }

    private void add(Node node, Comment comment) {
        byNode.computeIfAbsent(node, n -> new ArrayList<>()).add(comment);
    }

    /** A node that can have comments, with the index and the end of the rule around it; -1 outside of rules. */
    private record Anchor(Node node, int rule, int ruleEnd) {
        int start() {
            return node.origin().start();
        }

        int row() {
            return node.origin().row();
        }
    }

    private static List<Anchor> anchors(RegoModule module) {
        List<Anchor> anchors = new ArrayList<>();
        anchors.add(new Anchor(module.pkg(), -1, -1));
        module.imports().forEach(i -> anchors.add(new Anchor(i, -1, -1)));
        for (int i = 0; i < module.rules().size(); i++) {
            Rule rule = module.rules().get(i);
            int end = rule.origin().end();
            anchors.add(new Anchor(rule, i, end));
            for (Rule branch = rule; branch != null; branch = branch.elseRule()) {
                for (Expr expr : branch.body()) {
                    if (!expr.generated()) {
                        anchors.add(new Anchor(expr, i, end));
                    }
                }
            }
        }
        // Imports may follow rules; a stable sort keeps a rule before its first condition.
        anchors.sort(Comparator.comparingInt(Anchor::start));
        return anchors;
    }

    private static @Nullable Anchor owner(List<Anchor> anchors, Comment comment) {
        int at = comment.origin().start();
        int next = firstAfter(anchors, at);
        Anchor after = next < anchors.size() ? anchors.get(next) : null;
        if (next == 0) {
            return after;
        }
        Anchor before = anchors.get(next - 1);
        if (before.row() == comment.origin().row()) {
            return before;
        }
        boolean insideRule = at < before.ruleEnd;
        if (after == null) {
            return insideRule ? before : null;
        }
        return insideRule && after.rule != before.rule ? before : after;
    }

    /** The index of the first of the anchors, which are in order, that starts after an offset. */
    private static int firstAfter(List<Anchor> anchors, int offset) {
        int low = 0;
        int high = anchors.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (anchors.get(middle).start() > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
