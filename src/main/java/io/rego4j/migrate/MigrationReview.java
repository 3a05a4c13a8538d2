package io.rego4j.migrate;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Head;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.internal.language.NameRules;
import io.rego4j.internal.language.VersionRules;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What no rewriting can decide: calls of built-ins that Rego v1 does not have any more, and rules that hide {@code input} or
 * {@code data}.
 */
final class MigrationReview {
    static final String DEPRECATED = "migrate_deprecated_builtin";
    static final String SHADOWED = "migrate_shadowed_document";

    private final Set<String> mended;
    private final List<Diagnostic> found = new ArrayList<>();

    /** @param mended the deprecated built-ins that are not called any more */
    MigrationReview(Set<String> mended) {
        this.mended = mended;
    }

    /** What a person must decide in this module. */
    List<Diagnostic> of(RegoModule module) {
        NodeWalk.walk(module, this::enter);
        return found;
    }

    private boolean enter(Node node) {
        if (node instanceof CallTerm call) {
            deprecated(call);
        } else if (node instanceof Head head) {
            shadowed(head);
        }
        return true;
    }

    private void deprecated(CallTerm call) {
        Builtin builtin = builtin(call.operatorName());
        if (builtin != null && builtin.deprecated() && !mended.contains(builtin.name())) {
            add(DEPRECATED, "Rego v1 has no " + builtin.name(), call.operator(), VersionRules.instead(builtin.name()));
        }
    }

    private void shadowed(Head head) {
        if (head.ref().head() instanceof VarTerm name && NameRules.isRootDocument(name.name())) {
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
