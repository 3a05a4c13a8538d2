package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.Family;
import java.util.List;

/** The families of this room. */
public final class CryptoFunctions {
    /** What the JDK has. */
    public static final List<Family> FAMILIES = List.of(
            Family.of(Hashes.FUNCTIONS),
            Family.of(Jwts.FUNCTIONS),
            Family.of(Certificates.FUNCTIONS),
            Family.of(PrivateKeys.FUNCTIONS));

    private CryptoFunctions() {}
}
