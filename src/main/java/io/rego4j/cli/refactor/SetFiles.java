package io.rego4j.cli.refactor;

import io.rego4j.ast.RegoModule;
import io.rego4j.cli.file.FileProblems;
import io.rego4j.cli.file.Parallel;
import io.rego4j.edit.EditedText;
import io.rego4j.internal.io.AtomicFiles;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a set.
 *
 * @param modules those that could be read
 * @param problems why the others could not
 */
record SetFiles(List<RegoModule> modules, List<Diagnostic> problems) {
    private record Read(@Nullable RegoModule module, List<Diagnostic> problems) {}

    /** Files without duplicates, such as one that is named itself and also lies below a named folder. */
    static List<Path> distinct(List<Path> files) {
        Map<Path, Path> distinct = new LinkedHashMap<>();
        files.forEach(file -> distinct.putIfAbsent(file.toAbsolutePath().normalize(), file));
        return List.copyOf(distinct.values());
    }

    /** Reads files on all cores. */
    static SetFiles read(List<Path> files, RegoVersion version) throws Exception {
        List<RegoModule> modules = new ArrayList<>();
        List<Diagnostic> problems = new ArrayList<>();
        Parallel.inOrder(files, file -> read(file, version), read -> {
            if (read.module() != null) {
                modules.add(read.module());
            }
            problems.addAll(read.problems());
        });
        return new SetFiles(modules, problems);
    }

    private static Read read(Path file, RegoVersion version) {
        try {
            ParseResult<RegoModule> result = RegoParser.parse(Source.read(file), ParseOptions.of(version));
            return result.isSuccess() ? new Read(result.orThrow(), List.of()) : new Read(null, result.diagnostics());
        } catch (IOException e) {
            return new Read(null, List.of(FileProblems.of(file, e)));
        }
    }

    /** The JSON and YAML files below some paths, without those that hold policies. */
    static List<Source> data(List<String> paths, Predicate<Path> holdsPolicies) throws IOException {
        Set<Path> files = new TreeSet<>();
        for (String path : paths) {
            try (Stream<Path> all = Files.walk(Path.of(path))) {
                all.filter(file -> file.toString().matches(".*\\.(json|ya?ml)"))
                        .filter(file -> Files.isRegularFile(file) && !holdsPolicies.test(file))
                        .forEach(files::add);
            }
        }
        List<Source> data = new ArrayList<>();
        for (Path file : files) {
            data.add(Source.read(file));
        }
        return data;
    }

    /** Finishes the writes of an earlier run that was killed, from its journal; true if there were any. */
    static boolean recover(List<Path> files) throws IOException {
        boolean found = false;
        for (Path folder : AtomicFiles.foldersAbove(
                files.stream().map(file -> file.toAbsolutePath().normalize()).toList())) {
            found |= AtomicFiles.recover(folder);
        }
        return found;
    }

    /** Writes all texts or none. */
    static void write(List<EditedText> texts) throws IOException {
        List<AtomicFiles.Replacement> files = new ArrayList<>();
        for (EditedText text : texts) {
            files.add(new AtomicFiles.Replacement(
                    Path.of(text.source().name()),
                    text.source().text().getBytes(StandardCharsets.UTF_8),
                    text.text().getBytes(StandardCharsets.UTF_8)));
        }
        AtomicFiles.replace(files);
    }

    /** Paths as a shell would expand them: a pattern such as <code>policies/**&#47;*.rego</code>, if no file has that name. */
    static List<String> expanded(List<String> paths) throws IOException {
        List<String> all = new ArrayList<>();
        for (String path : paths) {
            int star = indexOfPattern(path);
            if (star < 0 || Files.exists(Path.of(path))) {
                all.add(path);
                continue;
            }
            int slash = path.lastIndexOf('/', star);
            Path base = Path.of(slash < 0 ? "." : path.substring(0, slash + 1));
            var matcher = base.getFileSystem().getPathMatcher("glob:" + path);
            try (Stream<Path> files = Files.exists(base) ? Files.walk(base) : Stream.empty()) {
                List<String> found = files.map(file -> slash < 0 ? base.relativize(file) : file)
                        .filter(file -> !file.toString().isEmpty() && matcher.matches(file))
                        .map(Path::toString)
                        .sorted()
                        .toList();
                all.addAll(found.isEmpty() ? List.of(path) : found);
            }
        }
        return all;
    }

    private static int indexOfPattern(String path) {
        for (int i = 0; i < path.length(); i++) {
            if ("*?[{".indexOf(path.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
