package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rego4j.opa.binary.OpaInstaller;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.opa.rest.OpaHttp;
import io.rego4j.opa.rest.RequestBody;
import io.rego4j.opa.rest.RestDocuments;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OPA's Compile API: a rule about rows that are not known yet becomes a condition for a database. The rule is asked with the
 * input that is known; what it says about the unknowns is left over as SQL or UCAST. It needs an engine that is a server,
 * of OPA 1.9 or later.
 */
public final class DataFilters {
    private final RestDocuments.Transport transport;
    private final OpaOptions options;

    public DataFilters(RestDocuments.Transport transport, OpaOptions options) {
        this.transport = transport;
        this.options = options;
    }

    /** The languages of SQL that OPA writes. */
    public enum Dialect {
        POSTGRESQL,
        MYSQL,
        SQLSERVER,
        SQLITE
    }

    /** The forms of UCAST that OPA writes. */
    public enum Ucast {
        ALL,
        MINIMAL,
        PRISMA,
        LINQ
    }

    /**
     * A condition.
     *
     * @param allowed false if no row may pass whatever it holds: then there is nothing to ask the database
     * @param where for SQL: {@code WHERE …}, empty if every row may pass. OPA quotes the values in it
     * @param ucast for UCAST: the tree of conditions; null if every or no row may pass
     * @param masks by table and column, what replaces a value; an empty object if nothing is masked
     */
    public record Filter(
            boolean allowed, String where, @Nullable JsonNode ucast, JsonNode masks) {
        /** What a column's value is replaced by: empty if the value is shown. */
        public Optional<JsonNode> mask(String table, String column) {
            JsonNode replace = masks.path(table).path(column).path("replace");
            return replace.has("value") ? Optional.of(replace.get("value")) : Optional.empty();
        }
    }

    /**
     * A rule as SQL.
     *
     * @param rule such as {@code data.filters.include}
     * @param input what is known
     * @param unknowns what is not, such as {@code input.tickets}; empty if the rule's METADATA says it
     * @throws OpaException if OPA cannot make a condition of it; the error names the expression
     */
    public Filter sql(String rule, @Nullable Object input, Dialect dialect, List<String> unknowns) {
        JsonNode result = compile(rule, input, "sql." + dialect.name().toLowerCase(java.util.Locale.ROOT), unknowns);
        JsonNode query = result.path("query");
        return new Filter(query.isTextual(), query.asText(""), null, masks(result));
    }

    /**
     * A rule as UCAST.
     *
     * @param rule such as {@code data.filters.include}
     * @param input what is known
     * @param unknowns what is not, such as {@code input.tickets}; empty if the rule's METADATA says it
     * @throws OpaException if OPA cannot make a condition of it; the error names the expression
     */
    public Filter ucast(String rule, @Nullable Object input, Ucast form, List<String> unknowns) {
        JsonNode result = compile(rule, input, "ucast." + form.name().toLowerCase(java.util.Locale.ROOT), unknowns);
        JsonNode query = result.path("query");
        boolean allowed = !query.isMissingNode() && !query.isNull();
        return new Filter(allowed, "", allowed && !query.isEmpty() ? query : null, masks(result));
    }

    private static JsonNode masks(JsonNode result) {
        JsonNode masks = result.path("masks");
        return masks.isObject() ? masks : JsonNodeFactory.instance.objectNode();
    }

    private JsonNode compile(String rule, @Nullable Object input, String target, List<String> unknowns) {
        DocumentPath path = DocumentPath.parse(rule);
        String after = unknowns.isEmpty() ? "}" : ",\"unknowns\":" + OpaJson.tree(unknowns) + "}";
        Input known = Input.of(input, options.mapper());
        try {
            RequestBody body = new RequestBody("{\"input\":", known.isNone() ? Input.json("{}") : known, after);
            OpaHttp.Answer answer = transport.exchange(
                    "POST",
                    "/v1/compile/" + path.toAddress() + "#" + target,
                    body::publisher,
                    Deadline.in(options.timeout()));
            if (answer.status() == 404) {
                throw new OpaException(OpaError.UNSUPPORTED, "this OPA has no Compile API for data filters");
            }
            return answer.json("the answer").path("result");
        } catch (java.io.IOException e) {
            throw new OpaException(OpaError.of(OpaError.BAD_ANSWER, OpaInstaller.describe(e)), e);
        }
    }
}
