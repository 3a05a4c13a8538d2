package io.rego4j.cli;

import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One run of the real {@code opa}.
 *
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error
 */
record OpaProcess(int exitCode, String out, String err) {
    /** Runs {@code opa} with these arguments and this text on its standard input. */
    static OpaProcess run(OpaBinary opa, String input, List<String> arguments) throws IOException {
        // Through a file, so that neither of two full pipes can wait for the other.
        Path err = Files.createTempFile("rego4j", ".err");
        try {
            Process process = opa.process(arguments).redirectError(err.toFile()).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It ended without reading: its exit code and its words say why.
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new OpaProcess(process.waitFor(), out, Files.readString(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opa ran", e);
        } finally {
            Files.deleteIfExists(err);
        }
    }
}
