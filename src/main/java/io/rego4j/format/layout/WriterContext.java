package io.rego4j.format.layout;

import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Term;
import io.rego4j.format.target.SyntaxStyle;
import io.rego4j.format.text.InlinePrinter;
import io.rego4j.format.text.LineBuffer;
import io.rego4j.format.text.SourceLocation;
import io.rego4j.format.text.SourceLocations;
import io.rego4j.internal.go.GoQuote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of the writers, and what they share while it lasts. */
public final class WriterContext {
    final SyntaxStyle style;
    final SourceLocations places;
    final LineBuffer out;
    final CommentQueue queue;
    /** True to keep what OPA's layout may lose. */
    boolean careful;
    /** True if what is written is no module, so that nobody reads it again. */
    final boolean alone;
    /** What OPA's formatter would have failed with. */
    final List<String> failures = new ArrayList<>();

    final CommentWriter comments = new CommentWriter(this);
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

    /** The expression whose terms are to stand in parentheses; taken by the writer that meets it. */
    @Nullable
    Expr parenExpr;

    /** The term that is to stand in parentheses; taken by the writer that meets it. */
    @Nullable
    Term parenTerm;

    /** A comment in the last row of a text that is written as it stood is written with it. */
    boolean commentsOnFinalLine;

    WriterContext(
            SyntaxStyle style,
            SourceLocations places,
            LineBuffer out,
            CommentQueue queue,
            boolean careful,
            boolean alone) {
        this.style = style;
        this.places = places;
        this.out = out;
        this.queue = queue;
        this.careful = careful;
        this.alone = alone;
    }

    /** From here on what OPA's layout may lose is kept, or not. */
    void setCareful(boolean careful) {
        this.careful = careful;
        out.setCareful(careful);
    }

    /**
     * The row in which the first bracket of its kind in a text is closed, for those who ask for comments before it: where
     * there are none in the text, it is not sought.
     */
    SourceLocation closing(SourceLocation place, char open, char close) {
        return mayHoldComment(place) ? place.closing(open, close, careful) : SourceLocation.NOWHERE;
    }

    /** False if no comment is left that stood before the end of a text. */
    boolean mayHoldComment(SourceLocation place) {
        return !queue.isEmpty() && (place.assigned() || queue.nextRow() <= place.endRow());
    }

    /** A string in double quotes. OPA writes escapes that Rego does not read. */
    String quoted(String value) {
        return careful || alone ? GoQuote.rego(value) : GoQuote.quote(value);
    }

    /** A node on one line, with the names and quotes that are written. */
    String oneLine(Node node) {
        return InlinePrinter.of(node, style::nameOf, this::quoted);
    }

    /** A step of a writer. */
    @FunctionalInterface
    interface Step {
        void run() throws UnexpectedComment;
    }

    /** Runs a step that loses the comments left when it fails, as OPA's does where it returns none with its error. */
    void losing(Step step) throws UnexpectedComment {
        try {
            step.run();
        } catch (UnexpectedComment e) {
            throw lost(e);
        }
    }

    /** The same for steps of which there are many: loses the comments and gives back what is to be thrown. */
    UnexpectedComment lost(UnexpectedComment e) {
        queue.drop();
        return e;
    }

    /** Runs a step that goes on after an unexpected comment: what was to be written has been. */
    void tolerating(Step step) {
        try {
            step.run();
        } catch (UnexpectedComment e) {
            // The text around the comment was written as it stood.
        }
    }
}
