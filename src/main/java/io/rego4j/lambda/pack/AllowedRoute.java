package io.rego4j.lambda.pack;

import io.rego4j.lambda.LambdaException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A path that callers may ask, with all below it, and the methods they may use: {@code GET,POST:/v1/data}. */
public record AllowedRoute(List<String> methods, String path) {
    private static final Pattern FORM =
            Pattern.compile("((?:GET|HEAD|POST|PUT|PATCH|DELETE)(?:,[A-Z]+)*):(/[A-Za-z0-9_.~/-]*)");

    public static final List<AllowedRoute> DEFAULT =
            List.of(parse("GET,POST:/v1/data"), parse("GET,POST:/v0/data"), parse("GET:/health"));

    public static AllowedRoute parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || form.group(2).contains("..") || form.group(2).contains("//")) {
            throw new LambdaException("\"" + text + "\" is no route: METHOD,METHOD:/path, for instance POST:/v1/query");
        }
        return new AllowedRoute(List.of(form.group(1).split(",")), form.group(2));
    }

    /** The rule of {@code system.authz} that lets this route through, where OPA itself is what callers reach. */
    String toRego() {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        return "allow if {\n\tinput.method in {" + quoted(methods) + "}\n\tarray.slice(input.path, 0, " + parts.size()
                + ") == [" + quoted(parts) + "]\n}\n";
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return String.join(",", methods) + ":" + path;
    }
}
