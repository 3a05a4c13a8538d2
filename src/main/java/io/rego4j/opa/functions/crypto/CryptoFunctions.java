package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.Builtin;
import java.util.List;
import java.util.Map;

/** The functions of this room by name, a family at a time. */
public final class CryptoFunctions {
    public static final List<Map<String, Builtin>> FAMILIES =
            List.of(Hashes.FUNCTIONS, Jwts.FUNCTIONS, Certificates.FUNCTIONS, PrivateKeys.FUNCTIONS);

    private CryptoFunctions() {}
}
