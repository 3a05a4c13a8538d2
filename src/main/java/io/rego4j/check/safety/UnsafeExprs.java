package io.rego4j.check.safety;

import io.rego4j.ast.Expr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Expressions that no order of their body makes safe, each with the variables that it misses, in the order found. */
final class UnsafeExprs {
    private final List<Expr> exprs = new ArrayList<>();
    /** By identity: two expressions of a body may be equal. */
    private final Map<Expr, Set<String>> missing = new IdentityHashMap<>();

    void add(Expr expr, Collection<String> names) {
        Set<String> known = missing.get(expr);
        if (known == null) {
            known = new LinkedHashSet<>();
            missing.put(expr, known);
            exprs.add(expr);
        }
        known.addAll(names);
    }

    boolean isEmpty() {
        return exprs.isEmpty();
    }

    List<Expr> exprs() {
        return exprs;
    }

    Set<String> missing(Expr expr) {
        return missing.getOrDefault(expr, Set.of());
    }

    void forEach(BiConsumer<Expr, Set<String>> action) {
        exprs.forEach(expr -> action.accept(expr, missing(expr)));
    }
}
