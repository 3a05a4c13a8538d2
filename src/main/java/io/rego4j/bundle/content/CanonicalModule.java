package io.rego4j.bundle.content;

import io.rego4j.ast.RegoModule;
import io.rego4j.bundle.BundleException;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.format.Formatter;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.stream.Collectors;

/** The text of a module in a bundle: formatted, and verified to be the same policy. */
public final class CanonicalModule {
    private CanonicalModule() {}

    public static String of(String path, RegoModule module, RegoVersion version) {
        FormatResult result = new Formatter(FormatOptions.of(version)).format(module);
        if (!result.isFormatted()) {
            throw new BundleException(path + ": the module cannot be written as Rego " + version + ": "
                    + result.errors().stream().map(Diagnostic::text).collect(Collectors.joining("; ")));
        }
        return result.text();
    }
}
