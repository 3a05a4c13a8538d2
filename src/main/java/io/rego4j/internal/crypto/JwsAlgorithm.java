package io.rego4j.internal.crypto;

import com.nimbusds.jose.JWSAlgorithm;

/** The JWS signature algorithms of RFC 7518, by its names. */
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

    /** True for the symmetric algorithms. */
    public boolean isHmac() {
        return name().startsWith("HS");
    }

    /** True for keys on an elliptic curve. */
    public boolean isEllipticCurve() {
        return name().startsWith("ES");
    }

    /** The name of the HMAC in the JCA. */
    String macName() {
        return "HmacSHA" + name().substring(2);
    }

    /** The same algorithm in Nimbus. */
    public JWSAlgorithm jose() {
        return JWSAlgorithm.parse(name());
    }
}
