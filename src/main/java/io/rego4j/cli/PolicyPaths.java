package io.rego4j.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The paths on the command line and the policies that they stand for, in an order that is always the same. */
final class PolicyPaths {
    private static final String EXTENSION = ".rego";

    private final List<String> paths;
    private final List<String> ignored;

    /**
     * Paths and the patterns of what to pass over in folders.
     *
     * @param paths files and folders, or {@code file://} addresses of them
     * @param ignored as {@link IgnoreRules} has them
     */
    PolicyPaths(List<String> paths, List<String> ignored) {
        this.paths = List.copyOf(paths);
        this.ignored = List.copyOf(ignored);
    }

    /** Adds the flag that says what to pass over. */
    static Flags declare(Flags flags) {
        return flags.value(
                "GLOB",
                "pass over files and folders of this name, as a line of .gitignore would; "
                        + "a folder may also hold such lines in a file .regoignore",
                "--ignore");
    }

    /** The paths that the user gave. */
    static PolicyPaths of(Flags.Given given) {
        return new PolicyPaths(given.paths(), given.values("--ignore"));
    }

    /**
     * The policies: a file that was named, whatever its name; of a folder all below it that end in {@code .rego}, sorted
     * by name. Links to files are followed, links to folders only where they were named.
     *
     * @throws IOException if a folder cannot be read
     */
    Found find() throws IOException {
        List<Path> files = new ArrayList<>();
        List<Path> missing = new ArrayList<>();
        for (String typed : paths) {
            Path path = Path.of(typed.startsWith("file://") ? typed.substring("file://".length()) : typed);
            if (Files.isDirectory(path)) {
                walk(path, IgnoreRules.NONE.with(path, ignored), files);
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                files.add(path);
            } else {
                missing.add(path);
            }
        }
        return new Found(files, missing);
    }

    /**
     * What the paths stand for.
     *
     * @param files the policies
     * @param missing the paths that lead nowhere
     */
    record Found(List<Path> files, List<Path> missing) {
        /** Says which paths lead nowhere; the exit code is OPA's. */
        int report(Shell shell) {
            for (Path path : missing) {
                shell.err().println("error: " + path + ": no such file or directory");
            }
            return missing.isEmpty() ? 0 : 1;
        }
    }

    /** True for the name of a policy. */
    static boolean isPolicy(Path path) {
        return path.toString().endsWith(EXTENSION);
    }

    private static void walk(Path folder, IgnoreRules outer, List<Path> found) throws IOException {
        IgnoreRules rules = outer.within(folder);
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
        for (Path entry : entries) {
            boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
            boolean wanted = isFolder || isPolicy(entry);
            if (!wanted || rules.ignores(entry, isFolder)) {
                continue;
            }
            if (isFolder) {
                walk(entry, rules, found);
            } else {
                found.add(entry.normalize());
            }
        }
    }
}
