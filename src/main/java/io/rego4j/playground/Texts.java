package io.rego4j.playground;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.Rego;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatException;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Span;
import java.util.List;

/** Nodes and errors as the page shows them. */
final class Texts {
    private Texts() {}

    /** A node as canonical Rego, or, if it cannot be written as Rego, as in OPA's messages. */
    static String of(Node node) {
        try {
            return Rego.format(node);
        } catch (FormatException e) {
            return node.toString();
        }
    }

    /** A module of a compiler stage, with each rule formatted by itself, as some cannot be written as Rego. */
    static String ofModule(RegoModule module) {
        StringBuilder text = new StringBuilder(module.pkg().toString()).append('\n');
        module.imports().forEach(each -> text.append('\n').append(each));
        module.rules()
                .forEach(rule -> text.append('\n').append(of(rule).strip()).append('\n'));
        return text.toString();
    }

    /** Adds errors with their places: offsets for the editor, row and column for a person. */
    static void add(List<Diagnostic> diagnostics, String module, NetworkPermission network, ArrayNode into) {
        for (Diagnostic each : diagnostics) {
            ObjectNode one = into.addObject()
                    .put("code", each.code())
                    .put("message", network.explained(each.text()))
                    .put("module", module);
            Span span = each.span();
            if (span != null) {
                one.put(
                        "module",
                        span.source().name().isEmpty() ? module : span.source().name());
                one.put("from", span.start()).put("to", span.end());
                one.put("row", span.row()).put("col", span.column());
            }
        }
    }
}
