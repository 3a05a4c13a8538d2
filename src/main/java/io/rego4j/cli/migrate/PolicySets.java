package io.rego4j.cli.migrate;

import io.rego4j.cli.command.UserError;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which policies one OPA loads together: those below a folder with a bundle's manifest, those below a folder of {@code --set},
 * and all others of the run.
 */
final class PolicySets {
    /** The name of the set of all files that are in no other set. */
    static final String REST = "";

    private PolicySets() {}

    /**
     * The files of each set, by its folder.
     *
     * @param folders patterns of the folders that are sets, such as {@code policies/*}
     */
    static Map<String, List<Path>> of(List<Path> files, Collection<String> folders) {
        List<PathMatcher> patterns = folders.stream().map(PolicySets::matcher).toList();
        Map<String, List<Path>> sets = new LinkedHashMap<>();
        Map<Path, Boolean> known = new LinkedHashMap<>();
        for (Path file : files) {
            Path set = folder(file, patterns, known);
            sets.computeIfAbsent(set == null ? REST : set.toString(), ignored -> new ArrayList<>())
                    .add(file);
        }
        return sets;
    }

    private static PathMatcher matcher(String folder) {
        try {
            String pattern = Path.of(folder).normalize().toString();
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new UserError(1, "--set " + folder + ": " + e.getDescription());
        }
    }

    /** The nearest folder above a file that is a set. */
    private static @Nullable Path folder(Path file, List<PathMatcher> patterns, Map<Path, Boolean> known) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            Path above = folder;
            if (known.computeIfAbsent(
                    folder,
                    each -> Files.isRegularFile(each.resolve(".manifest"))
                            || patterns.stream().anyMatch(pattern -> pattern.matches(above.normalize())))) {
                return folder;
            }
        }
        return null;
    }
}
