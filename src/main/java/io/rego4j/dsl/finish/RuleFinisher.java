package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Spelling;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Settles what only the whole policy decides, so that it is the tree of its own text: the numbers of the wildcards, the form
 * of {@code not}, {@code and} and {@code or}, and which names are keywords.
 */
public final class RuleFinisher extends Rewriter {
    private final TargetForms forms;
    private final int maxDepth;
    private final Map<String, String> keywords = new TreeMap<>();
    private final Map<String, VarTerm> headWildcards = new HashMap<>();
    private final EnclosingScopes scopes = new EnclosingScopes();
    private final HelperFunctions functions;
    private final LogicLowering lowering;
    private int depth;
    private @Nullable String changedNegation;
    private @Nullable IllegalArgumentException placed;
    private @Nullable Rule current;
    private boolean inHeadKey;
    private boolean ruleAssigns;
    private int wildcards;

    public RuleFinisher(TargetForms forms) {
        this(forms, null, Integer.MAX_VALUE);
    }

    /** One that throws a {@link TooDeepException} where terms and bodies lie in more than {@code maxDepth} others. */
    RuleFinisher(TargetForms forms, @Nullable Supplier<KnownNames> known, int maxDepth) {
        this.forms = forms;
        this.maxDepth = maxDepth;
        this.functions = new HelperFunctions(known, forms.version());
        this.lowering = new LogicLowering(body -> functions.flattened(body, scopes), this::isNegatedPlainly);
    }

    /**
     * The keywords that the rules so far need and that the version of Rego may not have, in the order of the alphabet: each
     * with the first rule and expression that needs it.
     */
    public Map<String, String> keywords() {
        return keywords;
    }

    /** The functions that the rules so far need besides. */
    Collection<Rule> functions() {
        return functions.functions();
    }

    /**
     * The first rule and expression with a plain {@code not} that would mean something else with
     * {@code import future.keywords["not"]}; null if there is none.
     */
    public @Nullable String changedNegation() {
        return changedNegation;
    }

