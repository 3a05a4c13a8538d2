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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Calls that have no value where one is needed, and calls of deprecated built-ins. */
public final class CallChecks {
    private final Problems problems;
    private final FunctionTable signatures;
    private final boolean anyWithoutValue;

    /** @param all all modules of the check */
    public CallChecks(Problems problems, FunctionTable signatures, Collection<ModuleUnit> all) {
        this.problems = problems;
        this.signatures = signatures;
        this.anyWithoutValue = all.stream().anyMatch(module -> calls(module, CallChecks::hasNoValue));
    }

    /** OPA's stage {@code CheckVoidCalls}. */
    public void withoutValue(Collection<ModuleUnit> modules) {
        if (anyWithoutValue) {
            modules.forEach(module -> module.eachRule(this::withoutValue));
        }
    }

    private static boolean hasNoValue(Builtin builtin) {
        return builtin.type().result() == null;
    }

    /** True if the module calls a built-in of some kind. */
    private boolean calls(ModuleUnit module, Predicate<Builtin> kind) {
        for (String name : module.scan.called()) {
            Builtin builtin = signatures.builtin(name);
            if (builtin != null && kind.test(builtin)) {
                return true;
            }
        }
        return false;
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
        if (builtin != null && hasNoValue(builtin)) {
            problems.fatal(Diagnostic.TYPE_ERROR, node.origin(), node + " used as value");
        }
    }

    /**
     * OPA's stage {@code CheckDeprecatedBuiltins}: for Rego v1, and for v0 in strict mode. OPA looks only where its type checker
     * met such a call in any module, which it does in rules and comprehensions, but not in the bodies of {@code every},
     * {@code not}, {@code and} and {@code or}.
     */
    public void deprecated(Collection<ModuleUnit> modules, boolean strict) {
        if (modules.stream().noneMatch(module -> calls(module, Builtin::deprecated) && isMet(module))) {
            return;
        }
        for (ModuleUnit module : modules) {
            if ((strict || module.isAtLeastV1()) && calls(module, Builtin::deprecated)) {
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
