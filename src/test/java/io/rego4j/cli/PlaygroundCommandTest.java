package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.opa.OpaBinary;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that serves the playground, as a process of its own. */
class PlaygroundCommandTest {
    private static final String LOOP =
            "package a\\n\\np := count([1 | some i in numbers.range(1, 30000); some j in numbers.range(1, 30000); i == j])\\n";

    @TempDir
    private Path folder;

    private Process process;

    /** Starts the command and gives the address that it prints. */
    private URI start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                "io.rego4j.cli.Main",
                "playground",
                "--no-browser"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().put("REGO4J_OPA", OpaBinary.find().path().toString());
        process = builder.start();
        String address =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(address).as(Files.readString(folder.resolve("errors"))).isNotNull();
        return URI.create(address);
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    @Tag("slow")
    void controlCEndsItWithAllThatIsEvaluating() throws Exception {
        URI address = start("--port", "0");
        String body =
                "{\"page\": \"t\", \"version\": \"v1\", \"active\": \"a.rego\", \"modules\": [{\"name\": \"a.rego\", \"text\": \""
                        + LOOP + "\"}]}";
        HttpClient client = HttpClient.newHttpClient();
        client.sendAsync(
                HttpRequest.newBuilder(address.resolve("api/evaluate"))
                        .header("Content-Type", "application/json")
                        .header("Origin", "http://" + address.getAuthority())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        List<ProcessHandle> evaluating = List.of();
        for (int i = 0; i < 1000 && evaluating.isEmpty(); i++) {
            Thread.sleep(10);
            evaluating = process.descendants()
                    .filter(each -> List.of(each.info().arguments().orElse(new String[0]))
                            .contains("eval"))
                    .toList();
        }
        assertThat(evaluating).hasSize(1);
        // The signal of Ctrl-C, and to this process alone: a terminal would send it to its children too.
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        evaluating.get(0).onExit().get(10, TimeUnit.SECONDS);
        assertThat(Files.list(folder.resolve("tmp"))
                        .filter(each -> each.getFileName().toString().startsWith("rego4j-")))
                .isEmpty();
    }

    @Test
    @Tag("slow")
    void foldersAndDocumentsAreOpenedAndALinkIsKept() throws Exception {
        Path policies = Files.createDirectories(folder.resolve("policies"));
        Files.writeString(policies.resolve("a.rego"), "package a\n");
        Files.writeString(policies.resolve("notes.txt"), "no policy");
        Path input = Files.writeString(folder.resolve("input.json"), "{}");
        URI address = start("--port", "0", policies.toString(), input.toString());
        HttpResponse<String> files = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address.resolve("api/files"))
                                .header("Content-Type", "application/json")
                                .header("Origin", "http://" + address.getAuthority())
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(files.body()).contains("a.rego", "input.json").doesNotContain("notes.txt");
        end();
        assertThat(start("--port", "0", "http://127.0.0.1:7346/#p1=abc").toString())
                .endsWith("/#p1=abc");
    }

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Main(out, errors, new ByteArrayInputStream(new byte[0])).run(arguments);
    }

    @Test
    void whatCannotBeStartedSaysWhy() throws IOException {
        assertThat(run("playground", "--no-browser", "/no/such/policy.rego")).isEqualTo(1);
        assertThat(run("playground", "--no-browser", "--port", "many")).isEqualTo(1);
        assertThat(run("playground", "--no-browser", "--port", "70000")).isEqualTo(1);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(run("playground", "--no-browser", "--port", port)).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .isEqualTo("error: /no/such/policy.rego: no such file or directory\n"
                            + "error: \"many\" is no port: give a number from 0 to 65535\n"
                            + "error: \"70000\" is no port: give a number from 0 to 65535\n"
                            + "error: port " + port + " is taken: name another one, or 0 for any\n");
        }
    }
}
