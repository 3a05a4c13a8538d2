package io.rego4j.codegen;

import com.palantir.javapoet.CodeBlock;
import io.rego4j.ast.Comment;
import io.rego4j.dsl.Dsl;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of types in generated text, enclosed in private use characters, which {@link DslCalls} escapes in literals, so that
 * JavaPoet can import the types.
 */
final class TypeMarks {
    private static final Map<String, Class<?>> TYPES = Map.of(
            "Comment", Comment.class,
            "Dsl", Dsl.class,
            "List", List.class,
            "RegoVersion", RegoVersion.class,
            "Stream", Stream.class);
    private static final char START = '\uE000';
    private static final char END = '\uE001';
    private static final Pattern MARKED = Pattern.compile(START + "(\\w+)" + END);

    private TypeMarks() {}

    static String of(String type) {
        return START + type + END;
    }

    /** Adds a line of text, with JavaPoet's types for the marked names. */
    static void add(CodeBlock.Builder block, String line) {
        if (line.indexOf(START) < 0) {
            block.add("$L", line);
            return;
        }
        Matcher matcher = MARKED.matcher(line);
        int at = 0;
        while (matcher.find()) {
            block.add("$L$T", line.substring(at, matcher.start()), TYPES.get(matcher.group(1)));
            at = matcher.end();
        }
        block.add("$L", line.substring(at));
    }
}
