package io.rego4j.opa;

import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.server.LocalEngine;
import io.rego4j.opa.server.LocalServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One petstore decision by each engine, beside a bare keep-alive request to the same OPA. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EngineBenchmark {
    static final String PETSTORE = """
            package application.authz

            default allow := false

            allow if {
                input.method == "PUT"
                some petid
                input.path = ["pets", petid]
                input.user == input.owner
            }
            """;
    static final String RULE = "data.application.authz.allow";
    static final Map<String, Object> INPUT =
            Map.of("method", "PUT", "path", List.of("pets", "p1"), "user", "ann", "owner", "ann");
    private static final String BODY =
            "{\"input\":{\"method\":\"PUT\",\"path\":[\"pets\",\"p1\"],\"user\":\"ann\",\"owner\":\"ann\"}}";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Opa localOpa;
    private Opa inProcessOpa;
    private Opa commandOpa;
    private PreparedQuery local;
    private PreparedQuery inProcess;
    private PreparedQuery command;
    private HttpRequest bare;

    static Policies policies() {
        return Policies.none().module("petstore.rego", PETSTORE).entrypoint(RULE);
    }

    @Setup
    public void open() throws Exception {
        localOpa = Opa.local().load(policies());
        inProcessOpa = Opa.inProcess().load(policies());
        commandOpa = Opa.command().load(policies());
        local = localOpa.prepare(RULE);
        inProcess = inProcessOpa.prepare(RULE);
        command = commandOpa.prepare(RULE);
        LocalEngine engine = (LocalEngine) ((EngineOpa) localOpa).engine();
        LocalServer server = engine.server(Deadline.in(Duration.ofSeconds(30)));
        bare = HttpRequest.newBuilder(URI.create(server.http().base() + "/v1/data/application/authz/allow"))
                .header("Authorization", server.http().authorization())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
    }

    @TearDown
    public void close() {
        localOpa.close();
        inProcessOpa.close();
        commandOpa.close();
    }

    @Benchmark
    public String bareRequest() throws Exception {
        return client.send(bare, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Benchmark
    public boolean local() {
        return local.allowed(INPUT);
    }

    @Benchmark
    public boolean inProcess() {
        return inProcess.allowed(INPUT);
    }

    @Benchmark
    public boolean command() {
        return command.allowed(INPUT);
    }
}
