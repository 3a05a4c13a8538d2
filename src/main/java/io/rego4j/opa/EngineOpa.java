package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.filter.DataFilters;
import io.rego4j.opa.engine.Asker;
import io.rego4j.opa.engine.GuardedEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Opa} on top of any engine. */
final class EngineOpa implements Opa {
    private final String name;
    private final GuardedEngine engine;
    private final Asker asker;
    private final OpaOptions options;
    private volatile Policies loaded = Policies.none();

    EngineOpa(String name, Engine engine, OpaOptions options) {
        this.name = name;
        this.engine = new GuardedEngine(engine);
        this.asker = new Asker(name, this.engine, options);
        this.options = options;
    }

    Engine engine() {
        return engine.engine();
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
        return new PreparedQuery(asker, options, DocumentPath.parse(reference));
    }

    @Override
    public List<Map<String, JsonNode>> query(String query, @Nullable Object input) {
        Question question = new Question(
                query,
                null,
                Input.of(input, options.mapper()),
                options.timeout(),
                options.strictBuiltinErrors(),
                false,
                Set.of());
        Reply reply = asker.ask(question, false);
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
    public Coverage coverage() {
        return engine.coverage();
    }

    @Override
    public Health health() {
        long start = System.nanoTime();
        Optional<OpaError> problem = engine.problem(options.timeout());
        return new Health(name, problem, Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        engine.close();
    }
}
