package io.rego4j.testing;

import io.rego4j.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs the command line inside the test and keeps what it wrote. */
public record CommandLineTester(int exitCode, String out, String err) {
    /** Runs a command with nothing on standard input. */
    public static CommandLineTester run(String... args) {
        return runWith("", args);
    }

    /** Runs a command that reads {@code input}. */
    public static CommandLineTester runWith(String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new Main(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                .run(args);
        WithoutOpa.skipIfSaid(err.toString(StandardCharsets.UTF_8));
        return new CommandLineTester(
                exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
