package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The door over any engine. */
final class EngineOpa implements Opa {
    private final Engine engine;
    private final OpaOptions options;
    private volatile Policies loaded = Policies.none();

    EngineOpa(Engine engine, OpaOptions options) {
        this.engine = engine;
        this.options = options;
    }

    Engine engine() {
        return engine;
    }

    @Override
    public Opa load(Policies policies) {
        engine.load(policies);
        loaded = policies;
        return this;
    }

    @Override
    public Policies policies() {
        return loaded;
    }

    @Override
    public PreparedQuery prepare(String reference) {
        return new PreparedQuery(engine, options, DocumentPath.parse(reference));
    }

    @Override
    public List<Map<String, JsonNode>> query(String query, @Nullable Object input) {
        Reply reply = engine.ask(new Question(
                query,
                null,
                Input.of(input, options.mapper()),
                options.timeout(),
                options.strictBuiltinErrors(),
                false,
                Set.of()));
        if (reply.error() != null) {
            throw new OpaException(reply.error());
        }
        List<Map<String, JsonNode>> solutions = new ArrayList<>();
        if (reply.value() != null) {
            for (JsonNode bindings : reply.value()) {
                Map<String, JsonNode> solution = new LinkedHashMap<>();
                bindings.properties().forEach(entry -> solution.put(entry.getKey(), entry.getValue()));
                solutions.add(solution);
            }
        }
        return solutions;
    }

    @Override
    public OpaDocuments documents() {
        return engine.documents();
    }

    @Override
    public DataFilters filters() {
        return engine.filters();
    }

    @Override
    public void close() {
        engine.close();
    }
}
