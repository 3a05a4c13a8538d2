package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.Statement;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settles what only the whole policy decides, so that it is the tree of its own text: the numbers of the wildcards, whether
 * {@code not} is a flag or takes a body, and which names are keywords.
 */
public final class RuleFinisher extends Rewriter {
    private final RegoVersion version;
    private final boolean notTakesBody;
    private final Set<String> keywords = new TreeSet<>();
    private final Map<String, VarTerm> headWildcards = new HashMap<>();
    private boolean inHeadKey;
    private int wildcards;

    public RuleFinisher(RegoVersion version, boolean notTakesBody) {
        this.version = version;
        this.notTakesBody = notTakesBody;
    }

    public static Rule rule(Rule rule, RegoVersion version, boolean notTakesBody) {
        return new RuleFinisher(version, notTakesBody).rule(rule);
    }

    /** The future keywords that the rules so far need, in the order of the alphabet. */
    public Set<String> keywords() {
        return keywords;
    }

    @Override
    public Rule rule(Rule rule) {
        try {
            return super.rule(rule);
        } catch (FinishException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new FinishException("rule " + rule.head().ref() + ": " + e.getMessage());
        }
    }

    @Override
    public Head head(Head head) {
        if (head.ref().terms().size() == 1) {
            checkName((VarTerm) head.ref().head());
        }
        headWildcards.clear();
        inHeadKey = true;
        RefTerm ref = headRef(head.ref());
        inHeadKey = false;
        List<Term> args = terms(head.args());
        // The key of an old partial rule is the last operand of the reference: the same variable.
        inHeadKey = true;
        Term key = head.key() == null ? null : term(head.key());
        inHeadKey = false;
        Term value = head.value() == null ? null : term(head.value());
        return new Head(head.name(), ref, args, key, value, head.assign(), head.origin());
    }

    @Override
    public Expr expr(Expr expr) {
        Expr result = super.expr(expr);
        if (result.negated() && notTakesBody) {
            Expr inner = new Expr(result.terms());
            return new Expr(new Not(Body.of(inner), false), result.with(), false, result.generated(), result.origin());
        }
        return result;
    }

    @Override
    public ExprTerms visitSomeDecl(SomeDecl some) {
        if (Statement.isUnfinished(some)) {
            throw new IllegalArgumentException("a some with a pattern needs an in(…)");
        }
        return super.visitSomeDecl(some);
    }

    @Override
    public ExprTerms visitNot(Not not) {
        keywords.add("not");
        return super.visitNot(not);
    }

    @Override
    public ExprTerms visitLogicalAnd(LogicalAnd and) {
        keywords.add("and");
        return super.visitLogicalAnd(and);
    }

    @Override
    public ExprTerms visitLogicalOr(LogicalOr or) {
        keywords.add("or");
        return super.visitLogicalOr(or);
    }

    @Override
    public Term visitVar(VarTerm term) {
        if (!term.isWildcard()) {
            if (!term.name().equals("contains")) {
                // OPA reads this keyword as a name everywhere but in the head of a rule.
                checkName(term);
            }
            return term;
        } else if (inHeadKey) {
            return headWildcards.computeIfAbsent(term.name(), name -> nextWildcard(term));
        }
        return nextWildcard(term);
    }

    @Override
    public Term visitRef(RefTerm ref) {
        // A keyword may start a reference: if.x is the variable "if" and a key.
        if (!(ref.head() instanceof VarTerm name) || name.isWildcard()) {
            return super.visitRef(ref);
        }
        List<Term> operands = ref.terms().subList(1, ref.terms().size());
        List<Term> changed = terms(operands);
        if (changed == operands) {
            return ref;
        }
        List<Term> all = new ArrayList<>();
        all.add(ref.head());
        all.addAll(changed);
        return new RefTerm(all, ref.origin());
    }

    /** A wildcard may be called, though it is no function: OPA's parser takes {@code _(x)}. */
    @Override
    protected Term operator(Term operator) {
        return operator instanceof RefTerm ref && ref.head() instanceof VarTerm name && name.isWildcard()
                ? term(operator)
                : operator;
    }

    private VarTerm nextWildcard(VarTerm term) {
        return new VarTerm("$" + wildcards++, term.origin());
    }

    private void checkName(VarTerm name) {
        if (RegoNames.isKeyword(name.name(), version)) {
            throw new IllegalArgumentException(
                    RegoNames.quote(name.name()) + " is a keyword of Rego " + version + ": choose another name");
        }
    }

    /** An error that names its rule already. */
    private static final class FinishException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        FinishException(String message) {
            super(message);
        }
    }
}
