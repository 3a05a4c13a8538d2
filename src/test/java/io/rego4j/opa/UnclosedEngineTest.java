package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Engines that nobody closes end with the last reference to them, and leave nothing behind. */
class UnclosedEngineTest {
    private final String mark = "m" + UUID.randomUUID().toString().replace("-", "");
    private final Policies policies = Policies.none().module(mark + ".rego", "package p\n\nx := 1\n");

    @Test
    void endsTheServerThatNothingRefersToAnyMore() throws Exception {
        PreparedQuery query = local();
        collect();
        // A query that was prepared is a reference.
        assertThat(query.ask(null).orElseThrow()).hasToString("1");
        assertThat(servers()).isPositive();
        query = null;
        Await.until("the end of OPA", () -> {
            collect();
            return servers() == 0;
        });
    }

    private PreparedQuery local() {
        Opa opa = Opa.local(OpaOptions.defaults().arguments("--set=labels.mark=" + mark));
        return opa.load(policies).prepare("data.p.x");
    }

    /** The processes that this JVM has started with the mark, the shell that watches OPA included. */
    private long servers() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .filter(process -> Arrays.stream(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.endsWith(mark)))
                .count();
    }

    @Test
    void removesTheFilesOfACommandThatNothingRefersToAnyMore() throws Exception {
        assertThat(Opa.command().load(policies).decide("data.p.x", null).orElseThrow())
                .hasToString("1");
        Await.until("the end of the files", () -> {
            collect();
            return !haveFiles();
        });
    }

    private boolean haveFiles() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return folders.anyMatch(folder -> Files.exists(folder.resolve(mark + ".rego")));
        }
    }

    private static void collect() {
        System.gc();
    }
}
