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
import io.rego4j.format.text.SourceLocation;

/** Writes a term: OPA's {@code writeTerm}. */
final class TermWriter {
    private final WriterContext w;

    TermWriter(WriterContext w) {
        this.w = w;
    }

    void write(Term term) {
        write(term, w.places.of(term), false);
    }

    /** Writes a term as if it had stood at a place. */
    void write(Term term, SourceLocation place) {
        write(term, place, false);
    }

    /** The same, an operator's call in parentheses if asked. Where a comment is in the way, the term is written as it stood. */
    void write(Term term, SourceLocation place, boolean parens) {
        if (w.pending.isEmpty()) {
            writeLine(parens, term, place);
        } else {
            w.comments.orAsItStood(place, () -> write(parens, term, place));
        }
    }

    /** Writes a term, an operator's call in parentheses if asked. A comment that is in the way makes it fail. */
    void write(boolean parens, Term term) {
        write(parens, term, w.places.of(term));
    }

    void write(boolean parens, Term term, SourceLocation place) {
        if (w.pending.isEmpty()) {
            writeLine(parens, term, place);
        } else {
            w.comments.losing(() -> writeLine(parens, term, place));
        }
    }

    private void writeLine(boolean parens, Term term, SourceLocation place) {
        w.comments.insert(place);
        w.comments.ensureLine();
        writeValue(parens, term, place);
        w.comments.ensureLine();
    }

    private void writeValue(boolean parens, Term term, SourceLocation place) {
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

    /** Writes a string as it was spelled, with its escapes. */
    private void writeString(StringTerm string, SourceLocation place) {
        if (!w.spelling().writeSpelling(string, w.places.of(string), place, w.out)) {
            w.out.write(w.quoted(string.value()));
        }
    }
}
