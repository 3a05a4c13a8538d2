package io.rego4j.bundle.manifest;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.rego4j.bundle.BundleException;

/** The patterns of {@code file_rego_versions}: {@code *} also matches {@code /}, {@code ?}, {@code [a-z]}, {@code {a,b}}. */
public final class FilePattern {
    /** The longest pattern: no path in a bundle is longer, and the time to compile one grows faster than its length. */
    private static final int LONGEST = 4096;

    private FilePattern() {}

    /**
     * Checks a pattern.
     *
     * @throws BundleException if it is malformed; the message quotes it
     */
    public static void check(String glob) {
        if (!isPlain(glob)) {
            compile(glob, ".");
        }
    }

    /** True if a pattern of a manifest matches a path; {@code *} and {@code ?} match a slash too. */
    public static boolean matches(String glob, String path) {
        return isPlain(glob)
                ? glob.equals(path)
                : compile(glob, ".").matcher(path).matches();
    }

    /** The same as Go's {@code filepath.Match} has it: neither {@code *} nor {@code ?} crosses a slash. */
    public static boolean matchesInFolder(String glob, String path) {
        return isPlain(glob)
                ? glob.equals(path)
                : compile(glob, "[^/]").matcher(path).matches();
    }

    /** True for a path without wildcards, as most are: the manifest of a merged bundle may name each file. */
    private static boolean isPlain(String glob) {
        for (int i = 0; i < glob.length(); i++) {
            if ("*?{}[]\\".indexOf(glob.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** A pattern that matches in time linear in the length of the path, as a bundle may come from anywhere. */
    private static Pattern compile(String glob, String any) {
        if (glob.length() > LONGEST) {
            throw new BundleException("a pattern for paths has " + glob.length() + " characters, more than " + LONGEST);
        }
        StringBuilder regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> regex.append(any).append('*');
                case '?' -> regex.append(any);
                case '{' -> {
                    braces++;
                    regex.append("(?:");
                }
                case '}' -> {
                    braces--;
                    regex.append(')');
                }
                case ',' -> regex.append(braces > 0 ? "|" : ",");
                case '[' -> {
                    int end = glob.indexOf(']', i + 1);
                    if (end < 0) {
                        throw new BundleException("the pattern \"" + glob + "\" lacks a ]");
                    }
                    String set = glob.substring(i + 1, end);
                    regex.append('[')
                            .append(set.startsWith("!") ? "^" + literal(set.substring(1)) : literal(set))
                            .append(']');
                    i = end;
                }
                case '\\' -> {
                    i++;
                    regex.append(i < glob.length() ? Pattern.quote(glob.substring(i, i + 1)) : "\\\\");
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new BundleException("\"" + glob + "\" is no pattern for paths", e);
        }
    }

    private static String literal(String set) {
        return set.replaceAll("[\\[\\]\\\\^&]", "\\\\$0");
    }
}
