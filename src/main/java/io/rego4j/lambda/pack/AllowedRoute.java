package io.rego4j.lambda.pack;

import io.rego4j.lambda.LambdaException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path that callers may request and the methods they may use: {@code GET,POST:/v1/data/shop} is the path with all below it,
 * {@code GET:/v1/data/*} only what lies below, {@code GET:/} the root alone. What OPA keeps under {@code data.system} is open
 * only to a route that names it.
 */
public record AllowedRoute(List<String> methods, List<String> parts, boolean belowOnly) {
    private static final Pattern FORM =
            Pattern.compile("((?:GET|HEAD|POST|PUT|PATCH|DELETE)(?:,[A-Z]+)*):(/[A-Za-z0-9_.~/-]*?)(/?\\*)?");
    /**
     * A path of this many parts or more needs no rule against {@code data.system}: it names the document below {@code data}
     * itself.
     */
    private static final int WITHIN_DATA = 3;

    public static final List<AllowedRoute> DEFAULT =
            List.of(parse("GET,POST:/v1/data/*"), parse("GET,POST:/v0/data/*"), parse("GET:/health"));

    public static AllowedRoute parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()
                || form.group(2).contains("..")
                || form.group(2).contains("//")
                || "*".equals(form.group(3)) && !form.group(2).equals("/")) {
            throw new LambdaException("\"" + text + "\" is no route: METHOD,METHOD:/path, for instance POST:/v1/query");
        }
        List<String> parts = Arrays.stream(form.group(2).split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
        return new AllowedRoute(List.of(form.group(1).split(",")), parts, form.group(3) != null);
    }

    /** The path without the star. */
    String path() {
        return "/" + String.join("/", parts);
    }

    /** True for the root alone: nothing lies below it. */
    boolean isRoot() {
        return parts.isEmpty() && !belowOnly;
    }

    /** The rule of {@code system.authz} that allows this route, for packs in which requests reach OPA unchecked. */
    String toRego() {
        String path = isRoot()
                ? "\tinput.path in {[], [\"\"]}\n"
                : "\tarray.slice(input.path, 0, " + parts.size() + ") == [" + quoted(parts) + "]\n"
                        + "\tnot \"\" in input.path\n"
                        + (belowOnly ? "\tcount(input.path) > " + parts.size() + "\n" : "")
                        + (parts.size() < WITHIN_DATA ? "\tnot reserved\n" : "");
        return "allow if {\n\tinput.method in {" + quoted(methods) + "}\n" + path + "\tnot input.params.explain\n}\n";
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return String.join(",", methods) + ":" + path() + (belowOnly ? parts.isEmpty() ? "*" : "/*" : "");
    }
}
