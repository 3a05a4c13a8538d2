package io.rego4j.opa.functions.net;

import io.rego4j.opa.builtins.Family;
import java.util.List;

/** The families of this room. */
public final class NetFunctions {
    /** None needs a library. */
    public static final List<Family> FAMILIES =
            List.of(Family.of(Networks.FUNCTIONS), Family.of(AwsSignature.FUNCTIONS), Family.of(HttpSend.FUNCTIONS));

    private NetFunctions() {}
}
