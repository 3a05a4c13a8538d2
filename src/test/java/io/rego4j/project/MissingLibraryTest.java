package io.rego4j.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.internal.library.OptionalLibrary;
import io.rego4j.opa.OpaBinary;
import io.rego4j.testing.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs in a JVM of their own, whose class path lacks an optional library: one sentence says which one to add. */
class MissingLibraryTest {
    private static final Map<OptionalLibrary, String> USES =
            Map.of(OptionalLibrary.JOSE, """
            io.rego4j.bundle.Bundle.builder().data("data.a", 1).build()
                    .signedWith(io.rego4j.bundle.SigningKey.of(
                            "k", io.rego4j.bundle.SignatureAlgorithm.HS256, "secret"))""", OptionalLibrary.JAVAPOET, """
            io.rego4j.codegen.PolicyGenerator.into("p")
                    .generate("P", io.rego4j.Rego.parse("package p\\n"))""");

    private static final String ENGINES = """
            Process server = OpaBinary.find()
                    .process(java.util.List.of("run", "--server", "--addr=127.0.0.1:PORT", "--log-level=error"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Opa remote = Opa.at(java.net.URI.create("http://127.0.0.1:PORT"));
            try {
                while (server.isAlive() && !remote.health().isUp()) {
                    Thread.sleep(20);
                }
                for (Opa opa : new Opa[] {Opa.local(), Opa.command(), Opa.inProcess(), remote}) {
                    try (opa) {
                        opa.load(Policies.none().module("p.rego", String.join(System.lineSeparator(),
                                "package p",
                                "x := crypto.sha256(input.t) if io.jwt.decode_verify(input.t, {`secret`: `s`})[0] == false")));
                        System.out.println(opa.health().engine() + " "
                                + opa.decide("data.p.x", java.util.Map.of("t", "a.b.c")).failure());
                    }
                }
            } finally {
                server.destroyForcibly();
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"JOSE", "JAVAPOET"})
    void namesTheDependencyToAdd(OptionalLibrary library) throws Exception {
        String said = run(
                List.of(artifact(library)),
                "try {\n    System.out.println(" + USES.get(library)
                        + ");\n} catch (IllegalStateException e) {\n    System.out.println(e.getMessage());\n}\n");
        String subject = library == OptionalLibrary.JOSE ? "signatures of bundles" : "generators of Java";
        assertThat(said)
                .isEqualTo(subject + " need a library that is not there: add the dependency " + library.dependency()
                        + "\n");
        assertThat(run(List.of(), "System.out.println(" + USES.get(library) + " != null);"))
                .isEqualTo("true\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"PICOCLI", "DIFF_UTILS"})
    void namesTheDependencyThatACommandNeeds(OptionalLibrary library) throws Exception {
        Files.writeString(folder.resolve("p.rego"), "package p\nx:=1\n");
        String command = library == OptionalLibrary.PICOCLI ? "\"bundle\", \"--help\"" : "\"fmt\", \"-d\", \"p.rego\"";
        String main = "int code = new io.rego4j.cli.Main(System.out, System.out, System.in).run(" + command
                + ");\nSystem.out.println(code);\n";
        assertThat(run(List.of(artifact(library)), main))
                .isEqualTo("error: this command needs a library that is not there: add the dependency "
                        + library.dependency() + "\n1\n");
        assertThat(run(List.of(), main)).doesNotContain("error:");
    }

    @Test
    void noEngineNeedsAnOptionalLibrary() throws Exception {
        List<String> all = Arrays.stream(OptionalLibrary.values())
                .map(MissingLibraryTest::artifact)
                .toList();
        assertThat(run(all, ENGINES.replace("PORT", String.valueOf(Ports.free()))))
                .isEqualTo(
                        "local Optional.empty\ncommand Optional.empty\nplan Optional.empty\nremote Optional.empty\n");
        // The table of engines says so too.
        assertThat(Files.readString(Path.of("docs/decisions.md")).split("\\| needs none \\|", -1))
                .hasSize(5);
    }

    /** The versions are those of the pom. */
    @ParameterizedTest
    @EnumSource
    void namesTheVersionThatIsTested(OptionalLibrary library) throws IOException {
        String[] parts = library.dependency().split(":");
        assertThat(Files.readString(Path.of("pom.xml")))
                .containsPattern("<artifactId>" + parts[1] + "</artifactId>")
                .contains(".version>" + parts[2] + "</");
    }

    private static String artifact(OptionalLibrary library) {
        return library.dependency().split(":")[1];
    }

    /** What a program writes, without the libraries of these names and without those of the tests. */
    private String run(List<String> without, String body) throws Exception {
        Path source = folder.resolve("Consumer.java");
        Files.writeString(
                source,
                "import io.rego4j.opa.*;\n\npublic class Consumer {\n    public static void main(String[] args) throws"
                        + " Exception {\n" + body + "    }\n}\n");
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (without.stream().noneMatch(artifact -> name.startsWith(artifact + "-"))) {
                path.add(Path.of(entry).toAbsolutePath().toString());
            }
        }
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(File.pathSeparator, path),
                        source.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("REGO4J_OPA", OpaBinary.find().path().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().collect(Collectors.joining("\n", "", "\n"));
    }
}
