package io.rego4j.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that openssl makes, in each form of PEM that OPA reads. */
class PemKeysTest {
    private static final List<String> CURVES = List.of("prime256v1", "secp384r1", "secp521r1");
    private static final List<JwsAlgorithm> OF_CURVES =
            List.of(JwsAlgorithm.ES256, JwsAlgorithm.ES384, JwsAlgorithm.ES512);

    @TempDir
    static Path folder;

    @BeforeAll
    static void findOpenssl() {
        boolean found;
        try {
            found = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            found = false;
        }
        assumeTrue(found, "SKIPPED: no openssl on the PATH to make keys with");
    }

    /** What openssl writes into a file of this name. */
    private static String openssl(String name, String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-out", name));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Files.readString(folder.resolve(name));
    }

    private static void belongTogether(PrivateKey secret, PublicKey open) throws Exception {
        String algorithm = secret.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        byte[] text = {1, 2, 3};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(secret);
        signer.update(text);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(open);
        verifier.update(text);
        assertThat(verifier.verify(signature)).isTrue();
    }

    @Test
    void readsRsaKeysInEachForm() throws Exception {
        // A long key needs lengths of two bytes in its encoding, a short one of one.
        for (int bits : new int[] {1024, 2048, 4096}) {
            String pkcs8 = openssl("key.pem", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:" + bits);
            String pkcs1 = openssl("old.pem", "rsa -traditional -in key.pem");
            assertThat(pkcs8).startsWith("-----BEGIN PRIVATE KEY-----");
            assertThat(pkcs1).startsWith("-----BEGIN RSA PRIVATE KEY-----");
            String certificate = openssl("cert.pem", "req -x509 -key key.pem -subj /CN=test -days 1");
            List<String> publics = List.of(
                    openssl("pub.pem", "rsa -pubout -in key.pem"),
                    openssl("oldpub.pem", "rsa -RSAPublicKey_out -in key.pem"),
                    certificate,
                    "a text before it\n" + certificate);
            assertThat(publics.get(1)).startsWith("-----BEGIN RSA PUBLIC KEY-----");
            for (String secret : List.of(pkcs8, pkcs1)) {
                for (String open : publics) {
                    belongTogether(
                            PemKeys.privateKey(secret, JwsAlgorithm.RS256),
                            PemKeys.publicKey(open, JwsAlgorithm.PS512));
                }
            }
        }
    }

    @Test
    void readsKeysOfEachCurveInEachForm() throws Exception {
        for (int i = 0; i < CURVES.size(); i++) {
            String withParameters = openssl("ec.pem", "ecparam -genkey -name " + CURVES.get(i));
            assertThat(withParameters)
                    .startsWith("-----BEGIN EC PARAMETERS-----")
                    .contains("-----BEGIN EC PRIVATE KEY-----");
            List<String> secrets = List.of(
                    withParameters,
                    openssl("sec1.pem", "ec -in ec.pem"),
                    openssl("no-public.pem", "ec -no_public -in ec.pem"),
                    openssl("ec8.pem", "pkcs8 -topk8 -nocrypt -in ec.pem"));
            List<String> publics = List.of(
                    openssl("ecpub.pem", "ec -pubout -in ec.pem"),
                    openssl("eccert.pem", "req -x509 -key ec8.pem -subj /CN=test -days 1"));
            for (String secret : secrets) {
                for (String open : publics) {
                    belongTogether(
                            PemKeys.privateKey(secret, OF_CURVES.get(i)), PemKeys.publicKey(open, OF_CURVES.get(i)));
                }
            }
        }
    }

    @Test
    void saysWhatIsWrongWithAKey() throws Exception {
        String rsa = openssl("key.pem", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024");
        String pub = openssl("pub.pem", "rsa -pubout -in key.pem");
        assertThatThrownBy(() -> PemKeys.privateKey("secret", JwsAlgorithm.RS256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a private key in PEM is expected: -----BEGIN …-----");
        assertThatThrownBy(() -> PemKeys.privateKey(pub, JwsAlgorithm.RS256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a private key in PEM is expected, not a block of type PUBLIC KEY");
        assertThatThrownBy(() -> PemKeys.publicKey(rsa, JwsAlgorithm.RS256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a public key in PEM is expected, not a block of type PRIVATE KEY");
        assertThatThrownBy(() -> PemKeys.privateKey(rsa, JwsAlgorithm.ES256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the private key cannot be read: does it fit the algorithm?");
        String broken = pub.replace("MIGfMA0", "MIGf");
        assertThat(broken).isNotEqualTo(pub);
        assertThatThrownBy(() -> PemKeys.publicKey(broken, JwsAlgorithm.RS256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the public key cannot be read: does it fit the algorithm?");
        assertThatThrownBy(() -> PemKeys.privateKey(
                        "-----BEGIN EC PRIVATE KEY-----\nMAMCAQE=\n-----END EC PRIVATE KEY-----", JwsAlgorithm.ES256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("the key names no curve");
    }
}