    @Override
    public Rule rule(Rule rule) {
        current = rule;
        descend();
        scopes.enter(rule.head());
        try {
            return super.rule(rule);
        } catch (IllegalArgumentException e) {
            throw placed(place(), e);
        } finally {
            leave();
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
        needForHead(head);
        boolean assign = assigns(head);
        boolean same = ref == head.ref()
                && args == head.args()
                && key == head.key()
                && value == head.value()
                && assign == head.assign();
        return same ? head : new Head(head.name(), ref, args, key, value, assign, head.origin());
    }

    /** From v1 on the head of a rule has {@code :=} only; an {@code else} without a value has what the rule has. */
    private boolean assigns(Head head) {
        boolean isElse = scopes.isElse();
        boolean written = head.value() != null && !head.origin().has(Spelling.GENERATED_VALUE);
        boolean assigns = isElse && !written
                ? ruleAssigns
                : head.assign() || written && forms.version().isAtLeast(RegoVersion.V1);
        ruleAssigns = isElse ? ruleAssigns : assigns;
        return assigns;
    }

    private void needForHead(Head head) {
        if (forms.version() == RegoVersion.V0) {
            if (head.origin().has(Spelling.IF)) {
                keywords.computeIfAbsent("if", keyword -> place());
            }
            if (head.origin().has(Spelling.CONTAINS)) {
                keywords.computeIfAbsent("contains", keyword -> place());
            }
        }
    }

    @Override
    public Term visitCall(CallTerm call) {
        if (forms.version() == RegoVersion.V0 && call.isMembership()) {
            keywords.computeIfAbsent("in", keyword -> place());
        }
        return super.visitCall(call);
    }

    @Override
    public Body body(Body body) {
        descend();
        scopes.enter(body);
        try {
            Body finished = super.body(body);
            return forms.lowersLogic() ? functions.withoutMoved(body, spliced(finished)) : finished;
        } finally {
            leave();
        }
    }

    @Override
    protected Term comprehension(ComprehensionTerm term) {
        scopes.enter(term);
        try {
            return super.comprehension(term);
        } finally {
            scopes.leave();
        }
    }

    /** Conjunctions as expressions of the body by themselves. */
    private Body spliced(Body body) {
        List<Expr> exprs = new ArrayList<>();
        for (Expr expr : body) {
            if (expr.terms() instanceof LogicalAnd and) {
                exprs.addAll(lowering.and(expr, and));
            } else {
                exprs.add(expr);
            }
        }
        return exprs.size() == body.exprs().size() && exprs.equals(body.exprs()) ? body : new Body(exprs);
    }

    @Override
    public Expr expr(Expr expr) {
        try {
            SomeShape.require(expr);
            Expr finished = OperandComments.raised(super.expr(expr));
            if (!forms.lowersLogic()) {
                LeadingComprehension.requireText(finished);
            }
            if (finished.negated()) {
                return plainNegation(finished);
            } else if (finished.terms() instanceof Not not) {
                return negation(finished, not);
            } else if (forms.lowersLogic() && finished.terms() instanceof LogicalOr or) {
                return lowering.or(finished, or);
            }
            return finished;
        } catch (IllegalArgumentException e) {
            throw placed(place(expr), e);
        }
    }

    /** A {@code not} that was read without the keyword: what is undefined within its operands is undefined. */
    private Expr plainNegation(Expr expr) {
        boolean alike = DefinedOperands.negatesAlike(expr, scopes::declares);
        if (!alike && changedNegation == null) {
            changedNegation = place(expr);
        }
        if (forms.negation() != TargetForms.Negation.KEYWORD) {
            return expr;
        } else if (!alike) {
            throw new IllegalArgumentException(
                    "this not was read without import future.keywords[\"not\"], with which it"
                            + " would mean something else: build the condition with not(…), or leave out the import");
        }
        keywords.computeIfAbsent("not", keyword -> place(expr));
        Body body = Body.of(new Expr(expr.terms()));
        Not not = new Not(body, OperandBraces.neededByNot(body));
        return new Expr(not, expr.with(), false, expr.generated(), expr.origin());
    }

    private Expr negation(Expr expr, Not not) {
        boolean plain = !not.explicitBody() && isNegatedPlainly(not.body());
        if (plain && forms.negation() == TargetForms.Negation.PLAIN_WHERE_ALIKE) {
            return new Expr(not.body().get(0).terms(), expr.with(), true, false, expr.origin());
        } else if (forms.negation() == TargetForms.Negation.COMPREHENSION) {
            return lowering.not(expr, not);
        }
        keywords.computeIfAbsent("not", keyword -> place(expr));
        return expr;
    }

    /** True if the plain {@code not} before this body means that the body does not hold. */
    private boolean isNegatedPlainly(Body body) {
        Expr first = body.get(0);
        return body.exprs().size() == 1
                && !first.negated()
                && first.with().isEmpty()
                && DefinedOperands.negatesAlike(first, scopes::declares);
    }

    private void leave() {
        scopes.leave();
        depth--;
    }

    private void descend() {
        if (depth++ == maxDepth) {
            throw new TooDeepException();
        }
    }

    @Override
    public Term term(Term term) {
        descend();
        Term finished = super.term(term);
        depth--;
        return finished;
    }

    private String place(Expr expr) {
        return current == null ? "expression " + expr : place() + ", expression " + expr;
    }

    private String place() {
        return current == null ? "" : "rule " + current.head().ref();
    }

    @Override
    public ExprTerms visitEvery(Every every) {
        if (forms.version() == RegoVersion.V0) {
            keywords.computeIfAbsent("every", keyword -> place());
        }
        Term key = every.key() == null ? null : term(every.key());
        Term value = term(every.value());
        Term domain = term(every.domain());
        List<Term> names = key == null ? List.of(value) : List.of(key, value);
        descend();
        scopes.enter(names);
        try {
            return new Every(key, value, domain, body(every.body()), every.origin());
        } finally {
            leave();
        }
    }

    @Override
    public ExprTerms visitNot(Not not) {
        Not finished = (Not) super.visitNot(not);
        return forms.negation() == TargetForms.Negation.AS_GIVEN
                        || finished.explicitBody()
                        || !OperandBraces.neededByNot(finished.body())
                ? finished
                : new Not(finished.body(), true, finished.origin());
    }

    @Override
    public ExprTerms visitLogicalAnd(LogicalAnd and) {
        LogicalAnd finished = (LogicalAnd) super.visitLogicalAnd(and);
        need("and", finished);
        return new LogicalAnd(
                finished.lhs(),
                finished.rhs(),
                finished.explicitLhs() || OperandBraces.neededByOperand(finished.lhs()),
                finished.explicitRhs() || OperandBraces.neededByOperand(finished.rhs()),
                finished.origin());
    }

    @Override
    public ExprTerms visitLogicalOr(LogicalOr or) {
        LogicalOr finished = (LogicalOr) super.visitLogicalOr(or);
        need("or", finished);
        return new LogicalOr(
                finished.lhs(),
                finished.rhs(),
                finished.explicitLhs() || OperandBraces.neededByOperand(finished.lhs()),
                finished.explicitRhs() || OperandBraces.neededByOperand(finished.rhs()),
                finished.origin());
    }

    private void need(String keyword, LogicalOperation operation) {
        if (!forms.lowersLogic()) {
            OperandBraces.requireValue(operation.lhs(), keyword);
            OperandBraces.requireValue(operation.rhs(), keyword);
            keywords.computeIfAbsent(keyword, word -> place(new Expr(operation)));
        }
    }

    @Override
    public Term visitTemplateString(TemplateStringTerm term) {
        if (!forms.templates()) {
            throw new IllegalArgumentException("the OPA that it is built for has no template strings: use sprintf(…)");
        }
        return super.visitTemplateString(term);
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
        return headRef(ref);
    }

    /** What is called may hold wildcards, though no function has such a name: OPA's parser takes {@code _(x)}. */
    @Override
    protected Term operator(Term operator) {
        boolean mayHold = operator instanceof RefTerm ref
                && (ref.terms().size() > 1 || ref.head() instanceof VarTerm name && name.isWildcard());
        return mayHold ? term(operator) : operator;
    }

    private VarTerm nextWildcard(VarTerm term) {
        return new VarTerm("$" + wildcards++, term.origin());
    }

    private void checkName(VarTerm name) {
        if (RegoNames.isKeyword(name.name(), forms.version())) {
            throw new IllegalArgumentException(RegoNames.quote(name.name()) + " is a keyword of Rego " + forms.version()
                    + ": choose another name");
        }
    }

    /** The error with its place; one that has it already stays. */
    private IllegalArgumentException placed(String place, IllegalArgumentException error) {
        if (placed != null) {
            return placed;
        }
        placed = new IllegalArgumentException(place + ": " + error.getMessage(), error);
        return placed;
    }
}
