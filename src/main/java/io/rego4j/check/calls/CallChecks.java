package io.rego4j.check.calls;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.check.Builtin;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import io.rego4j.internal.language.VersionRules;
import io.rego4j.source.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls that have no value where one is needed, and calls of deprecated built-ins. */
public final class CallChecks {
    private final Problems problems;
    private final FunctionTable signatures;
    private final List<String> withoutValue;
    private final List<String> deprecated;

    public CallChecks(Problems problems, FunctionTable signatures) {
        this.problems = problems;
        this.signatures = signatures;
        this.withoutValue = signatures.builtins(builtin -> builtin.type().result() == null);
        this.deprecated = signatures.builtins(Builtin::deprecated);
    }

    /** OPA's stage {@code CheckVoidCalls}. */
    public void withoutValue(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            if (module.scan.mayCall(withoutValue)) {
                module.eachRule(this::withoutValue);
            }
        }
    }

    private void withoutValue(RuleUnit rule) {
        rule.headTerms().forEach(this::value);
        NodeQueries.each(rule.nodes(), node -> {
            // A call that is an expression by itself needs no value.
            if (!(node instanceof Expr)) {
                node.children().forEach(this::value);
            }
        });
    }

    private void value(Node node) {
        Builtin builtin = node instanceof CallTerm call ? signatures.builtin(call) : null;
        if (builtin != null && builtin.type().result() == null) {
            problems.fatal(Diagnostic.TYPE_ERROR, node.origin(), node + " used as value");
        }
    }

    /**
     * OPA's stage {@code CheckDeprecatedBuiltins}: for Rego v1, and for v0 in strict mode. OPA looks only where its type checker
     * met such a call in any module, which it does in rules and comprehensions, but not in the bodies of {@code every},
     * {@code not}, {@code and} and {@code or}.
     */
    public void deprecated(Collection<ModuleUnit> modules, boolean strict) {
        if (modules.stream().noneMatch(module -> module.scan.mayCall(deprecated) && isMet(module))) {
            return;
        }
        for (ModuleUnit module : modules) {
            if ((strict || module.isAtLeastV1()) && module.scan.mayCall(deprecated)) {
                module.eachRule(rule -> NodeQueries.exprs(rule.nodes(), this::deprecated));
            }
        }
    }

    private boolean isMet(ModuleUnit module) {
        boolean[] met = new boolean[1];
        module.eachRule(rule -> met[0] |= isMet(rule.nodes()));
        return met[0];
    }

    private boolean isMet(Collection<? extends Node> roots) {
        Deque<Node> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node instanceof Expr expr && deprecatedIn(expr) != null) {
                return true;
            }
            boolean opens = node instanceof ComprehensionTerm;
            for (Node child : node.children()) {
                if (opens || !(child instanceof Body)) {
                    open.push(child);
                } else {
                    comprehensionsIn(child).forEach(open::push);
                }
            }
        }
        return false;
    }

    /** The outermost ones below a node. */
    private static List<Node> comprehensionsIn(Node node) {
        List<Node> found = new ArrayList<>();
        NodeWalk.walk(node, below -> {
            if (below instanceof ComprehensionTerm) {
                found.add(below);
                return false;
            }
            return true;
        });
        return found;
    }

    private void deprecated(Expr expr) {
        Builtin builtin = deprecatedIn(expr);
        if (builtin != null) {
            problems.add(Diagnostic.TYPE_ERROR, expr.origin(), VersionRules.deprecatedCall(builtin.name()));
        }
    }

    private @Nullable Builtin deprecatedIn(Expr expr) {
        CallTerm call = Refs.call(expr);
        Builtin builtin = call == null ? null : signatures.builtin(call);
        return builtin != null && builtin.deprecated() ? builtin : null;
    }
}
