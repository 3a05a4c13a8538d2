package io.rego4j.migrate;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Head;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What no rewriting can decide: calls of built-ins that Rego v1 does not have any more, names that are keywords now, and
 * rules that hide {@code input} or {@code data}.
 */
final class MigrationReview {
    static final String DEPRECATED = "migrate_deprecated_builtin";
    static final String KEYWORD = "migrate_keyword";
    static final String SHADOWED = "migrate_shadowed_document";

    private static final Set<String> V1_KEYWORDS = Set.of("if", "contains", "in", "every");
    private static final Set<String> V2_KEYWORDS = Set.of("and", "or");

    /** What stands in for a built-in that went away. */
    private static final Map<String, String> INSTEAD = Map.of(
            "any", "write a helper rule, or true in the collection",
            "all", "use every, or compare with the collection that holds false",
            "re_match", "use regex.match with the same arguments",
            "net.cidr_overlap", "use net.cidr_contains",
            "set_diff", "use the operator -",
            "cast_array", "check with is_array, or build the array from the set with a comprehension",
            "cast_set", "check with is_set, or build the set from the array with a comprehension");

    private final RegoVersion to;
    private final List<Diagnostic> found = new ArrayList<>();

    MigrationReview(RegoVersion to) {
        this.to = to;
    }

    /** What a person must decide in this module. */
    List<Diagnostic> of(RegoModule module) {
        walk(module);
        return found;
    }

    private void walk(Node node) {
        if (node instanceof CallTerm call) {
            deprecated(call);
        } else if (node instanceof VarTerm name) {
            keyword(name);
        } else if (node instanceof Head head) {
            shadowed(head);
        }
        node.children().forEach(this::walk);
    }

    private void deprecated(CallTerm call) {
        Builtin builtin = builtin(call.operatorName());
        if (builtin != null && builtin.deprecated()) {
            String instead = INSTEAD.getOrDefault(builtin.name(), "check the type with is_… and use the value itself");
            add(DEPRECATED, "Rego v1 has no " + builtin.name(), call.operator(), instead);
        }
    }

    private void keyword(VarTerm name) {
        boolean keyword =
                V1_KEYWORDS.contains(name.name()) || to == RegoVersion.V2 && V2_KEYWORDS.contains(name.name());
        if (keyword && !isContainsBuiltin(name)) {
            add(
                    KEYWORD,
                    name.name() + " is a keyword in Rego " + to,
                    name,
                    "give it another name, here and where it is used");
        }
    }

    /** The built-in {@code contains} keeps its name: what follows tells it from the keyword. */
    private static boolean isContainsBuiltin(VarTerm name) {
        return name.name().equals("contains");
    }

    private void shadowed(Head head) {
        if (head.ref().head() instanceof VarTerm name
                && (name.name().equals("input") || name.name().equals("data"))) {
            add(SHADOWED, "a rule may not hide " + name.name() + " in Rego v1", name, "give the rule another name");
        }
    }

    private void add(String code, String message, Node node, String hint) {
        found.add(new Diagnostic(code, message, node.origin().span().orElse(null), List.of(hint)));
    }

    private static @Nullable Builtin builtin(String name) {
        return Capabilities.current().builtin(name).orElse(null);
    }
}
