package io.rego4j.ast;

import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes a tree. Each method rewrites what stands below its node, in the order in which Rego writes it, and returns the
 * same object where nothing changed; a subclass overrides the methods of the kinds that it changes. Origins stay.
 */
public class Rewriter implements TermVisitor<Term>, ExprVisitor<ExprTerms> {
    /** For subclasses: this class alone changes nothing. */
    protected Rewriter() {}

    /**
     * Rewrites package, imports, METADATA, rules and comments. A rule or import that {@linkplain #keeps is not kept} takes
     * with it the comments and the METADATA that {@linkplain CommentOwners belong to it}.
     * What stands deep below a node, here and in the other methods, is rewritten by a thread that has the stack for it,
     * while the caller waits.
     */
    public RegoModule module(RegoModule module) {
        RegoModule kept = new StatementRemoval(module).omit(node -> !keeps(node));
        RegoPackage pkg = pkg(kept.pkg());
        List<Import> imports = each(kept.imports(), this::importing);
        List<Annotations> annotations = each(kept.annotations(), this::annotations);
        List<Rule> rules = each(kept.rules(), this::rule);
        List<Comment> comments = each(kept.comments(), this::comment);
        if (pkg == kept.pkg()
                && imports == kept.imports()
                && annotations == kept.annotations()
                && rules == kept.rules()
                && comments == kept.comments()) {
            return kept;
        }
        return new RegoModule(pkg, imports, annotations, rules, comments, kept.origin());
    }

    /** True for each import and rule of a module that is to stay; by default all of them. */
    protected boolean keeps(Node importOrRule) {
        return true;
    }

    /** Rewrites a METADATA block, among those of the module and again at each rule that it belongs to. */
    public Annotations annotations(Annotations annotations) {
        return annotations;
    }

    /** Rewrites a comment. */
    public Comment comment(Comment comment) {
        return comment;
    }

    /** Rewrites nothing: the parts of a package's path are no terms of the policy. */
    public RegoPackage pkg(RegoPackage pkg) {
        return pkg;
    }

    /** Rewrites nothing, as {@link #pkg}. */
    public Import importing(Import imported) {
        return imported;
    }

    /** Rewrites head, body, {@code else} and METADATA. */
    public Rule rule(Rule rule) {
        Head head = head(rule.head());
        Body body = body(rule.body());
        Rule otherwise = rule.elseRule();
        Rule elseRule = otherwise == null ? null : DeepStack.step(() -> rule(otherwise));
        List<Annotations> annotations =
                rule.annotations().isEmpty() ? rule.annotations() : each(rule.annotations(), this::annotations);
        if (head == rule.head()
                && body == rule.body()
                && elseRule == rule.elseRule()
                && annotations == rule.annotations()) {
            return rule;
        }
        return new Rule(rule.isDefault(), head, body, elseRule, annotations, rule.origin());
    }

    /** Rewrites reference, parameters, key and value. */
    public Head head(Head head) {
        RefTerm ref = headRef(head.ref());
        List<Term> args = terms(head.args());
        Term key = optional(head.key());
        Term value = optional(head.value());
        if (ref == head.ref() && args == head.args() && key == head.key() && value == head.value()) {
            return head;
        }
        return new Head(head.name(), ref, args, key, value, head.assign(), head.origin());
    }

    /** Rewrites the operands of a rule's reference; the variable that names the rule stays. */
    public RefTerm headRef(RefTerm ref) {
        List<Term> terms = ref.terms();
        List<Term> changed = terms;
        for (int i = 1; i < terms.size(); i++) {
            changed = with(terms, changed, i, below(terms.get(i)));
        }
        return changed == terms ? ref : new RefTerm(changed, ref.origin());
    }

    /** Rewrites each expression. */
    public Body body(Body body) {
        List<Expr> exprs = body.exprs();
        List<Expr> changed = exprs;
        for (int i = 0; i < exprs.size(); i++) {
            changed = with(exprs, changed, i, expr(exprs.get(i)));
        }
        return changed == exprs ? body : new Body(changed);
    }

    /** Rewrites the terms of the expression, then its modifiers. */
    public Expr expr(Expr expr) {
        ExprTerms terms = expr.terms().accept((ExprVisitor<ExprTerms>) this);
        List<With> with = expr.with().isEmpty() ? expr.with() : each(expr.with(), this::with);
        if (terms == expr.terms() && with == expr.with()) {
            return expr;
        }
        return new Expr(terms, with, expr.negated(), expr.generated(), expr.origin());
    }

    /** Rewrites target and value. */
    public With with(With with) {
        Term target = below(with.target());
        Term value = below(with.value());
        return target == with.target() && value == with.value() ? with : new With(target, value, with.origin());
    }

    /** Rewrites a term of any kind. */
    public Term term(Term term) {
        return term.accept((TermVisitor<Term>) this);
    }

    @Override
    public ExprTerms visitTerm(Term term) {
        return term(term);
    }

    @Override
    public ExprTerms visitSomeDecl(SomeDecl some) {
        List<Term> symbols = terms(some.symbols());
        return symbols == some.symbols() ? some : new SomeDecl(symbols, some.origin());
    }

    @Override
    public ExprTerms visitEvery(Every every) {
        Term key = optional(every.key());
        Term value = below(every.value());
        Term domain = below(every.domain());
        Body body = below(every.body());
        if (key == every.key() && value == every.value() && domain == every.domain() && body == every.body()) {
            return every;
        }
        return new Every(key, value, domain, body, every.origin());
    }

