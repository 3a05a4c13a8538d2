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
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.text.SourceLocation;
import org.jspecify.annotations.Nullable;

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

    /**
     * Writes a term as if it had stood at a place; with {@code parens} an operator's call gets parentheses. Where a
     * comment has no line, the term's source text is written.
     */
    void write(Term term, SourceLocation place, boolean parens) {
        if (w.pending.isEmpty()) {
            writeLine(parens, term, place);
        } else {
            w.comments.orSourceText(place, () -> writeOrFail(term, place, parens));
        }
    }

    /** Writes a term; with {@code parens} an operator's call gets parentheses. A comment that has no line makes it fail. */
    void writeOrFail(Term term, boolean parens) {
        writeOrFail(term, w.places.of(term), parens);
    }

    void writeOrFail(Term term, SourceLocation place, boolean parens) {
        if (w.pending.isEmpty()) {
            writeLine(parens, term, place);
        } else {
            w.comments.dropOnFailure(() -> writeLine(parens, term, place));
        }
    }

    private void writeLine(boolean parens, Term term, SourceLocation place) {
        w.comments.insert(place);
        w.comments.ensureLine();
        term.accept((TermVisitor<@Nullable Void>) new Value(parens, place));
        w.comments.ensureLine();
    }

    /** Writes a term without the comments before it. */
    private final class Value implements TermVisitor<@Nullable Void> {
        private final boolean parens;
        private final SourceLocation place;

        Value(boolean parens, SourceLocation place) {
            this.parens = parens;
            this.place = place;
        }

        @Override
        public @Nullable Void visitNull(NullTerm term) {
            w.out.write("null");
            return null;
        }

        @Override
        public @Nullable Void visitBoolean(BooleanTerm term) {
            w.out.write(term.value() ? "true" : "false");
            return null;
        }

        @Override
        public @Nullable Void visitNumber(NumberTerm term) {
            w.out.write(term.text());
            return null;
        }

        @Override
        public @Nullable Void visitString(StringTerm term) {
            writeString(term, place);
            return null;
        }

        @Override
        public @Nullable Void visitVar(VarTerm term) {
            w.out.write(w.style.nameOf(term));
            return null;
        }

        @Override
        public @Nullable Void visitRef(RefTerm term) {
            w.refs.write(term.terms());
            return null;
        }

        @Override
        public @Nullable Void visitCall(CallTerm term) {
            w.calls.writeTerm(parens, term);
            return null;
        }

        @Override
        public @Nullable Void visitArray(ArrayTerm term) {
            w.items.writeArray(term, place);
            return null;
        }

        @Override
        public @Nullable Void visitSet(SetTerm term) {
            w.items.writeSet(term, place);
            return null;
        }

        @Override
        public @Nullable Void visitObject(ObjectTerm term) {
            w.items.writeObject(term, place);
            return null;
        }

        @Override
        public @Nullable Void visitArrayComprehension(ArrayComprehensionTerm term) {
            w.comprehensions.write(term, place);
            return null;
        }

        @Override
        public @Nullable Void visitSetComprehension(SetComprehensionTerm term) {
            w.comprehensions.write(term, place);
            return null;
        }

        @Override
        public @Nullable Void visitObjectComprehension(ObjectComprehensionTerm term) {
            w.comprehensions.write(term, place);
            return null;
        }

        @Override
        public @Nullable Void visitTemplateString(TemplateStringTerm term) {
            w.templates.write(term, place);
            return null;
        }
    }

    /** Writes a string as it was spelled, with its escapes. */
    private void writeString(StringTerm string, SourceLocation place) {
        if (!w.spelling().writeSpelling(string, w.places.of(string), place, w.out)) {
            w.out.write(w.quoted(string.value()));
        }
    }
}
