package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The table of engines in docs/decisions.md says what each engine does. */
class EngineTableTest {
    private static final String START = "<!-- engines -->\n";
    private static final String END = "<!-- end of engines -->";

    @Test
    void theTableSaysWhatEachEngineDoes() throws Exception {
        String page = Files.readString(Path.of("docs/decisions.md"));
        String table = page.substring(page.indexOf(START) + START.length(), page.indexOf(END));
        StringBuilder found = new StringBuilder(
                "| engine | on close, a question on its way | at its deadline | an unknown document | with `required()` |"
                        + " optional jars |\n|---|---|---|---|---|---|\n");
        for (EngineContractTest.Kind kind : EngineContractTest.Kind.values()) {
            found.append(row(kind));
        }
        assertThat(table).isEqualTo(found.toString());
    }

    /** The last column is held by MissingLibraryTest, in a JVM without any optional library. */
    @SuppressWarnings("try")
    private static String row(EngineContractTest.Kind kind) throws Exception {
        List<OpaServerProcess> servers = new ArrayList<>();
        try (Opa opa =
                kind.open(OpaOptions.defaults().timeout(Await.LIMIT), servers).load(EngineContractTest.POLICIES)) {
            PreparedQuery endless = opa.prepare("data.endless.run");
            PreparedQuery unknown = opa.prepare("data.app.alow");
            List<String> cells = new ArrayList<>(List.of(
                    said(endless.timeout(Duration.ofMillis(300)).ask(Map.of("n", 4000))),
                    said(unknown.ask(Map.of())),
                    said(unknown.required().ask(Map.of()))));
            CompletableFuture<Decision<JsonNode>> later = endless.askAsync(Map.of("n", 4000));
            Thread.sleep(50);
            opa.close();
            cells.add(0, said(later.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)));
            return "| `" + kind.word() + "` | " + String.join(" | ", cells) + " | needs none |\n";
        } finally {
            servers.forEach(OpaServerProcess::close);
        }
    }

    private static String said(Decision<JsonNode> decision) {
        return decision.failure()
                .map(error -> "`" + error.code() + "`")
                .orElse(decision.isUndefined() ? "undefined" : "a value");
    }
}
