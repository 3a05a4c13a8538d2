package io.rego4j.parse.build;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.ExpressionContext;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.OperandContext;
import io.rego4j.parse.antlr.RegoGrammar.PairContext;
import io.rego4j.parse.antlr.RegoGrammar.ValueContext;
import io.rego4j.parse.token.TokenBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the heads of rules from the expressions that they are written as. */
final class RuleHeadBuilder {
    private final ParseContext building;
    private final TokenBuffer tokens;
    private final LiteralBuilder literals;

    RuleHeadBuilder(ParseContext building, LiteralBuilder literals) {
        this.building = building;
        this.tokens = building.tokens();
        this.literals = literals;
    }

    /** The expression that a head is written as; null if this is no head. */
    static @Nullable ExpressionContext head(LiteralContext literal) {
        if (!LiteralBuilder.isPlain(literal)) {
            return null;
        }
        ExpressionContext expression = (ExpressionContext) ((RegoGrammar.PlainContext) literal.part(0)).part(0);
        return reference(expression) == null ? null : expression;
    }

    /** The operand that is a whole head; null if this is no head. */
    static @Nullable OperandContext reference(ExpressionContext expression) {
        PairContext pair = (PairContext) expression.part(0);
        ValueContext value = (ValueContext) pair.part(0);
        if (pair.size() > 1 || value.size() > 1) {
            return null;
        }
        OperandContext operand = (OperandContext) value.part(0);
        return operand.start.getType() == RegoGrammar.NAME ? operand : null;
    }

    /** The head that an expression is written as, with the key that follows {@code contains}. */
    RuleHeadDraft draft(ExpressionContext expression, @Nullable PairContext key) {
        OperandContext operand = Objects.requireNonNull(reference(expression), "a head is a reference");
        int first = expression.firstToken();
        int last = key != null ? key.lastToken() : expression.lastToken();
        Term term = literals.terms().operand(operand);
        RuleHeadDraft draft = draft(term, building.at(first, last), operand.lastToken() + 1);
        if (key != null) {
            int contains = key.firstToken() - 1;
            if (expression.size() > 1) {
                throw building.unexpected(contains, "");
            }
            if (draft.function) {
                throw building.unexpected(
                        contains,
                        "the contains keyword can only be used with multi-value rule definitions (e.g., " + draft.ref
                                + " contains <VALUE> { ... })");
            }
            draft.key = literals.folder().pair(key);
            draft.contains = true;
            return draft;
        }
        if (expression.size() > 1) {
            int operator = operand.lastToken() + 1;
            draft.assign = tokens.role(operator) == RegoGrammar.ASSIGN;
            draft.value = literals.folder().pair((PairContext) expression.part(1));
        }
        if (draft.value == null && (draft.ref.terms().size() != 2 || draft.function)) {
            draft.generatedValue = true;
            draft.value = new BooleanTerm(true);
        }
        return draft;
    }

    private RuleHeadDraft draft(Term term, Origin origin, int next) {
        if (term instanceof VarTerm name) {
            RuleHeadDraft draft = new RuleHeadDraft(new RefTerm(List.of(name), name.origin()), origin);
            draft.name = name.name();
            return draft;
        }
        if (term instanceof CallTerm call && call.operator() instanceof RefTerm ref) {
            if (!(ref.head() instanceof VarTerm name)) {
                throw building.unexpected(next, "rule head ref " + ref + " invalid");
            }
            RuleHeadDraft draft = new RuleHeadDraft(ref, origin);
            draft.name = ref.terms().size() < 2 ? name.name() : null;
            draft.args = call.args();
            draft.function = true;
            return draft;
        }
        if (term instanceof RefTerm ref) {
            RuleHeadDraft draft = new RuleHeadDraft(ref, origin);
            if (ref.terms().size() < 2 && ref.head() instanceof VarTerm name) {
                draft.name = name.name();
            }
            return draft;
        }
        throw building.unexpected(next, "");
    }
}
