package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.CheckOptions;
import io.rego4j.edit.Change;
import io.rego4j.edit.EditedText;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.Refactoring;
import io.rego4j.edit.TextEdit;
import io.rego4j.parse.RegoParseException;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Definitions of names, and their renaming in all modules. */
final class Names {
    private final NetworkPermission network;

    Names(NetworkPermission network) {
        this.network = network;
    }

    /**
     * The definition of the name at an offset of the active module; if there is none, a message that says why.
     */
    ObjectNode definition(JsonNode request) throws RequestException {
        Workspace workspace = Workspace.read(request);
        Map<String, RegoModule> modules = readable(workspace);
        RegoModule module = modules.get(workspace.active());
        NameUse use = module == null
                ? null
                : NameUse.at(module, request.path("offset").asInt());
        ObjectNode answer = ApiJson.object();
        if (use == null) {
            return answer.put("message", "There is no name of a rule, a variable or an import here.");
        }
        answer.put("name", use.name());
        List<Node> definitions = use.definitions(modules);
        if (definitions.isEmpty()) {
            return answer.put("message", "No open module defines " + use.name() + ".");
        }
        Node first = definitions.get(0);
        Source source = first.origin().source();
        return answer.put("module", source == null ? workspace.active() : source.name())
                .put("from", first.origin().start())
                .put("to", first.origin().end())
                .put("definitions", definitions.size());
    }

    /**
     * The edits that rename the rule, variable or import at an offset in all modules, and the places that a person must check.
     *
     * @throws RequestException if a module cannot be read, or the new name would change what the policy means
     */
    ObjectNode rename(JsonNode request) throws RequestException {
        Workspace workspace = Workspace.read(request);
        CheckOptions options = network.checkOptions(workspace.version());
        int offset = Math.min(
                request.path("offset").asInt(), workspace.source().text().length());
        Change change;
        try {
            PolicySet set = PolicySet.read(workspace.modules().values(), options);
            Span place = nameAt(set, workspace.source(), offset);
            change = Refactoring.of(set).rename(place, request.path("name").asText());
        } catch (RegoParseException e) {
            throw RequestException.bad("mend the errors of all modules first, as uses in them would be missed: "
                    + e.diagnostics().get(0).toLine());
        } catch (IllegalArgumentException e) {
            throw RequestException.bad(e.getMessage());
        }
        if (!change.isDone()) {
            throw refused(change.errors());
        }
        ObjectNode answer = ApiJson.object();
        ArrayNode edits = answer.putArray("edits");
        for (EditedText text : change.texts()) {
            for (TextEdit edit : text.edits()) {
                edits.addObject()
                        .put("module", text.source().name())
                        .put("from", edit.span().start())
                        .put("to", edit.span().end())
                        .put("text", edit.text());
            }
        }
        Texts.add(change.places(), workspace.active(), network, answer.putArray("places"));
        return answer;
    }

    /** The span of the name that the cursor is in or behind. */
    private static Span nameAt(PolicySet set, Source source, int offset) {
        return set.modules().stream()
                .filter(module -> module.origin().source() == source)
                .map(module -> NodePath.to(module, offset))
                .flatMap(path -> path.get(path.size() - 1).origin().span().stream())
                .findFirst()
                .orElse(Span.of(source, offset, offset));
    }

    private static RequestException refused(List<Diagnostic> errors) {
        return RequestException.bad("not renamed: " + errors.get(0).message());
    }

    private static Map<String, RegoModule> readable(Workspace workspace) {
        Map<String, RegoModule> modules = new LinkedHashMap<>();
        workspace.parseAll().forEach((name, result) -> {
            if (result.isSuccess()) {
                modules.put(name, result.orThrow());
            }
        });
        return modules;
    }
}
