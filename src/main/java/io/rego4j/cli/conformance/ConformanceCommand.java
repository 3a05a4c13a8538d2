package io.rego4j.cli.conformance;

import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.opa.Opa;
import io.rego4j.opa.OpaOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;

@CommandLine.Command(
        name = "conformance",
        description = {
            "Run OPA's conformance cases through an engine of this library.",
            "Each folder below DIR holds case.json beside its modules 0.rego, 1.rego, …"
        },
        footer = {"", "Example:", "  rego4j conformance --engine local cases"})
public final class ConformanceCommand implements Command {
    private final Shell shell;

    @CommandLine.Parameters(paramLabel = "DIR", description = "the folder of the cases")
    private Path folder = Path.of(".");

    @CommandLine.Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "local, command, remote or plan (default local)")
    private String engine = "local";

    @CommandLine.Option(
            names = "--url",
            paramLabel = "URL",
            description = "the OPA of the engine remote; it must be empty and is one worker's (repeat it for more)")
    private List<URI> urls = new ArrayList<>();

    @CommandLine.Option(names = "--jobs", paramLabel = "N", description = "cases at once (default 2)")
    private int jobs = 2;

    @CommandLine.Option(names = "--limit", paramLabel = "N", description = "only the first N cases")
    private int limit = Integer.MAX_VALUE;

    @CommandLine.Option(names = "--verbose", description = "name each case that is lacking")
    private boolean verbose;

    public ConformanceCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() throws Exception {
        List<Path> cases = cases();
        int workers = engine.equals("remote") ? urls.size() : jobs;
        if (workers < 1) {
            throw new UserError(1, "the engine remote needs --url, and any other at least one job");
        }
        BlockingQueue<ConformanceRun> runs = new ArrayBlockingQueue<>(workers);
        List<ConformanceRun> all = new ArrayList<>();
        ConcurrentLinkedQueue<ConformanceRun.Verdict> verdicts = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            for (int i = 0; i < workers; i++) {
                ConformanceRun run = new ConformanceRun(open(i), engine.equals("plan"));
                all.add(run);
                runs.put(run);
            }
            for (Path one : cases) {
                threads.submit(() -> {
                    ConformanceRun run = runs.take();
                    try {
                        verdicts.add(run.run(one));
                    } finally {
                        runs.put(run);
                    }
                    return null;
                });
            }
            threads.shutdown();
            if (!threads.awaitTermination(2, TimeUnit.HOURS)) {
                throw new UserError(2, "not done after two hours");
            }
        } finally {
            threads.shutdownNow();
            all.forEach(ConformanceRun::close);
        }
        return report(cases.size(), List.copyOf(verdicts));
    }

    private List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            List<Path> cases = folders.filter(one -> Files.exists(one.resolve("case.json")))
                    .sorted()
                    .limit(limit)
                    .toList();
            if (cases.isEmpty()) {
                throw new UserError(1, "no folder below " + folder + " holds a case.json");
            }
            return cases;
        }
    }

    private Opa open(int worker) {
        OpaOptions options = OpaOptions.defaults().timeout(Duration.ofMinutes(1));
        switch (engine) {
            case "local":
                return Opa.local(options);
            case "command":
                return Opa.command(options);
            case "remote":
                return Opa.at(urls.get(worker), options);
            default:
                return Opa.engine(engine, options.network("localhost"::equals));
        }
    }

    private int report(int cases, List<ConformanceRun.Verdict> verdicts) {
        int passed = 0;
        List<ConformanceRun.Verdict> wrong = new ArrayList<>();
        Map<String, Integer> lacking = new TreeMap<>();
        Set<String> standIns = new TreeSet<>();
        int lacks = 0;
        for (ConformanceRun.Verdict verdict : verdicts) {
            switch (verdict.outcome()) {
                case PASSED -> {
                    passed++;
                    if (!verdict.detail().isEmpty()) {
                        standIns.add(verdict.name() + " with a stand-in for: " + verdict.detail());
                    }
                }
                case LACKING -> {
                    lacks++;
                    lacking.merge(reason(verdict.detail()), 1, Integer::sum);
                    if (verbose) {
                        shell.out().println("lacking " + verdict.name() + ": " + verdict.detail());
                    }
                }
                case WRONG -> wrong.add(verdict);
            }
        }
        wrong.stream()
                .sorted(Comparator.comparing(ConformanceRun.Verdict::name))
                .forEach(verdict -> shell.out().println("wrong " + verdict.name() + ": " + verdict.detail()));
        standIns.forEach(shell.out()::println);
        lacking.forEach((reason, count) -> shell.out().printf(Locale.ROOT, "%5d lack %s%n", count, reason));
        shell.out()
                .println(engine + ": " + cases + " cases, " + passed + " as wanted, " + lacks + " refused, "
                        + wrong.size() + " wrong");
        return wrong.isEmpty() && (lacks == 0 || engine.equals("plan")) && verdicts.size() == cases ? 0 : 2;
    }

    /** The built-ins in the message, or its first words. */
    private static String reason(String message) {
        int list = message.indexOf("that the policy uses: ");
        if (list >= 0) {
            String names = message.substring(list + "that the policy uses: ".length());
            return names.substring(0, names.indexOf(';'));
        }
        String line = message.lines().findFirst().orElse("");
        return line.length() > 140 ? line.substring(0, 140) + "…" : line;
    }
}
