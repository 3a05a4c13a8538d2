package io.rego4j.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.parity.Opa.Answer;
import io.rego4j.parity.Opa.Fault;
import io.rego4j.parity.Opa.Written;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report about two OPAs, from answers that OPA 1.22.2 and 1.22.4 gave, and from changed ones. */
class FollowReportTest {
    private static final String NAME = "shop.rego";
    private static final String POLICY =
            "package shop\n\ndefault x := {}\n\np if x.a == 1 with data.shop.x as {\"a\": 1}\n";
    private static final Fault ONLY_BEFORE = new Fault("rego_type_error", "undefined ref: data.shop.x.a", 5, 6);

    @TempDir
    Path folder;

    private static Answer answer(String text, Fault... check) {
        String tree = SelfOpa.tree(RegoParser.parse(Source.of(NAME, POLICY)).orThrow());
        return new Answer(List.of(), tree, List.of(new Written(text, text)), List.of(check));
    }

    private String report(Answer before, Answer after) throws IOException {
        Policy policy = new Policy(NAME, Files.writeString(folder.resolve(NAME), POLICY));
        FollowReport report = new FollowReport("1.22.2", "1.22.4");
        report.policies(1);
        Opa old = new SelfOpa().answering(POLICY, before);
        Opa next = new SelfOpa().answering(POLICY, after);
        new OpaComparison(old, "1.22.2", next, "1.22.4")
                .of(policy, RegoVersion.V1, List.of(Mode.V1))
                .forEach(report::ofOpa);
        new OwnComparison(new SelfOpa().answering(POLICY, after))
                .of(policy, RegoVersion.V1, List.of(Mode.V1))
                .forEach(report::ofOwn);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.print(folder, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).replace(folder.toString(), "FOLDER");
    }

    @Test
    void aRunWithoutDifferencesIsOneLine() throws IOException {
        assertThat(report(answer(POLICY), answer(POLICY)))
                .isEqualTo(
                        "OPA 1.22.4 does what OPA 1.22.2 does, and rego4j does the same: no difference in 1 policy\n");
    }

    @Test
    void whatChangedInOpaComesFirst() throws IOException {
        assertThat(report(answer(POLICY, ONLY_BEFORE), answer(POLICY))).isEqualTo("""
                What OPA 1.22.4 does otherwise than OPA 1.22.2, in 1 policy
                  built-ins, keywords, features and conformance cases: the same
                  check: 1 difference
                  accept, errors, ast, fmt, canonical: the same
                check v1 shop.rego: 1.22.2 5:6: rego_type_error: undefined ref: data.shop.x.a, 1.22.4 accepts it
                all differences: FOLDER/opa.txt

                Where rego4j differs from OPA 1.22.4
                  nowhere
                v1    accept 1/1 (100.000%)  ast 1/1 (100.000%)  fmt 1/1 (100.000%)  meaning 1/1 (100.000%)  \
                stable 1/1 (100.000%)  canonical 1/1 (100.000%)  check 1/1 (100.000%)
                """);
    }

    @Test
    void thenWhereRego4jDiffersFromTheNewOne() throws IOException {
        String text = POLICY + "\n";
        assertThat(report(answer(POLICY), answer(text))).contains("""
                          fmt: 1 difference
                          canonical: 1 difference
                          accept, errors, ast, check: the same
                        fmt v1 shop.rego: 1.22.2 has 6 lines, 1.22.4 has 7
                        canonical v1 shop.rego: 1.22.2 has 6 lines, 1.22.4 has 7
                        """).contains("""
                        fmt v1 shop.rego: OPA has 7 lines, rego4j has 6
                        canonical v1 shop.rego: OPA has 7 lines, rego4j has 6
                        all differences: FOLDER/rego4j.txt
                        """);
        assertThat(folder.resolve("rego4j.txt")).hasContent("""
                fmt v1 shop.rego: OPA has 7 lines, rego4j has 6
                canonical v1 shop.rego: OPA has 7 lines, rego4j has 6
                """);
    }

    @Test
    void oneLineTellsOfSeveralModesAndOfDifferencesThatAreAlikeAndLongListsAreCut() throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (String policy : List.of("p.rego", "q.rego", "r.rego")) {
            findings.add(new Finding(List.of(Mode.V1), "fmt", policy, "line " + findings.size() + "\nb"));
            findings.add(new Finding(List.of(Mode.V0V1), "fmt", policy, "line " + (findings.size() - 1) + "\nb"));
        }
        for (char other = 'a'; other <= 'k'; other++) {
            findings.add(new Finding(List.of(Mode.V1), "accept", "p.rego", "not " + other));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path file = folder.resolve("all.txt");
        Differences.print(findings, file, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("accept v1 p.rego: not a\naccept v1 p.rego: not b\n")
                .endsWith("accept v1 p.rego: not j\naccept: 1 other difference\n"
                        + "fmt v1,v0v1 p.rego: line 0\\nb (and 2 like it)\nall differences: " + file + "\n");
        assertThat(Files.readAllLines(file)).hasSize(14);
    }

    @Test
    void capabilitiesDifferByName() throws IOException {
        String before = """
                {"builtins": [{"name": "abs", "decl": 1}, {"name": "ceil", "decl": 1}, {"name": "old", "decl": 1}],
                 "future_keywords": ["not"], "features": ["rego_v1"]}
                """;
        String after = """
                {"builtins": [{"name": "abs", "decl": 1}, {"name": "ceil", "decl": 2}, {"name": "new", "decl": 1}],
                 "future_keywords": ["not", "or"], "features": []}
                """;
        assertThat(OpaChanges.ofCapabilities(before, after))
                .containsExactly(
                        "built-ins added (1): new",
                        "built-ins gone (1): old",
                        "built-ins changed (1): ceil",
                        "keywords added (1): or",
                        "features gone (1): rego_v1");
        assertThat(OpaChanges.ofCapabilities(after, after)).isEmpty();
    }

    @Test
    void casesDifferByAnyOfTheirFiles() throws IOException {
        Path before = cases("before", "same/0.rego", "a", "changed/case.json", "{}", "gone/0.rego", "a");
        Path after = cases("after", "same/0.rego", "a", "changed/case.json", "{ }", "new/0.rego", "a");
        assertThat(OpaChanges.ofCases(before, after))
                .containsExactly(
                        "conformance cases added (1): new",
                        "conformance cases gone (1): gone",
                        "conformance cases changed (1): changed");
    }

    private Path cases(String name, String... filesAndTexts) throws IOException {
        Path root = folder.resolve(name);
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            Path file = root.resolve(filesAndTexts[i]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, filesAndTexts[i + 1]);
        }
        return root;
    }
}
