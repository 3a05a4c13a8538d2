package io.rego4j.cli.file;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The files of a folder to ignore, in the language of {@code .gitignore}: a pattern without a slash matches a name at any
 * depth, one with a slash matches from the folder of the rules; {@code *} and {@code ?} stop at a slash, {@code **} does not; a
 * slash at the end means folders only; {@code !} includes a file again; the last match decides.
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
        if (!Files.isRegularFile(file)) {
            return this;
        }
        try {
            return with(folder, Files.readAllLines(file));
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8 text, so that nobody knows what to pass over", e);
        }
    }

    /** True if this file or folder is to be ignored. */
    boolean ignores(Path path, boolean isFolder) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if ((isFolder || !rule.foldersOnly) && rule.matches(path)) {
                return !rule.negated;
            }
        }
        return false;
    }

    /** A set without a character, which RE2 has no shorter form for. */
    private static final String NO_CHARACTER = "[^\\x{0}-\\x{10FFFF}]";

    /** A pattern matches in time linear in the length of the name, as it may come from an untrusted pull request. */
    private record Rule(Path folder, Pattern pattern, boolean nameOnly, boolean foldersOnly, boolean negated) {
        static Rule of(Path folder, String line) {
            boolean negated = line.startsWith("!");
            String glob = negated ? line.substring(1) : line;
            boolean foldersOnly = glob.endsWith("/");
            if (foldersOnly) {
                glob = glob.substring(0, glob.length() - 1);
            }
            boolean nameOnly = !glob.contains("/");
            return new Rule(
                    folder,
                    Pattern.compile(regex(glob.startsWith("/") ? glob.substring(1) : glob), Pattern.DOTALL),
                    nameOnly,
                    foldersOnly,
                    negated);
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
                } else if (c == '[' && endOfSet(glob, i) > 0) {
                    int end = endOfSet(glob, i);
                    regex.append(set(glob.substring(i + 1, end)));
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

        /** Where the set that opens at an offset ends; a closing bracket right at its start is one of its characters. */
        private static int endOfSet(String glob, int open) {
            boolean inverted = glob.startsWith("!", open + 1) || glob.startsWith("^", open + 1);
            return glob.indexOf(']', open + (inverted ? 3 : 2));
        }

        /** The characters between two brackets; a range that runs backwards has none, as for git. */
        private static String set(String glob) {
            boolean inverted = glob.startsWith("!") || glob.startsWith("^");
            StringBuilder set = new StringBuilder();
            int i = inverted ? 1 : 0;
            while (i < glob.length()) {
                char first = glob.charAt(i);
                boolean isRange = i + 2 < glob.length() && glob.charAt(i + 1) == '-';
                char last = isRange ? glob.charAt(i + 2) : first;
                if (first <= last) {
                    set.append(String.format(Locale.ROOT, "\\x{%x}-\\x{%x}", (int) first, (int) last));
                }
                i += isRange ? 3 : 1;
            }
            if (set.isEmpty()) {
                return inverted ? "[^/]" : NO_CHARACTER;
            }
            return (inverted ? "[^/" : "[") + set + "]";
        }
    }
}
