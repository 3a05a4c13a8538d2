package io.rego4j.check.rewrite;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.ModuleScan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves what has to be evaluated out of the terms of comprehensions and out of heads into the bodies: OPA's stages
 * {@code RewriteComprehensionTerms} and {@code RewriteRefsInHead}.
 */
public final class HoistedTerms {
    private static final List<String> PRINT = List.of("print");

    private final GeneratedVars names;

    public HoistedTerms(GeneratedVars names) {
        this.names = names;
    }

    public void run(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            if (mayHaveComprehensions(module.scan)) {
                module.eachRule(this::comprehensions);
            }
            module.eachRule(this::head);
        }
    }

    /** False if there is none, not even one that an earlier stage made. */
    private static boolean mayHaveComprehensions(ModuleScan scan) {
        return scan.hasComprehensions || scan.hasTemplates || scan.mayCall(PRINT);
    }

    private void comprehensions(RuleUnit rule) {
        Comprehensions comprehensions = new Comprehensions();
        rule.args = rule.args.stream().map(comprehensions::term).toList();
        rule.key = rule.key == null ? null : comprehensions.term(rule.key);
        rule.value = rule.value == null ? null : comprehensions.term(rule.value);
        rule.body = comprehensions.body(rule.bodyNode()).exprs();
    }

    private void head(RuleUnit rule) {
        List<Expr> support = new ArrayList<>();
        rule.key = hoisted(rule.key, support);
        rule.value = hoisted(rule.value, support);
        List<Term> args = new ArrayList<>();
        for (Term arg : rule.args) {
            Term hoisted = hoisted(arg, support);
            args.add(hoisted == null ? arg : hoisted);
        }
        rule.args = args;
        rule.append(support);
    }

    private @Nullable Term hoisted(@Nullable Term term, List<Expr> support) {
        if (term == null || !needsEvaluation(term)) {
            return term;
        }
        VarTerm variable = names.generate(term.origin());
        support.add(Bodies.generated(variable, term));
        return variable;
    }

    /** True for a term that holds a reference or a comprehension. */
    static boolean needsEvaluation(Term term) {
        return NodeWalk.any(term, node -> node instanceof RefTerm || node instanceof ComprehensionTerm);
    }

    private final class Comprehensions extends Rewriter {
        @Override
        public Term visitArrayComprehension(ArrayComprehensionTerm term) {
            List<Expr> support = new ArrayList<>();
            Term item = required(term.term(), support);
            Body body = body(Bodies.append(term.body(), support));
            return new ArrayComprehensionTerm(item, body, term.origin());
        }

        @Override
        public Term visitSetComprehension(SetComprehensionTerm term) {
            List<Expr> support = new ArrayList<>();
            Term item = required(term.term(), support);
            Body body = body(Bodies.append(term.body(), support));
            return new SetComprehensionTerm(item, body, term.origin());
        }

        @Override
        public Term visitObjectComprehension(ObjectComprehensionTerm term) {
            List<Expr> support = new ArrayList<>();
            Term key = required(term.key(), support);
            Term value = required(term.value(), support);
            Body body = body(Bodies.append(term.body(), support));
            return new ObjectComprehensionTerm(key, value, body, term.origin());
        }

        private Term required(Term term, List<Expr> support) {
            Term hoisted = hoisted(term, support);
            return hoisted == null ? term : hoisted;
        }
    }
}
