package io.rego4j.format.layout;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.Not;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.format.target.SyntaxStyle;
import io.rego4j.format.text.LeadingBrace;
import io.rego4j.format.text.LeadingTerm;
import io.rego4j.format.text.LineBuffer;
import io.rego4j.format.text.Operators;
import io.rego4j.format.text.SourceLocation;
import io.rego4j.internal.go.GoQuote;
import java.util.List;

/** What is spelled out, comments aside: what OPA's formatter spells out, or all that a text needs to be read as the same tree. */
enum Syntax {
    /** OPA's, which leaves out parentheses that a policy may need, and writes escapes that Rego does not read. */
    OPA {
        @Override
        boolean parenthesizesNegated(Expr expr, SyntaxStyle style) {
            return LogicalWriter.isLogical(expr) || style.v2() && LeadingBrace.of(expr);
        }

        @Override
        boolean bracesNegation(Expr first) {
            return false;
        }

        @Override
        boolean namesNegatedUnion(Expr first) {
            return false;
        }

        @Override
        boolean parenthesizesLead(Expr operand) {
            return false;
        }

        @Override
        boolean separates(Expr next) {
            return false;
        }

        @Override
        boolean startsBody(Expr first) {
            return false;
        }

        @Override
        boolean parenthesizesOperand(String infix, Term operand) {
            return false;
        }

        @Override
        boolean parenthesizesMembership(CallTerm call, int arity, boolean isTerm) {
            return isTerm && arity == 3;
        }

        @Override
        boolean parenthesizesHead(Term head, SourceLocation place) {
            return head instanceof CallTerm && (Operators.isUnion(head) || place.startsWith('('));
        }

        @Override
        boolean parenthesizesKey(Term key) {
            return Operators.isUnion(key);
        }

        @Override
        boolean parenthesizesReferenced(Term head, SourceLocation place) {
            return head instanceof CallTerm && place.startsWith('(');
        }

        @Override
        boolean failsForArity() {
            return true;
        }

        @Override
        boolean assignsResult() {
            return true;
        }

        @Override
        boolean keepsOrder() {
            return false;
        }

        @Override
        boolean needsIf(Head head, SyntaxStyle style) {
            return false;
        }

        @Override
        List<Term> nameOf(Head head) {
            List<Term> ref = head.ref().terms();
            return head.key() != null && head.value() == null && !HeadWriter.isDynamic(ref)
                    ? HeadWriter.groundPrefix(ref)
                    : ref;
        }

        @Override
        void writeOldName(WriterContext w, List<Term> ref) {
            w.out.write(w.oneLine(ref.get(0)));
            w.out.write('[');
            w.out.write(w.oneLine(ref.get(1)));
            w.out.write(']');
        }

        /** OPA takes the value of an {@code else} for something that stood at that word. */
        @Override
        SourceLocation elseValue(SourceLocation value, SourceLocation word) {
            return word;
        }

        @Override
        String quote(String value) {
            return GoQuote.quote(value);
        }

        @Override
        boolean writeSpelling(StringTerm string, SourceLocation own, SourceLocation place, LineBuffer out) {
            if (place.startsWith('`')) {
                place.writeTo(out);
                return true;
            }
            return place.endsWith('"') && place.writeFromFirst('"', out)
                    || place.endsWith('`') && place.writeFromFirst('`', out);
        }

        @Override
        String templateText(String value, boolean multiLine) {
            return TemplateStringWriter.escapedByOpa(value, multiLine);
        }

        @Override
        SourceLocation closing(SourceLocation place, char open, char close) {
            return place.closing(open, close, false);
        }

        @Override
        SourceLocation closingAfter(SourceLocation place, char skipOpen, char skipClose) {
            return place.closingAfter(skipOpen, skipClose, '{', '}', false);
        }
    },

