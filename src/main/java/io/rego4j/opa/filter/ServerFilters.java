package io.rego4j.opa.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.filter.Column;
import io.rego4j.filter.Condition;
import io.rego4j.filter.DataFilters;
import io.rego4j.filter.Masks;
import io.rego4j.filter.RowFilter;
import io.rego4j.json.AstJson;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.ExceptionText;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.opa.rest.OpaHttp;
import io.rego4j.opa.rest.RequestBody;
import io.rego4j.opa.rest.RestDocuments;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Compile API of an OPA server. Its answers "every row" and "no row" are verified: OPA gives the first where it
 * cannot translate a part of a condition ({@code internal/compile/ucast.go}), and the second for a rule that does not exist.
 */
public final class ServerFilters implements DataFilters {
    private static final String FRAGMENT_ERROR = "pe_fragment_error";
    /** UCAST in the form that has negation and comparisons of columns. */
    private static final String ALL = "application/vnd.opa.ucast.all+json";
    /** The form that has tests for existence in place of comparisons of columns. */
    private static final String PRISMA = "application/vnd.opa.ucast.prisma+json";

    private static final JsonNode EMPTY = JsonNodeFactory.instance.objectNode();

    private final RestDocuments.Transport transport;
    private final Supplier<Policies> policies;
    private final OpaOptions options;

    /** The filters of the server that a transport leads to, and the policies that it has. */
    public ServerFilters(RestDocuments.Transport transport, Supplier<Policies> policies, OpaOptions options) {
        this.transport = transport;
        this.policies = policies;
        this.options = options;
    }

    @Override
    public RowFilter rows(String rule, @Nullable Object input, List<String> unknowns) {
        DocumentPath path = DocumentPath.parse(rule);
        Input given = Input.of(input, options.mapper());
        Input known = given.isNone() ? Input.json("{}") : given;
        JsonNode result = filter(path, known, unknowns);
        JsonNode query = result.path("query");
        try {
            if (!query.isObject()) {
                requireFilterRule(path, unknowns);
                return new RowFilter.NoRows();
            }
            Masks masks = masks(result.path("masks"));
            if (query.isEmpty()) {
                requireEveryRow(path, known, unknowns);
                return new RowFilter.AllRows(masks);
            }
            Condition condition = ConditionReader.read(query);
            return condition.equals(Condition.FALSE) ? new RowFilter.NoRows() : new RowFilter.Where(condition, masks);
        } catch (IOException e) {
            throw new OpaException(OpaError.of(FRAGMENT_ERROR, path + ": " + e.getMessage()), e);
        }
    }

    private JsonNode filter(DocumentPath path, Input known, List<String> unknowns) {
        ObjectNode after = JsonNodeFactory.instance.objectNode();
        if (!unknowns.isEmpty()) {
            after.set("unknowns", OpaJson.tree(unknowns));
        }
        String address = "/v1/compile/" + path.toAddress();
        try {
            return post(address, ALL, known, after);
        } catch (OpaException e) {
            boolean existence = e.error().each().stream()
                    .allMatch(error -> error.code().equals(FRAGMENT_ERROR)
                            && error.message().contains("existence-ref"));
            if (!existence) {
                throw e;
            }
            return post(address, PRISMA, known, after);
        }
    }

    private JsonNode post(String address, String accept, Input known, ObjectNode after) {
        try {
            String members = OpaJson.MAPPER.writeValueAsString(after);
            String end = after.isEmpty() ? "}" : "," + members.substring(1);
            RequestBody body = new RequestBody("{\"input\":", known, end);
            OpaHttp.Answer answer = transport.exchange(
                    new OpaHttp.Request("POST", address, accept, body::publisher), Deadline.in(options.timeout()));
            if (answer.status() == 404) {
                throw new OpaException(OpaError.UNSUPPORTED, "this OPA has no Compile API for data filters");
            }
            return answer.json("the answer").path("result");
        } catch (IOException e) {
            throw new OpaException(OpaError.of(OpaError.BAD_ANSWER, ExceptionText.of(e)), e);
        }
    }

    private static Masks masks(JsonNode tables) throws IOException {
        Map<Column, JsonNode> replacements = new HashMap<>();
        for (Map.Entry<String, JsonNode> table : tables.properties()) {
            for (Map.Entry<String, JsonNode> column : table.getValue().properties()) {
                JsonNode mask = column.getValue();
                JsonNode value = mask.path("replace").path("value");
                if (mask.equals(EMPTY) || mask.path("replace").equals(EMPTY)) {
                    // The rule that would give a value did not.
                    continue;
                } else if (mask.size() != 1 || value.isMissingNode()) {
                    throw new IOException("the mask of " + table.getKey() + "." + column.getKey() + " is " + mask
                            + ", not {\"replace\": {\"value\": …}}");
                }
                replacements.put(new Column(table.getKey(), column.getKey()), value);
            }
        }
        return new Masks(replacements);
    }

    /** Fails unless no row is the answer of a rule that knows what is unknown. */
    private Set<String> requireFilterRule(DocumentPath path, List<String> unknowns) {
        FilterRules rules = FilterRules.of(policies.get());
        String why = rules.names().whyUnknown(path);
        if (!why.isEmpty()) {
            throw new OpaException(OpaError.UNKNOWN_DOCUMENT, why);
        }
        Set<String> all = unknowns.isEmpty() ? rules.unknowns(path) : Set.copyOf(unknowns);
        if (all.isEmpty()) {
            throw new OpaException(
                    OpaError.UNSUPPORTED,
                    "nothing says what is unknown to " + path
                            + ": name it, as input.tickets, or in the rule's METADATA under compile: unknowns:");
        }
        return all;
    }

    /** Fails unless partial evaluation says too that the rule is true of every row. */
    private void requireEveryRow(DocumentPath path, Input known, List<String> unknowns) throws IOException {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        question.put("query", path.toReference() + " == true");
        question.set("unknowns", OpaJson.tree(requireFilterRule(path, unknowns)));
        // The other route asks built-ins such as time.now_ns for their value; so must this one.
        question.putObject("options").put("nondeterministicBuiltins", true);
        JsonNode queries;
        try {
            queries = post("/v1/compile", "", known, question).path("queries");
        } catch (OpaException e) {
            if (!e.error().code().equals("rego_type_error")) {
                throw e;
            }
            queries = JsonNodeFactory.instance.arrayNode();
        }
        for (JsonNode query : queries) {
            if (query.isEmpty()) {
                return;
            }
        }
        throw new IOException(
                queries.isEmpty()
                        ? "its value is not true"
                        : "no database can decide "
                                + AstJson.readBody(queries.get(0).toString()));
    }
}
