package io.rego4j.bundle;

import io.rego4j.bundle.signature.KeyNames;
import java.util.List;
import java.util.Objects;

/**
 * How the signature of a bundle is verified. Key and algorithm are set here only: those that the token names are never used to
 * choose them, so that a token cannot select how it is verified.
 *
 * @param keyId the name of the key, as it is in OPA's configuration
 * @param algorithm the only algorithm that is accepted
 * @param secretOrPem the secret of an HS algorithm, or the public key or the certificate in PEM
 * @param scope the scope that the token must have; empty for none
 * @param excluded patterns of files that need no signature, as OPA's {@code exclude_files}: {@code *} stays in a folder
 */
public record Verification(
        String keyId, SignatureAlgorithm algorithm, String secretOrPem, String scope, List<String> excluded) {
    /**
     * Checks that nothing is empty.
     *
     * @throws BundleException if the key has no name
     */
    public Verification {
        KeyNames.requireId(keyId);
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(scope, "scope");
        if (secretOrPem.isEmpty()) {
            throw new BundleException("the key \"" + keyId + "\" is empty");
        }
        excluded = List.copyOf(excluded);
    }

    /** Without scope and excluded files. */
    public static Verification of(String keyId, SignatureAlgorithm algorithm, String secretOrPem) {
        return new Verification(keyId, algorithm, secretOrPem, "", List.of());
    }

    /** The same, for a scope. */
    public Verification withScope(String scope) {
        return new Verification(keyId, algorithm, secretOrPem, scope, excluded);
    }

    /** The same, with other files that need no signature. */
    public Verification withExcluded(List<String> excluded) {
        return new Verification(keyId, algorithm, secretOrPem, scope, excluded);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Verification[" + keyId + ", " + algorithm + (scope.isEmpty() ? "" : ", " + scope) + "]";
    }
}
