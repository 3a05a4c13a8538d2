package io.rego4j.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The run that teaches the JVM which classes a start needs. The launcher runs it once after each build, and has the JVM
 * write the classes that it loaded into an archive.
 */
final class Training {
    private static final List<List<String>> RUNS = List.of(List.of("version"), List.of("help", "version"));

    private Training() {}

    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (List<String> run : RUNS) {
            new Main(nowhere, nowhere, new ByteArrayInputStream(new byte[0])).run(run.toArray(String[]::new));
        }
    }
}