    @Override
    public ExprTerms visitNot(Not not) {
        Body body = below(not.body());
        return body == not.body() ? not : new Not(body, not.explicitBody(), not.origin());
    }

    @Override
    public ExprTerms visitLogicalAnd(LogicalAnd and) {
        Body lhs = below(and.lhs());
        Body rhs = below(and.rhs());
        return lhs == and.lhs() && rhs == and.rhs() ? and : and.withOperands(lhs, rhs);
    }

    @Override
    public ExprTerms visitLogicalOr(LogicalOr or) {
        Body lhs = below(or.lhs());
        Body rhs = below(or.rhs());
        return lhs == or.lhs() && rhs == or.rhs() ? or : or.withOperands(lhs, rhs);
    }

    @Override
    public Term visitNull(NullTerm term) {
        return term;
    }

    @Override
    public Term visitBoolean(BooleanTerm term) {
        return term;
    }

    @Override
    public Term visitNumber(NumberTerm term) {
        return term;
    }

    @Override
    public Term visitString(StringTerm term) {
        return term;
    }

    @Override
    public Term visitVar(VarTerm term) {
        return term;
    }

    @Override
    public Term visitRef(RefTerm ref) {
        List<Term> terms = terms(ref.terms());
        return terms == ref.terms() ? ref : new RefTerm(terms, ref.origin());
    }

    /** Serves both visitors: a call is a term, and an expression by itself. */
    @Override
    public Term visitCall(CallTerm call) {
        Term operator = operator(call.operator());
        List<Term> args = terms(call.args());
        return operator == call.operator() && args == call.args() ? call : new CallTerm(operator, args, call.origin());
    }

    /** Rewrites the name of what is called; by default nothing, since it is a built-in or a rule. */
    protected Term operator(Term operator) {
        return operator;
    }

    @Override
    public Term visitArray(ArrayTerm array) {
        List<Term> items = terms(array.items());
        return items == array.items() ? array : new ArrayTerm(items, array.origin());
    }

    @Override
    public Term visitSet(SetTerm set) {
        List<Term> items = terms(set.items());
        return items == set.items() ? set : new SetTerm(items, set.origin());
    }

    @Override
    public Term visitObject(ObjectTerm object) {
        List<ObjectTerm.Entry> entries = each(object.entries(), entry -> {
            Term key = below(entry.key());
            Term value = below(entry.value());
            return key == entry.key() && value == entry.value() ? entry : new ObjectTerm.Entry(key, value);
        });
        return entries == object.entries() ? object : new ObjectTerm(entries, object.origin());
    }

    @Override
    public Term visitArrayComprehension(ArrayComprehensionTerm term) {
        return comprehension(term);
    }

    @Override
    public Term visitSetComprehension(SetComprehensionTerm term) {
        return comprehension(term);
    }

    @Override
    public Term visitObjectComprehension(ObjectComprehensionTerm term) {
        return comprehension(term);
    }

    /** Rewrites the terms of a comprehension of any kind, then its body. */
    protected Term comprehension(ComprehensionTerm term) {
        List<Term> own = term.terms();
        List<Term> terms = terms(own);
        Body body = below(term.body());
        return terms == own && body == term.body() ? term : term.withParts(terms, body);
    }

    @Override
    public Term visitTemplateString(TemplateStringTerm term) {
        List<TemplatePart> parts = List.copyOf(term.parts());
        List<TemplatePart> changed = each(parts, this::part);
        return changed == parts ? term : new TemplateStringTerm(changed, term.multiLine(), term.origin());
    }

    /** Rewrites a part of a template string. */
    protected TemplatePart part(TemplatePart part) {
        return part.map(this::below, expr -> DeepStack.step(() -> expr(expr)));
    }

    /** Rewrites each term; the same list where none changed. */
    protected final List<Term> terms(List<Term> terms) {
        List<Term> changed = terms;
        for (int i = 0; i < terms.size(); i++) {
            changed = with(terms, changed, i, below(terms.get(i)));
        }
        return changed;
    }

    private Term below(Term term) {
        if (Nodes.isLeaf(term)) {
            return term(term);
        }
        DeepStack.Steps step = DeepStack.enter();
        if (step == null) {
            return DeepStack.step(() -> term(term));
        }
        try {
            return term(term);
        } finally {
            step.leave();
        }
    }

    private Body below(Body body) {
        return DeepStack.step(() -> body(body));
    }

    private @Nullable Term optional(@Nullable Term term) {
        return term == null ? null : below(term);
    }

    private static <T> List<T> each(List<T> items, UnaryOperator<T> change) {
        List<T> changed = items;
        for (int i = 0; i < items.size(); i++) {
            changed = with(items, changed, i, change.apply(items.get(i)));
        }
        return changed;
    }

    /**
     * A list with another item.
     *
     * @param items the list as it was
     * @param changed the list with its changes so far: the same object as {@code items} if there is none
     */
    private static <T> List<T> with(List<T> items, List<T> changed, int index, T item) {
        if (item == items.get(index)) {
            return changed;
        }
        List<T> result = changed == items ? new ArrayList<>(items) : changed;
        result.set(index, item);
        return result;
    }
}
