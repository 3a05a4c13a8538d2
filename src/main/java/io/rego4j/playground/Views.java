package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.Rego;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.check.CompilerStage;
import io.rego4j.codegen.ClassNames;
import io.rego4j.codegen.PolicyGenerator;
import io.rego4j.format.FormatException;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.migrate.Migration;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The active module in its other forms, such as its tree, its AST JSON and the Java that builds it. An answer without the form has {@code errors}. */
final class Views {
    private final NetworkPermission network;

    Views(NetworkPermission network) {
        this.network = network;
    }

    /** The tree, drawn and as OPA's JSON. Of a module with syntax errors, what could be parsed is drawn. */
    ObjectNode tree(JsonNode request) throws RequestException {
        Workspace workspace = Workspace.read(request);
        ParseResult<RegoModule> result = workspace.parseActive();
        ObjectNode answer = ApiJson.object();
        Texts.add(result.diagnostics(), workspace.active(), network, answer.putArray("errors"));
        result.tree().ifPresent(module -> {
            answer.set("tree", TreeDrawing.of(module));
            AstJsonOptions options =
                    request.path("locations").asBoolean() ? AstJsonOptions.ALL : AstJsonOptions.DEFAULT;
            answer.put("json", AstJson.toString(module, options));
        });
        return answer;
    }

    /** The Java that builds the module. */
    ObjectNode java(JsonNode request) throws RequestException {
        Workspace workspace = Workspace.read(request);
        return with(workspace, (module, answer) -> {
            String className = ClassNames.of(List.of(workspace.active()))
                    .keySet()
                    .iterator()
                    .next();
            PolicyGenerator generator = PolicyGenerator.into("policies").version(workspace.version());
            answer.put("className", className).put("text", generator.generate(className, module));
        });
    }

    /** The formatted text, and why it differs from OPA's if it does. */
    ObjectNode format(JsonNode request) throws RequestException {
        Workspace workspace = Workspace.read(request);
        return with(workspace, (module, answer) -> {
            FormatResult result =
                    Rego.format(workspace.source(), workspace.version(), FormatOptions.of(workspace.version()));
            answer.put("text", result.text())
                    .put("changed", result.changed())
                    .put("outcome", result.outcome().name());
            result.deviations().forEach(answer.putArray("deviations")::add);
            result.ofOpa().ifPresent(text -> answer.put("opa", text));
            Texts.add(result.errors(), workspace.active(), network, answer.withArray("errors"));
        });
    }

    /** The active module as each stage of the compiler leaves it, until one finds an error. */
    ObjectNode stages(JsonNode request) throws RequestException {
        Workspace workspace = Workspace.read(request);
        Map<String, ParseResult<RegoModule>> all = workspace.parseAll();
        ObjectNode answer = ApiJson.object();
        ArrayNode stages = answer.putArray("stages");
        ArrayNode errors = answer.putArray("errors");
        all.forEach((name, result) -> Texts.add(result.diagnostics(), name, network, errors));
        if (!errors.isEmpty()) {
            return answer;
        }
        List<RegoModule> modules =
                all.values().stream().map(ParseResult::orThrow).toList();
        int index = List.copyOf(all.keySet()).indexOf(workspace.active());
        String before = Texts.ofModule(modules.get(index));
        stages.addObject().put("name", "as it was read").put("text", before).put("changed", false);
        CheckOptions options = network.checkOptions(workspace.version());
        List<CompilerStage> run = Checker.stages(modules, options);
        for (CompilerStage stage : run) {
            String text = Texts.ofModule(stage.modules().get(index));
            stages.addObject().put("name", stage.name()).put("text", text).put("changed", !text.equals(before));
            before = text;
        }
        Texts.add(run.get(run.size() - 1).errors(), workspace.active(), network, errors);
        return answer;
    }

    /** The active module in a later version of Rego, and what a person must decide. */
    ObjectNode migrate(JsonNode request) throws RequestException {
        Workspace workspace = Workspace.read(request);
        RegoVersion to = Workspace.version(request.path("to").asText("v1"));
        Migration migration = Migration.of(workspace.source(), to);
        ObjectNode answer = ApiJson.object().put("text", migration.text()).put("changed", migration.isChanged());
        if (migration.version() != null) {
            answer.put("from", migration.version().label());
        }
        migration.dropped().forEach(answer.putArray("dropped")::add);
        ArrayNode renamed = answer.putArray("renamed");
        migration
                .renamed()
                .forEach((from, name) -> renamed.addObject().put("from", from).put("to", name));
        Texts.add(migration.todo(), workspace.active(), network, answer.putArray("todo"));
        Texts.add(migration.errors(), workspace.active(), network, answer.putArray("errors"));
        return answer;
    }

    private ObjectNode with(Workspace workspace, BiConsumer<RegoModule, ObjectNode> view) {
        ParseResult<RegoModule> result = workspace.parseActive();
        ObjectNode answer = ApiJson.object();
        List<Diagnostic> errors = result.diagnostics();
        if (errors.isEmpty()) {
            RegoModule module = result.orThrow();
            try {
                DeepStack.call(NodeWalk.depth(module), () -> {
                    view.accept(module, answer);
                    return answer;
                });
            } catch (FormatException e) {
                errors = e.diagnostics();
            } catch (IllegalArgumentException e) {
                errors = List.of(new Diagnostic(Diagnostic.COMPILE_ERROR, String.valueOf(e.getMessage()), null));
            }
        }
        if (!errors.isEmpty()) {
            Texts.add(errors, workspace.active(), network, answer.withArray("errors"));
        }
        return answer;
    }
}
