package io.rego4j.bundle;

import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.bundle.signature.KeyNames;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs bundles. It always has a name: the signature names the key, and OPA looks it up by that name.
 *
 * @param keyId the name of the key
 * @param algorithm how it signs
 * @param secretOrPem the secret of an HS algorithm, or the private key in PEM
 * @param claims more claims for the token, for instance {@code scope} or {@code iss}; JSON values
 */
public record SigningKey(
        String keyId, SignatureAlgorithm algorithm, String secretOrPem, Map<String, @Nullable Object> claims) {
    /**
     * Checks that nothing is empty.
     *
     * @throws BundleException if the key has no name
     */
    public SigningKey {
        KeyNames.requireId(keyId);
        Objects.requireNonNull(algorithm, "algorithm");
        if (secretOrPem.isEmpty()) {
            throw new BundleException("the key \"" + keyId + "\" is empty");
        }
        claims = JsonDocuments.objectOf("claims", claims);
        if (claims.containsKey("files")) {
            throw new BundleException("the claim \"files\" is the signature's own");
        }
    }

    /** A key without more claims. */
    public static SigningKey of(String keyId, SignatureAlgorithm algorithm, String secretOrPem) {
        return new SigningKey(keyId, algorithm, secretOrPem, Map.of());
    }

    /** The same key, which signs for a scope. */
    public SigningKey withScope(String scope) {
        Map<String, @Nullable Object> more = JsonDocuments.newObject();
        more.putAll(claims);
        more.put("scope", scope);
        return new SigningKey(keyId, algorithm, secretOrPem, more);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SigningKey[" + keyId + ", " + algorithm + "]";
    }
}
