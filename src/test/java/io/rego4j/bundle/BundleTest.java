package io.rego4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.bundle.content.BundleArchive;
import io.rego4j.source.RegoVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

/** Bundles as such: what goes in comes out, in the same bytes, and what may not go in is refused. */
class BundleTest {
    private static final String POLICY = "package shop\n\nallow if input.user in data.users\n";

    @TempDir
    private Path folder;

    private record Limits(int most, double share) {}

    @Test
    void theSameContentGivesTheSameBytesInAnyOrder() {
        Bundle one = Bundle.builder()
                .module("shop/a.rego", POLICY)
                .module("b.rego", "package b\n")
                .data("users", List.of("ann"))
                .data("x.y", 1)
                .revision("r1")
                .build();
        Bundle other = Bundle.builder()
                .revision("r1")
                .json("x", "{\"x\": {\"y\": 1}, \"users\": [\"ann\"]}")
                .module("b.rego", "package b\n")
                .module("/shop/a.rego", POLICY)
                .build();

        assertThat(other.sha256()).isEqualTo(one.sha256());
        assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
    }

    @Test
    void theBytesDependOnNothingOfTheMachine() {
        byte[] bytes = Bundle.builder().module("a.rego", POLICY).build().toBytes();

        // The gzip header: no flags and no time, and no operating system.
        assertThat(Arrays.copyOf(bytes, 4)).containsExactly(0x1f, 0x8b, 8, 0);
        assertThat(Arrays.copyOfRange(bytes, 4, 8)).containsOnly(0);
        assertThat(bytes[9]).isEqualTo((byte) 255);
    }

    @Test
    void whatIsWrittenReadsBackEqual() throws IOException {
        Bundle bundle = Bundle.builder()
                .module("shop/a.rego", POLICY)
                .module("ä/ö-" + "long".repeat(60) + ".rego", "package b\n")
                .data(Map.of("users", List.of("ann", "bob"), "none", List.of()))
                .data("limits", new Limits(3, 0.25))
                .revision("r1")
                .roots("shop", "b", "users", "none", "limits")
                .regoVersion(RegoVersion.V1)
                .regoVersion("old/*.rego", RegoVersion.V0)
                .metadata(Map.of("owner", "me"))
                .build();

        Path file = folder.resolve("deep/bundle.tar.gz");
        bundle.writeTo(file);
        Bundle again = Bundle.read(file);

        assertThat(again).isEqualTo(bundle);
        assertThat(again.toBytes()).isEqualTo(bundle.toBytes());
        assertThat(again.manifest()).isEqualTo(bundle.manifest());
        assertThat(again.regoVersionOf(BundleFile.of("old/x.rego", ""), RegoVersion.V2))
                .isEqualTo(RegoVersion.V0);
        assertThat(again.data().get("limits")).hasToString("{most=3, share=0.25}");
        assertThat(Files.list(file.getParent())).containsExactly(file);
    }

    @Test
    void numbersKeepTheirText() {
        Bundle bundle = Bundle.builder()
                .json("n", "{\"n\": [1.0, 1e3, 123456789012345678901234567890, -0.0, 1E+2]}")
                .data("java", Arrays.asList(1e21, 1e-7, 3.0, 1.5f, new BigDecimal("1.10"), Long.MIN_VALUE, null))
                .build();

        assertThat(bundle.data().get("n")).hasToString("[1.0, 1e3, 123456789012345678901234567890, -0.0, 1E+2]");
        assertThat(bundle.data().get("java")).hasToString("[1e+21, 1e-7, 3, 1.5, 1.10, -9223372036854775808, null]");
    }

    @Test
    void dataOfManyFilesFlowsTogether() {
        Bundle bundle = Bundle.builder()
                .file(BundleFile.of("a/data.json", "{\"x\": {\"one\": 1}}"))
                .file(BundleFile.of("a/x/data.yaml", "two: 2\n"))
                .yaml("more.yaml", "a: {y: [yes, true, ~]}")
                .build();

        assertThat(bundle.data()).hasToString("{a={x={one=1, two=2}, y=[yes, true, null]}}");
        assertThatThrownBy(() -> bundle.toBuilder().data("a.x.one", 2))
                .isInstanceOf(BundleException.class)
                .hasMessage("a.x.one: there is data at /a/x/one already: only objects are merged");
    }

    @Test
    void rootsMayNotOverlap() {
        assertThatThrownBy(() -> Bundle.builder().roots("a/b", "/a/"))
                .isInstanceOf(BundleException.class)
                .hasMessage("the roots \"a/b\" and \"a\" overlap: keep the wider one");
        assertThatThrownBy(() -> Bundle.builder().roots("", "x")).isInstanceOf(BundleException.class);
        assertThat(Bundle.builder()
                        .roots("a/b", "a/bc", "ab")
                        .build()
                        .manifest()
                        .roots())
                .containsExactly("a/b", "a/bc", "ab");
    }

