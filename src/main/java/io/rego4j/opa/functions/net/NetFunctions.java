package io.rego4j.opa.functions.net;

import io.rego4j.opa.builtins.Builtin;
import java.util.List;
import java.util.Map;

/** The functions of this room by name, a family at a time. */
public final class NetFunctions {
    public static final List<Map<String, Builtin>> FAMILIES =
            List.of(Networks.FUNCTIONS, AwsSignature.FUNCTIONS, HttpSend.FUNCTIONS);

    private NetFunctions() {}
}
