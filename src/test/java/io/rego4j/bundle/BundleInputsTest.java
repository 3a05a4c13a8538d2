package io.rego4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.source.RegoVersion;
import io.rego4j.testing.OpaProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bundle is made of: folders with manifests, data alone, other bundles, and deltas. */
class BundleInputsTest {
    @TempDir
    private Path folder;

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Two folders laid out as bundles, each with its own roots. */
    private void teams() throws IOException {
        write("shop/.manifest", "{\"revision\": \"7\", \"roots\": [\"shop\"], \"metadata\": {\"team\": \"a\"}}");
        write("shop/shop/p.rego", "package shop\n\nx := data.shop.limit\n");
        write("shop/shop/data.json", "{\"limit\": 3}");
        write("bank/.manifest", "{\"roots\": [\"bank\"], \"rego_version\": 0}");
        write("bank/bank/p.rego", "package bank\n\ny { input.z }\n");
    }

    @Test
    void aFoldersManifestIsKeptSoThatOpaLoadsTwoBundlesTogether() throws Exception {
        teams();
        Bundle shop = Bundle.builder().policies(folder.resolve("shop")).build();
        Bundle bank = Bundle.builder().policies(folder.resolve("bank")).build();
        shop.writeTo(folder.resolve("shop.tar.gz"));
        bank.writeTo(folder.resolve("bank.tar.gz"));

        assertThat(shop.manifest().revision()).isEqualTo("7");
        assertThat(shop.manifest().roots()).containsExactly("shop");
        assertThat(shop.manifest().metadata()).isEqualTo(Map.of("team", "a"));
        assertThat(bank.manifest().regoVersion()).isEqualTo(RegoVersion.V0);
        assertThat(OpaProgram.run(
                        folder,
                        "eval",
                        "-b",
                        "shop.tar.gz",
                        "-b",
                        "bank.tar.gz",
                        "--format",
                        "raw",
                        "[data.shop.x, data.bank.y] with input.z as true"))
                .isEqualToIgnoringNewLines("[3,true]");
    }

    @Test
    void severalBundlesBecomeOneWithAllTheirRootsAndVersions() throws Exception {
        teams();
        Bundle bank = Bundle.builder().policies(folder.resolve("bank")).build();
        Bundle both = Bundle.builder()
                .policies(folder.resolve("shop"))
                .regoVersion(RegoVersion.V1)
                .add(bank)
                .build();
        both.writeTo(folder.resolve("both.tar.gz"));

        assertThat(both.manifest().roots()).containsExactly("shop", "bank");
        assertThat(both.revision()).isEqualTo("7");
        assertThat(both.manifest().fileRegoVersions()).isEqualTo(Map.of("/bank/p.rego", RegoVersion.V0));
        assertThat(OpaProgram.eval(
                        folder.resolve("both.tar.gz"), "[data.shop.x, data.bank.y] with input as {\"z\": true}"))
                .isEqualTo("[3,true]");
    }

    @Test
    void aVersionIsThatOfTheFileOrOfThePatternThatNamesIt() {
        Manifest manifest = Manifest.EMPTY
                .withRegoVersion(RegoVersion.V1)
                .withFileRegoVersions(Map.of("/a.b/p.rego", RegoVersion.V0, "/old/{x,y}/*", RegoVersion.V0));

        assertThat(manifest.regoVersionOf("a.b/p.rego")).isEqualTo(RegoVersion.V0);
        assertThat(manifest.regoVersionOf("a-b/p.rego")).isEqualTo(RegoVersion.V1);
        assertThat(manifest.regoVersionOf("old/y/p.rego")).isEqualTo(RegoVersion.V0);
        assertThat(manifest.regoVersionOf("old/z/p.rego")).isEqualTo(RegoVersion.V1);
    }

    @Test
    void aPatternLongerThanAnyPathIsRefused() {
        assertThatThrownBy(() -> Bundle.builder().regoVersion("{".repeat(100_000), RegoVersion.V0))
                .isInstanceOf(BundleException.class)
                .hasMessage("a pattern for paths has 100001 characters, more than 4096");
    }

