package io.rego4j.format.layout;

import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.text.SourceLocation;
import io.rego4j.internal.language.NameRules;
import java.util.List;

/** Writes a reference: OPA's {@code writeRef}. */
final class RefWriter {
    private final WriterContext w;

    RefWriter(WriterContext w) {
        this.w = w;
    }

    void write(List<Term> terms) {
        Term head = terms.get(0);
        SourceLocation place = w.places.of(head);
        w.terms.writeOrFail(head, place, w.syntax.parenthesizesReferenced(head, place));
        for (int i = 1; i < terms.size(); i++) {
            writeOperand(terms.get(i));
        }
    }

    /** The operands of a reference, without its head. */
    void writeOperand(Term operand) {
        if (operand instanceof StringTerm string) {
            String name = string.value();
            if (needsBrackets(string)) {
                w.out.write('[');
                w.out.write(w.quoted(name));
                w.out.write(']');
            } else {
                w.out.write('.');
                w.out.write(name);
            }
            return;
        }
        w.out.write('[');
        if (operand instanceof VarTerm variable) {
            w.out.write(w.style.nameOf(variable));
        } else if (!w.comments.attempt(() -> w.terms.write(operand))) {
            // The bracket must not become part of the comment.
            w.out.write('\n');
        }
        w.out.write(']');
    }

    private boolean needsBrackets(StringTerm name) {
        if (!NameRules.isName(name.value())) {
            return true;
        }
        if (!w.style.isKeyword(name.value())) {
            return false;
        }
        return !w.style.keywordsInRefs() || isQuoted(name);
    }

    /** A keyword that stood in quotes keeps them. In the reference of a head OPA follows the source, or has no place. */
    private boolean isQuoted(StringTerm name) {
        SourceLocation place = w.places.of(name);
        return place.assigned() ? !w.places.inHeadRef() : place.startsWith('"');
    }
}
