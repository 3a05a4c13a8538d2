package io.rego4j.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code go} command, for the sources of any OPA and for programs that are built with them. */
final class Go {
    private static final String MODULE = "github.com/open-policy-agent/opa";
    private static final Pattern UNREACHABLE = Pattern.compile(
            "GOPROXY=off|dial tcp|no such host|connection refused|i/o timeout|network is unreachable|TLS handshake");
    private static final Pattern OLD_GO = Pattern.compile("requires [gG]o(?: >=)? [\\d.]+");

    private final String command;
    private final Map<String, String> environment;

    Go() {
        this("go", Map.of());
    }

    /**
     * A command with its own environment.
     *
     * @param environment what is set beside the environment of this process
     */
    Go(String command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    /**
     * The sources of an OPA.
     *
     * @param folder where they lie: in Go's cache, not to be written to
     * @param sum their checksum in Go's public log
     */
    record Sources(String version, Path folder, String sum) {}

    /**
     * Fetches the sources of an OPA.
     *
     * @param version for instance {@code 1.22.4}
     */
    Sources sources(String version) throws IOException, Trouble {
        Path anywhere = Files.createTempDirectory("go");
        try {
            Result result = run(anywhere, "mod", "download", "-json", MODULE + "@v" + version);
            JsonNode answer = JsonMapper.builder().build().readTree(result.out().isBlank() ? "{}" : result.out());
            if (result.exitCode() != 0 || answer.path("Dir").asText().isEmpty()) {
                throw trouble(version, answer.path("Error").asText(result.err()));
            }
            Path folder = Path.of(answer.path("Dir").asText());
            if (!Files.isDirectory(folder.resolve("v1/ast"))) {
                throw new Trouble("looked for Go packages of OPA 1 in OPA " + version, "take OPA 1.0.0 or a later one");
            }
            return new Sources(version, folder, answer.path("Sum").asText());
        } finally {
            Files.delete(anywhere);
        }
    }

    /** Copies a program into a new folder, where it is built with another OPA than the one in its {@code go.mod}. */
    void moveTo(Sources opa, Path program, Path copy) throws IOException, Trouble {
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(program)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        String requirement = MODULE + " v" + opa.version();
        // Tidying wants the network even where everything needed is at hand.
        if (!Files.readString(copy.resolve("go.mod")).contains(requirement + "\n")) {
            check(opa.version(), run(copy, "mod", "edit", "-require=" + requirement.replace(' ', '@')));
            check(opa.version(), run(copy, "mod", "tidy"));
        }
    }

    /** Builds the program in a folder. */
    Path build(Sources opa, Path program) throws IOException, Trouble {
        Path built = program.resolve("program").toAbsolutePath();
        String formatter = Files.readString(opa.folder().resolve("v1/format/format.go"));
        String tags = formatter.contains("RegoVersionSpan") ? "-tags=" : "-tags=before_rego_v2";
        check(opa.version(), run(program, "build", tags, "-o", built.toString(), "."));
        return built;
    }

    private static void check(String version, Result result) throws Trouble {
        if (result.exitCode() != 0) {
            throw trouble(version, result.err());
        }
    }

    /** What a message of the go command comes to. */
    static Trouble trouble(String version, String message) {
        var oldGo = OLD_GO.matcher(message);
        if (oldGo.find()) {
            return new Trouble(
                    "tried to build with OPA " + version + " (" + message.strip() + ")", "install a newer Go");
        }
        if (UNREACHABLE.matcher(message).find()) {
            return new Trouble(
                    "tried to fetch OPA " + version + " as a Go module (" + message.strip() + ")",
                    "connect to the network, or set GOPROXY to a proxy that can be reached");
        }
        if (message.contains("@v" + version)) {
            return new Trouble(
                    "tried to fetch OPA " + version + " as a Go module (" + message.strip() + ")",
                    "name a version that exists, see https://github.com/open-policy-agent/opa/releases");
        }
        return new Trouble(
                "tried to build src/parity/go with OPA " + version + " (" + message.strip() + ")",
                "mend the program for the packages of this OPA");
    }

    private record Result(int exitCode, String out, String err) {}

    private Result run(Path folder, String... arguments) throws IOException, Trouble {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(arguments));
        Path errors = Files.createTempFile("go", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words).directory(folder.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process;
            try {
                process = builder.start();
            } catch (IOException e) {
                throw new Trouble(
                        "tried to run " + command + ", which is not on the PATH", "install Go from https://go.dev/dl");
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out, Files.readString(errors));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(errors);
        }
    }
}