    /** All that is needed. */
    EXACT {
        @Override
        boolean parenthesizesNegated(Expr expr, SyntaxStyle style) {
            return LogicalWriter.isLogical(expr) || expr.terms() instanceof Not || LeadingBrace.of(expr);
        }

        @Override
        boolean bracesNegation(Expr first) {
            return negations(first) > 1;
        }

        /** Neither {@code { not x | y; z } or c} nor the same with parentheses is read. */
        @Override
        boolean namesNegatedUnion(Expr first) {
            return first.negated() && Operators.isUnion(first);
        }

        /** {@code ({1} = x)} is not read. */
        @Override
        boolean parenthesizesLead(Expr operand) {
            return operand.terms() instanceof CallTerm call
                    && (call.calls("eq") || call.calls("assign"))
                    && call.args().size() == 2
                    && LeadingBrace.of(operand);
        }

        /** Without a semicolon the minus of the next line would be an operator between the two. */
        @Override
        boolean separates(Expr next) {
            return LeadingTerm.isMinus(next);
        }

        @Override
        boolean startsBody(Expr first) {
            return LogicalWriter.startsWithBrace(first);
        }

        @Override
        boolean parenthesizesOperand(String infix, Term operand) {
            String inner = operand instanceof CallTerm call ? Operators.infixOf(call) : null;
            return inner != null && (!isAssignment(infix) || isAssignment(inner));
        }

        /** An {@code in} that is an operand of one with a key could be taken for the one that has the key. */
        @Override
        boolean parenthesizesMembership(CallTerm call, int arity, boolean isTerm) {
            return isTerm
                    || arity == 3
                            && call.args().stream()
                                    .anyMatch(arg -> arg instanceof CallTerm inner && Operators.membership(inner) > 0);
        }

        @Override
        boolean parenthesizesHead(Term head, SourceLocation place) {
            return true;
        }

        @Override
        boolean parenthesizesKey(Term key) {
            return key instanceof CallTerm call && call.args().size() == 2 && Operators.infixOf(call) != null;
        }

        @Override
        boolean parenthesizesReferenced(Term head, SourceLocation place) {
            return head instanceof CallTerm;
        }

        @Override
        boolean failsForArity() {
            return false;
        }

        @Override
        boolean assignsResult() {
            return false;
        }

        /** The order of items has a meaning, wherever they stood. */
        @Override
        boolean keepsOrder() {
            return true;
        }

        @Override
        boolean needsIf(Head head, SyntaxStyle style) {
            return style.ifs()
                    && !style.v1()
                    && head.ref().terms().size() > 1
                    && head.args().isEmpty()
                    && head.value() != null
                    && isTrue(head.value());
        }

        @Override
        List<Term> nameOf(Head head) {
            return head.ref().terms();
        }

        @Override
        void writeOldName(WriterContext w, List<Term> ref) {
            w.refs.write(ref.subList(0, 1));
            w.out.write('[');
            w.terms.write(ref.get(1));
            w.out.write(']');
        }

        @Override
        SourceLocation elseValue(SourceLocation value, SourceLocation word) {
            return value;
        }

        @Override
        String quote(String value) {
            return GoQuote.rego(value);
        }

        @Override
        boolean writeSpelling(StringTerm string, SourceLocation own, SourceLocation place, LineBuffer out) {
            if (!own.isString(string.value())) {
                return false;
            }
            own.writeTo(out);
            return true;
        }

        @Override
        String templateText(String value, boolean multiLine) {
            return TemplateStringWriter.escapedAsRego(value, multiLine);
        }

        @Override
        SourceLocation closing(SourceLocation place, char open, char close) {
            return place.closing(open, close, true);
        }

        @Override
        SourceLocation closingAfter(SourceLocation place, char skipOpen, char skipClose) {
            return place.closingAfter(skipOpen, skipClose, '{', '}', true);
        }
    };

    /** True if what {@code not} stands before needs parentheses. */
    abstract boolean parenthesizesNegated(Expr expr, SyntaxStyle style);

    /** True if the expression after a {@code not} needs braces: the parser reads more than two negations in braces only. */
    abstract boolean bracesNegation(Expr first);

    /** True if what a body in braces that is an operand starts with is written as {@code not or(x, y)}. */
    abstract boolean namesNegatedUnion(Expr first);

    /** True if not an operand of {@code not}, {@code and} or {@code or}, but what it starts with needs parentheses. */
    abstract boolean parenthesizesLead(Expr operand);

    /** True if a statement needs a semicolon at its end for the one in the next line. */
    abstract boolean separates(Expr next);

    /** True if the brace that an expression starts with would be a body's after {@code if}. */
    abstract boolean startsBody(Expr first);

    /** True if an operand of an expression needs parentheses. */
    abstract boolean parenthesizesOperand(String infix, Term operand);

    /** True if an {@code in} needs parentheses, which is a term or an expression. */
    abstract boolean parenthesizesMembership(CallTerm call, int arity, boolean isTerm);

    /** True if an operator's call in the head of a comprehension gets parentheses. */
    abstract boolean parenthesizesHead(Term head, SourceLocation place);

    /** True if the key of an object comprehension gets parentheses. */
    abstract boolean parenthesizesKey(Term key);

    /** True if the call that a reference starts with gets parentheses. */
    abstract boolean parenthesizesReferenced(Term head, SourceLocation place);

    /** True to fail for an operator that has another number of operands than it takes, which then is written as {@code f(x)}. */
    abstract boolean failsForArity();

    /** True to write an operator's call with one operand more as {@code z = x + y}. */
    abstract boolean assignsResult();

    /** True if items are written in the order of the tree, false in that of their places. */
    abstract boolean keepsOrder();

    /** True if a head needs {@code if true}: without it {@code p[x]} is a set in v0. */
    abstract boolean needsIf(Head head, SyntaxStyle style);

    /** The part of a head's reference that is written before its key. */
    abstract List<Term> nameOf(Head head);

    /** Writes the name {@code p[x]} of a rule for a version without references in heads. */
    abstract void writeOldName(WriterContext w, List<Term> ref);

    /** The location of the value of an {@code else}. */
    abstract SourceLocation elseValue(SourceLocation value, SourceLocation word);

    /** A string in double quotes. */
    abstract String quote(String value);

    /**
     * Writes a string as it was spelled.
     *
     * @param own the string's own location
     * @param place the location that it is written for
     * @return false if the spelling is not known
     */
    abstract boolean writeSpelling(StringTerm string, SourceLocation own, SourceLocation place, LineBuffer out);

    /** The text of a template string between its expressions. */
    abstract String templateText(String value, boolean multiLine);

    /** The row of the bracket that closes the first one of its kind: OPA counts those in strings, too. */
    abstract SourceLocation closing(SourceLocation place, char open, char close);

    /** The row of the brace that closes the first one after a pair of other brackets. */
    abstract SourceLocation closingAfter(SourceLocation place, char skipOpen, char skipClose);

    static boolean isTrue(ExprTerms terms) {
        return terms instanceof BooleanTerm bool && bool.value();
    }

    private static boolean isAssignment(String infix) {
        return infix.equals("=") || infix.equals(":=");
    }

    private static int negations(Expr expr) {
        int depth = expr.negated() ? 1 : 0;
        return expr.terms() instanceof Not not
                        && !not.explicitBody()
                        && not.body().size() == 1
                ? depth + 1 + negations(not.body().get(0))
                : depth;
    }
}
