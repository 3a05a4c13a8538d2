package io.rego4j.check.rewrite;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.Builtin;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleTree;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.OperatorRewriter;
import io.rego4j.check.tree.Refs;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the targets of {@code with}, and moves references and comprehensions in its values before the expression: OPA's
 * stage {@code RewriteWithValues}.
 */
public final class WithTargets {
    private static final String REPLACING = "with keyword replacing built-in function: ";

    private final Problems problems;
    private final GeneratedVars names;
    private final FunctionTable signatures;
    private final RuleTree rules;

    public WithTargets(Problems problems, GeneratedVars names, FunctionTable signatures, RuleTree rules) {
        this.problems = problems;
        this.names = names;
        this.signatures = signatures;
        this.rules = rules;
    }

    public void run(Collection<ModuleUnit> modules) {
        Modifiers modifiers = new Modifiers();
        for (ModuleUnit module : modules) {
            if (!module.scan.hasWith) {
                continue;
            }
            module.eachRule(rule -> {
                rule.changeKeyAndValue(modifiers::term);
                rule.body = modifiers.body(rule.bodyNode()).exprs();
            });
        }
    }

    private final class Modifiers extends OperatorRewriter {
        @Override
        public Body body(Body body) {
            if (!NodeWalk.any(body, With.class::isInstance)) {
                return body;
            }
            List<Expr> result = new ArrayList<>();
            for (Expr expr : body) {
                List<With> with = new ArrayList<>();
                for (With modifier : expr.with()) {
                    With checked = modifier(modifier, result);
                    if (checked == null) {
                        return body; // One error of this kind is enough for a body, as in OPA.
                    }
                    with.add(checked);
                }
                result.add(expr.withModifiers(with));
            }
            // The bodies inside last, those of the values that were moved among them.
            return new Body(result.stream().map(this::expr).toList());
        }

        @Override
        public With with(With with) {
            return with;
        }
    }

    /** The modifier as later stages need it; null, with an error, if its target cannot be replaced. */
    private @Nullable With modifier(With with, List<Expr> before) {
        Term value = with.value() instanceof VarTerm variable && signatures.builtin(variable.name()) != null
                ? new RefTerm(List.of(variable), variable.origin())
                : with.value();
        Term target = with.target();
        if (Refs.startsWith(target, "data")) {
            if (replacesPartOfRule((RefTerm) target)) {
                problems.fatal(
                        Diagnostic.COMPILE_ERROR,
                        target.origin(),
                        "with keyword cannot partially replace virtual document(s)");
                return null;
            }
            if (replacesFunction((RefTerm) target) && isFunctionValue(value) || isFunction(value)) {
                return new With(target, value, with.origin());
            }
        } else if (!Refs.startsWith(target, "input")) {
            if (!signatures.isBuiltin(target)) {
                problems.fatal(
                        Diagnostic.TYPE_ERROR,
                        target.origin(),
                        "with keyword target must reference existing input, data, or a function");
                return null;
            }
            target = target instanceof VarTerm ? new RefTerm(List.of(target), target.origin()) : target;
            String fault = unreplaceable((RefTerm) target);
            if (fault != null) {
                problems.fatal(Diagnostic.COMPILE_ERROR, target.origin(), REPLACING + fault);
                return null;
            }
            if (isFunctionValue(value)) {
                return new With(target, value, with.origin());
            }
        }
        if (HoistedTerms.needsEvaluation(value)) {
            VarTerm variable = names.generate(value.origin());
            before.add(Bodies.generated(variable, value));
            value = variable;
        }
        return new With(target, value, with.origin());
    }

    private boolean replacesPartOfRule(RefTerm target) {
        List<Term> terms = target.terms();
        return terms.size() > 1 && rules.crosses(new RefTerm(terms.subList(0, terms.size() - 1)));
    }

    private boolean replacesFunction(RefTerm target) {
        return rules.rulesAt(target).stream().anyMatch(RuleUnit::isFunction) || signatures.isElsewhere(target);
    }

    private boolean isFunction(Term value) {
        return value instanceof RefTerm ref && rules.rulesAt(ref).stream().anyMatch(RuleUnit::isFunction);
    }

    private boolean isFunctionValue(Term value) {
        return value instanceof RefTerm ref && rules.find(ref) != null || signatures.isBuiltin(value);
    }

    /** Why a built-in cannot be replaced; null if it can. */
    private @Nullable String unreplaceable(RefTerm target) {
        String name = target.toString();
        Builtin builtin = signatures.builtin(name);
        if (name.equals("eq") || name.equals("rego.metadata.chain") || name.equals("rego.metadata.rule")) {
            return "replacement of \"" + name + "\" invalid";
        } else if (Refs.isVar(target.head(), "internal")) {
            return "replacement of internal function \"" + name + "\" invalid";
        } else if (builtin != null && builtin.relation()) {
            return "target must not be a relation";
        } else if (builtin != null && builtin.type().result() == null) {
            return "target must not be a void function";
        }
        return null;
    }
}