    @Test
    void allThatIsInABundleLiesUnderItsRoots() {
        assertThatThrownBy(() -> Bundle.builder()
                        .roots("shop")
                        .module("x.rego", "# c\npackage shopping\n")
                        .build())
                .hasMessage("x.rego: package shopping lies outside of the roots [shop] of the bundle");
        assertThatThrownBy(() ->
                        Bundle.builder().roots("shop/eu").data("shop.us", 1).build())
                .hasMessage("data at /shop/us lies outside of the roots [shop/eu] of the bundle");
        assertThatThrownBy(
                        () -> Bundle.builder().roots("shop/eu").data("shop", 1).build())
                .isInstanceOf(BundleException.class);
        assertThat(Bundle.builder()
                        .roots("shop/eu", "a/b c")
                        .data("shop.eu.x", 1)
                        .module("x.rego", "package shop[\"eu\"].deep\n")
                        .module("y.rego", "package\n a[`b c`]\n")
                        .build()
                        .modules())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../x.rego", "a/../x.rego", "a//x.rego", "//x.rego", "", "a\\..\\x.rego", "a/\u0000.rego", ".."})
    void pathsThatLeadOutAreRefused(String path) throws IOException {
        assertThatThrownBy(() -> BundleFile.of(path, "x")).isInstanceOf(BundleException.class);
        if (!path.isEmpty() && path.indexOf('\u0000') < 0) {
            byte[] archive = archive(path, TarConstants.LF_NORMAL, "package x\n".getBytes());
            assertThatThrownBy(() -> Bundle.reader().read(new ByteArrayInputStream(archive)))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("is no path of a file in a bundle");
        }
    }

    @Test
    void linksAndDoublesAreRefused() throws IOException {
        byte[] link = archive("x.rego", TarConstants.LF_SYMLINK, new byte[0]);
        assertThatThrownBy(() -> Bundle.reader().read(new ByteArrayInputStream(link)))
                .hasMessage("x.rego: a bundle holds files, no links and no devices");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BundleArchive.write(List.of(BundleFile.of("a.rego", "package a"), BundleFile.of("a.rego", "package b")), out);
        assertThatThrownBy(() -> Bundle.reader().read(new ByteArrayInputStream(out.toByteArray())))
                .hasMessage("a.rego: twice in the bundle");
    }

    @Test
    void anArchiveBombIsRefusedBeforeItIsUnpacked() throws IOException {
        byte[] bomb = archive("data.json", TarConstants.LF_NORMAL, new byte[32 << 20]);
        assertThat(bomb.length).isLessThan(100_000);

        assertThatThrownBy(() -> Bundle.reader()
                        .withLimits(new BundleLimits(1 << 20, 1 << 22, 10))
                        .read(new ByteArrayInputStream(bomb)))
                .hasMessage("data.json: 33554432 bytes are more than the limit of 1048576");

        BundleBuilder many = Bundle.builder();
        for (int i = 0; i < 20; i++) {
            many.module("p" + i + ".rego", "package p" + i + "\n");
        }
        byte[] manyFiles = many.build().toBytes();
        assertThatThrownBy(() -> Bundle.reader()
                        .withLimits(new BundleLimits(1 << 20, 1 << 22, 10))
                        .read(new ByteArrayInputStream(manyFiles)))
                .hasMessage("the bundle has more than 10 files");
        assertThatThrownBy(() -> Bundle.reader()
                        .withLimits(new BundleLimits(100, 150, 100))
                        .read(new ByteArrayInputStream(manyFiles)))
                .hasMessageContaining("are more than the limit of 150");
    }

    @Test
    void deepJsonEndsInAnErrorAndNotInAnOverflow() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> Bundle.builder().json("deep.json", deep))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("deep.json: not JSON: Document nesting depth");
    }

    @Test
    void whatIsNoBundleIsSaidToBeNone() throws IOException {
        Path file = folder.resolve("x.tar.gz");
        Files.writeString(file, "hello");
        assertThatThrownBy(() -> Bundle.read(file)).isInstanceOfAny(BundleException.class, IOException.class);

        byte[] whole =
                Bundle.builder().module("a.rego", POLICY.repeat(1000)).build().toBytes();
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> Bundle.read(file)).isInstanceOfAny(BundleException.class, IOException.class);
    }

    @Test
    void whatIsCutOffIsSaidToEndTooEarly() {
        byte[] bytes = Bundle.builder().module("a.rego", POLICY).build().toBytes();
        for (int length = 20; length < bytes.length - 8; length += 10) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Bundle.reader().read(new ByteArrayInputStream(cut)))
                    .isInstanceOf(BundleException.class)
                    .hasMessageNotContaining("null");
        }
    }

    @Test
    void aDeltaHoldsItsStepsUnderTheRoots() throws IOException {
        Manifest manifest = Manifest.EMPTY.withRevision("r2").withRoots(List.of("users"));
        Bundle delta = Bundle.delta(
                manifest,
                List.of(PatchOperation.upsert("/users/ann", Map.of("age", 3)), PatchOperation.remove("users/bob")));
        Path file = folder.resolve("delta.tar.gz");
        delta.writeTo(file);

        assertThat(Bundle.read(file)).isEqualTo(delta);
        assertThat(Bundle.read(file).isDelta()).isTrue();
        assertThatThrownBy(() -> Bundle.delta(manifest, List.of(PatchOperation.remove("other"))))
                .hasMessage("the patch at /other lies outside of the roots [users] of the bundle");
        assertThatThrownBy(() -> delta.signedWith(SigningKey.of("k", SignatureAlgorithm.HS256, "secret")))
                .hasMessage("OPA knows no signature for a delta bundle");
    }

    private static byte[] archive(String path, byte type, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
            entry.setSize(content.length);
            if (type == TarConstants.LF_SYMLINK) {
                entry.setLinkName("/etc/passwd");
            }
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return out.toByteArray();
    }
}
