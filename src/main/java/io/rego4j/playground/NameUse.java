package io.rego4j.playground;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a name at a place means: a rule of a package, a variable of one rule, or an import. What a name of a package's rule
 * means does not depend on the module that says it; a variable belongs to one rule with its {@code else} rules.
 *
 * @param name the name
 * @param pkg the package of the rule, with {@code data}; null if it is no rule
 * @param rule the rule that has the variable; null if it is no variable
 * @param imported the import; null if it is none
 */
record NameUse(
        String name,
        @Nullable String pkg,
        @Nullable Rule rule,
        @Nullable Import imported) {
    /** The meaning of the name at an offset; null if there is none. */
    static @Nullable NameUse at(RegoModule module, int offset) {
        List<Node> path = NodePath.to(module, offset);
        Rule rule = path.stream()
                .filter(Rule.class::isInstance)
                .map(Rule.class::cast)
                .findFirst()
                .orElse(null);
        Node last = path.get(path.size() - 1);
        RefTerm ref = path.stream()
                .filter(RefTerm.class::isInstance)
                .map(RefTerm.class::cast)
                .reduce((a, b) -> b)
                .orElse(null);
        if (ref != null && ref.terms().contains(last) && !isSame(ref.head(), last)) {
            return ofPath(module, ref, last);
        }
        return last instanceof VarTerm variable ? ofName(module, rule, variable.name()) : null;
    }

    private static @Nullable NameUse ofName(RegoModule module, @Nullable Rule rule, String name) {
        Optional<Import> imported = module.imports().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (imported.isPresent()) {
            return new NameUse(name, null, null, imported.get());
        } else if (rule == null || name.equals("input") || name.equals("data") || name.equals("_")) {
            return null;
        }
        return isHead(rule, name) || !isVariable(rule, name)
                ? new NameUse(name, module.pkg().path().toString(), null, null)
                : new NameUse(name, null, rule, null);
    }

    /** An operand of a reference: the name of a rule, if what stands before it is a package. */
    private static @Nullable NameUse ofPath(RegoModule module, RefTerm ref, Node operand) {
        StringBuilder before = new StringBuilder(documentOf(module, ref.head()));
        for (Term each : ref.terms().subList(1, ref.terms().size())) {
            if (isSame(each, operand)) {
                return each instanceof StringTerm text
                        ? new NameUse(text.value(), before.toString(), null, null)
                        : null;
            }
            before.append('.').append(each instanceof StringTerm text ? text.value() : each.toString());
        }
        return null;
    }

    /** The document that the head of a reference means: an import's path, or what it says. */
    private static String documentOf(RegoModule module, Term head) {
        return module.imports().stream()
                .filter(each -> each.name().equals(head.toString()))
                .map(each -> each.path().toString())
                .findFirst()
                .orElse(head.toString());
    }

    /** Nodes are equal wherever they stand: here the one at this place is meant. */
    private static boolean isSame(Node a, Node b) {
        return a.origin().start() == b.origin().start() && a.equals(b);
    }

    private static boolean isHead(Rule rule, String name) {
        return rule.head().ref().head().toString().equals(name);
    }

    boolean canBeRenamed() {
        return imported == null;
    }

    /** The nodes that define it, in the order of the modules. */
    List<Node> definitions(Map<String, RegoModule> modules) {
        if (imported != null) {
            return List.of(imported);
        }
        List<Node> uses = uses(modules);
        if (rule != null) {
            return uses.isEmpty() ? uses : uses.subList(0, 1);
        }
        return modules.values().stream()
                .filter(module -> module.pkg().path().toString().equals(pkg))
                .flatMap(module -> module.rules().stream())
                .filter(each -> isHead(each, name))
                .map(each -> (Node) each.head().ref().head())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** All nodes that say the name and mean the same. */
    List<Node> uses(Map<String, RegoModule> modules) {
        List<Node> found = new ArrayList<>();
        if (rule != null) {
            found.addAll(variables(List.of(rule)));
            found.sort(Comparator.comparingInt(node -> node.origin().start()));
            return found;
        }
        for (RegoModule module : modules.values()) {
            if (saysPlainly(module)) {
                for (Rule each : module.rules()) {
                    if (isHead(each, name) || !isVariable(each, name)) {
                        found.addAll(variables(List.of(each)));
                    }
                }
            }
            found.addAll(operands(module));
        }
        return found;
    }

    /** True if the rule's name alone means it in a module: one of its package, or one that imports it by its own name. */
    private boolean saysPlainly(RegoModule module) {
        return module.pkg().path().toString().equals(pkg)
                || module.imports().stream()
                        .anyMatch(each ->
                                each.alias() == null && each.path().toString().equals(pkg + "." + name));
    }

    private List<VarTerm> variables(Collection<? extends Node> roots) {
        return NodeWalk.all(roots, VarTerm.class).stream()
                .filter(each -> each.name().equals(name) && each.origin().isPresent())
                .toList();
    }

    /** The operands of references that lead to the rule from another package. */
    private List<Node> operands(RegoModule module) {
        List<Node> found = new ArrayList<>();
        for (RefTerm ref : NodeWalk.all(module, RefTerm.class)) {
            for (Term each : ref.terms().subList(1, ref.terms().size())) {
                if (each instanceof StringTerm text && text.value().equals(name)) {
                    NameUse meant = ofPath(module, ref, each);
                    if (meant != null && meant.pkg != null && meant.pkg.equals(pkg)) {
                        found.add(each);
                    }
                }
            }
        }
        return found;
    }

    /** True if a rule declares or binds the variable: it is a parameter, or stands in the body and names no rule. */
    private static boolean isVariable(Rule rule, String name) {
        return DeclaredNames.of(rule).contains(name);
    }

    /**
     * Refuses a name that would mean something else.
     *
     * @throws RequestException if it is taken where this one is used
     */
    void requireFree(String other, Map<String, RegoModule> modules) throws RequestException {
        for (RegoModule module : modules.values()) {
            boolean concerned = rule != null ? module.rules().contains(rule) : saysPlainly(module);
            boolean taken =
                    module.imports().stream().anyMatch(each -> each.name().equals(other))
                            || (rule != null ? NodeWalk.all(rule, VarTerm.class) : NodeWalk.all(module, VarTerm.class))
                                    .stream().anyMatch(each -> each.name().equals(other))
                            || module.rules().stream().anyMatch(each -> isHead(each, other));
            boolean called = NodeWalk.all(module, CallTerm.class).stream()
                    .anyMatch(call -> call.operatorName().equals(other));
            if (concerned && (taken || called)) {
                throw RequestException.bad("\"" + other + "\" is the name of something else already");
            }
        }
    }
}
