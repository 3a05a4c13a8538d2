package io.rego4j.bench;

import io.rego4j.ast.RegoModule;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/** Checks the policies of a folder, or one file, as {@code opa check} does: without an OPA, on all processors. */
public final class CheckFiles {
    private CheckFiles() {}

    /** A folder or a file. */
    public static void main(String[] args) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(Path.of(args[0]))) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        List<RegoModule> modules = files.parallelStream().map(CheckFiles::read).toList();
        List<Diagnostic> errors = Checker.check(modules, CheckOptions.DEFAULT, ForkJoinPool.commonPool());
        errors.forEach(System.err::println);
        System.exit(errors.isEmpty() ? 0 : 1);
    }

    private static RegoModule read(Path file) {
        try {
            return RegoParser.parse(Source.read(file), ParseOptions.DEFAULT).orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
