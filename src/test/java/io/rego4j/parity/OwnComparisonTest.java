package io.rego4j.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.parity.Opa.Answer;
import io.rego4j.parity.Opa.Fault;
import io.rego4j.parity.Opa.Written;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How rego4j is compared with an OPA, whose answers are recorded here. */
class OwnComparisonTest {
    private static final String NAME = "a.rego";
    private static final String POLICY = "package a\n\np   :=   1 # why\n";
    private static final String FORMATTED = "package a\n\np := 1 # why\n";
    private static final String BUILT = "package a\n\np := 1\n";
    private static final String IMPORTED = "package a\n\nimport rego.v1\n\np := 1 # why\n";

    @TempDir
    Path folder;

    private List<String> differences(String policy, Opa opa, Mode... modes) throws IOException {
        Path file = Files.writeString(folder.resolve(NAME), policy);
        List<Finding> findings = new OwnComparison(opa).of(new Policy(NAME, file), modes[0].read(), List.of(modes));
        assertThat(findings).isNotEmpty();
        List<String> lines = new ArrayList<>();
        findings.stream().filter(f -> !f.isSame()).forEach(f -> lines.add(f.toLine()));
        return lines;
    }

    private static Answer accepted(String text, String... written) {
        String tree = SelfOpa.tree(RegoParser.parse(Source.of(NAME, text)).orThrow());
        return new Answer(
                List.of(),
                tree,
                Stream.of(written).map(w -> new Written(w, null)).toList(),
                List.of());
    }

    private static Answer rejected(int row, int col) {
        return new Answer(List.of(new Fault("rego_parse_error", "no", row, col)), null, List.of(), null);
    }

    @Test
    void nothingDiffersInAnyModeWhereTheAnswersAreTheSame() throws IOException {
        for (RegoVersion version : RegoVersion.values()) {
            Mode[] modes = Mode.reading(version).toArray(new Mode[0]);
            assertThat(differences(POLICY, new SelfOpa(), modes)).isEmpty();
            assertThat(differences("package a\n\np := [\n", new SelfOpa(), modes))
                    .isEmpty();
        }
    }

    @Test
    void itIsToldWhichOfBothAcceptsAPolicy() throws IOException {
        assertThat(differences(POLICY, new SelfOpa().answering(POLICY, rejected(1, 2)), Mode.V1, Mode.V1V0))
                .containsExactly("accept v1,v1v0 a.rego: rego4j accepts it, OPA: 1:2: rego_parse_error: no");
        assertThat(differences("package", new SelfOpa().answering("package", accepted(POLICY)), Mode.V1))
                .singleElement()
                .asString()
                .startsWith("accept v1 a.rego: OPA accepts it, rego4j: a.rego:1: rego_parse_error: ");
    }

    @Test
    void theFirstErrorCountsByRowAndColumn() throws IOException {
        String policy = "package a\n\np := [\n";
        assertThat(differences(policy, new SelfOpa().answering(policy, rejected(4, 99)), Mode.V1))
                .singleElement()
                .asString()
                .startsWith("error row:col v1 a.rego: OPA 4:99: rego_parse_error: no, rego4j 4:");
        assertThat(differences(policy, new SelfOpa().answering(policy, rejected(1, 1)), Mode.V1))
                .hasSize(2);
    }

    @Test
    void treesDifferByTheirFirstDifference() throws IOException {
        Answer other = accepted("package a\n\nq   :=   1 # why\n", FORMATTED);
        assertThat(differences(POLICY, new SelfOpa().answering(POLICY, other), Mode.V1))
                .first()
                .isEqualTo("ast v1 a.rego: /rules/0/head/location/text: OPA cSAgIDo9ICAgMQ==, rego4j cCAgIDo9ICAgMQ==");
    }

    @Test
    void anotherTextIsADifferenceWhereOpasIsTheSamePolicy() throws IOException {
        Answer other = accepted(POLICY, "package a\n\n\np := 1 # why\n");
        assertThat(differences(POLICY, new SelfOpa().answering(POLICY, other), Mode.V1))
                .containsExactly("fmt v1 a.rego: line 3: OPA ``, rego4j `p := 1 # why`");
    }

    @Test
    void anotherTextIsRightWhereOpasIsAnotherPolicyOrLostAComment() throws IOException {
        for (String harmed : List.of("package a\n\np := 2 # why\n", BUILT, "package a\n\np :=\n")) {
            assertThat(differences(POLICY, new SelfOpa().answering(POLICY, accepted(POLICY, harmed)), Mode.V1))
                    .isEmpty();
            assertThat(differences(POLICY, new SelfOpa().answering(POLICY, accepted(POLICY, harmed)), Mode.V1V0))
                    .isEmpty();
        }
    }

    @Test
    void aTextThatWasLeftAsItIsIsNoRepair() throws IOException {
        Answer harmed = accepted(FORMATTED, BUILT);
        assertThat(differences(FORMATTED, new SelfOpa().answering(FORMATTED, harmed), Mode.V1))
                .containsExactly("fmt v1 a.rego: line 3: OPA `p := 1`, rego4j `p := 1 # why`");
    }

    @Test
    void whereOpasTextDiffersFromRunToRunOneThatIsOursCounts() throws IOException {
        Answer one = accepted(POLICY, "package a\n\nimport rego.v1 # why\n\np := 1\n");
        Answer two = accepted(POLICY, IMPORTED);
        assertThat(differences(POLICY, new SelfOpa().answering(POLICY, one, one, two), Mode.V1V0))
                .isEmpty();
        assertThat(differences(POLICY, new SelfOpa().answering(POLICY, one, one, one, one, one, one), Mode.V1V0))
                .containsExactly("fmt v1v0 a.rego: line 3: OPA `import rego.v1 # why`, rego4j `import rego.v1`");
    }

    @Test
    void theTextOfABuiltModuleIsComparedToo() throws IOException {
        Answer other = new Answer(List.of(), null, List.of(new Written(null, BUILT + "\n")), null);
        assertThat(differences(POLICY, new SelfOpa().answering(POLICY, other), Mode.V1))
                .containsExactly("canonical v1 a.rego: OPA has 5 lines, rego4j has 4");
    }

    @Test
    void theCheckComparesCodeAndRowOfTheFirstError() throws IOException {
        String policy = "package a\n\np := x\n";
        Answer same = checked(policy, new Fault("rego_unsafe_var_error", "other words", 3, 9));
        Answer other = checked(policy, new Fault("rego_type_error", "no", 3, 6));
        assertThat(differences(policy, new SelfOpa().answering(policy, same), Mode.V1))
                .isEmpty();
        assertThat(differences(policy, new SelfOpa().answering(policy, other), Mode.V1))
                .containsExactly("check v1 a.rego: OPA 3:6: rego_type_error: no, "
                        + "rego4j 3:6: rego_unsafe_var_error: var x is unsafe");
        assertThat(differences(policy, new SelfOpa().answering(policy, checked(policy)), Mode.V1))
                .containsExactly(
                        "check v1 a.rego: OPA accepts it, rego4j: a.rego:3: rego_unsafe_var_error: var x is unsafe");
    }

    private static Answer checked(String policy, Fault... faults) {
        String tree = SelfOpa.tree(RegoParser.parse(Source.of(NAME, policy)).orThrow());
        return new Answer(List.of(), tree, List.of(new Written(null, null)), List.of(faults));
    }
}
