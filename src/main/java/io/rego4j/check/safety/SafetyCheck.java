package io.rego4j.check.safety;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import io.rego4j.internal.language.Keywords;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Variables that nothing binds, in heads and in bodies: OPA's stages {@code CheckSafetyRuleHeads} and
 * {@code CheckSafetyRuleBodies}. The bodies of safe rules are left in the order in which they are safe.
 */
public final class SafetyCheck {
    private final Problems problems;
    private final GeneratedVars names;
    private final FunctionTable signatures;

    public SafetyCheck(Problems problems, GeneratedVars names, FunctionTable signatures) {
        this.problems = problems;
        this.names = names;
        this.signatures = signatures;
    }

    public void heads(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            SharedRows rows = new SharedRows(module);
            module.eachRule(rule -> head(rule, rows));
        }
    }

    public void bodies(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            SharedRows rows = new SharedRows(module);
            module.eachRule(rule -> body(rule, rows));
        }
    }

    private void head(RuleUnit rule, SharedRows rows) {
        Map<String, Origin> used = new LinkedHashMap<>();
        List<Term> parts = new ArrayList<>(rule.headTerms());
        parts.addAll(rule.ref.operands());
        NodeQueries.vars(parts, variable -> used.put(variable.name(), variable.origin()));
        if (used.isEmpty()) {
            return;
        }
        used.keySet().removeAll(VarCollector.ofExprs(rule.body, VarCollector.SAFETY));
        used.keySet().removeAll(VarCollector.ofTerms(rule.args, VarCollector.NOTHING));
        used.forEach((name, origin) -> {
            String written = names.written(name);
            if (!GeneratedVars.isGenerated(written)) {
                problems.fatal(Diagnostic.UNSAFE_VAR_ERROR, origin, "var " + written + " is unsafe" + rows.scope(rule));
            }
        });
    }

    private void body(RuleUnit rule, SharedRows rows) {
        VarSet globals = VarSet.roots();
        globals.addAll(VarCollector.ofTerms(rule.args, VarCollector.NOTHING));
        BodyReorderer reorder = new BodyReorderer(signatures);
        List<Expr> ordered = reorder.body(rule.body, globals);
        if (reorder.unsafe().isEmpty() || !report(reorder.unsafe(), rows.scope(rule))) {
            rule.body = ordered;
        }
    }

    /** True if there was something to report. */
    private boolean report(UnsafeExprs unsafe, String scope) {
        Map<String, Origin> places = new LinkedHashMap<>();
        unsafe.forEach((expr, vars) -> vars.forEach(name ->
                places.merge(name, expr.origin(), (a, b) -> Problems.PLACES.compare(a, b) <= 0 ? a : b)));
        Set<String> assigned = assigned(unsafe.exprs());
        // An assigned variable is unsafe because of another one: only that one is reported.
        Map<String, Origin> shown = new LinkedHashMap<>();
        boolean others = false;
        for (Map.Entry<String, Origin> entry : places.entrySet()) {
            if (!GeneratedVars.isGenerated(names.written(entry.getKey()))) {
                shown.put(entry.getKey(), entry.getValue());
                others |= !assigned.contains(entry.getKey());
            }
        }
        if (others) {
            shown.keySet().removeAll(assigned);
        }
        shown.forEach((name, origin) -> {
            String written = names.written(name);
            String message = "var " + written + " is unsafe" + scope;
            // Without its import a keyword of v0 parses as a variable.
            if (Keywords.IMPORTABLE.contains(written)) {
                String hint = "`import future.keywords." + written + "` to import a future keyword";
                problems.fatal(Diagnostic.UNSAFE_VAR_ERROR, origin, message, hint);
            } else {
                problems.fatal(Diagnostic.UNSAFE_VAR_ERROR, origin, message);
            }
        });
        return !shown.isEmpty() || unsafeExpressions(unsafe, scope);
    }

    /** Where only generated variables are unsafe, the expressions are named. */
    private boolean unsafeExpressions(UnsafeExprs unsafe, String scope) {
        List<Expr> exprs = new ArrayList<>(unsafe.exprs());
        exprs.sort(Comparator.comparing(Expr::origin, Problems.PLACES));
        Set<String> seen = new HashSet<>();
        boolean found = false;
        for (Expr expr : exprs) {
            boolean isNew = false;
            for (String name : unsafe.missing(expr)) {
                isNew |= GeneratedVars.isGenerated(name) && seen.add(name);
            }
            if (isNew) {
                problems.fatal(Diagnostic.UNSAFE_VAR_ERROR, expr.origin(), "expression is unsafe" + scope);
                found = true;
            }
        }
        return found;
    }

    private static Set<String> assigned(Collection<Expr> exprs) {
        Set<String> assigned = new HashSet<>();
        for (Expr expr : exprs) {
            if (Refs.isFromAssignment(expr)) {
                Term left = ((CallTerm) expr.terms()).args().get(0);
                NodeQueries.vars(left, assigned);
            }
        }
        return assigned;
    }

    /** The rows of a module on which rules of more than one name stand: there, messages name the rule. */
    private static final class SharedRows {
        private final Set<Integer> rows = new HashSet<>();

        SharedRows(ModuleUnit module) {
            Map<Integer, RefTerm> first = new HashMap<>();
            module.eachRule(rule -> {
                if (rule.origin().isPresent()) {
                    RefTerm name = Refs.groundPrefix(rule.ref);
                    RefTerm other = first.putIfAbsent(rule.origin().row(), name);
                    if (other != null && !other.equals(name)) {
                        rows.add(rule.origin().row());
                    }
                }
            });
        }

        String scope(RuleUnit rule) {
            return rule.origin().isPresent() && rows.contains(rule.origin().row())
                    ? " in rule " + Refs.groundPrefix(rule.ref)
                    : "";
        }
    }
}
