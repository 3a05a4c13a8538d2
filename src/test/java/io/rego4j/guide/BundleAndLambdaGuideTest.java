package io.rego4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleCompiler;
import io.rego4j.bundle.BundleServer;
import io.rego4j.bundle.PatchOperation;
import io.rego4j.bundle.SignatureAlgorithm;
import io.rego4j.bundle.SigningKey;
import io.rego4j.bundle.Verification;
import io.rego4j.lambda.Architecture;
import io.rego4j.lambda.LambdaPack;
import io.rego4j.opa.OpaBinary;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/bundles.md and docs/lambda.md, which must stand here word for word; and the tests that they name. */
class BundleAndLambdaGuideTest {
    private static final Path HERE = Path.of("src/test/java/io/rego4j/guide/BundleAndLambdaGuideTest.java");

    @TempDir
    private Path folder;

    @Test
    void theBundleGuideRuns() throws Exception {
        Bundle bundle = Bundle.builder()
                .module("shop/policy.rego", "package shop\n\nallow if input.user in data.users\n")
                .module("shop/limits.rego", Rego.parse("package shop\n\nlimit := 3\n"))
                .data("users", List.of("ann", "bob"))
                .yaml("prices.yaml", "prices: {tea: 1.50}")
                .revision("42")
                .roots("shop", "users", "prices")
                .build();
        bundle.writeTo(folder.resolve("bundle.tar.gz"));

        Bundle read = Bundle.read(folder.resolve("bundle.tar.gz"));
        assertThat(read.revision()).isEqualTo("42");
        assertThat(read.data().get("users")).isEqualTo(List.of("ann", "bob"));
        assertThat(read).isEqualTo(bundle);

        SigningKey key = SigningKey.of("prod", SignatureAlgorithm.HS256, "a secret of at least 32 characters");
        bundle.signedWith(key).writeTo(folder.resolve("signed.tar.gz"));
        Verification against = Verification.of("prod", SignatureAlgorithm.HS256, "a secret of at least 32 characters");
        Bundle trusted = Bundle.reader().verifying(against).read(folder.resolve("signed.tar.gz"));
        assertThat(trusted).isEqualTo(bundle);

        Bundle delta = Bundle.delta(
                bundle.manifest().withRevision("43"),
                List.of(PatchOperation.upsert("users", List.of("ann")), PatchOperation.remove("prices/tea")));
        assertThat(delta.isDelta()).isTrue();

        Bundle planned = BundleCompiler.with(OpaBinary.find())
                .compile(bundle, BundleCompiler.Target.PLAN, List.of("shop/allow"));
        assertThat(planned.files()).anyMatch(file -> file.path().equals("plan.json"));

        try (BundleServer server = BundleServer.builder()
                .file("shop", folder.resolve("bundle.tar.gz"), Bundle.reader())
                .start()) {
            assertThat(server.uri().getPath()).isEqualTo("/");
        }
    }

    @Test
    void theLambdaGuideRuns() throws Exception {
        LambdaPack.builder()
                .bundle(Bundle.builder()
                        .policies(Path.of("samples/hello"))
                        .regoVersion(RegoVersion.V0)
                        .build())
                .name("hello")
                .architecture(Architecture.ARM64)
                .build()
                .writeTo(folder.resolve("pack"));
        assertThat(folder.resolve("pack/Dockerfile")).exists();
    }

    @Test
    void eachSnippetOfTheGuidesStandsInThisFile() throws IOException {
        String here = plain(Files.readString(HERE));
        for (String guide : List.of("docs/bundles.md", "docs/lambda.md")) {
            Matcher snippet =
                    Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of(guide)));
            assertThat(snippet.results())
                    .as(guide)
                    .isNotEmpty()
                    .allSatisfy(match ->
                            assertThat(here).contains(plain(match.group(1)).replaceFirst("}$", "")));
        }
    }

    @Test
    void eachTestThatTheLambdaGuideNamesIsThere() throws IOException {
        String guide = Files.readString(Path.of("docs/lambda.md"));
        Matcher named = Pattern.compile("`(\\w+(?:Test|Contract))\\.(\\w+)`").matcher(guide);

        assertThat(named.results())
                .hasSizeGreaterThan(15)
                .allSatisfy(match -> assertThat(
                                Files.readString(Path.of("src/test/java/io/rego4j/lambda", match.group(1) + ".java")))
                        .contains("void " + match.group(2) + "("));
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }
}
