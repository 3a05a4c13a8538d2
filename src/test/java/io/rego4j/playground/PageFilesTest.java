package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the page: the built one is what its script makes, and no other names another server. */
class PageFilesTest {
    private static final Path SOURCES = Path.of("src/main/playground");
    private static final Path BUILT = Path.of("src/main/resources/io/rego4j/playground/page/vendor");
    private static final Pattern HEAD = Pattern.compile(
            "// Made by src/main/playground/build.mjs from ([0-9a-f]{64}); what follows is ([0-9a-f]{64})\n");

    @Test
    void theBuiltFileIsMadeFromWhatLiesBesideItsScript() throws Exception {
        String built = Files.readString(BUILT.resolve("codemirror.js"));
        Matcher head = HEAD.matcher(built);
        assertThat(head.lookingAt()).isTrue();
        MessageDigest sources = sha256();
        for (String file : new String[] {"build.mjs", "codemirror.js", "package-lock.json"}) {
            sources.update(Files.readAllBytes(SOURCES.resolve(file)));
        }
        assertThat(head.group(1))
                .as("the hash of the sources; npm ci && node build.mjs in %s makes the file anew", SOURCES)
                .isEqualTo(HexFormat.of().formatHex(sources.digest()));
        byte[] code = built.substring(head.end()).getBytes(StandardCharsets.UTF_8);
        assertThat(head.group(2))
                .as("the hash of the built code")
                .isEqualTo(HexFormat.of().formatHex(sha256().digest(code)));
    }

    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }

    @Test
    void theScriptMakesTheSameFileAgain(@TempDir Path folder) throws Exception {
        assumeThat(Page.program("node")).as("node on the PATH").isPresent();
        assumeThat(SOURCES.resolve("node_modules/esbuild"))
                .as("the libraries of the page: run npm ci in " + SOURCES)
                .exists();
        Process node = new ProcessBuilder(
                        "node", "build.mjs", folder.toAbsolutePath().toString())
                .directory(SOURCES.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(said).isZero();
        for (String file : new String[] {"codemirror.js", "licences.txt"}) {
            assertThat(folder.resolve(file)).hasSameBinaryContentAs(BUILT.resolve(file));
        }
    }

    @Test
    void eachLibraryComesWithItsLicence() throws IOException {
        assertThat(Files.readString(BUILT.resolve("licences.txt")))
                .contains("@codemirror/view 6.", "(MIT)", "Permission is hereby granted");
    }

    @Test
    void thePageNamesNoOtherServer() throws IOException {
        Pattern address = Pattern.compile("https?://(?!www\\.w3\\.org/2000/svg)[a-z0-9.]+");
        try (Stream<Path> files = Files.walk(SOURCES.resolve("page"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(address);
            }
        }
    }
}
