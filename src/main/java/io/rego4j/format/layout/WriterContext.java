package io.rego4j.format.layout;

import io.rego4j.ast.Node;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.format.target.SyntaxStyle;
import io.rego4j.format.text.AnyBelow;
import io.rego4j.format.text.InlinePrinter;
import io.rego4j.format.text.LineBuffer;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.format.text.SourceLocation;
import io.rego4j.format.text.SourceLocations;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The state that the writers share while one node is written. */
public final class WriterContext {
    final SyntaxStyle style;
    final SourceLocations places;
    final LineBuffer out;
    final PendingComments pending;
    /** The errors of OPA's formatter. */
    final List<String> failures = new ArrayList<>();

    private final AnyBelow templatesBelow = new AnyBelow(node -> node instanceof TemplateStringTerm);
    private final CommentPolicy opaComments;
    private final CommentPolicy keepingComments;
    private final boolean isFragment;
    /** Where comments go in the statement that is being written. */
    CommentPolicy comments;
    /** What is spelled out in it. */
    Syntax syntax = Syntax.OPA;

    final IterableWriter items = new IterableWriter(this);
    final TermWriter terms = new TermWriter(this);
    final RefWriter refs = new RefWriter(this);
    final CallWriter calls = new CallWriter(this);
    final ComprehensionWriter comprehensions = new ComprehensionWriter(this);
    final TemplateStringWriter templates = new TemplateStringWriter(this);
    final LogicalWriter logical = new LogicalWriter(this);
    final ExprWriter exprs = new ExprWriter(this);
    final BodyWriter bodies = new BodyWriter(this);
    final HeadWriter heads = new HeadWriter(this);
    final RuleWriter rules = new RuleWriter(this);

    /**
     * A run.
     *
     * @param templateRows the rows whose comment is inside a template string
     * @param isFragment true if what is written is no module, so that its text is not read again
     */
    WriterContext(
            SyntaxStyle style,
            SourceLocations places,
            LineBuffer out,
            List<LocatedComment> comments,
            BitSet templateRows,
            boolean isFragment) {
        this.style = style;
        this.places = places;
        this.out = out;
        this.pending = new PendingComments(comments);
        this.isFragment = isFragment;
        this.opaComments = new OpaComments(out, pending);
        this.keepingComments = new KeepingComments(out, pending, templateRows);
        this.comments = opaComments;
    }

    /** From here on OPA's layout is written, or the exact one. */
    void use(boolean exact) {
        CommentPolicy next = exact ? keepingComments : opaComments;
        if (next != comments) {
            comments.end();
            comments = next;
            syntax = exact ? Syntax.EXACT : Syntax.OPA;
        }
    }

    /**
     * The row in which the first bracket of its kind in a text is closed, to insert the comments before it; it is not
     * searched for if the text has no comments.
     */
    SourceLocation closing(SourceLocation place, char open, char close) {
        return mayHoldComment(place) ? syntax.closing(place, open, close) : SourceLocation.NOWHERE;
    }

    /** False if no comment is left that stood before the end of a text. */
    boolean mayHoldComment(SourceLocation place) {
        if (pending.isEmpty()) {
            return false;
        }
        Node node = place.node();
        // The text of a node without a place has one line, but for template strings.
        return pending.nextRow() <= place.endRow() || node != null && templatesBelow.test(node);
    }

    /** How strings are spelled. */
    Syntax spelling() {
        return isFragment ? Syntax.EXACT : syntax;
    }

    /** A string in double quotes. */
    String quoted(String value) {
        return spelling().quote(value);
    }

    /** A node on one line, with the names and quotes that are written. */
    String oneLine(Node node) {
        return InlinePrinter.of(node, style::nameOf, this::quoted);
    }
}
