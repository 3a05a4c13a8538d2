package io.rego4j.parse.build;

import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.Term;
import io.rego4j.parse.antlr.PartMaker;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.ArrayContext;
import io.rego4j.parse.antlr.RegoGrammar.EntryContext;
import io.rego4j.parse.antlr.RegoGrammar.ObjectContext;
import io.rego4j.parse.antlr.RegoGrammar.OperandContext;
import io.rego4j.parse.antlr.RegoGrammar.SetContext;
import io.rego4j.parse.problem.SyntaxProblem;
import io.rego4j.parse.token.TokenBuffer;
import org.antlr.v4.runtime.RuleContext;
import org.jspecify.annotations.Nullable;

/**
 * Builds names and constants in collections as soon as they are read, since the parse tree of a long list takes several
 * times the memory of its terms. It builds only terms whose meaning does not depend on their context; the other builders
 * build the rest, and report errors.
 */
public final class EagerTermBuilder implements PartMaker {
    private final TokenBuffer tokens;
    private final TermBuilder terms;
    private boolean stopped;

    public EagerTermBuilder(ParseContext building, TermBuilder terms) {
        this.tokens = building.tokens();
        this.terms = terms;
    }

    /** Stops eager building after an error. */
    public void stop() {
        stopped = true;
    }

    @Override
    public @Nullable Object make(RegoContext part) {
        if (stopped) {
            return null;
        }
        if (part instanceof EntryContext) {
            return entry(part);
        }
        return isInCollection(part.parent) ? value(part) : null;
    }

    private static boolean isInCollection(RuleContext parent) {
        return parent instanceof ArrayContext || parent instanceof SetContext || parent instanceof EntryContext;
    }

    private @Nullable Term value(RegoContext value) {
        if (value.size() != 1) {
            return null;
        }
        OperandContext operand = (OperandContext) value.part(0);
        boolean whole =
                operand.size() == 0 ? !isWildcard(operand.lastToken()) : operand.size() == 1 && isMade(operand.part(0));
        if (!whole) {
            return null;
        }
        try {
            return terms.operand(operand);
        } catch (SyntaxProblem problem) {
            return null;
        }
    }

    /** Wildcards are numbered in the order in which a statement is built. */
    private boolean isWildcard(int token) {
        return tokens.role(token) == RegoGrammar.NAME && tokens.text(token).equals("_");
    }

    /** True for a collection of which nothing is left to build. */
    private static boolean isMade(RegoContext part) {
        boolean collection =
                part instanceof ArrayContext || part instanceof SetContext || part instanceof ObjectContext;
        return collection && areMade(part);
    }

    private static boolean areMade(RegoContext part) {
        for (int i = 0; i < part.size(); i++) {
            if (part.made(i) == null) {
                return false;
            }
        }
        return true;
    }

    private static ObjectTerm.@Nullable Entry entry(RegoContext entry) {
        return entry.made(0) instanceof Term key && entry.made(1) instanceof Term value
                ? new ObjectTerm.Entry(key, value)
                : null;
    }
}
