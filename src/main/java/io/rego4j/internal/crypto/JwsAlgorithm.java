package io.rego4j.internal.crypto;

import com.nimbusds.jose.JWSAlgorithm;

/** The algorithms of signatures in tokens, by the names of RFC 7518. */
public enum JwsAlgorithm {
    HS256,
    HS384,
    HS512,
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512;

    /** True where one secret signs and verifies. */
    public boolean isHmac() {
        return name().startsWith("HS");
    }

    /** True for keys on an elliptic curve. */
    public boolean isEllipticCurve() {
        return name().startsWith("ES");
    }

    /** The name of the HMAC in Java. */
    String macName() {
        return "HmacSHA" + name().substring(2);
    }

    /** The same algorithm in the library that signs. */
    public JWSAlgorithm jose() {
        return JWSAlgorithm.parse(name());
    }
}
