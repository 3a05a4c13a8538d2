package io.rego4j.format.layout;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.format.text.Operators;
import io.rego4j.format.text.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a call: as {@code f(x)}, or with an operator between two operands. */
final class CallWriter {
    private final WriterContext w;

    CallWriter(WriterContext w) {
        this.w = w;
    }

    /** A call that is an expression: OPA's {@code writeFunctionCall}. */
    void writeExpr(CallTerm call) throws UnexpectedComment {
        int membership = Operators.membership(call);
        if (membership > 0) {
            writeMembership(w.careful && isAmbiguous(call, membership), call, membership);
            return;
        }
        String infix = Operators.infixOf(call);
        if (infix == null) {
            writePlain(call);
            return;
        }
        List<Term> args = call.args();
        if (args.size() == 2) {
            try {
                writeOperand(infix, args.get(0));
            } catch (UnexpectedComment e) {
                throw w.lost(e);
            }
            writeBetween(infix);
            writeOperand(infix, args.get(1));
        } else if (args.size() == 3 && !w.careful) {
            // The third operand takes the result: z = x + y.
            w.losing(() -> {
                writeOperand("=", args.get(2));
                writeBetween("=");
                writeOperand(infix, args.get(0));
                writeBetween(infix);
                writeOperand(infix, args.get(1));
            });
        } else {
            failArity(call);
            writePlain(call);
        }
    }

    /** A call that is a term: OPA's {@code writeCall}. */
    void writeTerm(boolean parens, CallTerm call) throws UnexpectedComment {
        int membership = Operators.membership(call);
        if (membership > 0) {
            writeMembership(true, call, membership);
            return;
        }
        String infix = Operators.infixOf(call);
        if (infix == null) {
            writePlain(call);
            return;
        }
        List<Term> args = call.args();
        if (args.size() != 2 && w.careful) {
            writePlain(call);
            return;
        }
        if (parens) {
            w.out.write('(');
        }
        if (args.size() != 2) {
            failArity(call);
            return;
        }
        try {
            w.terms.write(true, args.get(0));
            writeBetween(infix);
            w.terms.write(true, args.get(1));
        } catch (UnexpectedComment e) {
            throw w.lost(e);
        }
        if (parens) {
            w.out.write(')');
        }
    }

    /** {@code x in xs} or {@code k, v in xs}: OPA's {@code writeInOperator}. */
    void writeMembership(boolean parens, CallTerm call, int arity) throws UnexpectedComment {
        List<Term> operands = call.args();
        if (operands.size() != arity) {
            failArity(call);
            if (w.careful) {
                writePlain(call);
            }
            return;
        }
        boolean bracketed = parens && (w.careful || arity == 3);
        if (bracketed) {
            w.out.write('(');
        }
        try {
            w.terms.write(true, operands.get(0));
            if (arity == 3) {
                w.out.write(", ");
                w.terms.write(true, operands.get(1));
            }
            writeBetween("in");
            w.terms.write(true, operands.get(arity - 1));
        } catch (UnexpectedComment e) {
            throw w.lost(e);
        } finally {
            if (bracketed) {
                w.out.write(')');
            }
        }
    }

    /** {@code f(x)}: OPA's {@code writeFunctionCallPlain}. */
    private void writePlain(CallTerm call) throws UnexpectedComment {
        @Nullable RefTerm ref = call.operator() instanceof RefTerm r ? r : null;
        if (ref == null) {
            w.out.write(w.oneLine(call.operator()));
        } else {
            CommentQueue.Mark mark = w.queue.mark();
            w.refs.write(ref.terms());
            if (!w.careful) {
                // OPA goes on with the comments that it had before the reference.
                w.queue.reset(mark);
            }
        }
        w.out.write('(');
        try {
            SourceLocation place = w.places.of(call.operator());
            w.items.write(call.args(), place, w.closing(place, '(', ')'), false);
        } catch (UnexpectedComment e) {
            throw w.lost(e);
        } finally {
            w.out.write(')');
        }
    }

    /** True if one {@code in} is an operand of another that has a key: OPA's parser would take the wrong one for the key's. */
    private static boolean isAmbiguous(CallTerm call, int arity) {
        return arity == 3
                && call.args().stream()
                        .anyMatch(arg -> arg instanceof CallTerm inner && Operators.membership(inner) > 0);
    }

    /** An operand of an expression. OPA leaves out parentheses that the policy may need. */
    private void writeOperand(String infix, Term operand) throws UnexpectedComment {
        if (w.careful) {
            w.terms.write(needsParens(infix, operand), operand);
        } else {
            w.terms.write(operand);
        }
    }

    private static boolean needsParens(String infix, Term operand) {
        String inner = operand instanceof CallTerm call ? Operators.infixOf(call) : null;
        return inner != null && (!isAssignment(infix) || isAssignment(inner));
    }

    private static boolean isAssignment(String infix) {
        return infix.equals("=") || infix.equals(":=");
    }

    private void writeBetween(String infix) {
        w.out.write(' ');
        w.out.write(infix);
        w.out.write(' ');
    }

    private void failArity(CallTerm call) {
        if (!w.careful) {
            w.failures.add(Operators.nameOf(call) + ": arity mismatch");
        }
    }
}
