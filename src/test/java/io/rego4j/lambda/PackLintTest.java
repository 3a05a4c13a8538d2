package io.rego4j.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the linters of others say about each kind of pack. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("slow")
class PackLintTest {
    private static final Bundle BUNDLE =
            Bundle.builder().module("hello.rego", "package hello\n\nx := 1\n").build();

    private static Path packs;

    @BeforeAll
    static void writePacks(@TempDir Path folder) throws Exception {
        LambdaPackBuilder[] settings = {
            builder(),
            builder().adapter(Adapter.SHELL).auth(ApiAuth.API_KEY),
            builder().adapter(Adapter.WEB_ADAPTER).auth(ApiAuth.IAM).architecture(Architecture.ARM64),
            builder().adapter(Adapter.WEB_ADAPTER).api(ApiType.HTTP),
            builder().api(ApiType.HTTP),
            builder().api(ApiType.HTTP).auth(ApiAuth.IAM).releasedOpa("a".repeat(64), "b".repeat(64)),
            builder().authorizer("authz/allow")
        };
        for (int i = 0; i < settings.length; i++) {
            settings[i].build().writeTo(folder.resolve("pack" + i));
        }
        packs = folder;
    }

    private static LambdaPackBuilder builder() {
        return LambdaPack.builder().bundle(BUNDLE);
    }

    @Test
    void cfnLintTakesEachTemplate() throws Exception {
        clean(List.of(Tools.linter("cfn-lint").toString(), "--regions", "eu-central-1", "--"), "template.yaml");
    }

    @Test
    void hadolintTakesEachDockerfile() throws Exception {
        clean(List.of(Tools.linter("hadolint").toString()), "Dockerfile");
    }

    @Test
    void shellcheckTakesEachScript() throws Exception {
        clean(List.of(Tools.linter("shellcheck").toString()), "start.sh", "pack.sh", "bootstrap");
    }

    @Test
    void eachOpenApiFileIsOne() throws Exception {
        clean(List.of(Tools.linter("python").toString(), "-m", "openapi_spec_validator"), "openapi.yaml");
    }

    @Test
    void theForwarderIsCleanGo() throws Exception {
        Path pack = packs.resolve("pack0");
        Tools.Result version = Tools.run(pack, "go", "version");
        Tools.skipUnless(version.exitCode() == 0, "there is no Go: " + version.output());

        Tools.Result vet = Tools.run(pack.resolve("forwarder"), "go", "vet", "./...");
        assertThat(vet.exitCode()).as(vet.output()).isZero();
        assertThat(Tools.run(pack, "gofmt", "-l", "forwarder").output()).isEmpty();
        for (Architecture architecture : Architecture.values()) {
            String target = "GOARCH=" + architecture.docker();
            Tools.Result build = Tools.run(
                    pack.resolve("forwarder"), "env", "GOOS=linux", target, "go", "build", "-o", "/dev/null", ".");
            assertThat(build.exitCode()).as(target + ": " + build.output()).isZero();
        }
    }

    /** Runs a linter on all files of these names. */
    private static void clean(List<String> linter, String... names) throws IOException {
        List<String> command = new ArrayList<>(linter);
        try (Stream<Path> walk = Files.walk(packs)) {
            walk.filter(path -> List.of(names).contains(path.getFileName().toString()))
                    .sorted()
                    .forEach(path -> command.add(path.toString()));
        }
        assertThat(command).hasSizeGreaterThan(linter.size() + 4);
        Tools.Result result = Tools.run(packs, command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
