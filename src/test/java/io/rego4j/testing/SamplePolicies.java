package io.rego4j.testing;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The policies that the tests of trees and JSON share: between them they hold every kind of node. */
public final class SamplePolicies {
    /** Their folder. */
    public static final Path FOLDER = Path.of("src/test/resources/io/rego4j/json");

    private SamplePolicies() {}

    /** The names of the files. */
    public static Stream<String> names() {
        return Stream.of("everything.rego", "lines.rego", "logic.rego");
    }

    /** The tree of a file. */
    public static RegoModule parse(String name) {
        try {
            Source source = Source.of(name, Files.readAllBytes(FOLDER.resolve(name)));
            return RegoParser.parse(source, ParseOptions.of(RegoVersion.V1)).orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All trees. */
    public static List<RegoModule> all() {
        return names().map(SamplePolicies::parse).toList();
    }
}
