package io.rego4j.parity;

import io.rego4j.check.Capabilities;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Brings another OPA beside the one that rego4j follows, and moves to it if asked: {@code scripts/follow-opa}. */
final class FollowOpa {
    private static final Path WORK = Path.of("target/follow");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.]+)?");

    private FollowOpa() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments), new Go(), System.out, System.err));
    }

    /** Runs with these arguments, and gives the exit code. */
    static int run(List<String> arguments, Go go, PrintStream out, PrintStream err) throws IOException {
        List<String> args = new ArrayList<>(arguments);
        boolean apply = args.remove("--apply");
        try {
            if (args.isEmpty() || !VERSION.matcher(args.get(0)).matches()) {
                throw new Trouble(
                        "looked for a version such as 1.22.4" + (args.isEmpty() ? "" : " in \"" + args.get(0) + "\""),
                        "scripts/follow-opa VERSION [FOLDER…] [--apply]");
            }
            List<Path> folders = args.stream().skip(1).map(Path::of).toList();
            return follow(args.get(0), folders, apply, go, out) || apply ? 0 : 1;
        } catch (Trouble e) {
            err.println("follow-opa: " + e.getMessage() + "; nothing was changed");
            return 2;
        }
    }

    /** True if nothing differs. */
    private static boolean follow(String version, List<Path> folders, boolean apply, Go go, PrintStream out)
            throws IOException, Trouble {
        OpaRelease next = OpaRelease.prepare(go, version, WORK);
        OpaRelease pinned = OpaRelease.prepare(go, Capabilities.VERSION, WORK);
        FollowReport report = new FollowReport(pinned.version(), next.version());
        report.lists(OpaChanges.ofCapabilities(pinned.capabilities(), next.capabilities()));
        report.lists(OpaChanges.ofCases(pinned.cases(), next.cases()));
        List<Policy> policies = policies(pinned, next, folders);
        report.policies(policies.size());
        Tally conformance = new Tally();
        for (RegoVersion read : RegoVersion.values()) {
            Comparison.all(policies, read, modes(read, next), () -> new OwnComparison(next.open()), finding -> {
                report.ofOwn(finding);
                if (finding.policy().startsWith("cases/")) {
                    conformance.add(finding);
                }
            });
            Comparison.all(
                    policies,
                    read,
                    modes(read, next, pinned),
                    () -> new OpaComparison(pinned.open(), pinned.version(), next.open(), next.version()),
                    report::ofOpa);
        }
        for (OpaRelease release : List.of(pinned, next)) {
            if (!release.knowsV2()) {
                report.note("OPA " + release.version() + " has no Rego v2: what needs it is left out");
            }
        }
        report.print(WORK, out);
        if (apply) {
            int modules = Policy.below(next.cases()).size();
            List<Path> moved = new Pin(Path.of(""), pinned.version())
                    .moveTo(next.sources(), next.capabilities(), go, WORK, conformance.table(), modules);
            moved.forEach(file -> out.println("changed " + file));
            out.println(moved.isEmpty() ? "nothing was to be changed" : "now run mvn verify");
        }
        return report.isEmpty();
    }

    /** The modes that read a version, without those for v2 if one of the OPAs does not know it. */
    private static List<Mode> modes(RegoVersion read, OpaRelease... releases) throws IOException {
        List<Mode> modes = new ArrayList<>(Mode.reading(read));
        for (OpaRelease release : releases) {
            if (!release.knowsV2()) {
                modes.removeIf(mode -> mode.read() == RegoVersion.V2 || mode.other() == RegoVersion.V2);
            }
        }
        return modes;
    }

    /** What both are tested with, each text once, and the policies in the folders. */
    private static List<Policy> policies(OpaRelease pinned, OpaRelease next, List<Path> folders)
            throws IOException, Trouble {
        Map<String, Policy> policies = new TreeMap<>();
        for (Policy policy : Policy.below(next.tested())) {
            policies.put(policy.name(), policy);
        }
        for (Policy policy : Policy.below(pinned.tested())) {
            Policy other = policies.get(policy.name());
            if (other == null || !Arrays.equals(Files.readAllBytes(other.file()), Files.readAllBytes(policy.file()))) {
                String name = pinned.version() + "/" + policy.name();
                policies.put(name, new Policy(name, policy.file()));
            }
        }
        for (Path folder : folders) {
            Policy.below(folder.toAbsolutePath(), Path.of("").toAbsolutePath())
                    .forEach(policy -> policies.put(policy.name(), policy));
        }
        return List.copyOf(policies.values());
    }
}
