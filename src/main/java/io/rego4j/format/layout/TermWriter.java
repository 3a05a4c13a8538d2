package io.rego4j.format.layout;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.text.LayoutFailure;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.format.text.SourceLocation;

/** Writes a term: OPA's {@code writeTerm}. */
final class TermWriter {
    private final WriterContext w;

    TermWriter(WriterContext w) {
        this.w = w;
    }

    void write(Term term) throws UnexpectedComment {
        write(term, w.places.of(term));
    }

    /** Writes a term as if it had stood at a place. Where a comment is in the way, the term is written as it stood. */
    void write(Term term, SourceLocation place) throws UnexpectedComment {
        if (w.careful || w.queue.isEmpty()) {
            write(false, term, place);
            return;
        }
        int length = w.out.length();
        int level = w.out.level();
        CommentQueue.Mark mark = w.queue.mark();
        try {
            write(false, term, place);
        } catch (UnexpectedComment e) {
            w.out.rewind(length, level);
            LocatedComment waiting = w.out.waiting();
            if (waiting != null
                    && !place.isEmpty()
                    && waiting.row() >= place.row()
                    && waiting.row() <= place.endRow()) {
                // It stands in the text that is about to be written.
                w.out.forgetWaiting();
            }
            w.queue.reset(mark);
            writeAsItStood(place);
            throw e;
        }
    }

    /** Writes a text with the comments in it, which are taken from the queue. */
    void writeAsItStood(SourceLocation place) {
        if (place.isEmpty()) {
            throw new LayoutFailure("original unformatted text is empty");
        }
        place.writeTo(w.out);
        int endRow = place.endRow();
        w.queue.takeBefore(endRow);
        while (w.commentsOnFinalLine && !w.queue.isEmpty() && w.queue.nextRow() == endRow) {
            w.out.write(' ');
            w.out.write(w.queue.take().written());
        }
    }

    /** Writes a term, an operator's call in parentheses if asked. */
    void write(boolean parens, Term term) throws UnexpectedComment {
        write(parens, term, w.places.of(term));
    }

    void write(boolean parens, Term term, SourceLocation place) throws UnexpectedComment {
        boolean marked = w.parenTerm == term;
        if (marked) {
            w.parenTerm = null;
        }
        try {
            w.comments.insert(place);
            w.out.ensureLine();
            writeValue(parens || marked, term, place);
            w.out.ensureLine();
        } catch (UnexpectedComment e) {
            throw w.lost(e);
        }
    }

    private void writeValue(boolean parens, Term term, SourceLocation place) throws UnexpectedComment {
        if (term instanceof RefTerm ref) {
            w.refs.write(ref.terms());
        } else if (term instanceof StringTerm string) {
            writeString(string, place);
        } else if (term instanceof VarTerm variable) {
            w.out.write(w.style.nameOf(variable));
        } else if (term instanceof NumberTerm number) {
            w.out.write(number.text());
        } else if (term instanceof BooleanTerm bool) {
            w.out.write(bool.value() ? "true" : "false");
        } else if (term instanceof NullTerm) {
            w.out.write("null");
        } else if (term instanceof CallTerm call) {
            w.calls.writeTerm(parens, call);
        } else if (term instanceof ArrayTerm array) {
            w.items.writeArray(array, place);
        } else if (term instanceof ObjectTerm object) {
            w.items.writeObject(object, place);
        } else if (term instanceof SetTerm set) {
            w.items.writeSet(set, place);
        } else if (term instanceof ArrayComprehensionTerm comprehension) {
            w.comprehensions.write(comprehension, place);
        } else if (term instanceof SetComprehensionTerm comprehension) {
            w.comprehensions.write(comprehension, place);
        } else if (term instanceof ObjectComprehensionTerm comprehension) {
            w.comprehensions.write(comprehension, place);
        } else if (term instanceof TemplateStringTerm template) {
            w.templates.write(template, place);
        }
    }

    /** Writes a string as it stood: an escape says as much as what it stands for. */
    private void writeString(StringTerm string, SourceLocation place) {
        if (w.careful || w.alone) {
            SourceLocation own = w.places.of(string);
            if (own.isString(string.value())) {
                own.writeTo(w.out);
            } else {
                w.out.write(w.quoted(string.value()));
            }
            return;
        }
        if (place.startsWith('`')) {
            place.writeTo(w.out);
            return;
        }
        // The place of an else's value starts at the else.
        boolean quoted = place.endsWith('"') && place.writeFromFirst('"', w.out)
                || place.endsWith('`') && place.writeFromFirst('`', w.out);
        if (!quoted) {
            w.out.write(w.quoted(string.value()));
        }
    }
}
