package io.rego4j.check.safety;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the names of the variables in a tree, without the parts that it skips: OPA's {@code VarVisitor}. */
public class VarCollector implements TermVisitor<@Nullable Void>, ExprVisitor<@Nullable Void> {
    /** A part of trees that is skipped. */
    public enum Skip {
        /** The head of each reference. */
        REF_HEAD,
        /** The keys of objects. */
        OBJECT_KEYS,
        /** Comprehensions, template strings and the bodies of {@code every}, {@code not}, {@code and}, {@code or}. */
        CLOSURES,
        /** Sets. */
        SETS,
        /** The names of called functions, and the heads of what {@code with} replaces. */
        CALLED_NAMES
    }

    /** What the safety check skips. */
    public static final Set<Skip> SAFETY = EnumSet.of(Skip.CALLED_NAMES, Skip.CLOSURES);
    /** What is skipped for the variables that a value can bind when it is unified. */
    public static final Set<Skip> BOUND = EnumSet.of(Skip.REF_HEAD, Skip.OBJECT_KEYS, Skip.CLOSURES);
    /** What is skipped for the variables in the arguments of a call. */
    static final Set<Skip> ARGUMENTS = EnumSet.of(Skip.CLOSURES, Skip.SETS, Skip.OBJECT_KEYS, Skip.REF_HEAD);

    public static final Set<Skip> NOTHING = EnumSet.noneOf(Skip.class);

    public final Set<String> names = new LinkedHashSet<>();
    private final Set<Skip> skip;

    public VarCollector(Set<Skip> skip) {
        this.skip = skip;
    }

    public static Set<String> of(Term term, Set<Skip> skip) {
        return collected(skip, names -> names.term(term));
    }

    public static Set<String> of(Expr expr, Set<Skip> skip) {
        return collected(skip, names -> names.expr(expr));
    }

    static Set<String> of(With with, Set<Skip> skip) {
        return collected(skip, names -> names.with(with));
    }

    public static Set<String> ofTerms(List<? extends Term> terms, Set<Skip> skip) {
        return collected(skip, names -> names.terms(terms));
    }

    public static Set<String> ofExprs(List<Expr> exprs, Set<Skip> skip) {
        return collected(skip, names -> names.exprs(exprs));
    }

    /** The variables that {@code every} declares for keys and values. */
    public static Set<String> ofLoop(Every every) {
        return collected(NOTHING, names -> {
            names.term(every.value());
            names.optional(every.key());
        });
    }

    private static Set<String> collected(Set<Skip> skip, Consumer<VarCollector> walk) {
        VarCollector collector = new VarCollector(skip);
        walk.accept(collector);
        return collector.names;
    }

    public final @Nullable Void term(Term term) {
        return term.accept((TermVisitor<@Nullable Void>) this);
    }

    // By index: an iterator for each list is a tenth of what a check allocates.
    final void terms(List<? extends Term> terms) {
        for (int i = 0; i < terms.size(); i++) {
            term(terms.get(i));
        }
    }

    final void exprs(List<Expr> exprs) {
        for (int i = 0; i < exprs.size(); i++) {
            expr(exprs.get(i));
        }
    }

    final @Nullable Void expr(Expr expr) {
        expr.terms().accept((ExprVisitor<@Nullable Void>) this);
        // OPA does not visit the modifiers of every.
        if (!(skip.contains(Skip.CLOSURES) && expr.terms() instanceof Every)) {
            expr.with().forEach(this::with);
        }
        return null;
    }

    private void optional(@Nullable Term term) {
        if (term != null) {
            term(term);
        }
    }

    private void with(With with) {
        if (!skip.contains(Skip.CALLED_NAMES)) {
            term(with.target());
            term(with.value());
            return;
        }
        if (with.target() instanceof RefTerm target) {
            terms(target.operands());
        }
        terms(with.value() instanceof RefTerm value ? value.operands() : List.of(with.value()));
    }

    /** A body with a scope of its own. */
    private void closure(Body body) {
        if (!skip.contains(Skip.CLOSURES)) {
            exprs(body.exprs());
        }
    }

    @Override
    public @Nullable Void visitTerm(Term term) {
        return term(term);
    }

    @Override
    public @Nullable Void visitSomeDecl(SomeDecl some) {
        terms(some.symbols());
        return null;
    }

    @Override
    public @Nullable Void visitEvery(Every every) {
        if (!skip.contains(Skip.CLOSURES)) {
            optional(every.key());
            term(every.value());
        }
        term(every.domain());
        closure(every.body());
        return null;
    }

    @Override
    public @Nullable Void visitNot(Not not) {
        closure(not.body());
        return null;
    }

    @Override
    public @Nullable Void visitLogicalAnd(LogicalAnd and) {
        return operands(and);
    }

    @Override
    public @Nullable Void visitLogicalOr(LogicalOr or) {
        return operands(or);
    }

    private @Nullable Void operands(LogicalOperation operation) {
        closure(operation.lhs());
        closure(operation.rhs());
        return null;
    }

    @Override
    public @Nullable Void visitVar(VarTerm variable) {
        names.add(variable.name());
        return null;
    }

    @Override
    public @Nullable Void visitRef(RefTerm ref) {
        terms(skip.contains(Skip.REF_HEAD) ? ref.operands() : ref.terms());
        return null;
    }

    @Override
    public @Nullable Void visitCall(CallTerm call) {
        if (!skip.contains(Skip.CALLED_NAMES)) {
            term(call.operator());
        } else if (call.operator() instanceof RefTerm operator) {
            terms(operator.operands());
        }
        terms(call.args());
        return null;
    }

    @Override
    public @Nullable Void visitArray(ArrayTerm array) {
        terms(array.items());
        return null;
    }

    @Override
    public @Nullable Void visitSet(SetTerm set) {
        if (!skip.contains(Skip.SETS)) {
            terms(set.items());
        }
        return null;
    }

    @Override
    public @Nullable Void visitObject(ObjectTerm object) {
        for (ObjectTerm.Entry entry : object.entries()) {
            if (!skip.contains(Skip.OBJECT_KEYS)) {
                term(entry.key());
            }
            term(entry.value());
        }
        return null;
    }

    @Override
    public @Nullable Void visitArrayComprehension(ArrayComprehensionTerm term) {
        return comprehension(term);
    }

    @Override
    public @Nullable Void visitSetComprehension(SetComprehensionTerm term) {
        return comprehension(term);
    }

    @Override
    public @Nullable Void visitObjectComprehension(ObjectComprehensionTerm term) {
        return comprehension(term);
    }

    private @Nullable Void comprehension(ComprehensionTerm term) {
        if (!skip.contains(Skip.CLOSURES)) {
            terms(term.terms());
            exprs(term.body().exprs());
        }
        return null;
    }

    @Override
    public @Nullable Void visitTemplateString(TemplateStringTerm template) {
        if (!skip.contains(Skip.CLOSURES)) {
            template.parts().forEach(part -> part.<@Nullable Void>map(this::term, this::expr));
        }
        return null;
    }

    @Override
    public @Nullable Void visitNull(NullTerm term) {
        return null;
    }

    @Override
    public @Nullable Void visitBoolean(BooleanTerm term) {
        return null;
    }

    @Override
    public @Nullable Void visitNumber(NumberTerm term) {
        return null;
    }

    @Override
    public @Nullable Void visitString(StringTerm term) {
        return null;
    }
}
