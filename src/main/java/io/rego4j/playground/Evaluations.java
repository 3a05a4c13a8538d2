package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.Body;
import io.rego4j.ast.Import;
import io.rego4j.ast.RegoModule;
import io.rego4j.json.AstJson;
import io.rego4j.json.PartialAnswer;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.TestReport;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evaluates, traces and tests with the real OPA: one process for each request, with a deadline. */
final class Evaluations {
    private static final Set<String> EXPLAIN_MODES = Set.of("full", "notes", "fails");
    /** A line of a trace: place, depth and event. The lines of the table of results do not match. */
    private static final Pattern EVENT = Pattern.compile("^\\S+:\\d+ +(?:\\| )*[A-Z][A-Za-z]+ ");

    private static final int MAX_QUERY = 50_000;
    /** OPA reads some 20 MB of JSON a second on an idle machine: this is a conservative rate. */
    private static final long BYTES_A_SECOND = 1_000_000;

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Supplier<OpaBinary> opa;
    private final OpaRuns runs;
    private final KeptDocuments documents;
    private final NetworkPermission network;

    Evaluations(Supplier<OpaBinary> opa, OpaRuns runs, KeptDocuments documents, NetworkPermission network) {
        this.opa = opa;
        this.runs = runs;
        this.documents = documents;
        this.network = network;
    }

    /**
     * Evaluates a query. The answer has a status: {@code value}, {@code false}, {@code undefined}, {@code error}, or {@code
     * ended} where the process was killed, with {@code cancelled} where that was wanted.
     */
    ObjectNode evaluate(JsonNode request) throws IOException {
        return run("evaluate", request, (workspace, folder, run) -> {
            List<String> flags = new ArrayList<>(List.of("--format", "json", "--metrics"));
            if (request.path("coverage").asBoolean()) {
                flags.add("--coverage");
            }
            OpaBinary.Output output = eval(request, workspace, folder, run, flags);
            JsonNode answer = OpaAnswers.read(output, folder);
            ObjectNode result = ApiJson.object();
            if (answer.has("errors")) {
                result.put("status", "error").set("errors", OpaAnswers.errors(answer, folder, network));
            } else {
                solutions(answer.path("result"), result);
                result.put(
                        "nanos",
                        answer.path("metrics").path("timer_rego_query_eval_ns").asLong());
                result.set("coverage", OpaAnswers.coverage(answer.path("coverage"), folder));
            }
            lines(output.err(), result.putArray("printed"));
            return result;
        });
    }

    /** The value of one expression, or all solutions of a query with variables. */
    private static void solutions(JsonNode solutions, ObjectNode into) throws IOException {
        into.put("results", solutions.size());
        if (solutions.isEmpty()) {
            into.put("status", "undefined");
            return;
        }
        JsonNode first = solutions.path(0);
        boolean single = solutions.size() == 1 && first.path("expressions").size() == 1 && !first.has("bindings");
        JsonNode value = single ? first.path("expressions").path(0).path("value") : shown(solutions);
        boolean no = single && value.isBoolean() && !value.asBoolean();
        into.put("status", no ? "false" : "value").put("value", ApiJson.pretty(value));
    }

    private static ArrayNode shown(JsonNode solutions) {
        ArrayNode shown = ApiJson.array();
        for (JsonNode solution : solutions) {
            ObjectNode one = shown.addObject();
            if (solution.has("bindings")) {
                one.set("bindings", solution.path("bindings"));
            }
            ObjectNode expressions = one.putObject("expressions");
            solution.path("expressions")
                    .forEach(each -> expressions.set(each.path("text").asText(), each.path("value")));
        }
        return shown;
    }

