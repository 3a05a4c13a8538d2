package io.rego4j.cli.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.Formatter;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Input;
import io.rego4j.opa.Policies;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of OPA's conformance cases: a folder with {@code case.json} beside its modules. The modules are parsed and written
 * again by this library before they go to an engine.
 *
 * @param name the folder's name
 * @param note what the case is about
 * @param json all of case.json
 * @param policies its modules and data
 * @param query its query, with an input that is a Rego term written into it
 * @param input its input
 * @param standIns what {@link ConformanceStandIns} replaced
 */
record ConformanceCase(
        String name, String note, JsonNode json, Policies policies, String query, Input input, Set<String> standIns) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * Reads a case.
     *
     * @throws io.rego4j.parse.RegoParseException if one of its modules does not parse
     */
    static ConformanceCase read(Path folder) throws IOException {
        JsonNode json = MAPPER.readTree(folder.resolve("case.json").toFile());
        Policies policies = Policies.none();
        ConformanceStandIns standIns = new ConformanceStandIns();
        for (int i = 0; Files.exists(folder.resolve(i + ".rego")); i++) {
            Source source = Source.of(i + ".rego", Files.readAllBytes(folder.resolve(i + ".rego")));
            RegoModule module = RegoParser.parse(source, ParseOptions.DEFAULT).orThrow();
            policies = policies.module(i + ".rego", standIns.in(module));
        }
        if (standIns.used().contains("test.sleep")) {
            policies = policies.module("standin.rego", ConformanceStandIns.SLEEP_MODULE);
        }
        if (json.path("data") instanceof ObjectNode data && !data.isEmpty()) {
            policies = policies.data(data);
        }
        Input input = json.has("input") ? Input.json(json.path("input").toString()) : Input.none();
        String query = json.path("query").asText();
        if (json.has("input_term")) {
            String term = json.path("input_term").asText();
            if (isJson(term)) {
                input = Input.json(term);
            } else {
                query = with(query, "input", term);
            }
        }
        return new ConformanceCase(
                folder.getFileName().toString(),
                json.path("note").asText(),
                json,
                policies,
                query,
                input,
                standIns.used());
    }

    private static boolean isJson(String term) {
        try {
            MAPPER.readTree(term);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** The same with the data at these paths in the query, since OPA refuses to load them. */
    ConformanceCase withDataInQuery(List<List<String>> paths) {
        ObjectNode data = policies.data();
        String changed = query;
        for (List<String> path : paths) {
            JsonNode value = ConformanceStandIns.take(data, path);
            changed = with(changed, new DocumentPath(path).toReference(), value.toString());
        }
        return new ConformanceCase(
                name, note, json, policies.data(data), changed, input, Set.of("data in the way of a rule"));
    }

    /** A value goes into the query as a term. An input that is a Rego term may hold sets, which JSON does not have. */
    private static String with(String query, String target, String value) {
        ParseOptions options = ParseOptions.of(RegoVersion.V1);
        Term replaced = RegoParser.parseTerm(Source.of(target), options).orThrow();
        Term term = RegoParser.parseTerm(Source.of(value), options).orThrow();
        Body body = RegoParser.parseBody(Source.of(query), options).orThrow();
        List<Expr> exprs = new ArrayList<>();
        for (Expr expr : body) {
            List<With> with = new ArrayList<>(expr.with());
            with.add(new With(replaced, term));
            exprs.add(new Expr(expr.terms(), with, expr.negated(), expr.generated()));
        }
        return new Formatter(FormatOptions.DEFAULT).formatNode(new Body(exprs)).strip();
    }

    /** True if the query is for all documents, which the rule of {@link #asModule} would be one of. */
    boolean asksForAll() {
        return query.equals("data = x");
    }

    /** The key below {@code data} of the module that {@link #asModule} adds. */
    static final String PACKAGE = "rego4j_conformance";

    /** The query as a rule, {@code solutions}, for an engine that evaluates documents only. */
    Policies asModule() {
        StringBuilder object = new StringBuilder("{");
        for (String variable : variables()) {
            object.append(object.length() > 1 ? ", " : "")
                    .append(new StringTerm(variable))
                    .append(": ")
                    .append(variable);
        }
        String text = "package " + PACKAGE + "\n\nsolutions := [" + object + "} | " + query + "]\n";
        return policies.module("query.rego", text).entrypoint("data." + PACKAGE + ".solutions");
    }

    private List<String> variables() {
        List<String> variables = new ArrayList<>();
        json.path("want_result").path(0).fieldNames().forEachRemaining(variables::add);
        return variables;
    }

    boolean strict() {
        return json.path("strict_error").asBoolean();
    }

    /** What the case expects: solutions, or null where it expects an error. */
    @Nullable
    JsonNode expected() {
        return json.has("want_result") ? json.path("want_result") : null;
    }

    String expectedCode() {
        return json.path("want_error_code").asText("");
    }

    String expectedMessage() {
        return json.path("want_error").asText("");
    }

    boolean sortBindings() {
        return json.path("sort_bindings").asBoolean();
    }
}
