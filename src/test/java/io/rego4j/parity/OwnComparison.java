package io.rego4j.parity;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.parity.Opa.Answer;
import io.rego4j.parity.Opa.Fault;
import io.rego4j.parity.Opa.Question;
import io.rego4j.parity.Opa.Written;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares rego4j with an OPA, policy by policy. {@code docs/parity.md} says what counts. */
final class OwnComparison implements Comparison {
    /** OPA puts some comments at random beside the imports that it adds: so often it is asked again. */
    private static final int TRIES = 5;

    private final Opa opa;

    OwnComparison(Opa opa) {
        this.opa = opa;
    }

    @Override
    public void close() throws IOException {
        opa.close();
    }

    @Override
    public List<Finding> of(Policy policy, RegoVersion version, List<Mode> modes) throws IOException {
        byte[] bytes = Files.readAllBytes(policy.file());
        try {
            return new OnePolicy(policy, version, modes, bytes).findings();
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(new Finding(modes, "accept", policy.name(), "rego4j fails: " + e));
        }
    }

    /** What OPA reads a text as; the meaning is null if it does not, or cannot write the tree. */
    private record Reading(boolean isAccepted, @Nullable Meaning meaning) {}

    private final class OnePolicy {
        private final Policy policy;
        private final RegoVersion version;
        private final List<Mode> modes;
        private final byte[] bytes;
        private final Source source;
        private final List<Finding> findings = new ArrayList<>();

        OnePolicy(Policy policy, RegoVersion version, List<Mode> modes, byte[] bytes) {
            this.policy = policy;
            this.version = version;
            this.modes = modes;
            this.bytes = bytes;
            this.source = Source.of(policy.name(), bytes);
        }

        List<Finding> findings() throws IOException {
            Answer answer = opa.ask(new Question(policy.name(), bytes, version, true, modes, true));
            ParseResult<RegoModule> ours = Rego.parse(source, ParseOptions.of(version));
            if (answer.isAccepted() != ours.isSuccess()) {
                add(
                        modes,
                        "accept",
                        answer.isAccepted()
                                ? "OPA accepts it, rego4j: "
                                        + ours.diagnostics().get(0)
                                : "rego4j accepts it, OPA: " + answer.errors().get(0));
                return findings;
            }
            add(modes, "accept", "");
            if (!ours.isSuccess()) {
                error(answer.errors().get(0), fault(ours.diagnostics().get(0)));
                return findings;
            }
            RegoModule module = ours.orThrow();
            String tree = answer.tree();
            if (tree != null) {
                add(modes, "ast", treeDifference(tree, module));
            }
            Reading original = tree == null ? null : new Reading(true, Meaning.of(tree));
            for (int i = 0; i < modes.size(); i++) {
                Written written = answer.written().get(i);
                if (written.text() != null && original != null) {
                    text(modes.get(i), written.text(), original);
                }
                if (written.built() != null) {
                    built(modes.get(i), written.built(), module);
                }
            }
            if (answer.check() != null) {
                check(answer.check(), module);
            }
            return findings;
        }

        private void error(Fault opas, Fault ours) {
            String both = "OPA " + opas + ", rego4j " + ours;
            boolean sameRow = opas.row() == ours.row();
            add(modes, "error row", sameRow ? "" : both);
            add(modes, "error row:col", sameRow && opas.col() == ours.col() ? "" : both);
        }

        private String treeDifference(String tree, RegoModule module) throws IOException {
            String ours = AstJson.toString(module, AstJsonOptions.ALL.withIndent(false));
            if (ours.equals(tree)) {
                return "";
            }
            String found = AstTree.difference(AstTree.read(tree), AstTree.read(ours), "OPA", "rego4j");
            return found == null ? "" : found;
        }

        private void text(Mode mode, String first, Reading original) throws IOException {
            String mine = Rego.format(source, version, mode.options()).text();
            String theirs = reference(mode, first, mine);
            if (theirs == null) {
                return;
            }
            boolean isUnchanged = mine.equals(source.text());
            Reading our = isUnchanged ? original : read(mine);
            add(
                    List.of(mode),
                    "fmt",
                    mine.equals(theirs) || !isUnchanged && isRepair(mode, original, our, read(theirs))
                            ? ""
                            : Finding.ofTexts(theirs, mine, "OPA", "rego4j"));
            add(List.of(mode), "meaning", lost(mode, mine, theirs, original, our));
            add(List.of(mode), "stable", mine.equals(theirs) ? "" : changed(mode, mine));
        }

        /** What formatting again changes where OPA would not change it so. */
        private String changed(Mode mode, String mine) throws IOException {
            String again = Rego.format(Source.of(policy.name(), mine), version, mode.options())
                    .text();
            if (again.equals(mine)) {
                return "";
            }
            Answer opas = opa.ask(new Question(policy.name(), utf8(mine), version, false, List.of(mode), false));
            return opas.isAccepted() && again.equals(opas.written().get(0).text())
                    ? ""
                    : Finding.ofTexts(mine, again, "once", "again");
        }

