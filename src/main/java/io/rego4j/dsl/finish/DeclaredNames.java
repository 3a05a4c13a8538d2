package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names a quoted text declares, and which ones terms hold. */
public final class DeclaredNames {
    private DeclaredNames() {}

    /** All variables below a node, wildcards left out. */
    static Set<String> all(Node node) {
        Set<String> names = new LinkedHashSet<>();
        NodeWalk.walk(node, child -> {
            if (child instanceof VarTerm name && !name.isWildcard()) {
                names.add(name.name());
            }
            return true;
        });
        return names;
    }

    /** All variables below these nodes. */
    static Set<String> all(List<?> nodes) {
        Set<String> names = new LinkedHashSet<>();
        nodes.forEach(node -> names.addAll(all((Node) node)));
        return names;
    }

    /** The names that the whole module knows: rules and imports. */
    public static Set<String> globals(RegoModule module) {
        return globals(module.imports(), module.rules());
    }

    static Set<String> globals(List<Import> imports, List<Rule> rules) {
        Set<String> names = new LinkedHashSet<>();
        imports.stream().map(Import::name).forEach(names::add);
        for (Rule rule : rules) {
            names.add(((VarTerm) rule.head().ref().head()).name());
        }
        return names;
    }

    /** The names that the expressions of a body declare for it: by {@code some} and by {@code :=}. */
    static Set<String> declared(Body body) {
        Set<String> names = new LinkedHashSet<>();
        for (Expr expr : body) {
            if (expr.terms() instanceof SomeDecl some) {
                declaredBy(some).forEach(symbol -> names.addAll(all(symbol)));
            } else if (expr.calls("assign")
                    && expr.terms() instanceof CallTerm call
                    && call.args().size() == 2) {
                names.addAll(all(call.args().get(0)));
            }
        }
        return names;
    }

    /** All variables of a body that neither it nor what lies in it declares. */
    static Set<String> undeclared(Body body) {
        Set<String> names = free(body.exprs());
        names.removeAll(declared(body));
        return names;
    }

    /** All variables below these nodes but those of bodies that declare them themselves. */
    static Set<String> free(List<? extends Node> nodes) {
        Set<String> names = new LinkedHashSet<>();
        NodeWalk.walk(nodes, node -> {
            if (node instanceof VarTerm name && !name.isWildcard()) {
                names.add(name.name());
            }
            Set<String> inner = scoped(node);
            if (inner == null) {
                return true;
            }
            names.addAll(inner);
            return false;
        });
        return names;
    }

    /** The free names of a node that is a scope of its own; null for any other. */
    private static @Nullable Set<String> scoped(Node node) {
        if (node instanceof Body body) {
            return undeclared(body);
        } else if (node instanceof ComprehensionTerm comprehension) {
            Set<String> names = free(comprehension.terms());
            names.removeAll(declared(comprehension.body()));
            names.addAll(undeclared(comprehension.body()));
            return names;
        }
        return ofEvery(node);
    }

    private static @Nullable Set<String> ofEvery(Node node) {
        if (!(node instanceof Every every)) {
            return null;
        }
        Set<String> names = undeclared(every.body());
        names.removeAll(every.key() == null ? Set.of() : all(every.key()));
        names.removeAll(all(every.value()));
        names.addAll(free(List.of(every.domain())));
        return names;
    }

    /** The names and patterns of a {@code some}. */
    static List<Term> declaredBy(SomeDecl some) {
        if (some.symbols().get(0) instanceof CallTerm member) {
            return member.args().subList(0, member.args().size() - 1);
        }
        return some.symbols();
    }

    /**
     * The names of a rule that are its own: parameters, what its bodies declare, and what a reference or a unification binds.
     *
     * @param globals names of the module, which are not
     */
    static Set<String> local(Rule rule, Set<String> globals) {
        Set<String> names = new LinkedHashSet<>();
        rule.head().args().forEach(arg -> names.addAll(all(arg)));
        NodeWalk.walk(rule, node -> {
            if (node instanceof Body body) {
                names.addAll(declared(body));
            } else if (node instanceof RefTerm ref) {
                ref.terms().subList(1, ref.terms().size()).stream()
                        .filter(VarTerm.class::isInstance)
                        .forEach(operand -> names.addAll(all(operand)));
            } else if (node instanceof CallTerm call && call.calls("eq")) {
                call.args().stream().filter(arg -> !(arg instanceof RefTerm)).forEach(arg -> names.addAll(all(arg)));
            }
            return true;
        });
        names.removeAll(globals);
        names.remove("input");
        names.remove("data");
        return names;
    }
}
