package io.rego4j.testing;

import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the real {@code opa} in a folder. */
public final class OpaProgram {
    /** Found by the first that asks: where there is none, each that asks is told so, and no class is lost. */
    private static @Nullable OpaBinary found;

    private OpaProgram() {}

    /** What a run said. */
    public record Result(int exitCode, String output) {}

    /** The program. */
    public static synchronized OpaBinary binary() {
        if (found == null) {
            found = OpaBinary.find();
        }
        return found;
    }

    /** Runs {@code opa} and expects it to be content. */
    public static String run(Path folder, String... arguments) {
        return run(binary(), folder, arguments);
    }

    /** Runs this {@code opa} and expects it to be content. */
    public static String run(OpaBinary opa, Path folder, String... arguments) {
        Result result = tryRun(opa, folder, arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError("opa " + List.of(arguments) + ": " + result.output());
        }
        return result.output();
    }

    /** Runs {@code opa} and returns what it said on both streams. */
    public static Result tryRun(Path folder, String... arguments) {
        return tryRun(binary(), folder, arguments);
    }

    private static Result tryRun(OpaBinary opa, Path folder, String... arguments) {
        try {
            Path log = Files.createTempFile("opa", ".log");
            Process process = opa.process(List.of(arguments))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("opa hangs: " + List.of(arguments));
            }
            String output = Files.readString(log, StandardCharsets.UTF_8);
            Files.delete(log);
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Loads a bundle into {@code opa eval} and returns the value of a query as JSON text. */
    public static String eval(Path bundle, String query) {
        return run(bundle.toAbsolutePath().getParent(), "eval", "-b", bundle.toString(), "--format", "raw", query)
                .strip();
    }
}
