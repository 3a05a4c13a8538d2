package io.rego4j.check.tree;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts about a module from one walk over it, so that stages with nothing to do there need no walk of their own. */
public final class ModuleScan {
    private static final String GENERATED = "__local";

    public final RegoModule module;
    /** The number of nodes on the longest path through the module: {@link NodeWalk#depth}. */
    public final int depth;
    /** How many rules, those of {@code else} included, and expressions there are. */
    public int statements;
    /** True if a rule or an expression has no source location: they were built. */
    public boolean built;
    /** True if there is a {@code with}. */
    public boolean hasWith;
    /** True if there is a comprehension. */
    public boolean hasComprehensions;
    /** True if there is a template string. */
    public boolean hasTemplates;
    /** The variables whose names look like generated ones. */
    public final Set<String> generatedNames = new HashSet<>();

    /** For each reference below {@code data} the names that it starts with; none where all of {@code data} is meant. */
    public final List<List<String>> documents = new ArrayList<>();

    private final Set<String> called = new HashSet<>();
    /** The head of the reference that the walk came to last, until it comes to the head. */
    private @Nullable Node head;

    public ModuleScan(RegoModule module) {
        this.module = module;
        this.depth = NodeWalk.depth(module);
        NodeWalk.walk(module, node -> {
            add(node);
            return true;
        });
    }

    public static List<ModuleScan> of(Collection<RegoModule> modules) {
        return modules.stream().map(ModuleScan::new).toList();
    }

    // Collects from some kinds of nodes, each for itself; a kind that is not here has nothing to collect.
    private void add(Node node) {
        if (node instanceof Rule || node instanceof Expr) {
            statements++;
            built |= !node.origin().isPresent();
        } else if (node instanceof RefTerm ref) {
            head = ref.head();
            if (ref.startsWith("data")) {
                documents.add(ref.constantPath());
            }
        } else if (node instanceof VarTerm variable) {
            variable(variable);
        } else if (node instanceof CallTerm call) {
            called.add(call.operatorName());
        }
        hasWith |= node instanceof With;
        hasTemplates |= node instanceof TemplateStringTerm;
        hasComprehensions |= node instanceof ComprehensionTerm;
    }

    private void variable(VarTerm variable) {
        if (variable == head) {
            head = null;
        } else if (variable.name().equals("data")) {
            documents.add(List.of());
        } else if (variable.name().startsWith(GENERATED)) {
            generatedNames.add(variable.name());
        }
    }

    /** The names of what is called. */
    public Set<String> called() {
        return called;
    }

    /** False if none of these built-ins is called. */
    public boolean mayCall(Collection<String> builtins) {
        return !Collections.disjoint(called, builtins);
    }
}
