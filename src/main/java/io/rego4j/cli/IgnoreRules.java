package io.rego4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which files of a folder to pass over, in the language of {@code .gitignore}: a pattern without a slash matches a name at
 * any depth, one with a slash matches from the folder of the rules; {@code *} and {@code ?} stop at a slash, {@code **}
 * does not; a slash at the end means folders only; {@code !} takes a file back in; the last match decides.
 */
final class IgnoreRules {
    /** The file that a folder may hold with rules for itself and what is below. */
    static final String FILE = ".regoignore";

    /** No rules. */
    static final IgnoreRules NONE = new IgnoreRules(List.of());

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = rules;
    }

    /** Rules from the command line, which hold below {@code folder}. */
    IgnoreRules with(Path folder, List<String> patterns) {
        if (patterns.isEmpty()) {
            return this;
        }
        List<Rule> all = new ArrayList<>(rules);
        for (String pattern : patterns) {
            String line = pattern.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                all.add(Rule.of(folder, line));
            }
        }
        return new IgnoreRules(Collections.unmodifiableList(all));
    }

    /** These rules and those of the folder's own {@value #FILE}, if it has one. */
    IgnoreRules within(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.isRegularFile(file) ? with(folder, Files.readAllLines(file)) : this;
    }

    /** True if the rules say to pass over this file or folder. */
    boolean ignores(Path path, boolean isFolder) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if ((isFolder || !rule.foldersOnly) && rule.matches(path)) {
                return !rule.takesBack;
            }
        }
        return false;
    }

    private record Rule(Path folder, Pattern pattern, boolean nameOnly, boolean foldersOnly, boolean takesBack) {
        static Rule of(Path folder, String line) {
            boolean takesBack = line.startsWith("!");
            String glob = takesBack ? line.substring(1) : line;
            boolean foldersOnly = glob.endsWith("/");
            if (foldersOnly) {
                glob = glob.substring(0, glob.length() - 1);
            }
            boolean nameOnly = !glob.contains("/");
            return new Rule(
                    folder,
                    Pattern.compile(regex(glob.startsWith("/") ? glob.substring(1) : glob)),
                    nameOnly,
                    foldersOnly,
                    takesBack);
        }

        boolean matches(Path path) {
            Path tested = nameOnly ? path.getFileName() : folder.relativize(path);
            return pattern.matcher(tested.toString().replace('\\', '/')).matches();
        }

        private static String regex(String glob) {
            StringBuilder regex = new StringBuilder();
            int i = 0;
            while (i < glob.length()) {
                char c = glob.charAt(i);
                if (glob.startsWith("**/", i)) {
                    regex.append("(?:.*/)?");
                    i += 3;
                } else if (glob.startsWith("**", i)) {
                    regex.append(".*");
                    i += 2;
                } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
                    int end = glob.indexOf(']', i + 2);
                    String set =
                            glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
                    regex.append('[')
                            .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                            .append(']');
                    i = end + 1;
                } else {
                    regex.append(
                            switch (c) {
                                case '*' -> "[^/]*";
                                case '?' -> "[^/]";
                                default -> Pattern.quote(String.valueOf(c));
                            });
                    i++;
                }
            }
            return regex.toString();
        }
    }
}
