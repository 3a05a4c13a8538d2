package io.rego4j.cli.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.UserError;
import io.rego4j.internal.io.TemporaryFiles;
import io.rego4j.migrate.Migration;
import io.rego4j.migrate.Policy;
import io.rego4j.opa.OpaBinary;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the same queries with the real OPA before and after a migration. Both sets are loaded as the user's OPA loads them,
 * all as v0 or all as v1: a set that mixes the two does not load.
 */
final class DecisionComparison {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final OpaBinary opa;
    private final List<String> inputs;
    private final List<String> data;
    private final List<String> queries;

    private DecisionComparison(OpaBinary opa, List<String> inputs, List<String> data, List<String> queries) {
        this.opa = opa;
        this.inputs = inputs;
        this.data = data;
        this.queries = queries;
    }

    /** The comparison that the flags ask for; null if they name neither an input nor a query. */
    static @Nullable DecisionComparison of(FlagTable.Given given) {
        if (given.values("--input").isEmpty() && given.values("--query").isEmpty()) {
            return null;
        }
        List<String> queries = given.values("--query").isEmpty() ? List.of("data") : given.values("--query");
        return new DecisionComparison(OpaBinary.find(), given.values("--input"), given.values("--data"), queries);
    }

    /** True if all decisions of a set are the same; prints the result for each query and input. */
    boolean holds(List<Policy> policies, List<Migration> migrations, RegoVersion to, PrintStream out)
            throws IOException {
        Path folder = TemporaryFiles.folder();
        try {
            boolean isV0 = policies.stream().allMatch(Policy::isV0);
            boolean isDone = migrations.stream().noneMatch(Migration::isUnfinished);
            Path before = bundle(
                    folder.resolve("before"),
                    policies.stream().map(policy -> policy.source().text()).toList(),
                    isV0 ? RegoVersion.V0 : RegoVersion.V1);
            Path after = bundle(
                    folder.resolve("after"),
                    migrations.stream().map(Migration::text).toList(),
                    isDone ? to : isV0 ? RegoVersion.V0 : RegoVersion.V1);
            boolean same = true;
            List<@Nullable String> asked = new ArrayList<>(inputs);
            if (asked.isEmpty()) {
                asked.add(null);
            }
            for (String input : asked) {
                for (String query : queries) {
                    same &= same(before, after, input, query, out);
                }
            }
            return same;
        } finally {
            TemporaryFiles.delete(folder);
        }
    }

    private boolean same(Path before, Path after, @Nullable String input, String query, PrintStream out)
            throws IOException {
        Answer was = ask(before, input, query);
        Answer is = ask(after, input, query);
        String question = query + (input == null ? "" : " with " + input);
        if (was.error() != null && is.error() != null) {
            out.println("no decision before and after: " + question + ": " + was.error());
            return true;
        } else if (was.error() != null) {
            out.println("no decision before: " + question + ": " + was.error() + "\n    after:  " + brief(is.value()));
            return true;
        } else if (is.error() == null && was.value().equals(is.value())) {
            out.println("same decision: " + question + ": " + brief(was.value()));
            return true;
        }
        out.println("DIFFERENT decision: " + question + "\n    before: " + brief(was.value()) + "\n    after:  "
                + (is.error() == null ? brief(is.value()) : is.error()));
        return false;
    }

    /** The value, missing where it is undefined; or OPA's first error. */
    private record Answer(JsonNode value, @Nullable String error) {}

    private Answer ask(Path bundle, @Nullable String input, String query) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("eval", "--format", "json", "--bundle", bundle.toString()));
        if (input != null) {
            arguments.addAll(List.of("--input", input));
        }
        arguments.add(query);
        OpaBinary.Output answer = opa.run("", arguments);
        JsonNode json = MAPPER.readTree(answer.out());
        if (json == null || json.isMissingNode()) {
            throw new UserError(
                    2, "opa does not answer " + query + ": " + answer.err().strip());
        }
        JsonNode error = json.at("/errors/0");
        return error.isMissingNode()
                ? new Answer(json.at("/result/0/expressions/0/value"), null)
                : new Answer(
                        error,
                        error.path("code").asText() + ": "
                                + error.path("message").asText());
    }

    private static String brief(JsonNode value) {
        if (value.isMissingNode()) {
            return "undefined";
        }
        String text = value.toString();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    /** A bundle of one version of Rego for all files. */
    private Path bundle(Path folder, List<String> texts, RegoVersion version) throws IOException {
        Files.createDirectories(folder);
        ObjectNode manifest = MAPPER.createObjectNode();
        manifest.put("rego_version", version.ordinal());
        for (int i = 0; i < texts.size(); i++) {
            Files.writeString(folder.resolve("policy" + i + ".rego"), texts.get(i));
        }
        MAPPER.writeValue(folder.resolve(".manifest").toFile(), manifest);
        ObjectNode all = MAPPER.createObjectNode();
        for (String file : data) {
            JsonNode more = MAPPER.readTree(Path.of(file).toFile());
            if (!(more instanceof ObjectNode object)) {
                throw new UserError(1, file + ": data must be a JSON object");
            }
            all.setAll(object);
        }
        MAPPER.writeValue(folder.resolve("data.json").toFile(), all);
        return folder;
    }
}
