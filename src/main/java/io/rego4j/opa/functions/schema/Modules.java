package io.rego4j.opa.functions.schema;

import io.rego4j.ast.RegoModule;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.Value;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Policies as values, and what is known of the program that runs ({@code parse.go}, {@code runtime.go}). */
final class Modules {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "rego.parse_module", (context, operands) -> parse(operands),
            "opa.runtime", (context, operands) -> context.runtime());

    private Modules() {}

    private static Value parse(Value[] operands) throws BuiltinException {
        String file = Operands.string(operands, 1);
        String text = Operands.stringValue(operands[1], 1).text();
        ParseResult<RegoModule> result = RegoParser.parse(Source.of(file, text));
        Optional<RegoModule> module = result.tree();
        if (!result.isSuccess() || module.isEmpty()) {
            throw BuiltinException.of(message(file, result.diagnostics()));
        }
        try {
            String json = AstJson.toString(module.get(), new AstJsonOptions(false, true, false));
            // OPA reads its JSON as a term, in which this mark may not stand.
            if (json.indexOf('\uFEFF') >= 0) {
                throw BuiltinException.of("failed to parse term: illegal byte-order mark");
            }
            return JsonValues.parse(json);
        } catch (IOException e) {
            throw BuiltinException.of(String.valueOf(e.getMessage()));
        }
    }

    private static String message(String file, List<Diagnostic> errors) {
        int count = errors.size();
        StringBuilder message = new StringBuilder(count == 1 ? "1 error occurred: " : count + " errors occurred:\n");
        for (Diagnostic error : errors) {
            message.append(file).append(": ").append(error.code()).append(": ").append(error.message());
        }
        return message.toString();
    }
}
