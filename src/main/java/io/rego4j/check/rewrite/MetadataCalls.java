package io.rego4j.check.rewrite;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Binds the METADATA of a rule to a variable once, before its body, and replaces the calls of {@code rego.metadata.rule}
 * and {@code rego.metadata.chain} by it: OPA's stage {@code RewriteRegoMetadataCalls}. So such a call cannot stand in an
 * operand of {@code and}, {@code or} or {@code not} without braces: the variable is bound outside of it.
 */
public final class MetadataCalls {
    private static final String RULE = "rego.metadata.rule";
    private static final List<String> BUILTINS = List.of("rego.metadata.chain", RULE);

    private final GeneratedVars names;
    private final FunctionTable signatures;
    private final boolean chainsAreBare;

    /**
     * @param all all modules of the check
     * @param partial true if there are modules that are not checked here: their METADATA may be in a chain too
     */
    public MetadataCalls(GeneratedVars names, FunctionTable signatures, Collection<ModuleUnit> all, boolean partial) {
        this.names = names;
        this.signatures = signatures;
        this.chainsAreBare = !partial
                && all.stream().anyMatch(module -> module.scan.mayCall(BUILTINS))
                && all.stream().noneMatch(MetadataCalls::hasMetadata);
    }

    public void run(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            if (module.scan.mayCall(BUILTINS)) {
                module.eachRule(rule -> BUILTINS.forEach(builtin -> rule(rule, builtin)));
            }
        }
    }

    private void rule(RuleUnit rule, String builtin) {
        if (signatures.builtin(builtin) == null || !NodeWalk.any(rule.nodes(), node -> calls(node, builtin))) {
            return;
        }
        Replacement replaced = new Replacement(builtin, names.generate(rule.origin()));
        rule.changeHead(replaced::term);
        List<Expr> body = new ArrayList<>();
        body.add(replaced.first(rule));
        body.addAll(replaced.body(rule.bodyNode()).exprs());
        rule.body = body;
    }

    /** True if a rule has no METADATA, not in comments either: {@code rego.metadata.rule()} is an empty object then. */
    private static boolean hasNone(RuleUnit rule) {
        return rule.source.annotations().isEmpty() && !mentionsMetadata(rule.module);
    }

    private static boolean hasMetadata(ModuleUnit module) {
        return !module.source.annotations().isEmpty()
                || module.rules.stream()
                        .anyMatch(rule -> !rule.source.annotations().isEmpty())
                || mentionsMetadata(module);
    }

    private static boolean mentionsMetadata(ModuleUnit module) {
        return module.source.comments().stream()
                .anyMatch(comment -> comment.text().contains("METADATA"));
    }

    /** The chain where there is no METADATA: the path of the rule, without {@code data}. */
    private static Term bareChain(RuleUnit rule) {
        Origin origin = rule.origin();
        Term path = new ArrayTerm(rule.groundPath().operands(), origin);
        ObjectTerm link = new ObjectTerm(List.of(new ObjectTerm.Entry(new StringTerm("path", origin), path)), origin);
        return new ArrayTerm(List.of(link), origin);
    }

    private static boolean calls(Node node, String builtin) {
        return node instanceof Expr expr && expr.terms() instanceof CallTerm call && call.calls(builtin);
    }

    /** The calls of one built-in, with the variable in their place. */
    private final class Replacement extends Rewriter {
        private final String builtin;
        private final VarTerm value;

        Replacement(String builtin, VarTerm value) {
            this.builtin = builtin;
            this.value = value;
        }

        Expr first(RuleUnit rule) {
            if (builtin.equals(RULE) && hasNone(rule)) {
                return Bodies.generated(value, new ObjectTerm(List.of(), rule.origin()));
            } else if (!builtin.equals(RULE) && chainsAreBare) {
                return Bodies.generated(value, bareChain(rule));
            }
            CallTerm call = new CallTerm(Refs.ofBuiltin(builtin), List.of(value), rule.origin());
            return new Expr(call, List.of(), false, true, rule.origin());
        }

        @Override
        public Body body(Body body) {
            List<Expr> exprs = new ArrayList<>();
            for (Expr expr : body) {
                exprs.add(calls(expr, builtin) ? replaced(expr) : expr(expr));
            }
            return new Body(exprs);
        }

        private Expr replaced(Expr expr) {
            CallTerm call = (CallTerm) expr.terms();
            VarTerm here = new VarTerm(value.name(), call.origin());
            return call.args().isEmpty()
                    ? new Expr(here, List.of(), false, true, expr.origin())
                    : Bodies.generated(here, call.args().get(0)).withOrigin(expr.origin());
        }
    }
}
