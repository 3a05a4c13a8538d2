package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real OPA behind TLS, and behind TLS that wants a certificate of the client too. The JDK's keytool makes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class RemoteTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final OpaOptions OPTIONS =
            OpaOptions.defaults().timeout(Await.LIMIT).retries(0);

    private Path folder;
    private OpaServerProcess plain;
    private OpaServerProcess mutual;

    @BeforeAll
    void startServers(@TempDir Path folder) throws Exception {
        this.folder = folder;
        for (String name : List.of("server", "client", "stranger")) {
            keytool(
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "SAN=IP:127.0.0.1",
                    "-validity",
                    "365",
                    "-keystore",
                    folder.resolve(name + ".p12").toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(PASSWORD));
        }
        Key key = store("server").getKey("server", PASSWORD);
        Path keyFile = pem("server.key", "PRIVATE KEY", key.getEncoded());
        Path certFile = pem("server.crt", "CERTIFICATE", certificate("server").getEncoded());
        Path clientFile = pem("client.crt", "CERTIFICATE", certificate("client").getEncoded());
        List<String> tls = List.of("--tls-cert-file=" + certFile, "--tls-private-key-file=" + keyFile);
        plain = OpaServerProcess.start(OpaBinary.find(), "https", tls);
        List<String> both = new ArrayList<>(tls);
        both.addAll(List.of("--tls-ca-cert-file=" + clientFile, "--authentication=tls"));
        mutual = OpaServerProcess.start(OpaBinary.find(), "https", both);
    }

    @AfterAll
    void stopServers() {
        plain.close();
        mutual.close();
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private KeyStore store(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private Certificate certificate(String name) throws Exception {
        return store(name).getCertificate(name);
    }

    private Path pem(String file, String kind, byte[] content) throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(("-----BEGIN " + kind + "-----\n").getBytes());
        text.writeBytes(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(content));
        text.writeBytes(("\n-----END " + kind + "-----\n").getBytes());
        return Files.write(folder.resolve(file), text.toByteArray());
    }

    /** Trusts the certificate of the one, and shows that of the other. */
    private SSLContext context(String trusted, @Nullable String own) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(trusted, certificate(trusted));
        TrustManagerFactory trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusting.init(trust);
        KeyManagerFactory showing = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (own != null) {
            showing.init(store(own), PASSWORD);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : showing.getKeyManagers(), trusting.getTrustManagers(), null);
        return context;
    }

    private static void decides(URI uri, SSLContext context) {
        try (Opa opa = Opa.at(uri, OPTIONS.ssl(context))) {
            opa.load(Policies.none().module("p.rego", "package p\n\nx := 2 * input.n\n"));
            assertThat(opa.decide("data.p.x", Map.of("n", 21), Integer.class).orElseThrow())
                    .isEqualTo(42);
        }
    }

    private static OpaError refused(URI uri, OpaOptions options) {
        try (Opa opa = Opa.at(uri, options)) {
            return opa.decide("data.p.x", Map.of("n", 1)).failure().orElseThrow();
        }
    }

    @Test
    void decidesBehindTls() throws Exception {
        decides(plain.uri(), context("server", null));
    }

    @Test
    void decidesBehindMutualTls() throws Exception {
        decides(mutual.uri(), context("server", "client"));
    }

    @Test
    void isToldThatItsCertificateIsNotTheRightOne() throws Exception {
        for (String own : new String[] {null, "stranger"}) {
            OpaError error = refused(mutual.uri(), OPTIONS.ssl(context("server", own)));
            assertThat(error.code()).isEqualTo(OpaError.UNREACHABLE);
            assertThat(error.message()).contains(mutual.uri().toString());
        }
    }

    @Test
    void trustsNobodyWhomItWasNotToldToTrust() throws Exception {
        for (OpaOptions options : List.of(OPTIONS, OPTIONS.ssl(context("stranger", null)))) {
            OpaError error = refused(plain.uri(), options);
            assertThat(error.code()).isEqualTo(OpaError.UNREACHABLE);
            assertThat(error.message()).containsIgnoringCase("certif");
        }
    }
}
