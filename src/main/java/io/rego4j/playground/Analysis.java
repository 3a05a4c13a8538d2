package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.check.Builtin;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.parse.ParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Diagnostics, outline and built-ins for the editor, computed while the user types, without a process of {@code opa}. */
final class Analysis {
    private final NetworkPermission network;

    Analysis(NetworkPermission network) {
        this.network = network;
    }

    /** The errors and the outline of all modules; a module with syntax errors has the outline of what could be parsed. */
    ObjectNode analyze(JsonNode request) throws RequestException {
        Workspace workspace = Workspace.read(request);
        Map<String, ParseResult<RegoModule>> all = workspace.parseAll();
        ObjectNode answer = ApiJson.object();
        ArrayNode diagnostics = answer.putArray("diagnostics");
        all.forEach((name, result) -> Texts.add(result.diagnostics(), name, network, diagnostics));
        if (diagnostics.isEmpty()) {
            List<RegoModule> modules = new ArrayList<>();
            all.values().forEach(result -> modules.add(result.orThrow()));
            CheckOptions options = network.checkOptions(workspace.version())
                    .withStrict(request.path("strict").asBoolean());
            Texts.add(Checker.check(modules, options), workspace.active(), network, diagnostics);
        }
        ArrayNode outline = answer.putArray("outline");
        all.forEach((name, result) -> result.tree().ifPresent(module -> outline(name, module, outline.addObject())));
        return answer;
    }

    private static void outline(String name, RegoModule module, ObjectNode into) {
        into.put("module", name).put("package", module.pkg().path().toString());
        ArrayNode imports = into.putArray("imports");
        for (Import each : module.imports()) {
            imports.addObject().put("name", each.name()).put("path", each.path().toString());
        }
        ArrayNode rules = into.putArray("rules");
        for (Rule rule : module.rules()) {
            Head head = rule.head();
            ObjectNode one = rules.addObject()
                    .put("name", head.ref().toString())
                    .put("text", signature(rule))
                    .put("kind", head.args().isEmpty() ? "rule" : "function")
                    .put("from", head.origin().start())
                    .put("row", head.origin().row());
            rule.annotations().stream()
                    .map(Analysis::described)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .ifPresent(text -> one.put("description", text));
        }
    }

    /** A rule without its body. */
    private static String signature(Rule rule) {
        return (rule.isDefault() ? "default " : "") + rule.head();
    }

    private static String described(Annotations annotations) {
        String title = annotations.title() == null ? "" : annotations.title();
        String description = annotations.description() == null ? "" : annotations.description();
        return (title + "\n" + description).strip();
    }

    /** The built-in functions that policies may call, with their signatures, for completion and hover. */
    ArrayNode builtins(JsonNode request) throws RequestException {
        ArrayNode all = ApiJson.array();
        for (Builtin each : network.capabilities(Workspace.version(request)).builtins()) {
            if (each.name().startsWith("internal.") || !each.infix().isEmpty() || each.deprecated()) {
                continue;
            }
            String parameters =
                    each.parameters().stream().map(Builtin.Parameter::name).collect(Collectors.joining(", ", "(", ")"));
            ObjectNode one = all.addObject()
                    .put("name", each.name())
                    .put("parameters", parameters)
                    .put("type", each.type().toString())
                    .put("description", each.description());
            ArrayNode described = one.putArray("details");
            for (Builtin.Parameter parameter : each.parameters()) {
                described.add(parameter.name() + ": " + parameter.description());
            }
            described.add(
                    "returns " + each.result().name() + ": " + each.result().description());
        }
        return all;
    }
}