        /** OPA's text; null if it differs from run to run, and ours is none of those. */
        private @Nullable String reference(Mode mode, String first, String mine) throws IOException {
            boolean varies = false;
            for (int i = 0; i < TRIES && mode.isForTwo() && !mine.equals(first); i++) {
                String again = opa.ask(new Question(policy.name(), bytes, version, false, List.of(mode), false))
                        .written()
                        .get(0)
                        .text();
                if (mine.equals(again)) {
                    return mine;
                }
                varies |= !first.equals(again);
            }
            return varies ? null : first;
        }

        /** True if OPA's text is another policy or lost a comment, and ours is and did not. */
        private boolean isRepair(Mode mode, Reading original, Reading our, Reading theirs) {
            return keepsPolicy(mode, our, original) && !keepsPolicy(mode, theirs, original)
                    || mode.isForTwo() && keepsNotes(our, original) && !keepsNotes(theirs, original);
        }

        private static boolean keepsPolicy(Mode mode, Reading now, Reading before) {
            if (now.meaning() == null || before.meaning() == null) {
                return false;
            }
            return mode.isForTwo()
                    ? before.meaning().acrossVersions().difference(now.meaning().acrossVersions()) == null
                    : before.meaning().difference(now.meaning()) == null;
        }

        private static boolean keepsNotes(Reading now, Reading before) {
            return now.meaning() != null
                    && before.meaning() != null
                    && before.meaning().hasSameNotes(now.meaning());
        }

        /**
         * What a text lost. Written for two versions, an import can change the tree, and a variable may get another name: then
         * it counts that OPA reads the text, in the other version too if it reads its own text there.
         */
        private String lost(Mode mode, String mine, String theirs, Reading original, Reading our) throws IOException {
            if (!our.isAccepted()) {
                return "OPA rejects what rego4j wrote";
            }
            if (mode.isForTwo()) {
                return mine.equals(theirs) || isRead(mine, mode.other()) || !isRead(theirs, mode.other())
                        ? ""
                        : "OPA rejects what rego4j wrote when it reads it as " + mode.other();
            }
            if (our.meaning() == null || original.meaning() == null) {
                return "";
            }
            String difference = original.meaning().difference(our.meaning());
            return difference == null ? "" : difference;
        }

        private boolean isRead(String text, RegoVersion version) throws IOException {
            return opa.ask(Question.tree(policy.name(), utf8(text), version)).isAccepted();
        }

        private Reading read(String text) throws IOException {
            Answer answer = opa.ask(Question.tree(policy.name(), utf8(text), version));
            String tree = answer.tree();
            return new Reading(answer.isAccepted(), tree == null ? null : Meaning.of(tree));
        }

        private void built(Mode mode, String theirs, RegoModule module) {
            // OPA does not prove what it writes of a built module.
            FormatOptions options = mode.options().withIgnorePlaces(true).withSafe(false);
            FormatResult result = Rego.format(bare(module), options);
            add(
                    List.of(mode),
                    "canonical",
                    result.isFormatted()
                            ? Finding.ofTexts(theirs, result.text(), "OPA", "rego4j")
                            : "rego4j writes none: " + result.errors());
        }

        private void check(List<Fault> opas, RegoModule module) {
            List<Diagnostic> ours = Checker.check(List.of(module), CheckOptions.of(version));
            if (opas.isEmpty() != ours.isEmpty()) {
                add(
                        modes,
                        "check",
                        ours.isEmpty()
                                ? "rego4j accepts it, OPA: " + opas.get(0)
                                : "OPA accepts it, rego4j: " + ours.get(0));
            } else if (!opas.isEmpty()) {
                Fault our = fault(ours.get(0));
                boolean same =
                        opas.get(0).row() == our.row() && opas.get(0).code().equals(our.code());
                add(modes, "check", same ? "" : "OPA " + opas.get(0) + ", rego4j " + our);
            } else {
                add(modes, "check", "");
            }
        }

        private void add(List<Mode> modes, String what, String difference) {
            findings.add(new Finding(modes, what, policy.name(), difference));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A module as if it had been built: without places there is nowhere that a comment could stand. */
    private static RegoModule bare(RegoModule module) {
        return module.withRules(module.rules().stream()
                        .map(rule -> rule.withAnnotations(List.of()))
                        .toList())
                .withAnnotations(List.of())
                .withComments(List.of());
    }

    static Fault fault(Diagnostic diagnostic) {
        return diagnostic.span() == null
                ? new Fault(diagnostic.code(), diagnostic.text(), 0, 0)
                : new Fault(
                        diagnostic.code(),
                        diagnostic.text(),
                        diagnostic.span().row(),
                        diagnostic.span().column());
    }
}
