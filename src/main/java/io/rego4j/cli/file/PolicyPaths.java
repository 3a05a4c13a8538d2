package io.rego4j.cli.file;

import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.Shell;
import io.rego4j.yaml.RegoInYaml;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The paths on the command line and the policies that they stand for, in a fixed order. */
public final class PolicyPaths {
    private static final String EXTENSION = ".rego";

    private final List<String> paths;
    private final List<String> ignored;
    private final boolean follow;
    private final boolean yaml;
    private final List<Path> files = new ArrayList<>();
    private final Set<Path> named = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Paths and the patterns of what to ignore in folders.
     *
     * @param paths files and folders, or {@code file://} addresses of them
     * @param ignored as {@link IgnoreRules} has them
     * @param follow true to take links to files that lie in none of the named folders
     * @param yaml true to take YAML files in folders as well
     */
    PolicyPaths(List<String> paths, List<String> ignored, boolean follow, boolean yaml) {
        this.yaml = yaml;
        this.paths = List.copyOf(paths);
        this.ignored = List.copyOf(ignored);
        this.follow = follow;
    }

    /** Adds the flags {@code --ignore} and {@code --follow}. */
    public static FlagTable declare(FlagTable flags) {
        return flags.value(
                        "GLOB",
                        "pass over files and folders of this name, as a line of .gitignore would; "
                                + "a folder may also hold such lines in a file .regoignore",
                        "--ignore")
                .flag("take links in folders that lead out of the paths that are named", "--follow");
    }

    /** The paths that the user gave. */
    public static PolicyPaths of(FlagTable.Given given) {
        return new PolicyPaths(given.paths(), given.values("--ignore"), given.has("--follow"), false);
    }

    /** The paths that the user gave, for a command that takes the Rego in YAML files as well. */
    public static PolicyPaths withYaml(FlagTable.Given given) {
        return withYaml(given, given.paths());
    }

    /** The same for other paths than those of the command line: a part of them, or expanded ones. */
    public static PolicyPaths withYaml(FlagTable.Given given, List<String> paths) {
        return new PolicyPaths(paths, given.values("--ignore"), given.has("--follow"), given.has("--yaml", true));
    }

    /**
     * Finds the policies: each named file, whatever its extension; below a named folder all that end in {@code .rego}, sorted
     * by name. Links to files are followed if they stay in what was named, links to folders only where they were named; what is
     * neither a file nor a folder is never opened. A folder is a problem if it, or its {@code .regoignore}, cannot be read; the
     * others are searched all the same.
     */
    public Found find() {
        for (String typed : paths) {
            Path path = path(typed);
            if (typed.isEmpty()) {
                // To Java an empty path is the working folder; on a command line it is mostly a variable that is not
                // set.
                problems.add("an empty path is no file or directory");
            } else if (Files.isDirectory(path)) {
                walk(path, IgnoreRules.NONE.with(path, ignored));
            } else if (isPolicy(path) && Files.exists(path) && !Files.isRegularFile(path)) {
                problems.add(FileProblems.name(path) + ": neither a file nor a directory");
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                files.add(path);
                named.add(path);
            } else {
                problems.add(FileProblems.name(path) + ": no such file or directory");
            }
        }
        return new Found(files, named, problems, notes);
    }

    /**
     * What the paths stand for.
     *
     * @param files the policies
     * @param named those that were named themselves, and not found in a folder
     * @param problems which paths lead nowhere, and which folders could not be searched
     * @param notes which links were passed over
     */
    public record Found(List<Path> files, Set<Path> named, List<String> problems, List<String> notes) {
        /** Prints notes and problems; returns the exit code that OPA has for them. */
        public int report(Shell shell) {
            for (String note : notes) {
                shell.err().println("note: " + note);
            }
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

    /** True for the name of a YAML file. */
    public static boolean isYaml(Path path) {
        return RegoInYaml.isYaml(path.toString());
    }

    private void walk(Path folder, IgnoreRules outer) {
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
            BasicFileAttributes attributes = attributes(entry);
            boolean isFolder = attributes != null && attributes.isDirectory();
            boolean wanted = isFolder || isPolicy(entry) || yaml && isYaml(entry);
            if (!wanted || rules.ignores(entry, isFolder)) {
                continue;
            }
            if (isFolder) {
                walk(entry, rules);
            } else if (isTaken(entry, attributes)) {
                files.add(entry.normalize());
            }
        }
    }

    /** False, with a note, for a link that leads out of the named paths, and for what is not a regular file. */
    private boolean isTaken(Path entry, @Nullable BasicFileAttributes attributes) {
        if (attributes == null || attributes.isRegularFile()) {
            return true; // Most entries: no more system calls for them.
        }
        if (attributes.isSymbolicLink() && !follow && Files.exists(entry) && !staysInside(entry)) {
            notes.add(FileProblems.name(entry)
                    + ": passed over, it is a link that leads out of the named paths (--follow takes it)");
            return false;
        }
        if (Files.exists(entry) && !Files.isRegularFile(entry)) {
            notes.add(FileProblems.name(entry) + ": passed over, it is neither a file nor a directory");
            return false;
        }
        return true;
    }

    /** What an entry is, without following it; null if that cannot be read, which reading the file will report. */
    private static @Nullable BasicFileAttributes attributes(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null;
        }
    }

    private boolean staysInside(Path link) {
        try {
            Path target = link.toRealPath();
            for (String typed : paths) {
                if (Files.exists(path(typed)) && target.startsWith(path(typed).toRealPath())) {
                    return true;
                }
            }
        } catch (IOException e) {
            // A link that cannot be resolved cannot be read either.
        }
        return false;
    }

    private static Path path(String typed) {
        return Path.of(typed.startsWith("file://") ? typed.substring("file://".length()) : typed);
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
