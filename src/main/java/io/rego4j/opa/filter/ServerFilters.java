package io.rego4j.opa.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rego4j.opa.DataFilters;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.ExceptionText;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.opa.rest.OpaHttp;
import io.rego4j.opa.rest.RequestBody;
import io.rego4j.opa.rest.RestDocuments;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The Compile API of an OPA server. */
public final class ServerFilters implements DataFilters {
    private final RestDocuments.Transport transport;
    private final OpaOptions options;

    /** The filters of the server that a transport leads to. */
    public ServerFilters(RestDocuments.Transport transport, OpaOptions options) {
        this.transport = transport;
        this.options = options;
    }

    @Override
    public Filter sql(String rule, @Nullable Object input, Dialect dialect, List<String> unknowns) {
        JsonNode result = compile(rule, input, "sql." + dialect.name().toLowerCase(Locale.ROOT), unknowns);
        JsonNode query = result.path("query");
        return new Filter(query.isTextual(), query.asText(""), null, masks(result));
    }

    @Override
    public Filter ucast(String rule, @Nullable Object input, Ucast form, List<String> unknowns) {
        JsonNode result = compile(rule, input, "ucast." + form.name().toLowerCase(Locale.ROOT), unknowns);
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
        } catch (IOException e) {
            throw new OpaException(OpaError.of(OpaError.BAD_ANSWER, ExceptionText.of(e)), e);
        }
    }
}
