package io.rego4j.edit.tree;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.CommentOwners.Role;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.edit.EditException;
import io.rego4j.edit.EditedText;
import io.rego4j.edit.TextEdit;
import io.rego4j.format.FormatException;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.Formatter;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what changed between two trees into the text of the first. How much of a changed rule is written anew depends on what
 * can be proven: its smallest changed parts, whole expressions, or all of it.
 */
public final class TreeEdit {
    private static final String CODE = "edit_refused";

    /** How fine a rule is changed, the finest first. */
    private enum Grain {
        TERMS,
        EXPRESSIONS,
        RULES
    }

    private final RegoModule before;
    private final RegoModule after;
    private final RegoVersion version;
    private final Source source;
    private final Rows rows;
    private final StatementLayout layout;
    private final List<TextEdit> edits = new ArrayList<>();
    private final Set<Comment> gone = Collections.newSetFromMap(new IdentityHashMap<>());

    private TreeEdit(Source source, RegoModule before, RegoModule after, RegoVersion version) {
        this.source = source;
        this.before = before;
        this.after = after;
        this.version = version;
        this.rows = new Rows(source, before);
        this.layout = new StatementLayout(after, version);
    }

    /**
     * The changes that make the text of one tree that of another.
     *
     * @throws EditException if there are none that can be proven
     * @throws IllegalArgumentException if the first tree is not what its text says
     */
    public static EditedText of(RegoModule before, RegoModule after, RegoVersion version) {
        Source source = before.origin().source();
        if (source == null) {
            throw refused(
                    "the tree was not read from a text, so there is none to change: write it with the formatter", null);
        }
        EditException failure = null;
        for (Grain grain : Grain.values()) {
            try {
                return new TreeEdit(source, before, after, version).written(grain);
            } catch (EditException e) {
                failure = e;
            } catch (FormatException e) {
                failure = new EditException(e.diagnostics());
            }
        }
        String stale = new ReadBack(before, version, Set.of()).difference(source);
        if (stale != null) {
            throw new IllegalArgumentException("the tree before the change is not what " + source + " says: " + stale
                    + "; read the text, and change what comes of it");
        }
        throw failure == null ? refused("nothing can be written", null) : failure;
    }

    private EditedText written(Grain grain) {
        if (!before.pkg().equals(after.pkg())) {
            replace(before.pkg(), after.pkg());
        }
        imports(Matching.of(before.imports(), after.imports()));
        rules(Matching.of(before.rules(), after.rules()), grain);
        metadata(Matching.of(before.annotations(), after.annotations()));
        comments(Matching.of(before.comments(), after.comments()));
        EditedText text = edits(edits);
        String difference = new ReadBack(after, version, gone).difference(text.after());
        if (difference != null) {
            throw refused("no text says what the changed tree says: " + difference, null);
        }
        return text;
    }

