package io.rego4j.check.resolve;

import io.rego4j.ast.Import;
import io.rego4j.check.Capabilities;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.internal.language.VersionRules;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Imports of one name, and imports that the chosen version of OPA does not know. */
public final class ImportCheck {
    private final Problems problems;
    private final Capabilities capabilities;
    private final boolean strict;

    public ImportCheck(Problems problems, Capabilities capabilities, boolean strict) {
        this.problems = problems;
        this.capabilities = capabilities;
        this.strict = strict;
    }

    public void run(Collection<ModuleUnit> modules) {
        Set<String> features = capabilities.features();
        boolean knowsV1 =
                features.contains("rego_v1_import") || features.contains("rego_v1") || features.contains("rego_v2");
        boolean knowsV2 = features.contains("rego_v2_import") || features.contains("rego_v2");
        for (ModuleUnit module : modules) {
            for (Import imported : module.imports()) {
                RegoVersion named = imported.regoVersion().orElse(null);
                if (!knowsV1 && named == RegoVersion.V1 || !knowsV2 && named == RegoVersion.V2) {
                    problems.add(
                            Diagnostic.COMPILE_ERROR, imported.origin(), imported.path() + " import is not supported");
                }
            }
            if (strict || module.isAtLeastV1()) {
                duplicates(module);
            }
        }
    }

    private void duplicates(ModuleUnit module) {
        Map<String, Import> seen = new HashMap<>();
        for (Import imported : module.imports()) {
            Import first = seen.putIfAbsent(imported.name(), imported);
            if (first != null) {
                problems.add(Diagnostic.COMPILE_ERROR, imported.origin(), VersionRules.importShadows(text(first)));
            }
        }
    }

    static String text(Import imported) {
        String text = "import " + imported.path();
        return imported.alias() == null ? text : text + " as " + imported.alias();
    }
}
