package io.rego4j.check.rewrite;

import io.rego4j.ast.Expr;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Capabilities;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.Bodies;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Moves terms other than scalars and variables out of the references of heads, and rejects heads that the chosen version
 * of OPA does not know: OPA's stage {@code RewriteRuleHeadRefs}.
 */
public final class RuleHeadRefs {
    private final Problems problems;
    private final GeneratedVars names;
    private final boolean knowsStringPrefixes;
    private final boolean knowsVariables;

    public RuleHeadRefs(Problems problems, GeneratedVars names, Capabilities capabilities) {
        this.problems = problems;
        this.names = names;
        Set<String> features = capabilities.features();
        boolean v1 = features.contains("rego_v1") || features.contains("rego_v2");
        this.knowsStringPrefixes = v1 || features.contains("rule_head_ref_string_prefixes");
        this.knowsVariables = v1 || features.contains("rule_head_refs");
    }

    public void run(Collection<ModuleUnit> modules) {
        modules.forEach(module -> module.rules.forEach(this::rule));
    }

    private void rule(RuleUnit rule) {
        String name = rule.source.head().name();
        if (!knowsStringPrefixes && !knowsVariables && (name == null || name.isEmpty())) {
            problems.fatal(
                    Diagnostic.COMPILE_ERROR, rule.origin(), "rule heads with refs are not supported: " + rule.ref);
            return;
        }
        List<Term> terms = new ArrayList<>(rule.ref.terms());
        for (int i = 1; i < terms.size(); i++) {
            Term term = terms.get(i);
            boolean last = i == terms.size() - 1;
            if (!knowsVariables && (rule.isMultiValue() || !last) && !(term instanceof StringTerm)) {
                problems.fatal(
                        Diagnostic.TYPE_ERROR,
                        rule.origin(),
                        "rule heads with general refs (containing variables) are not supported: " + rule.ref);
                continue;
            }
            if (isComputed(term)) {
                VarTerm variable = names.generate(term.origin());
                Expr bound = Bodies.generated(variable, term);
                if (last && rule.key != null && TermOrder.INSTANCE.compare(rule.key, term) == 0) {
                    rule.key = variable;
                }
                terms.set(i, variable);
                rule.append(List.of(bound));
            }
        }
        rule.ref = new RefTerm(terms, rule.ref.origin());
    }

    /** True for a term that a variable replaces in the head and an expression in the body computes. */
    private static boolean isComputed(Term term) {
        return switch (TermKind.of(term)) {
            case NULL, BOOLEAN, NUMBER, STRING, VAR -> false;
            case REF,
                    CALL,
                    ARRAY,
                    SET,
                    OBJECT,
                    ARRAY_COMPREHENSION,
                    SET_COMPREHENSION,
                    OBJECT_COMPREHENSION,
                    TEMPLATE_STRING -> true;
        };
    }
}
