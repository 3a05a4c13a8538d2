package io.rego4j.parity;

import io.rego4j.parity.Opa.Answer;
import io.rego4j.parity.Opa.Fault;
import io.rego4j.parity.Opa.Question;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two OPAs, policy by policy: every answer counts, to the last byte. */
final class OpaComparison implements Comparison {
    private static final int TRIES = 5;

    private final Opa before;
    private final Opa after;
    private final String nameBefore;
    private final String nameAfter;

    /** @param nameBefore what reports call the first one */
    OpaComparison(Opa before, String nameBefore, Opa after, String nameAfter) {
        this.before = before;
        this.after = after;
        this.nameBefore = nameBefore;
        this.nameAfter = nameAfter;
    }

    @Override
    public void close() throws IOException {
        before.close();
        after.close();
    }

    @Override
    public List<Finding> of(Policy policy, RegoVersion version, List<Mode> modes) throws IOException {
        byte[] bytes = Files.readAllBytes(policy.file());
        Question question = new Question(policy.name(), bytes, version, true, modes, true);
        Answer a = before.ask(question);
        Answer b = after.ask(question);
        List<Finding> findings = new ArrayList<>();
        if (a.isAccepted() != b.isAccepted()) {
            findings.add(new Finding(modes, "accept", policy.name(), faults(a.errors(), b.errors())));
            return findings;
        }
        findings.add(new Finding(modes, "accept", policy.name(), ""));
        findings.add(new Finding(modes, "errors", policy.name(), faults(a.errors(), b.errors())));
        if (!a.isAccepted()) {
            return findings;
        }
        findings.add(new Finding(modes, "ast", policy.name(), trees(a.tree(), b.tree())));
        for (int i = 0; i < modes.size(); i++) {
            Mode mode = modes.get(i);
            List<Mode> only = List.of(mode);
            String difference =
                    texts(a.written().get(i).text(), b.written().get(i).text());
            boolean isChance = !difference.isEmpty() && mode.isForTwo() && shareAText(question, mode);
            findings.add(new Finding(only, "fmt", policy.name(), isChance ? "" : difference));
            findings.add(new Finding(
                    only,
                    "canonical",
                    policy.name(),
                    texts(a.written().get(i).built(), b.written().get(i).built())));
        }
        if (a.check() != null && b.check() != null) {
            findings.add(new Finding(modes, "check", policy.name(), faults(a.check(), b.check())));
        }
        return findings;
    }

    /** True if both write a text that the other writes too: where imports are added, OPA places some comments at random. */
    private boolean shareAText(Question question, Mode mode) throws IOException {
        Question again =
                new Question(question.name(), question.text(), question.version(), false, List.of(mode), false);
        Set<@Nullable String> ofBefore = new HashSet<>();
        Set<@Nullable String> ofAfter = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
            ofBefore.add(before.ask(again).written().get(0).text());
            ofAfter.add(after.ask(again).written().get(0).text());
        }
        return ofBefore.stream().anyMatch(ofAfter::contains);
    }

    private String faults(List<Fault> a, List<Fault> b) {
        if (a.equals(b)) {
            return "";
        }
        int i = 0;
        while (i < Math.min(a.size(), b.size()) && a.get(i).equals(b.get(i))) {
            i++;
        }
        return nameBefore + " " + fault(a, i) + ", " + nameAfter + " " + fault(b, i);
    }

    private static String fault(List<Fault> faults, int index) {
        if (index < faults.size()) {
            return faults.get(index).toString();
        }
        return faults.isEmpty() ? "accepts it" : "has no more errors";
    }

    private String trees(@Nullable String a, @Nullable String b) throws IOException {
        if (Objects.equals(a, b)) {
            return "";
        }
        if (a == null || b == null) {
            return onlyOne(b);
        }
        String found = AstTree.difference(AstTree.read(a), AstTree.read(b), nameBefore, nameAfter);
        return found == null ? "the order of keys" : found;
    }

    private String texts(@Nullable String a, @Nullable String b) {
        if (Objects.equals(a, b)) {
            return "";
        }
        return a == null || b == null ? onlyOne(b) : Finding.ofTexts(a, b, nameBefore, nameAfter);
    }

    private String onlyOne(@Nullable String b) {
        return "only " + (b == null ? nameBefore : nameAfter) + " writes it";
    }
}
