package io.rego4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.bundle.content.BundleArchive;
import io.rego4j.internal.crypto.JwsAlgorithm;
import io.rego4j.internal.crypto.PemKeys;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signatures between us and the real OPA, for every algorithm, in both directions. */
class SignatureTest {
    private static final Map<SignatureAlgorithm, KeyPair> PAIRS = new EnumMap<>(SignatureAlgorithm.class);
    private static final Bundle BUNDLE = Bundle.builder()
            .module("shop/p.rego", "package shop\n\nx := data.n\n")
            .json("n", "{\"n\": [1.0, 1e3, \"<\\u2028é😀\\ufffe\", {\"😀\": 1, \"\\uffff\": 2, \"a\": null}]}")
            .revision("r1")
            .metadata(Map.of("b", 1, "a", List.of(true)))
            .build();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void opaAcceptsWhatWeSign(SignatureAlgorithm algorithm) throws Exception {
        Path file = folder.resolve("signed.tar.gz");
        BUNDLE.signedWith(SigningKey.of("prod", algorithm, secret(algorithm))).writeTo(file);

        assertThat(opaVerifies(file, algorithm).exitCode()).isZero();
        assertThat(Bundle.reader().verifying(verification(algorithm)).read(file))
                .isEqualTo(BUNDLE);
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void weAcceptWhatOpaSigns(SignatureAlgorithm algorithm) throws Exception {
        Path source = Files.createDirectories(folder.resolve("src"));
        Files.createDirectories(source.resolve("deep"));
        Files.writeString(source.resolve("p.rego"), "package shop\n");
        Files.writeString(source.resolve(".manifest"), "{\"revision\": \"r\"}");
        Files.writeString(source.resolve("data.json"), "{\"b\": [1.0, 1e3], \"a\": \"<\\u2028é\\u007f\\b\"}");
        Files.writeString(source.resolve("deep/data.yaml"), "z: 1\na: [1.0, 1e3, 1e22, 0.0000001, ~, x, 0x10]\n3: x\n");
        Path key = Files.writeString(folder.resolve("key"), secret(algorithm));

        OpaProgram.run(
                folder,
                "build",
                "-b",
                "src",
                "-o",
                "built.tar.gz",
                "--signing-alg",
                algorithm.name(),
                "--signing-key",
                algorithm.name().startsWith("HS") ? secret(algorithm) : key.toString());
        Bundle built = Bundle.reader().verifying(verification(algorithm)).read(folder.resolve("built.tar.gz"));
        assertThat(built.revision()).isEqualTo("r");
        // Written again it is still what was signed.
        built.writeTo(folder.resolve("again.tar.gz"));
        assertThat(opaVerifies(folder.resolve("again.tar.gz"), algorithm, "default")
                        .exitCode())
                .isZero();

        OpaProgram.run(
                source,
                "sign",
                "--bundle",
                ".",
                "--signing-alg",
                algorithm.name(),
                "--signing-key",
                algorithm.name().startsWith("HS") ? secret(algorithm) : key.toString());
        assertThat(Bundle.reader()
                        .verifying(verification(algorithm))
                        .read(source)
                        .isSigned())
                .isTrue();
    }

    @Test
    void opaRunTakesASignedBundleAndRefusesAChangedOne() throws Exception {
        Path good = folder.resolve("good.tar.gz");
        SigningKey key = SigningKey.of("prod", SignatureAlgorithm.HS256, "secret");
        BUNDLE.signedWith(key).writeTo(good);
        Bundle changed = BUNDLE.toBuilder().data("evil", 1).build();
        Path bad = folder.resolve("bad.tar.gz");
        Files.write(bad, withSignatureOf(changed, BUNDLE.signedWith(key)));

        // Without an address to listen on, "opa run" loads the bundle and reads a query.
        assertThat(runWithKey(good).output()).doesNotContain("error");
        assertThat(runWithKey(bad).output()).contains("digest mismatch");
        assertThatThrownBy(() -> Bundle.reader()
                        .verifying(Verification.of("prod", SignatureAlgorithm.HS256, "secret"))
                        .read(bad))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("data.json: is not the file that was signed");
    }

    private OpaProgram.Result runWithKey(Path bundle) {
        return OpaProgram.tryRun(
                folder,
                "run",
                "--verification-key",
                "secret",
                "--verification-key-id",
                "prod",
                "--signing-alg",
                "HS256",
                "--bundle",
                bundle.toString());
    }

    @Test
    void aKeyAlwaysHasAName() {
        assertThatThrownBy(() -> SigningKey.of(" ", SignatureAlgorithm.HS256, "secret"))
                .hasMessageStartingWith("a key needs a name");
        assertThatThrownBy(() -> Verification.of("", SignatureAlgorithm.HS256, "secret"))
                .hasMessageStartingWith("a key needs a name");
    }

    @Test
    void theTokenChoosesNeitherKeyNorAlgorithm() throws Exception {
        String publicKey = publicKey(SignatureAlgorithm.RS256);
        // The old trick: sign with HMAC, the public key as the secret.
        Path file = folder.resolve("tricked.tar.gz");
        BUNDLE.signedWith(SigningKey.of("prod", SignatureAlgorithm.HS256, publicKey))
                .writeTo(file);

        assertThatThrownBy(() -> Bundle.reader()
                        .verifying(Verification.of("prod", SignatureAlgorithm.RS256, publicKey))
                        .read(file))
                .hasMessage("the bundle is signed with HS256, the key \"prod\" is for RS256");
    }

    @Test
    void aSignedBundleIsNotReadWithoutSayingHow() throws Exception {
        Path file = folder.resolve("signed.tar.gz");
        BUNDLE.signedWith(SigningKey.of("prod", SignatureAlgorithm.HS256, "secret"))
                .writeTo(file);
        Path plain = folder.resolve("plain.tar.gz");
        BUNDLE.writeTo(plain);
        Verification verification = Verification.of("prod", SignatureAlgorithm.HS256, "secret");

        assertThatThrownBy(() -> Bundle.read(file)).hasMessage("the bundle is signed: name the key to verify it with");
        assertThat(Bundle.reader().skippingVerification().read(file)).isEqualTo(BUNDLE);
        assertThatThrownBy(() -> Bundle.reader().verifying(verification).read(plain))
                .hasMessageStartingWith("the bundle is not signed");
        assertThatThrownBy(() -> Bundle.reader()
                        .verifying(Verification.of("prod", SignatureAlgorithm.HS256, "other"))
                        .read(file))
                .hasMessageStartingWith("the signature of the bundle does not hold");
    }

    @Test
    void aFileMoreAndAFileLessAreNoticed() throws Exception {
        SigningKey key = SigningKey.of("prod", SignatureAlgorithm.HS256, "secret");
        Verification verification = Verification.of("prod", SignatureAlgorithm.HS256, "secret");
        Bundle more = BUNDLE.toBuilder().module("evil.rego", "package shop\n").build();
        Path file = folder.resolve("x.tar.gz");

        Files.write(file, withSignatureOf(more, BUNDLE.signedWith(key)));
        assertThatThrownBy(() -> Bundle.reader().verifying(verification).read(file))
                .hasMessage("evil.rego: not in the signature of the bundle");
        assertThat(Bundle.reader()
                        .verifying(verification.withExcluded(List.of("evil.*")))
                        .read(file))
                .isEqualTo(more);
        Files.write(file, withSignatureOf(BUNDLE, more.signedWith(key)));
        assertThatThrownBy(() -> Bundle.reader().verifying(verification).read(file))
                .hasMessage("signed, but not in the bundle: [evil.rego]");
    }

    @Test
    void theScopeMustFit() throws Exception {
        Path file = folder.resolve("x.tar.gz");
        BUNDLE.signedWith(SigningKey.of("prod", SignatureAlgorithm.HS256, "secret")
                        .withScope("write"))
                .writeTo(file);
        Verification verification = Verification.of("prod", SignatureAlgorithm.HS256, "secret");

        assertThat(Bundle.reader().verifying(verification.withScope("write")).read(file))
                .isEqualTo(BUNDLE);
        assertThatThrownBy(() -> Bundle.reader().verifying(verification).read(file))
                .hasMessage("the bundle is signed for the scope \"write\", not for \"\"");
        assertThat(OpaProgram.tryRun(
                                folder,
                                "build",
                                "-b",
                                "x.tar.gz",
                                "--verification-key",
                                "secret",
                                "--verification-key-id",
                                "prod",
                                "--signing-alg",
                                "HS256",
                                "--scope",
                                "write")
                        .exitCode())
                .isZero();
    }

    @Test
    void theOldFormsOfKeysAreRead() throws Exception {
        byte[] pkcs8 = pair(SignatureAlgorithm.RS256).getPrivate().getEncoded();
        // PKCS #1 is the octet string at the end of PKCS #8.
        String rsa = pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
        byte[] spki = pair(SignatureAlgorithm.RS256).getPublic().getEncoded();
        String rsaPublic = pem("RSA PUBLIC KEY", Arrays.copyOfRange(spki, 24, spki.length));
        // As "openssl ecparam -genkey" writes it; made for this test.
        String ec = """
                -----BEGIN EC PARAMETERS-----
                BggqhkjOPQMBBw==
                -----END EC PARAMETERS-----
                -----BEGIN EC PRIVATE KEY-----
                MHcCAQEEIOZ+o4dpDZihZM8h+BG/218mfTN9kBZBAstgCcW4KRuPoAoGCCqGSM49
                AwEHoUQDQgAEcoFOwlbs/YN/QsB/P7l4Oscbdr/6+dVJqokd+uIier00tTMn3mpy
                tBSB8yqLH/uqriOnnW8rIop60IwlxJTrsw==
                -----END EC PRIVATE KEY-----
                """;

        assertThat(PemKeys.privateKey(rsa, JwsAlgorithm.PS256))
                .isEqualTo(pair(SignatureAlgorithm.RS256).getPrivate());
        assertThat(PemKeys.publicKey(rsaPublic, JwsAlgorithm.PS256))
                .isEqualTo(pair(SignatureAlgorithm.RS256).getPublic());
        assertThat(BUNDLE.signedWith(SigningKey.of("k", SignatureAlgorithm.ES256, ec))
                        .isSigned())
                .isTrue();
    }

    @Test
    void aKeyThatIsNoneIsSaidToBeNone() {
        assertThatThrownBy(() -> PemKeys.publicKey("no key", JwsAlgorithm.RS256))
                .hasMessage("a public key in PEM is expected: -----BEGIN …-----");
        assertThatThrownBy(() -> PemKeys.publicKey(secret(SignatureAlgorithm.RS256), JwsAlgorithm.RS256))
                .hasMessage("a public key in PEM is expected, not a block of type PRIVATE KEY");
        assertThatThrownBy(() -> BUNDLE.signedWith(
                        SigningKey.of("k", SignatureAlgorithm.ES256, secret(SignatureAlgorithm.RS256))))
                .isInstanceOf(BundleException.class)
                .hasMessage("the private key cannot be read: does it fit the algorithm?");
    }

    private static byte[] withSignatureOf(Bundle content, Bundle signed) throws IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        List<BundleFile> files = new java.util.ArrayList<>(content.files());
        BundleArchive.read(new java.io.ByteArrayInputStream(signed.toBytes()), BundleLimits.DEFAULT, file -> {
            if (file.isSignatures()) {
                files.add(file);
            }
        });
        BundleArchive.write(files, out);
        return out.toByteArray();
    }