    /** The events of an evaluation, one line each. */
    ObjectNode trace(JsonNode request) throws IOException {
        String explain = request.path("explain").asText();
        if (!EXPLAIN_MODES.contains(explain)) {
            throw RequestException.bad("a trace is full, notes or fails, not \"" + explain + "\"");
        }
        return run("trace", request, (workspace, folder, run) -> {
            List<String> flags = List.of("--format", "pretty", "--explain", explain);
            OpaBinary.Output output = eval(request, workspace, folder, run, flags);
            ObjectNode result = ApiJson.object().put("status", "value");
            ArrayNode lines = result.putArray("lines");
            output.out().lines().filter(line -> EVENT.matcher(line).find()).forEach(line -> event(line, folder, lines));
            if (output.exitCode() != 0 && lines.isEmpty()) {
                String words = (output.out() + output.err()).strip();
                result.put("status", "error").putArray("errors").addObject().put("message", words);
            }
            return result;
        });
    }

    /** An event starts with its place: {@code file:row}. */
    private static void event(String line, OpaFolder folder, ArrayNode lines) {
        int blank = line.indexOf(' ');
        String place = blank < 0 ? line : line.substring(0, blank);
        int colon = place.lastIndexOf(':');
        ObjectNode event = lines.addObject().put("text", line);
        if (colon > 0) {
            event.put("module", folder.moduleOf(place.substring(0, colon))).put("row", place.substring(colon + 1));
        }
    }

    /** Partial evaluation: the queries that remain if some documents are unknown. */
    ObjectNode partial(JsonNode request) throws IOException {
        return run("partial", request, (workspace, folder, run) -> {
            List<String> flags = new ArrayList<>(List.of("--format", "json", "--partial"));
            request.path("unknowns").forEach(unknown -> flags.add("--unknowns=" + unknown.asText()));
            OpaBinary.Output output = eval(request, workspace, folder, run, flags);
            JsonNode answer = OpaAnswers.read(output, folder);
            ObjectNode result = ApiJson.object().put("status", "value");
            if (answer.has("errors")) {
                return result.put("status", "error").set("errors", OpaAnswers.errors(answer, folder, network));
            }
            PartialAnswer rest = AstJson.readPartial(answer.toString());
            ArrayNode queries = result.putArray("queries");
            for (Body query : rest.queries()) {
                queries.add(Texts.of(query));
            }
            ArrayNode support = result.putArray("support");
            rest.support().forEach(module -> support.add(Texts.of(module)));
            // No query remains if it can never hold; an empty one if it always does.
            result.put(
                    "always", answer.path("partial").path("queries").toString().contains("[]"));
            return result;
        });
    }

    /** The tests of the modules. */
    ObjectNode test(JsonNode request) throws IOException {
        return run("test", request, (workspace, folder, run) -> {
            OpaBinary binary = opa.get();
            List<String> command = new ArrayList<>(List.of("test", "--format", "json", "--verbose"));
            common(binary, workspace, folder, command);
            command.addAll(folder.files());
            addFile(documents.write(request.path("data"), folder.path(), "data"), command);
            OpaBinary.Output output = start(run, binary, command, folder);
            ObjectNode result = ApiJson.object().put("status", "value");
            try {
                TestReport report = TestReport.fromJson(output.out().getBytes(StandardCharsets.UTF_8));
                result.put("success", report.isSuccess());
                tests(report, folder, result.putArray("tests"));
            } catch (IOException e) {
                JsonNode answer = OpaAnswers.read(output, folder);
                result.put("status", "error").set("errors", OpaAnswers.errors(answer, folder, network));
            }
            return result;
        });
    }

    private static void tests(TestReport report, OpaFolder folder, ArrayNode into) {
        for (TestReport.Result test : report.results()) {
            ObjectNode one = into.addObject()
                    .put("name", test.pkg() + "." + test.name())
                    .put("outcome", test.outcome().name())
                    .put("module", folder.moduleOf(test.file()))
                    .put("row", test.row())
                    .put("message", test.message())
                    .put("output", test.output());
            test.trace().forEach(one.putArray("trace")::add);
        }
    }

    /** Kills the running processes of a page. */
    ObjectNode cancel(JsonNode request) {
        for (String kind : List.of("evaluate", "trace", "partial", "test")) {
            runs.cancel(slot(kind, request));
        }
        return ApiJson.object();
    }

