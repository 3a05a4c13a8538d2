package io.rego4j.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is a module itself: it sees the doors and nothing behind them, and needs nothing that is optional. */
@Tag("slow")
class ModularConsumerTest {
    private static final List<String> ALWAYS = List.of(
            "antlr4-runtime",
            "jackson-annotations-2",
            "jackson-core-2",
            "jackson-databind-2",
            "jackson-datatype-jdk8-2",
            "snakeyaml-engine",
            "jspecify",
            "commons-",
            "re2j");

    @TempDir
    Path folder;

    @Test
    void buildsAndFormats() throws Exception {
        Run compiled = compile("""
                package shop;

                import static io.rego4j.dsl.Dsl.*;

                public class Main {
                    public static void main(String[] args) {
                        System.out.print(io.rego4j.Rego.format(module("shop")
                                .add(rule("allow").when(input("user").eq("alice")))
                                .build()));
                    }
                }
                """);
        assertThat(compiled.output()).isEmpty();
        assertThat(run("java", "-p", modulePath() + File.pathSeparator + folder, "-m", "shop/shop.Main"))
                .isEqualTo(new Run(0, "package shop\n\nallow if input.user == \"alice\"\n"));
    }

    @Test
    void doesNotSeeWhatLiesBehindADoor() throws Exception {
        assertThat(compile("package shop;\n\nclass Main { io.rego4j.format.layout.Layout layout; }\n")
                        .output())
                .contains("package io.rego4j.format.layout is not visible")
                .contains("declared in module io.rego4j, which does not export it");
    }

    private Run compile(String main) throws Exception {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path module =
                Files.writeString(sources.resolve("module-info.java"), "module shop {\n    requires io.rego4j;\n}\n");
        Path program = Files.writeString(sources.resolve("Main.java"), main);
        return run("javac", "-p", modulePath(), "-d", folder.toString(), module.toString(), program.toString());
    }

    private static String modulePath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        ALWAYS.stream().anyMatch(Path.of(entry).getFileName().toString()::startsWith)
                                || Files.exists(Path.of(entry, "module-info.class")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private record Run(int exitCode, String output) {}

    private static Run run(String program, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", program).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
