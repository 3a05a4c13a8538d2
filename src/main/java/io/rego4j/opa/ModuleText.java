package io.rego4j.opa;

import io.rego4j.ast.RegoModule;

/** The text in which a module goes to OPA. */
final class ModuleText {
    private ModuleText() {}

    static String of(RegoModule module) {
        return module.origin()
                .span()
                .map(span -> span.source().text())
                .orElseThrow(() -> new IllegalArgumentException("no text"));
    }
}
