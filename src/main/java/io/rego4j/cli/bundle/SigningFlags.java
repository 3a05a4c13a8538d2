package io.rego4j.cli.bundle;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleReader;
import io.rego4j.bundle.SignatureAlgorithm;
import io.rego4j.bundle.SigningKey;
import io.rego4j.bundle.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The keys of bundles, under OPA's names. A key is a file, or the text itself. */
final class SigningFlags {
    @Option(
            names = "--signing-alg",
            paramLabel = "ALG",
            defaultValue = "RS256",
            description = "HS, RS, PS or ES with 256, 384 or 512 (${DEFAULT-VALUE})")
    private String algorithm = "RS256";

    @Option(
            names = "--verification-key",
            paramLabel = "KEY",
            description = "secret, or file with the public key in PEM")
    private @Nullable String verificationKey;

    @Option(
            names = "--verification-key-id",
            paramLabel = "ID",
            defaultValue = "default",
            description = "name of the key (${DEFAULT-VALUE})")
    private String keyId = "default";

    @Option(names = "--scope", paramLabel = "SCOPE", defaultValue = "", description = "scope of the signature")
    private String scope = "";

    @Option(
            names = "--exclude-files-verify",
            paramLabel = "PATTERN",
            split = ",",
            description = "files that need no signature")
    private List<String> excluded = List.of();

    /** The reader that these flags ask for: with a key, or without. */
    BundleReader reader() throws IOException {
        return verificationKey == null ? Bundle.reader() : Bundle.reader().verifying(verification());
    }

    /** True if there is a key to verify with. */
    boolean verifies() {
        return verificationKey != null;
    }

    private Verification verification() throws IOException {
        return Verification.of(keyId, SignatureAlgorithm.of(algorithm), text(String.valueOf(verificationKey)))
                .withScope(scope)
                .withExcluded(excluded);
    }

    SigningKey signingKey(String key) throws IOException {
        SigningKey signing = SigningKey.of(keyId, SignatureAlgorithm.of(algorithm), text(key));
        return scope.isEmpty() ? signing : signing.withScope(scope);
    }

    private static String text(String key) throws IOException {
        if (key.startsWith("-----BEGIN")) {
            return key;
        }
        Path file = Path.of(key);
        return Files.isRegularFile(file) ? Files.readString(file) : key;
    }
}
