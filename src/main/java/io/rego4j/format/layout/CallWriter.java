package io.rego4j.format.layout;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.format.text.Operators;
import io.rego4j.format.text.SourceLocation;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes a call: as {@code f(x)}, or with an operator between two operands. */
final class CallWriter {
    private static final Predicate<Term> NEVER = operand -> false;

    private final WriterContext w;

    CallWriter(WriterContext w) {
        this.w = w;
    }

    /**
     * A call that is an expression: OPA's {@code writeFunctionCall}.
     *
     * @param leadInParens whether the operand with which it starts needs parentheses
     */
    void writeExpr(CallTerm call, Predicate<Term> leadInParens) {
        String infix = infixUnlessWritten(call, false);
        if (infix == null) {
            return;
        }
        List<Term> args = call.args();
        if (args.size() == 2) {
            w.comments.dropOnFailure(() -> writeOperand(infix, args.get(0), leadInParens));
            writeBetween(infix);
            writeOperand(infix, args.get(1), NEVER);
        } else if (args.size() == 3 && w.syntax.assignsResult()) {
            // The third operand takes the result: z = x + y.
            w.comments.dropOnFailure(() -> {
                writeOperand("=", args.get(2), leadInParens);
                writeBetween("=");
                writeOperand(infix, args.get(0), NEVER);
                writeBetween(infix);
                writeOperand(infix, args.get(1), NEVER);
            });
        } else {
            failArity(call);
            writePlain(call);
        }
    }

    /** A call that is a term: OPA's {@code writeCall}. */
    void writeTerm(boolean parens, CallTerm call) {
        String infix = infixUnlessWritten(call, true);
        if (infix == null) {
            return;
        }
        List<Term> args = call.args();
        if (args.size() != 2) {
            failArity(call);
            writePlain(call);
            return;
        }
        if (parens) {
            w.out.write('(');
        }
        w.terms.writeOrFail(args.get(0), true);
        writeBetween(infix);
        w.terms.writeOrFail(args.get(1), true);
        if (parens) {
            w.out.write(')');
        }
    }

    /** The infix operator of a call; null if it has none, after it was written with {@code in} or as {@code f(x)}. */
    private @Nullable String infixUnlessWritten(CallTerm call, boolean isTerm) {
        int membership = Operators.membership(call);
        String infix = membership > 0 ? null : Operators.infixOf(call);
        if (membership > 0) {
            writeMembership(w.syntax.parenthesizesMembership(call, membership, isTerm), call, membership);
        } else if (infix == null) {
            writePlain(call);
        }
        return infix;
    }

    /** {@code x in xs} or {@code k, v in xs}: OPA's {@code writeInOperator}. */
    void writeMembership(boolean parens, CallTerm call, int arity) {
        List<Term> operands = call.args();
        if (operands.size() != arity || arity == 0) {
            failArity(call);
            writePlain(call);
            return;
        }
        if (parens) {
            w.out.write('(');
        }
        try {
            w.terms.writeOrFail(operands.get(0), true);
            if (arity == 3) {
                w.out.write(", ");
                w.terms.writeOrFail(operands.get(1), true);
            }
            writeBetween("in");
            w.terms.writeOrFail(operands.get(arity - 1), true);
        } finally {
            if (parens) {
                w.out.write(')');
            }
        }
    }

    /** {@code f(x)}: OPA's {@code writeFunctionCallPlain}. */
    void writePlain(CallTerm call) {
        @Nullable RefTerm ref = call.operator() instanceof RefTerm r ? r : null;
        if (ref == null) {
            w.out.write(w.oneLine(call.operator()));
        } else {
            w.comments.restoreAfter(() -> w.refs.write(ref.terms()));
        }
        w.out.write('(');
        try {
            SourceLocation place = w.places.of(call.operator());
            w.comments.dropOnFailure(() -> w.items.write(call.args(), place, w.closing(place, '(', ')'), false));
        } finally {
            w.out.write(')');
        }
    }

    private void writeOperand(String infix, Term operand, Predicate<Term> inParens) {
        boolean parens = inParens.test(operand) || w.syntax.parenthesizesOperand(infix, operand);
        boolean wraps = parens && TermKind.of(operand) != TermKind.CALL;
        if (wraps) {
            w.out.write('(');
        }
        w.terms.write(operand, w.places.of(operand), parens);
        if (wraps) {
            w.out.write(')');
        }
    }

    private void writeBetween(String infix) {
        w.out.write(' ');
        w.out.write(infix);
        w.out.write(' ');
    }

    private void failArity(CallTerm call) {
        if (w.syntax.failsForArity()) {
            w.failures.add(Operators.nameOf(call) + ": arity mismatch");
        }
    }
}
