package io.rego4j.check.safety;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Not;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.tree.NodeQueries;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the names of the variables in a tree, leaving out what its options say: OPA's {@code VarVisitor}. */
public class VarCollector {
    /** What is left out. */
    public enum Skip {
        /** The head of each reference. */
        REF_HEAD,
        /** The keys of objects. */
        OBJECT_KEYS,
        /** Comprehensions, template strings and the bodies of {@code every}, {@code not}, {@code and}, {@code or}. */
        CLOSURES,
        /** Sets. */
        SETS,
        /** The names of called functions, and the heads of what {@code with} replaces. */
        CALLED_NAMES,
        /** Template strings. */
        TEMPLATES
    }

    /** What counts for safety. */
    public static final Set<Skip> SAFETY = EnumSet.of(Skip.CALLED_NAMES, Skip.CLOSURES);
    /** What a value can bind when it is unified. */
    public static final Set<Skip> BOUND = EnumSet.of(Skip.REF_HEAD, Skip.OBJECT_KEYS, Skip.CLOSURES);
    /** What a call's arguments hold. */
    static final Set<Skip> ARGUMENTS = EnumSet.of(Skip.CLOSURES, Skip.SETS, Skip.OBJECT_KEYS, Skip.REF_HEAD);

    public static final Set<Skip> NOTHING = EnumSet.noneOf(Skip.class);

    public final Set<String> names = new LinkedHashSet<>();
    private final Set<Skip> skip;

    public VarCollector(Set<Skip> skip) {
        this.skip = skip;
    }

    public static Set<String> of(Node node, Set<Skip> skip) {
        VarCollector walk = new VarCollector(skip);
        walk.node(node);
        return walk.names;
    }

    public static Set<String> of(Collection<? extends Node> nodes, Set<Skip> skip) {
        VarCollector walk = new VarCollector(skip);
        walk.nodes(nodes);
        return walk.names;
    }

    final void nodes(Collection<? extends Node> nodes) {
        nodes.forEach(this::node);
    }

    public void node(Node node) {
        if (node instanceof VarTerm variable) {
            names.add(variable.name());
        } else if (node instanceof RefTerm ref) {
            nodes(skip.contains(Skip.REF_HEAD) ? tail(ref) : ref.terms());
        } else if (node instanceof Expr expr) {
            expr(expr);
        } else if (node instanceof CallTerm call) {
            if (skip.contains(Skip.CALLED_NAMES)) {
                calledName(call.operator());
                nodes(call.args());
            } else {
                nodes(call.children());
            }
        } else if (node instanceof ObjectTerm object && skip.contains(Skip.OBJECT_KEYS)) {
            object.entries().forEach(e -> node(e.value()));
        } else if (node instanceof SetTerm && skip.contains(Skip.SETS)
                || node instanceof TemplateStringTerm
                        && (skip.contains(Skip.TEMPLATES) || skip.contains(Skip.CLOSURES))) {
            return;
        } else if (skip.contains(Skip.CLOSURES) && isSkippedClosure(node)) {
            return;
        } else if (node instanceof With with && skip.contains(Skip.CALLED_NAMES)) {
            with(with);
        } else if (node instanceof ArrayTerm array) {
            nodes(array.items());
        } else {
            nodes(node.children());
        }
    }

    private void expr(Expr expr) {
        if (expr.terms() instanceof Every every && skip.contains(Skip.CLOSURES)) {
            node(every.domain());
            return;
        }
        node(expr.terms());
        nodes(expr.with());
    }

    private void with(With with) {
        if (with.target() instanceof RefTerm target) {
            nodes(tail(target));
        }
        if (with.value() instanceof RefTerm value) {
            nodes(tail(value));
        } else {
            node(with.value());
        }
    }

    private void calledName(Term operator) {
        if (operator instanceof RefTerm ref) {
            nodes(tail(ref));
        }
    }

    private static boolean isSkippedClosure(Node node) {
        return NodeQueries.isComprehension(node)
                || node instanceof Not
                || node instanceof LogicalAnd
                || node instanceof LogicalOr;
    }

    private static List<Term> tail(RefTerm ref) {
        return ref.terms().subList(1, ref.terms().size());
    }
}
