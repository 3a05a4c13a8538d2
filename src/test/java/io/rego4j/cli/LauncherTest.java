package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a Maven and a Java that only note how they were called. */
class LauncherTest {
    private static final String NOTE = "rego4j: building it from its sources";

    private static final List<String> TOOLS =
            List.of("find", "mkdir", "mv", "rm", "ln", "cat", "sed", "touch", "sleep", "readlink", "flock");

    @TempDir
    Path folder;

    private Path project;
    private Path bin;

    @BeforeEach
    void layOutAProject() throws IOException {
        project = Files.createDirectories(folder.resolve("a project"));
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(Path.of("rego4j"), project.resolve("rego4j"));
        script(project.resolve("rego4j"), Files.readString(Path.of("rego4j")));
        Files.createDirectories(project.resolve("src/main/java"));
        Files.createDirectories(project.resolve("grammar"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.writeString(project.resolve("src/main/java/A.java"), "class A {}");
        age(Instant.now().minusSeconds(60));
        // Only what the launcher may rely on: a Maven of this machine must not be found.
        for (String tool : TOOLS) {
            for (String place : List.of("/usr/bin", "/bin")) {
                if (Files.exists(Path.of(place, tool)) && !Files.exists(bin.resolve(tool))) {
                    script(bin.resolve(tool), "#!/bin/sh\nexec " + place + "/" + tool + " \"$@\"\n");
                }
            }
        }
        maven("sleep 0.3");
        script(bin.resolve("java"), """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
                for last; do :; done
                case "$*" in
                    *-Xshare:dump*) for o; do case $o in -XX:SharedArchiveFile=*) : >"${o#*=}" ;; esac; done ;;
                    *Training*) ;;
                    *) echo "ran $last" ;;
                esac
                """);
    }

    @Test
    void buildsOnFirstUseWithALineThatSaysSoAndNotAgain() throws Exception {
        Run first = run(project.resolve("rego4j"), "first");
        assertThat(first.out).isEqualTo("ran first\n");
        assertThat(first.err).startsWith(NOTE).hasLineCount(1);
        assertThat(run(project.resolve("rego4j"), "second")).isEqualTo(new Run(0, "ran second\n", ""));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceChangedOrWentAway() throws Exception {
        run(project.resolve("rego4j"), "first");
        Files.writeString(project.resolve("src/main/java/B.java"), "class B {}");
        assertThat(run(project.resolve("rego4j"), "x").err).startsWith(NOTE);
        Thread.sleep(20);
        Files.delete(project.resolve("src/main/java/B.java"));
        assertThat(run(project.resolve("rego4j"), "x").err).startsWith(NOTE);
        assertThat(run(project.resolve("rego4j"), "x").err).isEmpty();
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void worksThroughLinksAndFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a project/rego4j"));
        Path linked = Files.createSymbolicLink(bin.resolve("rego4j"), link);
        assertThat(run(linked, "through two links").out).isEqualTo("ran through two links\n");
        assertThat(project.resolve(".rego4j/current")).exists();
    }

    @Test
    void manyFirstUsesAtOnceBuildOnce() throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(start(project.resolve("rego4j"), "p" + i));
        }
        for (int i = 0; i < all.size(); i++) {
            Run run = finish(all.get(i));
            assertThat(run.exitCode).isZero();
            assertThat(run.out).isEqualTo("ran p" + i + "\n");
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aFailedBuildShowsWhyAndTheNextUseTriesAgain() throws Exception {
        maven("echo '[ERROR] no compiler'; exit 1");
        Run failed = run(project.resolve("rego4j"), "x");
        assertThat(failed.exitCode).isEqualTo(1);
        assertThat(failed.out).isEmpty();
        assertThat(failed.err).contains("[ERROR] no compiler", "the build failed");
        maven("");
        assertThat(run(project.resolve("rego4j"), "x").out).isEqualTo("ran x\n");
    }

    @Test
    void aKilledBuildLeavesNothingThatTheNextOneTrusts() throws Exception {
        maven("mkdir -p \"$folder/classes\"; echo half >\"$folder/classes/A.class\"; kill -9 $PPID; exit 1");
        assertThat(run(project.resolve("rego4j"), "x").exitCode).isNotZero();
        maven("[ -e \"$folder/classes/A.class\" ] && { echo 'half a class'; exit 1; }");
        assertThat(run(project.resolve("rego4j"), "x").out).isEqualTo("ran x\n");
    }

    @Test
    void allThatJavaIsToldIsWrittenByTheBuild() throws Exception {
        run(project.resolve("rego4j"), "first");
        script(bin.resolve("java"), "#!/bin/sh\nfor o; do echo \"$o\"; done\n");
        Files.setLastModifiedTime(bin.resolve("java"), FileTime.from(Instant.EPOCH));
        Run common = run(project.resolve("rego4j"), "fmt");
        assertThat(common.out)
                .startsWith("-Drego4j.terminals=\n@")
                .endsWith("-common.options\nfmt\n")
                .hasLineCount(3);
        assertThat(run(project.resolve("rego4j"), "check").out).endsWith("-all.options\ncheck\n");
        String options =
                Files.readString(Path.of(common.out.lines().toList().get(1).substring(1)));
        String made = project.toRealPath() + "/.rego4j/run.";
        assertThat(options)
                .contains("\n\"-XX:SharedArchiveFile=" + made, "-common.archive\"\n", "\n-cp \"" + made)
                .endsWith("io.rego4j.cli.Main\n");
    }

    @Test
    void withoutMavenSaysWhatIsMissing() throws Exception {
        Files.delete(bin.resolve("mvn"));
        Run run = run(project.resolve("rego4j"), "x");
        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.err).contains("Maven is needed to build rego4j");
    }

    @Test
    void anOldJavaIsNamed() throws Exception {
        script(bin.resolve("java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
        Run run = run(project.resolve("rego4j"), "x");
        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.err).contains("Java 17 or later is needed", "is Java 11");
    }

    /** A Maven that does {@code before}, then makes the jars. */
    private void maven(String before) throws IOException {
        script(bin.resolve("mvn"), """
                #!/bin/sh
                echo build >>"%s"
                for o; do case $o in -Dbuild.folder=*) folder=${o#*=} ;; esac; done
                %s
                mkdir -p "$folder/launcher"
                : >"$folder/launcher/rego4j.jar"
                : >"$folder/launcher/other.jar"
                """.formatted(folder.resolve("builds"), before));
    }

    private long builds() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("builds"))) {
            return lines.count();
        }
    }

    private void age(Instant time) throws IOException {
        try (Stream<Path> all = Files.walk(project)) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(time));
            }
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Run(int exitCode, String out, String err) {}

    private Run run(Path launcher, String... arguments) throws Exception {
        return finish(start(launcher, arguments));
    }

    private Process start(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", bin.toString());
        environment.remove("JAVA_HOME");
        environment.remove("REGO4J_JAVA_OPTS");
        return builder.start();
    }

    private static Run finish(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, err);
    }
}
