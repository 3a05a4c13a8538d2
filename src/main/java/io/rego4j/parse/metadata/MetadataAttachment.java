package io.rego4j.parse.metadata;

import io.rego4j.ast.AnnotationOwners;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Import;
import io.rego4j.ast.MetadataLines;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scope of each METADATA block, and whether it stands above a statement that it can describe. */
public final class MetadataAttachment {
    private final RegoModule module;
    private final List<Diagnostic> errors;
    private final AnnotationOwners owners;

    MetadataAttachment(RegoModule module, List<Diagnostic> errors) {
        this.module = module;
        this.errors = errors;
        owners = AnnotationOwners.of(module);
    }

    RegoModule attach(List<Annotations> blocks) {
        List<Annotations> scoped = new ArrayList<>();
        int before = errors.size();
        for (Annotations block : blocks) {
            Node statement = owners.statementBelow(block.origin().row()).orElse(null);
            Annotations own = block.scope().isEmpty() ? block.withScope(scopeFor(block, statement)) : block;
            validate(own, statement);
            scoped.add(own);
        }
        return errors.size() > before ? module : MetadataLines.marked(owners.attach(scoped));
    }

    private static String scopeFor(Annotations block, @Nullable Node statement) {
        String kind = kind(statement);
        return kind.equals("rule") && block.entrypoint() ? "document" : kind;
    }

    private static String kind(@Nullable Node statement) {
        if (statement instanceof Rule) {
            return "rule";
        } else if (statement instanceof RegoPackage) {
            return "package";
        }
        return statement instanceof Import ? "import" : "";
    }

    private void validate(Annotations block, @Nullable Node statement) {
        switch (block.scope()) {
            case "rule", "document" -> {
                if (!(statement instanceof Rule)) {
                    reject(block, misplaced(block, "rule", statement));
                }
            }
            case "package", "subpackages" -> {
                if (!(statement instanceof RegoPackage)) {
                    reject(block, misplaced(block, "package", statement));
                }
            }
            default ->
                reject(
                        block,
                        "invalid annotation scope '" + block.scope()
                                + "'. Use one of 'rule', 'document', 'package', or 'subpackages'");
        }
        if (block.entrypoint()
                && !block.scope().equals("document")
                && !block.scope().equals("package")) {
            reject(block, "annotation entrypoint applied to non-document or package scope '" + block.scope() + "'");
        }
    }

    private static String misplaced(Annotations block, String wanted, @Nullable Node statement) {
        String kind = kind(statement);
        String found = kind.isEmpty() ? "" : " (have " + kind + ")";
        return "annotation scope '" + block.scope() + "' must be applied to " + wanted + found;
    }

    private void reject(Annotations block, String message) {
        errors.add(new Diagnostic(
                Diagnostic.PARSE_ERROR, message, block.origin().span().orElse(null)));
    }
}
