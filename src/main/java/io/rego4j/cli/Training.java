package io.rego4j.cli;

import io.rego4j.playground.Playground;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The training run for class data sharing (CDS): the launcher runs it twice after each build, with more commands each
 * time, and the JVM writes the classes that were loaded into an archive.
 */
final class Training {
    private static final String POLICY = """
            package example

            import data.users
            import data.teams as groups
            import rego.v1

            # METADATA
            # title: Who may
            default allow := false

            allow if {
            	some user in users # a comment
            	user.name == input.user
            	not user.blocked
            	count([x | x := user.roles[_]; startswith(x, "admin")]) > 0
            	every role in user.roles { role != "none" }
            }

            names contains {"name": n, "id": {1, 2}, "all": [n]} if n := $"{input.user}"

            f(x) := y if { y := x + 1 } else := 2

            g[key].all if {
            	not input.roles[key] == null
            	some i, v in [{k: w | some k, w in input}, {w | w := `raw`}]
            	f(i) > 1.5 with input.n as v
            }
            """;

    /** The commands for which start-up time matters most, as editors and hooks run them. */
    private static final List<List<String>> COMMON = List.of(
            List.of("fmt"),
            List.of("fmt", "FILE"),
            List.of("fmt", "--check", "FILE"),
            List.of("fmt", "-w", "FILE"),
            List.of("fmt", "--check", "FILE", "FILE"),
            List.of("fmt", "-d", "FILE"),
            List.of("fmt", "-l", "FOLDER"),
            List.of("parse", "FILE"),
            List.of("version"));

    /** More common commands, and with them the classes that all commands share: flags and picocli. */
    private static final List<List<String>> ALL = List.of(
            List.of("check", "FILE"),
            List.of("java", "FILE"),
            List.of("migrate", "FILE"),
            List.of("help", "eval"),
            List.of("--help"));

    private Training() {}

    /**
     * Plain loops, as classes that this method needs would be added to the archive.
     *
     * @param args "common" or "all", and a folder that is created and deleted again: a temporary one would load the
     *     JDK's random numbers
     */
    public static void main(String[] args) throws IOException {
        // Main reads this variable before it runs a command.
        System.getenv("NO_COLOR");
        Path folder = Files.createDirectory(Path.of(args[1]));
        Path file = folder.resolve("policy.rego");
        try {
            Files.writeString(file, POLICY);
            run(COMMON, folder, file);
            if (args[0].equals("all")) {
                run(ALL, folder, file);
                playground();
            }
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void run(List<List<String>> commands, Path folder, Path file) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (List<String> command : commands) {
            String[] words = new String[command.size()];
            for (int i = 0; i < words.length; i++) {
                String word = command.get(i);
                words[i] = word.equals("FILE") ? file.toString() : word.equals("FOLDER") ? folder.toString() : word;
            }
            new Main(nowhere, nowhere, new ByteArrayInputStream(POLICY.getBytes(StandardCharsets.UTF_8))).run(words);
        }
    }

    /** The requests that the playground's page sends when it is opened. */
    private static void playground() throws IOException {
        String body =
                "{\"active\": \"a.rego\", \"modules\": [{\"name\": \"a.rego\", \"text\": \"package a\\n\\np if input.x > 1\\n\"}]}";
        try (Playground playground = Playground.builder().port(0).start()) {
            URI address = playground.uri();
            ask(address, "GET " + address.getPath(), "");
            for (String name : List.of("files", "builtins", "analyze")) {
                ask(address, "POST " + address.getPath() + "api/" + name, body);
            }
        }
    }

    /** Sends a request through a socket: the JDK's HTTP client would be added to the archive. */
    private static void ask(URI address, String what, String body) throws IOException {
        String request = what + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nOrigin: http://"
                + address.getAuthority() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }
}
