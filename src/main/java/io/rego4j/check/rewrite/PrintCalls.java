package io.rego4j.check.rewrite;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Not;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
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
import io.rego4j.check.tree.Refs;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Lets {@code print} have undefined arguments, by a comprehension around each: OPA's stage {@code RewritePrintCalls}. An
 * argument may only use variables that have a value where it stands.
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
        modules.forEach(module -> module.eachRule(this::rule));
    }

    private void rule(RuleUnit rule) {
        VarSet safe = VarSet.roots();
        safe.addAll(VarCollector.of(rule.args, VarCollector.NOTHING));
        if (NodeQueries.any(rule.headTerms(), PrintCalls::isPrint)) {
            Nested head = new Nested(safe);
            rule.key = rule.key == null ? null : head.term(rule.key);
            rule.value = rule.value == null ? null : head.term(rule.value);
        }
        if (NodeQueries.any(rule.body, PrintCalls::isPrint)) {
            rule.body = body(rule.bodyNode(), safe).exprs();
        }
    }

    private Body body(Body body, VarSet globals) {
        VarSet safe = globals.nested();
        List<Expr> rewritten = new ArrayList<>();
        for (Expr expr : body) {
            Expr result = new Nested(safe).expr(expr);
            rewritten.add(isPrint(result) ? print(result, safe) : result);
            safe.addAll(outputs.of(result, safe));
            NodeQueries.all(result, node -> {
                // Whatever was declared counts, even where its declaration makes nothing safe.
                if (node instanceof VarTerm variable && variable.isGenerated()) {
                    safe.add(variable.name());
                }
                return false;
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

    /** Rewrites the bodies in an expression, before which the variables of {@code safe} got their values. */
    private final class Nested extends Rewriter {
        private final VarSet safe;

        Nested(VarSet safe) {
            this.safe = safe;
        }

        @Override
        public Body body(Body body) {
            return PrintCalls.this.body(body, safe);
        }

        @Override
        public Term visitArrayComprehension(ArrayComprehensionTerm term) {
            return new ArrayComprehensionTerm(term.term(), body(term.body()), term.origin());
        }

        @Override
        public Term visitSetComprehension(SetComprehensionTerm term) {
            return new SetComprehensionTerm(term.term(), body(term.body()), term.origin());
        }

        @Override
        public Term visitObjectComprehension(ObjectComprehensionTerm term) {
            return new ObjectComprehensionTerm(term.key(), term.value(), body(term.body()), term.origin());
        }

        @Override
        public ExprTerms visitEvery(Every every) {
            VarSet loop = safe.nested();
            loop.addAll(VarCollector.of(every.value(), VarCollector.NOTHING));
            if (every.key() != null) {
                loop.addAll(VarCollector.of(every.key(), VarCollector.NOTHING));
            }
            Body body = PrintCalls.this.body(every.body(), loop);
            return new Every(every.key(), every.value(), term(every.domain()), body, every.origin());
        }

        @Override
        public ExprTerms visitNot(Not not) {
            return new Not(body(not.body()), not.explicitBody(), not.origin());
        }

        @Override
        public ExprTerms visitLogicalAnd(LogicalAnd and) {
            return new LogicalAnd(body(and.lhs()), body(and.rhs()), and.explicitLhs(), and.explicitRhs(), and.origin());
        }

        @Override
        public ExprTerms visitLogicalOr(LogicalOr or) {
            return new LogicalOr(body(or.lhs()), body(or.rhs()), or.explicitLhs(), or.explicitRhs(), or.origin());
        }
    }
}