    private OpaBinary.Output eval(
            JsonNode request, Workspace workspace, OpaFolder folder, OpaRuns.Run run, List<String> flags)
            throws IOException {
        OpaBinary binary = opa.get();
        List<String> command = new ArrayList<>(List.of("eval"));
        command.addAll(flags);
        common(binary, workspace, folder, command);
        for (String file : folder.files()) {
            command.add("--data");
            command.add(file);
        }
        String data = documents.write(request.path("data"), folder.path(), "data");
        if (data != null) {
            command.addAll(List.of("--data", data));
        }
        String input = documents.write(request.path("input"), folder.path(), "input");
        if (input != null) {
            command.addAll(List.of("--input", input));
        }
        if (request.path("strictErrors").asBoolean()) {
            command.add("--strict-builtin-errors");
        }
        command.addAll(query(request, workspace));
        return start(run, binary, command, folder);
    }

    private OpaBinary.Output start(OpaRuns.Run run, OpaBinary binary, List<String> command, OpaFolder folder)
            throws IOException {
        Duration loading = Duration.ofSeconds(folder.bytes() / BYTES_A_SECOND);
        // OPA's own timeout counts only if this JVM is killed: OpaRuns ends the process earlier, so that OPA reports
        // no error.
        Duration end = runs.deadline().plus(loading).plus(MARGIN);
        command.addAll(1, List.of("--timeout", end.toMillis() + "ms"));
        return runs.run(run, binary.process(command).directory(folder.path().toFile()), loading);
    }

    /** The query: that of the request, an expression that is selected in the active module, or the whole package. */
    private static List<String> query(JsonNode request, Workspace workspace) throws IOException {
        List<String> arguments = new ArrayList<>();
        String query = request.path("query").asText().strip();
        String selection = request.path("selection").asText().strip();
        Optional<RegoModule> module = workspace.parseActive().tree();
        if (!selection.isEmpty() && module.isPresent()) {
            arguments.add("--package=" + workspace.packagePath().substring("data.".length()));
            for (Import each : module.get().imports()) {
                arguments.add("--import=" + each.toString().substring("import ".length()));
            }
        }
        arguments.add("--");
        arguments.add(!selection.isEmpty() ? selection : query.isEmpty() ? workspace.packagePath() : query);
        if (arguments.get(arguments.size() - 1).length() > MAX_QUERY) {
            throw RequestException.bad("a query has " + MAX_QUERY + " characters at most");
        }
        return arguments;
    }

    private void common(OpaBinary binary, Workspace workspace, OpaFolder folder, List<String> command)
            throws IOException {
        if (workspace.version() == RegoVersion.V0) {
            command.add("--v0-compatible");
        }
        command.addAll(network.arguments(binary, workspace.version(), folder.path()));
    }

    private static void addFile(@Nullable String file, List<String> command) {
        if (file != null) {
            command.add(file);
        }
    }

    private static String slot(String kind, JsonNode request) {
        return kind + " " + request.path("page").asText();
    }

    @FunctionalInterface
    private interface Evaluation {
        ObjectNode run(Workspace workspace, OpaFolder folder, OpaRuns.Run run) throws IOException;
    }

    private ObjectNode run(String kind, JsonNode request, Evaluation evaluation) throws IOException {
        Workspace workspace = Workspace.read(request);
        long start = System.nanoTime();
        ObjectNode answer;
        try (OpaRuns.Run run = runs.open(slot(kind, request));
                OpaFolder folder = OpaFolder.write(workspace)) {
            answer = evaluation.run(workspace, folder, run);
        } catch (OpaRuns.KilledException e) {
            boolean cancelled = e.reason() == OpaRuns.Killed.CANCELLED;
            answer = ApiJson.object()
                    .put("status", "ended")
                    .put("cancelled", cancelled)
                    .put("message", e.getMessage());
        }
        return answer.put("opa", opa.get().version().toString()).put("wallNanos", System.nanoTime() - start);
    }

    private static void lines(String text, ArrayNode into) {
        text.lines().forEach(into::add);
    }
}
