package io.rego4j.playground;

import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.language.NameRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a name at an offset refers to: a rule of a package, a variable of one rule with its {@code else} rules, or an import.
 *
 * @param name the name
 * @param pkg the package of the rule, with {@code data}; null if the name is no rule
 * @param rule the rule that has the variable; null if it is no variable
 * @param imported the import; null if it is none
 */
record NameUse(
        String name,
        @Nullable String pkg,
        @Nullable Rule rule,
        @Nullable Import imported) {
    /** The name at an offset; null if there is none. */
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
        } else if (rule == null || NameRules.isRootDocument(name) || name.equals("_")) {
            return null;
        }
        return isHead(rule, name) || !RuleVariables.of(rule).contains(name)
                ? new NameUse(name, module.pkg().path().toString(), null, null)
                : new NameUse(name, null, rule, null);
    }

    /** An operand of a reference: the name of a rule if the terms before it are a package. */
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

    /** The document of the head of a reference: the path of an import, or the head itself. */
    private static String documentOf(RegoModule module, Term head) {
        return module.imports().stream()
                .filter(each -> each.name().equals(head.toString()))
                .map(each -> each.path().toString())
                .findFirst()
                .orElse(head.toString());
    }

    /** True if nodes are equal and at the same offset. */
    private static boolean isSame(Node a, Node b) {
        return a.origin().start() == b.origin().start() && a.equals(b);
    }

    private static boolean isHead(Rule rule, String name) {
        return rule.head().ref().head().toString().equals(name);
    }

    /** The nodes that define it, in the order of the modules. */
    List<Node> definitions(Map<String, RegoModule> modules) {
        if (imported != null) {
            return List.of(imported);
        } else if (rule != null) {
            return NodeWalk.all(rule, VarTerm.class).stream()
                    .filter(each -> each.name().equals(name) && each.origin().isPresent())
                    .min(Comparator.comparingInt(each -> each.origin().start()))
                    .<List<Node>>map(List::of)
                    .orElse(List.of());
        }
        List<Node> heads = new ArrayList<>();
        for (RegoModule module : modules.values()) {
            if (module.pkg().path().toString().equals(pkg)) {
                module.rules().stream()
                        .filter(each -> isHead(each, name))
                        .forEach(each -> heads.add(each.head().ref().head()));
            }
        }
        return heads;
    }
}
