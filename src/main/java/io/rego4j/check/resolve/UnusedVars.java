package io.rego4j.check.resolve;

import io.rego4j.ast.Expr;
import io.rego4j.ast.Origin;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.problem.Problems.Problem;
import io.rego4j.check.resolve.VarScopes.Occurrence;
import io.rego4j.check.safety.VarCollector;
import io.rego4j.source.Diagnostic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Variables that a body declares and nothing uses. */
final class UnusedVars {
    private final VarScopes scopes;
    private final List<Expr> body;
    private final Set<String> used;

    UnusedVars(VarScopes scopes, List<Expr> body, Set<String> used) {
        this.scopes = scopes;
        this.body = body;
        this.used = used;
    }

    /**
     * Reports variables of {@code :=}, which only strict mode does.
     *
     * @param rewritten each expression of the body as rewritten; null for those that are not a term alone
     */
    void assigned(List<@Nullable Expr> rewritten) {
        Map<String, String> names = scopes.frame().names;
        Set<String> unused = new TreeSet<>();
        for (String name : scopes.declaredAs(Occurrence.ASSIGNED)) {
            String replacement = names.getOrDefault(name, name);
            if (!ScopedBodyRewriter.isWildcard(name) && scopes.count(name) <= 1 && !used.contains(replacement)) {
                unused.add(replacement);
            }
        }
        for (String name : used) {
            String replacement = scopes.declared(name);
            if (replacement != null) {
                unused.remove(replacement);
            }
        }
        Map<String, String> written = reversed(names);
        Map<String, Origin> first = new HashMap<>();
        for (int i = 0; !unused.isEmpty() && i < rewritten.size(); i++) {
            Expr expr = rewritten.get(i);
            if (expr != null) {
                Origin origin = body.get(i).origin();
                VarCollector.of(expr, VarCollector.NOTHING).forEach(name -> first.putIfAbsent(name, origin));
            }
        }
        for (String replacement : unused) {
            Origin origin = first.getOrDefault(replacement, body.get(0).origin());
            report(origin, "assigned var " + written.get(replacement) + " unused");
        }
    }

    /** Reports variables of {@code some} and {@code every}. */
    void declared(List<Expr> rewritten) {
        Map<String, String> names = scopes.frame().names;
        Set<String> declared = scopes.declaredAs(Occurrence.DECLARED);
        if (declared.isEmpty()) {
            return;
        }
        Set<String> met = new HashSet<>(VarCollector.ofExprs(rewritten, VarCollector.NOTHING));
        for (String name : used) {
            String replacement = scopes.declared(name);
            met.add(replacement == null ? name : replacement);
        }
        Set<String> unused = new TreeSet<>();
        for (String name : declared) {
            String replacement = names.getOrDefault(name, name);
            if (!met.contains(replacement) && !used.contains(replacement)) {
                unused.add(replacement);
            }
        }
        Map<String, Origin> declarations = unused.isEmpty() ? Map.of() : declarations();
        Map<String, String> written = reversed(names);
        for (String replacement : unused) {
            String name = written.getOrDefault(replacement, replacement);
            if (!GeneratedVars.isGenerated(name)) {
                Origin origin = declarations.getOrDefault(name, body.get(0).origin());
                report(origin, "declared var " + name + " unused");
            }
        }
    }

    /** Where each variable is declared first. */
    private Map<String, Origin> declarations() {
        Map<String, Origin> declarations = new HashMap<>();
        for (Expr expr : body) {
            DeclaredVars.of(expr).forEach(name -> declarations.putIfAbsent(name, expr.origin()));
        }
        return declarations;
    }

    private void report(Origin origin, String message) {
        scopes.unused.add(new Problem(Diagnostic.COMPILE_ERROR, message, origin, List.of()));
    }

    private static Map<String, String> reversed(Map<String, String> names) {
        Map<String, String> reversed = new HashMap<>();
        names.forEach((name, replacement) -> reversed.put(replacement, name));
        return reversed;
    }
}
