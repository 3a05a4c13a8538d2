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
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.safety.OutputVars;
import io.rego4j.check.safety.VarCollector;
import io.rego4j.check.safety.VarSet;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.OperatorRewriter;
import io.rego4j.check.tree.Refs;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Puts a comprehension around each argument of {@code print}, so that arguments may be undefined: OPA's stage {@code
 * RewritePrintCalls}. An argument may only use variables that have a value there.
 */
public final class PrintCalls {
    private final Problems problems;
    private final GeneratedVars names;
    private final OutputVars outputs;

    public PrintCalls(Problems problems, GeneratedVars names, FunctionTable signatures) {
        this.problems = problems;
        this.names = names;
        this.outputs = new OutputVars(signatures);
    }

    public void run(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            if (module.scan.mayCall(List.of("print"))) {
                module.eachRule(this::rule);
            }
        }
    }

    private void rule(RuleUnit rule) {
        if (!NodeWalk.any(rule.nodes(), PrintCalls::isPrint)) {
            return;
        }
        VarSet safe = VarSet.roots();
        safe.addAll(VarCollector.ofTerms(rule.args, VarCollector.NOTHING));
        Outermost bodies = new Outermost(safe);
        rule.changeHead(bodies::term);
        rule.body = bodies.body(rule.bodyNode()).exprs();
    }

    /** The bodies in the expressions of a body come first; the first expression with an error ends the work. */
    private Body body(Body body, VarSet globals) {
        if (!NodeWalk.any(body.exprs(), PrintCalls::isPrint)) {
            return body;
        }
        int errors = problems.all().size();
        VarSet bound = globals.nested();
        List<Expr> withNested = new ArrayList<>();
        for (Expr expr : body) {
            Expr result = new Nested(bound.nested()).expr(expr);
            if (problems.all().size() > errors) {
                return body;
            }
            withNested.add(result);
            bound.addAll(outputs.of(result, bound));
        }
        VarSet safe = globals.nested();
        List<Expr> rewritten = new ArrayList<>();
        for (Expr expr : withNested) {
            Expr result = isPrint(expr) ? print(expr, safe) : expr;
            if (problems.all().size() > errors) {
                return body;
            }
            rewritten.add(result);
            safe.addAll(outputs.of(result, safe));
            // Declared variables count as bound, even if their declaration binds nothing.
            NodeQueries.vars(List.of(result), variable -> {
                if (variable.isGenerated()) {
                    safe.add(variable.name());
                }
            });
        }
        return new Body(rewritten);
    }

    private Expr print(Expr expr, VarSet safe) {
        CallTerm call = (CallTerm) expr.terms();
        List<Term> captured = new ArrayList<>();
        for (Term arg : call.args()) {
            for (String name : new TreeSet<>(VarCollector.of(arg, VarCollector.SAFETY))) {
                if (!safe.contains(name)) {
                    problems.fatal(
                            Diagnostic.COMPILE_ERROR, arg.origin(), "var " + names.written(name) + " is undeclared");
                }
            }
            VarTerm value = names.generate(arg.origin());
            captured.add(new SetComprehensionTerm(value, Body.of(Bodies.equality(value, arg)), arg.origin()));
        }
        Term operator = new RefTerm(List.of(new VarTerm("internal"), new StringTerm("print")), expr.origin());
        Term args = new ArrayTerm(captured, expr.origin());
        return new Expr(new CallTerm(operator, List.of(args), expr.origin()), List.of(), false, false, expr.origin());
    }

    private static boolean isPrint(Node node) {
        return node instanceof Expr expr && Refs.calls(Refs.call(expr), "print");
    }

    /**
     * Rewrites all bodies, the outer ones first. A body that an outer one does not reach, in the term of a comprehension or in
     * the domain of {@code every}, sees the parameters of the rule alone.
     */
    private final class Outermost extends OperatorRewriter {
        private final VarSet parameters;

        Outermost(VarSet parameters) {
            this.parameters = parameters;
        }

        @Override
        public Body body(Body body) {
            int errors = problems.all().size();
            Body rewritten = PrintCalls.this.body(body, parameters);
            return problems.all().size() > errors ? rewritten : super.body(rewritten);
        }
    }

    /** Rewrites the bodies in an expression, before which the variables of {@code safe} got their values. */
    private final class Nested extends OperatorRewriter {
        private final VarSet safe;

        Nested(VarSet safe) {
            this.safe = safe;
        }

        @Override
        public Body body(Body body) {
            return PrintCalls.this.body(body, safe);
        }

        @Override
        protected Term comprehension(ComprehensionTerm term) {
            return term.withBody(body(term.body()));
        }

        @Override
        public ExprTerms visitEvery(Every every) {
            safe.addAll(VarCollector.ofLoop(every));
            return new Every(every.key(), every.value(), every.domain(), body(every.body()), every.origin());
        }
    }
}
