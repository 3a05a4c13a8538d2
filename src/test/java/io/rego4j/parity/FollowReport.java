package io.rego4j.parity;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@code scripts/follow-opa} prints: what changed in OPA, then where rego4j differs from the new one. */
final class FollowReport {
    private final String before;
    private final String after;
    private final List<String> lists = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();
    private final List<Finding> ofOpa = new ArrayList<>();
    private final List<Finding> ofOwn = new ArrayList<>();
    private final Tally own = new Tally();
    private int policies;

    /** A report on the way from one version to another. */
    FollowReport(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /** Lines about what OPA comes with. */
    void lists(List<String> lines) {
        lists.addAll(lines);
    }

    /** A line about how it was compared. */
    void note(String line) {
        notes.add(line);
    }

    /** How many policies were compared. */
    void policies(int count) {
        policies = count;
    }

    /** A finding of one OPA against the other. */
    void ofOpa(Finding finding) {
        compared.add(finding.what());
        if (!finding.isSame()) {
            ofOpa.add(finding);
        }
    }

    /** A finding of rego4j against the new OPA. */
    void ofOwn(Finding finding) {
        own.add(finding);
        if (!finding.isSame() && !finding.what().equals(Tally.PLACES)) {
            ofOwn.add(finding);
        }
    }

    /** True if nothing changed and nothing differs. */
    boolean isEmpty() {
        return lists.isEmpty() && ofOpa.isEmpty() && ofOwn.isEmpty();
    }

    /** Prints it; all differences go into files in a folder. */
    void print(Path folder, PrintStream out) throws IOException {
        notes.forEach(out::println);
        if (isEmpty()) {
            out.printf(
                    "OPA %s does what OPA %s does, and rego4j does the same: no difference in %s%n",
                    after, before, Differences.number(policies, "policy"));
            return;
        }
        out.printf(
                "What OPA %s does otherwise than OPA %s, in %s%n",
                after, before, Differences.number(policies, "policy"));
        lists.forEach(line -> out.println("  " + line));
        if (lists.isEmpty()) {
            out.println("  built-ins, keywords, features and conformance cases: the same");
        }
        List<String> same = new ArrayList<>();
        for (String kind : Tally.KINDS) {
            List<Finding> others =
                    ofOpa.stream().filter(f -> f.what().equals(kind)).toList();
            if (!others.isEmpty()) {
                int count = Differences.joined(others).size();
                out.println("  " + kind + ": " + Differences.number(count, "difference"));
            } else if (compared.contains(kind)) {
                same.add(kind);
            }
        }
        if (!same.isEmpty()) {
            out.println("  " + String.join(", ", same) + ": the same");
        }
        Differences.print(ofOpa, folder.resolve("opa.txt"), out);
        out.println();
        out.printf("Where rego4j differs from OPA %s%n", after);
        if (ofOwn.isEmpty()) {
            out.println("  nowhere");
        }
        out.print(own.table());
        Differences.print(ofOwn, folder.resolve("rego4j.txt"), out);
    }
}
