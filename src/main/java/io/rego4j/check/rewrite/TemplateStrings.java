package io.rego4j.check.rewrite;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleTree;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.BuiltTreeLocations;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.safety.OutputVars;
import io.rego4j.check.safety.VarCollector;
import io.rego4j.check.safety.VarSet;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.OperatorRewriter;
import io.rego4j.check.tree.Refs;
import io.rego4j.internal.language.FeatureNames;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Turns template strings into calls of {@code internal.template_string}: OPA's stage {@code RewriteTemplateStrings}. Each
 * part with a value of its own becomes a set comprehension, so that an undefined part leaves the string defined.
 */
public final class TemplateStrings {
    private final Problems problems;
    private final GeneratedVars names;
    private final FunctionTable signatures;
    private final OutputVars outputs;
    private final RuleTree rules;
    private final Capabilities capabilities;
    private boolean supported;

    public TemplateStrings(
            Problems problems,
            GeneratedVars names,
            FunctionTable signatures,
            RuleTree rules,
            Capabilities capabilities) {
        this.problems = problems;
        this.names = names;
        this.signatures = signatures;
        this.outputs = new OutputVars(signatures);
        this.rules = rules;
        this.capabilities = capabilities;
    }

    public void run(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            supported =
                    FeatureNames.allowTemplateStrings(capabilities.features(), module.lowestVersion == RegoVersion.V2)
                            && capabilities.builtin("internal.template_string").isPresent();
            if (module.scan.hasTemplates) {
                module.eachRule(this::rule);
            }
        }
    }

    private void rule(RuleUnit rule) {
        if (!NodeWalk.any(rule.nodes(), TemplateStringTerm.class::isInstance)) {
            return;
        }
        VarSet safe = VarSet.roots();
        safe.addAll(VarCollector.ofTerms(rule.args, VarCollector.NOTHING));
        VarSet inBody = outputs.ofBody(rule.body, safe);
        rule.body = new Parts(inBody).body(rule.bodyNode()).exprs();
        Parts head = new Parts(inBody);
        rule.changeHead(head::term);
    }

    /** Rewrites what stands where the variables of {@code safe} have values. */
    private final class Parts extends OperatorRewriter {
        private final VarSet safe;

        Parts(VarSet safe) {
            this.safe = safe;
        }

        @Override
        public Term visitTemplateString(TemplateStringTerm term) {
            if (!supported) {
                problems.fatal(Diagnostic.COMPILE_ERROR, term.origin(), "template-strings are not supported");
                return term;
            }
            return super.visitCall(call(term));
        }

        @Override
        protected Term comprehension(ComprehensionTerm term) {
            Parts inside = new Parts(outputs.ofBody(term.body(), safe));
            Body body = inside.body(term.body());
            return term.withParts(
                    term.terms().stream().map(each -> result(inside, each)).toList(), body);
        }

        @Override
        public ExprTerms visitEvery(Every every) {
            VarSet loop = safe.nested();
            loop.addAll(VarCollector.ofLoop(every));
            Body body = new Parts(outputs.ofBody(every.body(), loop)).body(every.body());
            return new Every(every.key(), every.value(), term(every.domain()), body, every.origin());
        }

        /** OPA gives the variables of a comprehension to its term only where that is a template string itself. */
        private Term result(Parts inside, Term term) {
            return term instanceof TemplateStringTerm ? inside.term(term) : term(term);
        }

        private CallTerm call(TemplateStringTerm template) {
            List<Term> parts = new ArrayList<>();
            for (Node part : template.parts()) {
                if (part instanceof Expr expr) {
                    part(expr, parts);
                } else {
                    parts.add((Term) part);
                }
            }
            if (template.parts().isEmpty()) {
                parts.add(new StringTerm("", template.origin()));
            }
            Term operator = new RefTerm(List.of(new VarTerm("internal"), new StringTerm("template_string")));
            return new CallTerm(operator, List.of(new ArrayTerm(parts)), template.origin());
        }

        private void part(Expr expr, List<Term> parts) {
            if (!(expr.terms() instanceof Term term)) {
                problems.fatal(Diagnostic.COMPILE_ERROR, expr.origin(), "unexpected template-string expression type");
                return;
            }
            if (term instanceof CallTerm call) {
                Builtin builtin = signatures.builtin(call);
                if (builtin != null && builtin.relation()) {
                    problems.fatal(
                            Diagnostic.COMPILE_ERROR,
                            placeOf(expr),
                            "illegal call to relation built-in '" + builtin.name()
                                    + "' that may cause multiple outputs");
                    return;
                }
            }
            if (isAlwaysDefined(term)) {
                parts.add(new SetTerm(List.of(term)));
                return;
            }
            for (String name : new TreeSet<>(VarCollector.of(term, VarCollector.SAFETY))) {
                if (!safe.contains(name)) {
                    Origin at = expr.terms() instanceof CallTerm ? placeOf(expr) : term.origin();
                    problems.fatal(Diagnostic.COMPILE_ERROR, at, "var " + names.written(name) + " is undeclared");
                }
            }
            VarTerm captured = names.generate(term.origin());
            Expr capture = Bodies.equality(captured, term).withModifiers(expr.with());
            parts.add(new SetComprehensionTerm(captured, Body.of(capture), term.origin()));
        }
    }

    /** OPA gives no location here; for an expression that was built the message still names it. */
    private static Origin placeOf(Expr expr) {
        return BuiltTreeLocations.isBuilt(expr.origin()) ? expr.origin() : Origin.NONE;
    }

    /** True for a variable, which is bound, and for a rule that has a value whatever the input is. */
    private boolean isAlwaysDefined(Term term) {
        return term instanceof VarTerm || term instanceof RefTerm ref && isAlwaysDefined(ref);
    }

    private boolean isAlwaysDefined(RefTerm ref) {
        if (ref.terms().size() < 2 || !Refs.startsWith(ref, "data")) {
            return false;
        }
        List<RuleUnit> found = rules.rulesAt(ref);
        if (found.isEmpty() || found.get(0).isFunction()) {
            return false;
        }
        if (found.get(0).isDefault() || found.get(0).isMultiValue()) {
            return true;
        }
        return found.size() == 1 ? isConstant(found.get(0)) : found.stream().anyMatch(RuleUnit::isDefault);
    }

    private static boolean isConstant(RuleUnit rule) {
        return Bodies.isEmpty(rule.body)
                && rule.value != null
                && switch (TermKind.of(rule.value)) {
                    case NULL, BOOLEAN, NUMBER, STRING, VAR -> true;
                    case ARRAY, SET, OBJECT -> rule.value.isGround();
                    case REF, CALL, ARRAY_COMPREHENSION, SET_COMPREHENSION, OBJECT_COMPREHENSION, TEMPLATE_STRING ->
                        false;
                };
    }
}
