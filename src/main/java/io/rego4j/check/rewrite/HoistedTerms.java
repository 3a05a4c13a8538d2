package io.rego4j.check.rewrite;

import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
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

/**
 * Moves references and comprehensions out of the terms of comprehensions and out of heads into the bodies: OPA's stages
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
        rule.changeHead(comprehensions::term);
        rule.body = comprehensions.body(rule.bodyNode()).exprs();
    }

    private void head(RuleUnit rule) {
        List<Expr> support = new ArrayList<>();
        rule.changeKeyAndValue(term -> hoisted(term, support));
        rule.args = rule.args.stream().map(arg -> hoisted(arg, support)).toList();
        rule.append(support);
    }

    private Term hoisted(Term term, List<Expr> support) {
        if (!needsEvaluation(term)) {
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
        protected Term comprehension(ComprehensionTerm term) {
            List<Expr> support = new ArrayList<>();
            List<Term> terms =
                    term.terms().stream().map(each -> hoisted(each, support)).toList();
            return term.withParts(terms, body(Bodies.append(term.body(), support)));
        }
    }
}
