package io.rego4j.check.tree;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Facts about a module from one walk over it, so that stages with nothing to do there need no walk of their own. */
public final class ModuleScan {
    private static final String GENERATED = "__local";

    /** How many rules, those of {@code else} included, and expressions there are. */
    public int statements;
    /** True if a rule or an expression has no source location: they were built. */
    public boolean built;
    /** True if there is a {@code with}. */
    public boolean hasWith;
    /** True if there is a template string. */
    public boolean hasTemplates;
    /** The variables whose names look like generated ones. */
    public final Set<String> generatedNames = new HashSet<>();

    private final Set<String> called = new HashSet<>();

    public ModuleScan(RegoModule module) {
        NodeWalk.walk(module, node -> {
            add(node);
            return true;
        });
    }

    // Collects from some kinds of nodes, each for itself; a kind that is not here has nothing to collect.
    private void add(Node node) {
        if (node instanceof Rule || node instanceof Expr) {
            statements++;
            built |= !node.origin().isPresent();
        } else if (node instanceof VarTerm variable && variable.name().startsWith(GENERATED)) {
            generatedNames.add(variable.name());
        } else if (node instanceof CallTerm call) {
            called.add(call.operatorName());
        }
        hasWith |= node instanceof With;
        hasTemplates |= node instanceof TemplateStringTerm;
    }

    /** False if none of these built-ins is called. */
    public boolean mayCall(Collection<String> builtins) {
        return !Collections.disjoint(called, builtins);
    }
}
