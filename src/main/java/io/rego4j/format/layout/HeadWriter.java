package io.rego4j.format.layout;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Head;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Spelling;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.format.text.SourceLocation;
import java.util.List;

/** Writes the head of a rule: OPA's {@code writeHead}. */
final class HeadWriter {
    private final WriterContext w;

    HeadWriter(WriterContext w) {
        this.w = w;
    }

    /**
     * Writes a head.
     *
     * @param isDefault true for that of a {@code default} rule
     * @param isConstant true if the rule has a value and no body
     */
    void write(Head head, boolean isDefault, boolean isConstant) {
        if (!writeName(head)) {
            return;
        }
        SourceLocation place = w.places.of(head);
        if (!head.args().isEmpty()) {
            w.out.write('(');
            try {
                w.items.write(head.args(), place, w.closing(place, '(', ')'), false);
            } finally {
                w.out.write(')');
            }
        }
        if (head.key() != null && head.value() == null) {
            w.out.write(w.style.contains() ? " contains " : "[");
            w.terms.write(head.key());
            if (!w.style.contains()) {
                w.out.write(']');
            }
        }
        Term value = head.value();
        if (value == null || head.key() == null && Syntax.isTrue(value) && !isConstant && !isDefault) {
            return;
        }
        boolean explicit =
                w.style.v1() && isConstant && head.key() == null && head.args().isEmpty();
        SourceLocation valuePlace = w.places.of(value);
        boolean isAdded = place.isSameAs(valuePlace)
                || !head.origin().isPresent() && head.origin().has(Spelling.GENERATED_VALUE);
        if (!explicit && Syntax.isTrue(value) && isAdded) {
            // The parser added the value.
            return;
        }
        w.out.write(head.assign() || w.style.v1() ? " := " : " = ");
        w.terms.write(value, valuePlace);
    }

    /** Writes the head of an else, which has no name of its own, as if its value had stood at the word. */
    void writeElse(Head head, boolean isConstant) {
        SourceLocation place = w.places.of(head);
        w.comments.dropOnFailure(() -> w.comments.insert(place));
        w.comments.ensureLine();
        w.out.write("else");
        w.comments.ensureLine();
        Term value = head.value();
        if (value == null || head.key() == null && Syntax.isTrue(value) && !isConstant) {
            return;
        }
        w.out.write(head.assign() || w.style.v1() ? " := " : " = ");
        w.terms.write(value, w.syntax.elseValue(w.places.of(value), place));
    }

    /** Writes the name; false if the source text of the whole head was written, because of a comment in it. */
    private boolean writeName(Head head) {
        List<Term> ref = w.syntax.nameOf(head);
        w.places.enterHeadRef();
        try {
            if (w.style.refHeads() || ref.size() == 1) {
                w.refs.write(ref);
                return true;
            }
            SourceLocation operand = w.places.of(ref.get(1));
            if (w.comments.writeSourceText(operand, w.places.of(head))) {
                return false;
            }
            w.syntax.writeOldName(w, ref);
            return true;
        } finally {
            w.places.leaveHeadRef();
        }
    }

    static List<Term> groundPrefix(List<Term> ref) {
        for (int i = 1; i < ref.size(); i++) {
            if (!ref.get(i).isGround()) {
                return ref.subList(0, i);
            }
        }
        return ref;
    }

    static boolean isDynamic(List<Term> ref) {
        if (ref.get(0) instanceof CallTerm) {
            return false;
        }
        for (int i = 1; i < ref.size(); i++) {
            if (!isConstant(ref.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** OPA's {@code IsConstant}: nothing in it needs to be looked up. */
    private static boolean isConstant(Term term) {
        return !NodeWalk.any(term, node -> node instanceof Term part && isLookedUp(part));
    }

    private static boolean isLookedUp(Term term) {
        return switch (TermKind.of(term)) {
            case VAR, REF, CALL, ARRAY_COMPREHENSION, SET_COMPREHENSION, OBJECT_COMPREHENSION -> true;
            case NULL, BOOLEAN, NUMBER, STRING, ARRAY, SET, OBJECT, TEMPLATE_STRING -> false;
        };
    }
}
