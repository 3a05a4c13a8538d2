package io.rego4j.bundle.manifest;

import io.rego4j.bundle.BundleException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The patterns of {@code file_rego_versions}: {@code *} also matches {@code /}, {@code ?}, {@code [a-z]}, {@code {a,b}}. */
public final class Glob {
    private Glob() {}

    public static boolean matches(String glob, String path) {
        return compile(glob).matcher(path).matches();
    }

    public static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
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
