package io.rego4j.format.layout;

import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.format.target.PlannedImport;
import io.rego4j.format.text.LineBuffer;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.format.text.SourceLocation;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every comment, and keeps METADATA what it is: a comment gets a line of its own where a line starts, any number
 * wait for the end of a line, and collections break their lines for one. No step fails because of a comment.
 */
final class KeepingComments extends CommentPolicy {
    private final BitSet templateRows;
    private @Nullable LocatedComment lastMetadata;
    private int lastMetadataEnd;

    /** @param templateRows the rows whose comment is inside a template string, which writes it */
    KeepingComments(LineBuffer out, PendingComments pending, BitSet templateRows) {
        super(out, pending);
        this.templateRows = templateRows;
    }

    @Override
    void insertPending(SourceLocation place) {
        List<LocatedComment> before = pending.takeBefore(place.row());
        if (!before.isEmpty()) {
            if (out.isAtLineStart()) {
                writeAbove(before, place);
                startLine();
            } else {
                before.forEach(pending::await);
            }
        }
        while (!pending.isEmpty() && pending.nextRow() == place.row() && !templateRows.get(place.row())) {
            pending.await(pending.take());
        }
    }

    /** No comment belongs to an import that is added. */
    @Override
    void insertBefore(PlannedImport first) {
        if (!first.added()) {
            insert(first.place());
        }
    }

    @Override
    boolean mayStandBeside(PlannedImport imp) {
        return !imp.added();
    }

    @Override
    void dropOnFailure(Runnable step) {
        step.run();
    }

    @Override
    boolean attempt(Runnable step) {
        step.run();
        return true;
    }

    @Override
    void orSourceText(SourceLocation place, Runnable step) {
        step.run();
    }

    @Override
    void restoreAfter(Runnable step) {
        step.run();
    }

    @Override
    boolean breaksLines() {
        return true;
    }

    @Override
    boolean endsWithComma(boolean empty) {
        return !empty;
    }

    @Override
    boolean writeSourceText(TemplateStringTerm template, SourceLocation place) {
        if (place.assigned() || !isSourceOf(template, place)) {
            return false;
        }
        pending.forgetWaiting(place.row(), place.endRow() - 1);
        pending.takeBefore(place.endRow());
        place.writeTo(out);
        return true;
    }

    /** True if the source text is this template, and not another one that the tree had before a change. */
    private static boolean isSourceOf(TemplateStringTerm template, SourceLocation place) {
        return place.startsWith('$')
                && RegoParser.parseTerm(Source.of(place.written()), ParseOptions.DEFAULT.withAllFeatures())
                        .tree()
                        .filter(template::equals)
                        .isPresent();
    }

    @Override
    boolean writeSourceText(SourceLocation operand, SourceLocation place) {
        return false;
    }

    @Override
    void setTakesLastRow(boolean takes) {
        // Only template strings are written as source text, without the comment of their last row.
    }

    @Override
    void startLine() {
        out.backToLineStart();
        out.startLine();
    }

    @Override
    void endLine() {
        out.setInline(false);
        List<LocatedComment> comments = pending.takeWaiting();
        if (comments.isEmpty()) {
            out.write('\n');
            return;
        }
        int next = 0;
        if (!out.isAtLineStart()) {
            if (!comments.get(0).inMetadata()) {
                out.write(' ');
                out.write(comments.get(next++).text());
            }
            out.write('\n');
        }
        comments.subList(next, comments.size()).forEach(this::writeLine);
    }

    @Override
    void startItems() {
        endLine();
        out.up();
        startLine();
    }

    /** METADATA stands in the first column, apart from what does not belong to it; what only looks like METADATA does not. */
    @Override
    void writeLine(LocatedComment comment) {
        out.backToLineStart();
        LocatedComment last = lastMetadata;
        if (last != null && lastMetadataEnd == out.length() && !comment.continues(last)) {
            out.write('\n');
        }
        if (!comment.inMetadata()) {
            int level = out.level();
            out.indent(level == 0 && comment.looksLikeMetadata() ? 1 : level);
        }
        out.write(comment.inMetadata() ? comment.withBlanks() : comment.text());
        out.write('\n');
        out.setInline(false);
        if (comment.inMetadata()) {
            lastMetadata = comment;
            lastMetadataEnd = out.length();
        }
    }

    @Override
    void writeRest() {
        write(pending.takeBefore(Integer.MAX_VALUE));
        end();
    }

    /** Writes the comments that wait, after everything else. */
    @Override
    void end() {
        pending.takeWaiting().forEach(this::writeLine);
    }
}
