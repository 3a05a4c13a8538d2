package io.rego4j.bundle;

/** The algorithms with which OPA signs bundles; RS256 is OPA's default. */
public enum SignatureAlgorithm {
    /** HMAC with SHA-256: one secret on both sides. */
    HS256,
    /** HMAC with SHA-384. */
    HS384,
    /** HMAC with SHA-512. */
    HS512,
    /** RSA with PKCS #1 v1.5 and SHA-256. */
    RS256,
    /** RSA with PKCS #1 v1.5 and SHA-384. */
    RS384,
    /** RSA with PKCS #1 v1.5 and SHA-512. */
    RS512,
    /** RSA with PSS and SHA-256. */
    PS256,
    /** RSA with PSS and SHA-384. */
    PS384,
    /** RSA with PSS and SHA-512. */
    PS512,
    /** ECDSA on P-256. */
    ES256,
    /** ECDSA on P-384. */
    ES384,
    /** ECDSA on P-521. */
    ES512;

    /**
     * The algorithm with this name.
     *
     * @throws BundleException if OPA has none of that name
     */
    public static SignatureAlgorithm of(String name) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return algorithm;
            }
        }
        throw new BundleException(
                "unknown algorithm \"" + name + "\" for signatures: use HS, RS, PS or ES with 256, 384 or 512");
    }
}
