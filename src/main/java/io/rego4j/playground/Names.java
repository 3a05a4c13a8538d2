package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a name is defined, and another name for it everywhere. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Network network;

    Names(Network network) {
        this.network = network;
    }

    /**
     * Where the name at an offset of the module in front is defined. Without a place the answer has a message that says why
     * not; with a {@code name} it can be renamed.
     */
    ObjectNode definition(JsonNode request) throws RequestException {
        Workspace workspace = Workspace.read(request);
        Map<String, RegoModule> modules = readable(workspace);
        NameUse use = at(workspace, modules, request.path("offset").asInt());
        ObjectNode answer = Json.object();
        if (use == null) {
            return answer.put("message", "There is no name of a rule, a variable or an import here.");
        }
        if (use.canBeRenamed()) {
            answer.put("name", use.name());
        }
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
     * The changes that give the thing at an offset another name, in all modules.
     *
     * @throws RequestException if that name is none, is taken, or would change what the policy means
     */
    ObjectNode rename(JsonNode request) throws RequestException {
        Workspace workspace = Workspace.read(request);
        String name = request.path("name").asText();
        if (!NAME.matcher(name).matches()
                || workspace.version().keywords().contains(name)
                || name.equals("_")
                || name.equals("input")
                || name.equals("data")) {
            throw RequestException.bad("\"" + name + "\" cannot be the name of a rule or a variable");
        }
        Map<String, RegoModule> modules = readable(workspace);
        if (modules.size() < workspace.modules().size()) {
            throw RequestException.bad("mend the errors of all modules first: uses in them would be missed");
        }
        NameUse use = at(workspace, modules, request.path("offset").asInt());
        if (use == null || !use.canBeRenamed()) {
            throw RequestException.bad("there is no rule and no variable here");
        }
        use.requireFree(name, modules);
        Map<String, TreeMap<Integer, Edit>> edits = new LinkedHashMap<>();
        for (Node each : use.uses(modules)) {
            Source source = each.origin().source();
            if (source != null) {
                boolean quoted = each.origin().text().startsWith("\"");
                edits.computeIfAbsent(source.name(), ignored -> new TreeMap<>())
                        .put(
                                each.origin().start(),
                                new Edit(
                                        each.origin().start(),
                                        each.origin().end(),
                                        quoted ? "\"" + name + "\"" : name));
            }
        }
        requireSameErrors(workspace, modules, edits);
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray("edits");
        edits.forEach((module, changes) -> changes.values()
                .forEach(edit -> all.addObject()
                        .put("module", module)
                        .put("from", edit.from)
                        .put("to", edit.to)
                        .put("text", edit.text)));
        return answer;
    }

    private record Edit(int from, int to, String text) {}

    private static @Nullable NameUse at(Workspace workspace, Map<String, RegoModule> modules, int offset) {
        RegoModule module = modules.get(workspace.active());
        return module == null ? null : NameUse.at(module, offset);
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

    /** What a renaming breaks, the compiler sees: a name that something else hides, a rule in conflict with another. */
    private void requireSameErrors(
            Workspace workspace, Map<String, RegoModule> before, Map<String, TreeMap<Integer, Edit>> edits)
            throws RequestException {
        List<RegoModule> after = new ArrayList<>();
        for (Source source : workspace.modules().values()) {
            StringBuilder text = new StringBuilder(source.text());
            edits.getOrDefault(source.name(), new TreeMap<>())
                    .descendingMap()
                    .values()
                    .forEach(edit -> text.replace(edit.from, edit.to, edit.text));
            ParseResult<RegoModule> result =
                    RegoParser.parse(Source.of(source.name(), text.toString()), ParseOptions.of(workspace.version()));
            if (!result.isSuccess()) {
                throw refused(result.diagnostics().get(0));
            }
            after.add(result.orThrow());
        }
        CheckOptions options =
                CheckOptions.of(workspace.version()).withCapabilities(network.capabilities(workspace.version()));
        int errors = Checker.check(List.copyOf(before.values()), options).size();
        List<Diagnostic> found = Checker.check(after, options);
        if (found.size() > errors) {
            throw refused(found.get(0));
        }
    }

    private static RequestException refused(Diagnostic error) {
        return RequestException.bad("not renamed, as the policy would be broken: " + error.message());
    }
}
