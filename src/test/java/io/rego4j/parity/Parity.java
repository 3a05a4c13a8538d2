package io.rego4j.parity;

import io.rego4j.check.Capabilities;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares rego4j with the OPA that it follows: {@code scripts/parity}. */
final class Parity {
    static final Path PAGE = Path.of("docs/parity.md");

    private static final Path WORK = Path.of("target/parity");

    private Parity() {}

    public static void main(String[] arguments) throws IOException {
        List<String> args = new ArrayList<>(List.of(arguments));
        boolean update = args.remove("--update");
        try {
            System.exit(run(args.stream().map(Path::of).toList(), update) ? 0 : 1);
        } catch (Trouble e) {
            System.err.println("parity: " + e.getMessage());
            System.exit(2);
        }
    }

    /** True if nothing differs. */
    private static boolean run(List<Path> folders, boolean update) throws IOException, Trouble {
        if (update && !folders.isEmpty()) {
            throw new Trouble("was asked for the table of other policies", "--update takes no folder");
        }
        OpaRelease opa = OpaRelease.prepare(new Go(), Capabilities.VERSION, WORK);
        List<Policy> policies = new ArrayList<>();
        for (Path folder : folders.isEmpty() ? List.of(opa.cases()) : folders) {
            policies.addAll(Policy.below(folder));
        }
        Tally tally = new Tally();
        List<Finding> differences = new ArrayList<>();
        for (RegoVersion version : RegoVersion.values()) {
            long start = System.nanoTime();
            Comparison.all(policies, version, Mode.reading(version), () -> new OwnComparison(opa.open()), finding -> {
                tally.add(finding);
                if (!finding.isSame() && !finding.what().equals(Tally.PLACES)) {
                    differences.add(finding);
                }
            });
            System.err.printf(
                    Locale.ROOT,
                    "parity: %,d policies read as %s in %d s%n",
                    policies.size(),
                    version,
                    (System.nanoTime() - start) / 1_000_000_000);
        }
        System.out.print(tally.table());
        if (update) {
            ParityPage page = new ParityPage(Files.readString(PAGE));
            Files.writeString(
                    PAGE,
                    page.with(tally.table(), opa.version(), policies.size()).text());
        }
        Differences.print(differences, WORK.resolve("differences.txt"), System.out);
        return differences.isEmpty();
    }
}