    private EditedText edits(List<TextEdit> all) {
        try {
            return EditedText.of(source, rows.merged(all));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), null);
        }
    }

    private void replace(Node old, Node node) {
        Span extent = CommentOwners.extent(old);
        if (rows.hasComment(extent.start(), extent.end())) {
            throw refused("a comment stands inside of it", extent);
        }
        String text = new Formatter(FormatOptions.of(version)).formatNode(node).strip();
        edits.add(rows.edit(extent.start(), extent.end(), text));
    }

    private void imports(Matching<Import> imports) {
        imports.removed().forEach(this::remove);
        for (Matching.Pair<Import> pair : imports.pairs()) {
            if (!pair.before().equals(pair.after())) {
                replace(pair.before(), pair.after());
            }
        }
        Insertions insertions = new Insertions(rows, before.pkg(), 1);
        for (Matching.Added<Import> added : imports.added()) {
            Node behind = added.behind() == null ? before.pkg() : added.behind();
            String text = isOf(before.imports(), added.node())
                    ? written(added.node())
                    : rows.ended(new Formatter(FormatOptions.of(version))
                            .formatNode(added.node())
                            .strip());
            insertions.add(behind, text, added.behind() == null && insertions.isFirst(behind) ? 2 : 1);
        }
        edits.addAll(insertions.edits());
    }

    private void rules(Matching<Rule> rules, Grain grain) {
        rules.removed().forEach(this::remove);
        Set<Rule> detached = Chains.detached(before.rules(), after.rules(), rules.pairs());
        for (Matching.Pair<Rule> pair : rules.pairs()) {
            Rule old = pair.before();
            Rule rule = pair.after();
            if (detached.contains(old)) {
                wholly(old, rule);
            } else if (old != rule && !old.equals(rule)) {
                changed(old, rule, grain);
            }
        }
        Insertions insertions = new Insertions(rows, before.pkg(), 2);
        Rule last = null;
        for (Matching.Added<Rule> added : rules.added()) {
            Rule rule = added.node();
            Node behind = added.behind() != null ? added.behind() : lastBeforeRules();
            last = insertions.isFirst(behind) ? added.behind() : last;
            if (isOf(before.rules(), rule) && !Chains.isChained(rule)) {
                insertions.add(behind, written(rule), 2);
            } else {
                StatementLayout.Lines lines = layout.of(rule, inside(rule), last);
                insertions.add(behind, rows.ended(lines.text()), lines.gap());
            }
            last = rule;
        }
        edits.addAll(insertions.edits());
    }

    /** True for a statement of the text that stands at another place of the list now, or a second time. */
    private static boolean isOf(List<? extends Node> statements, Node statement) {
        return statements.stream().anyMatch(node -> node == statement);
    }

    /** A statement as it stands in the text, with the comments that lead and trail it. */
    private String written(Node statement) {
        return rows.withComments(statement).text();
    }

    /** The last import, or the package: what the first rule comes after. */
    private Node lastBeforeRules() {
        Rule first = before.rules().isEmpty() ? null : before.rules().get(0);
        Node last = before.pkg();
        for (Import each : before.imports()) {
            if (first == null || each.origin().start() < first.origin().start()) {
                last = each;
            }
        }
        return last;
    }

    private void changed(Rule old, Rule rule, Grain grain) {
        Matching<Annotations> blocks = Matching.of(old.annotations(), rule.annotations());
        metadata(blocks);
        for (Matching.Added<Annotations> added : blocks.added()) {
            int start = rows.start(rows.withComments(old).start());
            edits.add(rows.edit(start, start, metadata(added.node())));
        }
        if (old.withAnnotations(List.of()).equals(rule.withAnnotations(List.of()))) {
            return;
        }
        boolean inPlace = grain != Grain.RULES
                && edits.addAll(new NodeEdits(rows, new Formatter(FormatOptions.of(version)), grain == Grain.TERMS)
                        .of(old, rule));
        if (!inPlace) {
            wholly(old, rule);
        }
    }

    /** Writes all of a rule anew. */
    private void wholly(Rule old, Rule rule) {
        Span extent = CommentOwners.extent(old);
        String text =
                layout.of(rule.withAnnotations(List.of()), inside(old), null).text();
        boolean isChained = Chains.isChained(old);
        int start = isChained ? rows.endBefore(extent.start()) : extent.start();
        edits.add(rows.edit(start, extent.end(), (isChained ? "\n\n" : "") + text));
    }

    private void metadata(Matching<Annotations> blocks) {
        for (Matching.Pair<Annotations> pair : blocks.pairs()) {
            if (!pair.before().equals(pair.after())) {
                Span span = pair.before().origin().span().orElseThrow();
                edits.add(rows.edit(
                        span.start(), span.end(), metadata(pair.after()).strip()));
                ownComments(span).forEach(gone::add);
            }
        }
        for (Annotations block : blocks.removed()) {
            Span span = block.origin().span().orElseThrow();
            if (gone.stream().noneMatch(comment -> comment.origin().start() == span.start())) {
                edits.add(rows.edit(rows.start(span.start()), rows.next(span.end()), ""));
                ownComments(span).forEach(gone::add);
            }
        }
    }

    private List<Comment> ownComments(Span span) {
        return before.comments().stream()
                .filter(comment -> span.start() <= comment.origin().start()
                        && comment.origin().start() < span.end())
                .toList();
    }

    private static String metadata(Annotations block) {
        return block.toComments().stream()
                .map(comment -> "#" + comment.text() + "\n")
                .collect(Collectors.joining());
    }

    private void comments(Matching<Comment> comments) {
        for (Matching.Pair<Comment> pair : comments.pairs()) {
            if (!pair.before().equals(pair.after())) {
                Span span = rows.span(pair.before());
                edits.add(rows.edit(span.start(), span.end(), "#" + pair.after().text()));
            }
        }
        for (Comment comment : comments.removed()) {
            if (!gone.contains(comment)) {
                Span span = rows.span(comment);
                boolean isAlone = rows.isFirst(span.start());
                edits.add(
                        isAlone
                                ? rows.edit(rows.start(span.start()), rows.next(span.end()), "")
                                : rows.edit(rows.endBefore(span.start()), span.end(), ""));
            }
        }
        if (!comments.added().isEmpty()) {
            throw refused(
                    "the comment \"#" + comments.added().get(0).node().text()
                            + "\" has no place: put it into the origin of" + " the statement that it stands above",
                    null);
        }
    }

    /** Takes out a statement with its comments. */
    private void remove(Node statement) {
        rows.owners().of(statement).forEach(owned -> gone.add(owned.comment()));
        edits.add(rows.removal(statement));
    }

    private List<Comment> inside(Node statement) {
        return rows.owners().of(statement, Role.INSIDE);
    }

    static EditException refused(String message, @Nullable Span span) {
        return new EditException(List.of(new Diagnostic(CODE, message, span)));
    }
}
