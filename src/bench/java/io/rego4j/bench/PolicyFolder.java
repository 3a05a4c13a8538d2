package io.rego4j.bench;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The policies below a folder that are Rego of a version, in the order of their paths.
 *
 * @param sources their texts
 * @param bytes how many bytes they have
 */
record PolicyFolder(List<Source> sources, long bytes) {
    /** Reads the files, and leaves out those that are no Rego of the version. */
    static PolicyFolder read(String folder, RegoVersion version) throws IOException {
        List<Path> files;
        try (Stream<Path> walked = Files.walk(Path.of(folder))) {
            files = walked.filter(file -> file.toString().endsWith(".rego"))
                    .sorted()
                    .toList();
        }
        List<Source> sources = new ArrayList<>();
        long bytes = 0;
        for (Path file : files) {
            Source source = Source.read(file);
            if (RegoParser.parse(source, ParseOptions.of(version)).isSuccess()) {
                sources.add(source);
                bytes += Files.size(file);
            }
        }
        return new PolicyFolder(sources, bytes);
    }

    /** The same for a benchmark, which says so: {@code scripts/bench-opa} reads the line. */
    static PolicyFolder announced(String folder, String version) throws IOException {
        PolicyFolder policies = read(folder, RegoVersion.of(version));
        System.out.println(policies.sources.size() + " files, " + policies.bytes + " bytes");
        return policies;
    }
}
