package io.rego4j.opa;

import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.format.Formatter;
import io.rego4j.format.ModuleReader;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The text in which a module goes to OPA: canonical, and proven to be the same policy where the parser is there. */
final class ModuleText {
    private static final Optional<ModuleReader> READER = ServiceLoader.load(
                    ModuleReader.class, ModuleReader.class.getClassLoader())
            .findFirst();

    private ModuleText() {}

    /**
     * The text of a module.
     *
     * @throws OpaException if the tree cannot be written in this version of Rego
     */
    static String of(RegoModule module, RegoVersion version) {
        ModuleReader none = (text, v) -> new ModuleReader.Reading(null, List.of());
        FormatOptions options = FormatOptions.of(version).withSafe(READER.isPresent());
        FormatResult result = new Formatter(options, READER.orElse(none)).format(module);
        if (!result.isFormatted()) {
            List<OpaError> errors =
                    result.errors().stream().map(ModuleText::error).toList();
            throw new OpaException(
                    errors.isEmpty()
                            ? OpaError.of(Diagnostic.FORMAT_ERROR, "the module cannot be written as Rego " + version)
                            : OpaError.all(errors));
        }
        return result.text();
    }

    private static OpaError error(Diagnostic diagnostic) {
        return OpaError.of(diagnostic.code(), diagnostic.text());
    }
}
