package io.rego4j.cli.file;

import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.Shell;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The paths on the command line and the policies that they stand for, in an order that is always the same. */
public final class PolicyPaths {
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
    public static FlagTable declare(FlagTable flags) {
        return flags.value(
                "GLOB",
                "pass over files and folders of this name, as a line of .gitignore would; "
                        + "a folder may also hold such lines in a file .regoignore",
                "--ignore");
    }

    /** The paths that the user gave. */
    public static PolicyPaths of(FlagTable.Given given) {
        return new PolicyPaths(given.paths(), given.values("--ignore"));
    }

    /**
     * The policies: a file that was named, whatever its name; of a folder all below it that end in {@code .rego}, sorted
     * by name. Links to files are followed, links to folders only where they were named. A folder that cannot be read, or
     * whose own rules of what to pass over cannot, is a problem, and the others are searched all the same.
     */
    public Found find() {
        List<Path> files = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String typed : paths) {
            Path path = Path.of(typed.startsWith("file://") ? typed.substring("file://".length()) : typed);
            if (typed.isEmpty()) {
                // An empty path is the working folder to Java, and a variable that was never set to whoever typed it.
                problems.add("an empty path is no file or directory");
            } else if (Files.isDirectory(path)) {
                walk(path, IgnoreRules.NONE.with(path, ignored), files, problems);
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                files.add(path);
            } else {
                problems.add(path + ": no such file or directory");
            }
        }
        return new Found(files, problems);
    }

    /**
     * What the paths stand for.
     *
     * @param files the policies
     * @param problems which paths lead nowhere, and which folders could not be searched
     */
    public record Found(List<Path> files, List<String> problems) {
        /** Says what the problems are; the exit code is OPA's. */
        public int report(Shell shell) {
            for (String problem : problems) {
                shell.err().println("error: " + problem);
            }
            return problems.isEmpty() ? 0 : 1;
        }
    }

    /** True for the name of a policy. */
    public static boolean isPolicy(Path path) {
        return path.toString().endsWith(EXTENSION);
    }

    private static void walk(Path folder, IgnoreRules outer, List<Path> found, List<String> problems) {
        IgnoreRules rules;
        List<Path> entries;
        try {
            rules = outer.within(folder);
            entries = entries(folder);
        } catch (IOException e) {
            problems.add(FileProblems.of(folder, e).message());
            return;
        }
        for (Path entry : entries) {
            boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
            boolean wanted = isFolder || isPolicy(entry);
            if (!wanted || rules.ignores(entry, isFolder)) {
                continue;
            }
            if (isFolder) {
                walk(entry, rules, found, problems);
            } else {
                found.add(entry.normalize());
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
        return entries;
    }
}
