package io.rego4j.edit;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The policies that edits and refactorings are tried on: those of this project, or any folder. */
final class RealPolicies {
    /** Each folder below this one is a set of its own. */
    private static final String FOLDER = System.getProperty("rego4j.policies", "");

    private RealPolicies() {}

    static boolean areGiven() {
        return !FOLDER.isEmpty();
    }

    /** The folders of policies that belong together. */
    static List<Path> folders() {
        if (!areGiven()) {
            return List.of(
                    Path.of("src/test/resources/io/rego4j/json"),
                    Path.of("src/test/resources/format"),
                    Path.of("src/test/resources/io/rego4j/check/cases/v1"));
        }
        try (Stream<Path> folders = Files.list(Path.of(FOLDER))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The policies below a folder that a version reads, and that no version before it reads. */
    static List<RegoModule> read(Path folder, RegoVersion version) {
        List<RegoModule> modules = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".rego"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList()) {
                Source source = Source.read(file);
                boolean isV1 = RegoParser.parse(source, ParseOptions.of(RegoVersion.V1))
                        .isSuccess();
                var result = RegoParser.parse(source, ParseOptions.of(version));
                if (result.isSuccess() && isV1 == (version == RegoVersion.V1)) {
                    modules.add(result.orThrow());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return modules;
    }
}
