package io.rego4j.opa.engine;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.format.Formatter;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.Policies;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Modules as text for OPA, formatted and proven to be the same policy, and the trees of texts. */
public final class ModuleText {
    private ModuleText() {}

    /**
     * The text of a module.
     *
     * @throws OpaException if the tree cannot be written in this version of Rego
     */
    public static String of(RegoModule module, RegoVersion version) {
        FormatResult result = new Formatter(FormatOptions.of(version)).format(module);
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

    /**
     * The trees of all modules, by id.
     *
     * @throws io.rego4j.parse.RegoParseException if one does not parse
     */
    public static Map<String, RegoModule> parsed(Policies policies) {
        Map<String, RegoModule> modules = new LinkedHashMap<>();
        ParseOptions options = ParseOptions.of(policies.version());
        policies.modules()
                .forEach((id, source) ->
                        modules.put(id, RegoParser.parse(source, options).orThrow()));
        return modules;
    }

    /** The tree of a text; null if it does not parse. */
    public static @Nullable RegoModule read(String text, RegoVersion version) {
        ParseResult<RegoModule> read = RegoParser.parse(Source.of(text), ParseOptions.of(version));
        return read.isSuccess() ? read.orThrow() : null;
    }

    /**
     * A module of the same package that has the functions of this one, each with any result: what others need to compile
     * before this one is there. Empty if the module cannot be read.
     */
    public static String placeholder(Source source, RegoVersion version) {
        RegoModule module = read(source.text(), version);
        Set<String> functions = new LinkedHashSet<>();
        if (module != null) {
            for (Rule rule : module.rules()) {
                int parameters = rule.head().args().size();
                if (parameters > 0) {
                    List<String> names = IntStream.range(0, parameters)
                            .mapToObj(i -> "x" + i)
                            .toList();
                    functions.add(rule.head().ref() + "(" + String.join(", ", names) + ") := input");
                }
            }
        }
        return module == null ? "" : module.pkg() + "\n\n" + String.join("\n\n", functions) + "\n";
    }

    private static OpaError error(Diagnostic diagnostic) {
        return OpaError.of(diagnostic.code(), diagnostic.text());
    }
}
