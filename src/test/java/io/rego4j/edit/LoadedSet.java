package io.rego4j.edit;

import io.rego4j.ast.RegoModule;
import io.rego4j.opa.TestReport;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Policies that one OPA loads, in a folder of their own: a copy of a part of a repository, with the data files beside them where
 * OPA loads these too.
 *
 * @param name the folder that was copied
 * @param folder the copy
 * @param version the version of Rego that OPA loads them in
 * @param tests what comes of each test, by file and row
 */
record LoadedSet(Path name, Path folder, RegoVersion version, Map<String, String> tests) {
    private static final int DEPTH = 8;
    /** The largest sets of a repository: its folders that OPA loads, and single files where a folder does not load. */
    static List<LoadedSet> of(Path repository, Path work) throws IOException {
        List<LoadedSet> sets = new ArrayList<>();
        add(repository, work, DEPTH, sets);
        return sets;
    }

    private static void add(Path folder, Path work, int depth, List<LoadedSet> sets) throws IOException {
        List<Path> all = files(folder, Integer.MAX_VALUE);
        if (all.stream().noneMatch(LoadedSet::isPolicy) || load(folder, folder, all, work, sets)) {
            return;
        }
        List<Path> direct = files(folder, 1);
        if (direct.stream().anyMatch(LoadedSet::isPolicy) && !load(folder, folder, direct, work, sets)) {
            for (Path file : direct) {
                if (isPolicy(file)) {
                    load(file, folder, List.of(file), work, sets);
                }
            }
        }
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.filter(Files::isDirectory).sorted().toList()) {
                if (depth > 0 && !Files.isSymbolicLink(child)) {
                    add(child, work, depth - 1, sets);
                }
            }
        }
    }

    /** Copies files and asks OPA whether it loads them, with data or without, in a version. */
    private static boolean load(Path name, Path base, List<Path> files, Path work, List<LoadedSet> sets)
            throws IOException {
        for (RegoVersion version : List.of(RegoVersion.V1, RegoVersion.V0)) {
            boolean isRead = files.stream().filter(LoadedSet::isPolicy).allMatch(file -> reads(file, version));
            if (!isRead) {
                continue;
            }
            for (boolean withData : new boolean[] {true, false}) {
                Path copy = Files.createTempDirectory(work, "set");
                for (Path file : files) {
                    if (withData || isPolicy(file)) {
                        Path target = copy.resolve(base.relativize(file).toString());
                        Files.createDirectories(target.getParent());
                        Files.copy(file, target);
                    }
                }
                LoadedSet set = new LoadedSet(name, copy, version, new TreeMap<>());
                if (set.check().isEmpty() && set.test(set.tests)) {
                    sets.add(set);
                    return true;
                }
                set.delete();
            }
        }
        return false;
    }

    private static boolean reads(Path file, RegoVersion version) {
        try {
            return RegoParser.parse(Source.read(file), ParseOptions.of(version)).isSuccess();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isPolicy(Path file) {
        return file.toString().endsWith(".rego");
    }

    private static List<Path> files(Path folder, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                    .filter(file -> file.toString().matches(".*\\.(rego|json|ya?ml)"))
                    .sorted()
                    .toList();
        }
    }

    /** The policies as they are in the copy. */
    List<RegoModule> modules() throws IOException {
        List<RegoModule> modules = new ArrayList<>();
        for (Path file : files(folder, Integer.MAX_VALUE)) {
            if (isPolicy(file)) {
                modules.add(RegoParser.parse(Source.read(file), ParseOptions.of(version))
                        .orThrow());
            }
        }
        return modules;
    }

    /** What {@code opa check} says; empty if it is content. */
    String check() {
        OpaProgram.Result result = OpaProgram.tryRun(folder, arguments("check"));
        return result.exitCode() == 0 ? "" : result.output();
    }

    /** Runs {@code opa test}; false if it does not even load the files. */
    boolean test(Map<String, String> outcomes) {
        OpaProgram.Result result = OpaProgram.tryRun(folder, arguments("test", "--format=json", "--timeout=20s"));
        try {
            for (TestReport.Result test : TestReport.fromJson(result.output().getBytes(StandardCharsets.UTF_8))
                    .results()) {
                outcomes.merge(test.file() + ":" + test.row(), test.outcome().toString(), (a, b) -> a + ", " + b);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String[] arguments(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (version == RegoVersion.V0) {
            all.add("--v0-compatible");
        }
        all.add(".");
        return all.toArray(String[]::new);
    }

    void delete() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