    private OpaProgram.Result opaVerifies(Path file, SignatureAlgorithm algorithm) throws Exception {
        return opaVerifies(file, algorithm, "prod");
    }

    private OpaProgram.Result opaVerifies(Path file, SignatureAlgorithm algorithm, String keyId) throws Exception {
        Path key = Files.writeString(folder.resolve("key.pub"), publicKey(algorithm));
        return OpaProgram.tryRun(
                folder,
                "build",
                "-b",
                file.toString(),
                "-o",
                "verified.tar.gz",
                "--verification-key",
                algorithm.name().startsWith("HS") ? publicKey(algorithm) : key.toString(),
                "--verification-key-id",
                keyId,
                "--signing-alg",
                algorithm.name());
    }

    private static Verification verification(SignatureAlgorithm algorithm) throws Exception {
        return Verification.of("prod", algorithm, publicKey(algorithm));
    }

    private static String secret(SignatureAlgorithm algorithm) throws Exception {
        return algorithm.name().startsWith("HS")
                ? "secret"
                : pem("PRIVATE KEY", pair(algorithm).getPrivate().getEncoded());
    }

    private static String publicKey(SignatureAlgorithm algorithm) throws Exception {
        return algorithm.name().startsWith("HS")
                ? "secret"
                : pem("PUBLIC KEY", pair(algorithm).getPublic().getEncoded());
    }

    private static synchronized KeyPair pair(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        SignatureAlgorithm kind = algorithm.name().startsWith("ES") ? algorithm : SignatureAlgorithm.RS256;
        KeyPair pair = PAIRS.get(kind);
        if (pair == null) {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(kind.name().startsWith("ES") ? "EC" : "RSA");
            if (kind.name().startsWith("ES")) {
                int bits = Integer.parseInt(kind.name().substring(2));
                generator.initialize(new ECGenParameterSpec("secp" + (bits == 512 ? 521 : bits) + "r1"));
            } else {
                generator.initialize(2048);
            }
            pair = generator.generateKeyPair();
            PAIRS.put(kind, pair);
        }
        return pair;
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }
}
