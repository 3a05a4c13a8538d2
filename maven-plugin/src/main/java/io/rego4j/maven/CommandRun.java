package io.rego4j.maven;

import io.rego4j.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/**
 * One command of rego4j, run in this JVM.
 *
 * @param exitCode 0 if all is well
 * @param out the lines of its standard output
 * @param err the lines of its standard error
 */
record CommandRun(int exitCode, List<String> out, List<String> err) {
    static CommandRun of(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        InputStream.nullInputStream())
                .run(arguments.toArray(String[]::new));
        return new CommandRun(code, lines(out), lines(err));
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Shows what it wrote: errors start with the place, as {@code file:row:column}, which an IDE links. */
    CommandRun log(Log log) {
        out.forEach(log::info);
        for (String line : err) {
            if (line.startsWith("note: ")) {
                log.warn(line.substring("note: ".length()));
            } else if (exitCode == 0) {
                log.info(line);
            } else {
                log.error(line.startsWith("error: ") ? line.substring("error: ".length()) : line);
            }
        }
        return this;
    }
}