    @Test
    void whatDoesNotGoTogetherIsSaid() throws Exception {
        teams();
        BundleBuilder one = Bundle.builder().policies(folder.resolve("shop"));
        assertThatThrownBy(() -> one.policies(folder.resolve("shop")))
                .hasMessageContaining("the roots \"shop\" and \"shop\" overlap");
        write("bank/.manifest", "{\"roots\": [\"bank\"], \"revision\": \"8\"}");
        write("bank/bank/p.rego", "package bank\n\ny := 1\n");
        BundleBuilder two = Bundle.builder().policies(folder.resolve("shop")).policies(folder.resolve("bank"));
        assertThatThrownBy(two::build).hasMessage("the bundles have the revisions [7, 8]: name that of the whole");
        assertThat(two.revision("9").build().revision()).isEqualTo("9");
        write("bank/.manifest", "{\"roots\": [\"bank\"], \"metadata\": {\"team\": \"b\"}}");
        assertThatThrownBy(
                        () -> Bundle.builder().policies(folder.resolve("shop")).policies(folder.resolve("bank")))
                .hasMessage("two manifests have different metadata for \"team\"");
        write("shop/other.rego", "package other\n");
        assertThatThrownBy(
                        () -> Bundle.builder().policies(folder.resolve("shop")).build())
                .hasMessage("other.rego: package other lies outside of the roots [shop] of the bundle");
        Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> Bundle.builder().policies(folder.resolve("empty")))
                .hasMessageEndingWith("empty: there are no policies and no data here");
    }

    @Test
    void dataAloneIsABundleAndIgnoredNamesStayOut() throws Exception {
        write("data/users/data.yaml", "ann: {}\n");
        write("data/.git/data.json", "{\"secret\": true}");
        write("data/old_data/data.json", "{\"old\": true}");
        write("data/x_fixture.rego", "package x\n");

        Bundle bundle = Bundle.builder()
                .ignoring(List.of(".*", "old*", "*_fixture.rego"))
                .policies(folder.resolve("data"))
                .build();
        assertThat(bundle.data()).hasToString("{users={ann={}}}");
        assertThat(bundle.modules()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO,
                TarConstants.LF_LINK,
                TarConstants.LF_SYMLINK
            })
    void onlyFilesComeOutOfAnArchive(byte kind) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            tar.putArchiveEntry(new TarArchiveEntry("data.json", kind));
            tar.closeArchiveEntry();
        }
        Path file = Files.write(folder.resolve("b.tar.gz"), bytes.toByteArray());

        assertThatThrownBy(() -> Bundle.read(file))
                .isInstanceOf(BundleException.class)
                .hasMessage("data.json: a bundle holds files, no links and no devices");
    }

    @Test
    void aSignatureHoldsForTheFolderAsOpaNamedIt() throws Exception {
        teams();
        OpaProgram.run(folder, "sign", "--signing-alg", "HS256", "--signing-key", "secret", "--bundle", "shop");
        Files.move(folder.resolve(".signatures.json"), folder.resolve("shop/.signatures.json"));
        Verification key = Verification.of("default", SignatureAlgorithm.HS256, "secret");
        // The folder is named from where the command runs, and that is another place here.
        String signed = Files.readString(folder.resolve("shop/.signatures.json"));
        Path named = Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());
        OpaProgram.run(
                Path.of("").toAbsolutePath(),
                "sign",
                "--signing-alg",
                "HS256",
                "--signing-key",
                "secret",
                "--bundle",
                named.resolve("bank").toString(),
                "--output-file-path",
                folder.resolve("bank").toString());

        assertThat(Bundle.reader().verifying(key).read(named.resolve("bank")).isSigned())
                .isTrue();
        write("bank/bank/p.rego", "package bank\n\ny { true }\n");
        assertThatThrownBy(() -> Bundle.reader().verifying(key).read(named.resolve("bank")))
                .hasMessageStartingWith("bank/p.rego: is not the file that was signed");
        assertThat(signed).isNotEmpty();
        assertThatThrownBy(() -> Bundle.reader().verifying(key).read(folder.resolve("shop")))
                .hasMessageContaining("not in the signature of the bundle");
    }

    @Test
    void changesAreAppliedAsOpaAppliesThem() throws Exception {
        Bundle whole = Bundle.builder()
                .json("data.json", "{\"a\": {\"b\": [1, 2, 3], \"c~/d\": 1, \"gone\": 0}, \"keep\": true}")
                .revision("1")
                .build();
        Bundle delta = Bundle.delta(
                Manifest.EMPTY.withRevision("2"),
                List.of(
                        PatchOperation.upsert("a/b/1", "in"),
                        PatchOperation.upsert("a/b/-", "end"),
                        PatchOperation.remove("a/b/0"),
                        PatchOperation.replace("a/b/2", Map.of("x", 1)),
                        PatchOperation.upsert("a/b/2/y", 2),
                        PatchOperation.replace("a/c~0~1d", List.of()),
                        PatchOperation.remove("a/gone"),
                        PatchOperation.upsert("new/deep/er", 1)));
        try (BundleServer server = BundleServer.builder().bundle("b", whole).start();
                OpaServer opa = new OpaServer(
                        folder,
                        "--set=services.s.url=" + server.uri(),
                        "--set=bundles.b.service=s",
                        "--set=bundles.b.resource=bundles/b",
                        "--set=bundles.b.polling.min_delay_seconds=1",
                        "--set=bundles.b.polling.max_delay_seconds=1",
                        "--set=bundles.b.polling.long_polling_timeout_seconds=20")) {
            server.replace("b", delta);
            io.rego4j.testing.Await.until(
                    opa::logged, () -> opa.get("/v1/data/new").body().contains("deep"));
            Bundle after = whole.changedBy(delta);

            assertThat(after.revision()).isEqualTo("2");
            for (String path : List.of("a", "keep", "new")) {
                Path file = folder.resolve("after.tar.gz");
                after.writeTo(file);
                assertThat("{\"result\":" + OpaProgram.eval(file, "json.marshal(data." + path + ")") + "}")
                        .isEqualTo(opa.get("/v1/data/" + path).body().strip());
            }
            assertThatThrownBy(() -> server.replace(
                            "b", Bundle.delta(Manifest.EMPTY, List.of(PatchOperation.replace("nothing/here", 1)))))
                    .hasMessage("the patch at /nothing/here goes where the data has nothing");
        }
    }
}
