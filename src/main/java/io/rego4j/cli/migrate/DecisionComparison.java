package io.rego4j.cli.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.UserError;
import io.rego4j.internal.io.TemporaryFiles;
import io.rego4j.migrate.Migration;
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
 * Asks the real OPA the same questions of the policies before and after a migration. Both are laid out as bundles, whose
 * manifest says of each file which Rego it is: so policies of several versions can be asked together.
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

    /** The proof that the flags ask for; null if they name neither an input nor a query. */
    static @Nullable DecisionComparison of(FlagTable.Given given) {
        if (given.values("--input").isEmpty() && given.values("--query").isEmpty()) {
            return null;
        }
        List<String> queries = given.values("--query").isEmpty() ? List.of("data") : given.values("--query");
        return new DecisionComparison(OpaBinary.find(), given.values("--input"), given.values("--data"), queries);
    }

    /** True if all answers are the same; says of each question how it went. */
    boolean holds(List<Migration> migrations, RegoVersion to, PrintStream out) throws IOException {
        Path folder = TemporaryFiles.folder(Path.of(System.getProperty("java.io.tmpdir")));
        try {
            Path before = bundle(folder.resolve("before"), migrations, to, false);
            Path after = bundle(folder.resolve("after"), migrations, to, true);
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
        JsonNode was = ask(before, input, query);
        JsonNode is = ask(after, input, query);
        String question = query + (input == null ? "" : " with " + input);
        if (was.equals(is)) {
            out.println("same decision: " + question + ": " + brief(was));
            return true;
        }
        out.println("DIFFERENT decision: " + question + "\n    before: " + brief(was) + "\n    after:  " + brief(is));
        return false;
    }

    /** The answer: the value, or what OPA has against the policies; missing where it is undefined. */
    private JsonNode ask(Path bundle, @Nullable String input, String query) throws IOException {
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
        return json.has("errors") ? withoutPlaces(json.get("errors")) : json.at("/result/0/expressions/0/value");
    }

    /** An error stands in another row after a migration, and in another folder. */
    private static JsonNode withoutPlaces(JsonNode errors) {
        for (JsonNode error : errors) {
            ((ObjectNode) error).remove("location");
        }
        return errors;
    }

    private static String brief(JsonNode value) {
        if (value.isMissingNode()) {
            return "undefined";
        }
        String text = value.toString();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    private Path bundle(Path folder, List<Migration> migrations, RegoVersion to, boolean after) throws IOException {
        Files.createDirectories(folder);
        ObjectNode manifest = MAPPER.createObjectNode();
        manifest.put("rego_version", 1);
        ObjectNode versions = manifest.putObject("file_rego_versions");
        for (int i = 0; i < migrations.size(); i++) {
            Migration each = migrations.get(i);
            RegoVersion version = each.version();
            if (version == null) {
                continue;
            }
            boolean migrated = after && each.isChanged();
            String name = "policy" + i + ".rego";
            Files.writeString(
                    folder.resolve(name), migrated ? each.text() : each.source().text());
            versions.put("/" + name, (migrated ? to : version).ordinal());
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
