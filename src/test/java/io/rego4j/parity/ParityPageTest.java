package io.rego4j.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.check.Capabilities;
import io.rego4j.parity.Tally.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of parity: counted, printed, read, and kept in docs/parity.md. */
class ParityPageTest {
    @Test
    void aTableIsReadAsItWasCounted() {
        Tally tally = new Tally();
        tally.add(new Finding(List.of(Mode.V0, Mode.V0V1), "accept", "a.rego", ""));
        tally.add(new Finding(List.of(Mode.V0, Mode.V0V1), "accept", "b.rego", "not the same"));
        tally.add(new Finding(List.of(Mode.V0), "error row:col", "a.rego", ""));
        assertThat(tally.table()).isEqualTo("""
                v0    accept 1/2 (50.000%)  error row:col 1/1 (100.000%)
                v0v1  accept 1/2 (50.000%)
                """);
        assertThat(Tally.read(tally.table()))
                .isEqualTo(Map.of(
                        "v0",
                        Map.of("accept", new Share(1, 2), "error row:col", new Share(1, 1)),
                        "v0v1",
                        Map.of("accept", new Share(1, 2))));
    }

    @Test
    void thePageIsOfThePinnedOpaAndNothingDiffers() throws IOException {
        ParityPage page = new ParityPage(Files.readString(Parity.PAGE));
        assertThat(page.version()).isEqualTo(Capabilities.VERSION);
        Map<String, Map<String, Share>> table = Tally.read(page.table());
        assertThat(table.keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(Mode.values()).map(Mode::label).toList());
        table.forEach((mode, shares) -> {
            assertThat(shares).as(mode).containsKeys("accept", "ast", "fmt", "meaning", "stable", "canonical", "check");
            shares.forEach((what, share) -> assertThat(what.equals(Tally.PLACES) || share.isWhole())
                    .as(mode + " " + what)
                    .isTrue());
        });
    }

    @Test
    void anotherTableTakesThePlaceOfTheOldOne() {
        ParityPage page = new ParityPage("""
                It is compared with OPA 1.22.2 on the 2,789 modules of its cases.

                <!-- table -->
                ```
                v1    accept 1/1 (100.000%)
                ```
                """);
        assertThat(page.with("v1    accept 3/3 (100.000%)\n", "1.22.4", 3456).text())
                .isEqualTo("""
                It is compared with OPA 1.22.4 on the 3,456 modules of its cases.

                <!-- table -->
                ```
                v1    accept 3/3 (100.000%)
                ```
                """);
    }
}
