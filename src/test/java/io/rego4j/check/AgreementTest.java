package io.rego4j.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.check.Agreement.Fault;
import io.rego4j.check.Agreement.Verdict;
import io.rego4j.opa.OpaBinary;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The checker says what the real {@code opa check} says: each kind of error in a file of its own under {@code cases}. */
class AgreementTest {
    private static final Path CASES = Path.of("src/test/resources/io/rego4j/check/cases");
    private static final Path PAGE = Path.of("docs/check.md");

    private static final List<Verdict> VERDICTS = new ArrayList<>();

    @BeforeAll
    static void askBoth() throws IOException {
        OpaBinary opa = OpaBinary.find();
        askBoth(new Agreement(opa, RegoVersion.V1, false), "v1");
        askBoth(new Agreement(opa, RegoVersion.V1, true), "strict");
        askBoth(new Agreement(opa, RegoVersion.V0, false), "v0");
    }

    private static void askBoth(Agreement agreement, String folder) throws IOException {
        Agreement.regoFiles(CASES.resolve(folder)).parallelStream()
                .map(file -> agreement.verdict(file.toString(), List.of(file)))
                .forEachOrdered(VERDICTS::add);
    }

    @Test
    void whatOpaAcceptsIsAccepted() {
        assertThat(VERDICTS)
                .filteredOn(v -> v.opa().isEmpty())
                .hasSizeGreaterThan(20)
                .allSatisfy(v -> assertThat(v.ours()).as(v.name()).isEmpty());
    }

    @Test
    void whatOpaRejectsIsRejectedWithTheSameErrorsAtTheSamePlaces() {
        assertThat(VERDICTS)
                .filteredOn(v -> !v.opa().isEmpty())
                .hasSizeGreaterThan(120)
                .allSatisfy(v -> assertThat(v.ours()).as(v.name()).containsExactlyInAnyOrderElementsOf(v.opa()));
    }

    @Test
    void everyKindOfErrorHasACase() {
        List<FaultKind> met = VERDICTS.stream()
                .flatMap(v -> v.opa().stream())
                .map((Fault fault) -> FaultKind.of(fault))
                .distinct()
                .toList();
        assertThat(met).contains(FaultKind.values()[0]).doesNotContain(FaultKind.OTHER);
        assertThat(met).hasSize(FaultKind.values().length - 1);
    }

    @Test
    void thePageShowsTheTable() throws IOException {
        assertThat(Files.readString(PAGE)).contains(Agreement.table(VERDICTS));
    }
}
