package io.rego4j.opa.wasm;

import java.util.HashMap;
import java.util.Map;

/** The built-ins that a WebAssembly policy lacks and that Java has: by OPA's names. */
final class HostFunctions {
    static final Map<String, HostFunction> ALL = all();

    private HostFunctions() {}

    private static Map<String, HostFunction> all() {
        Map<String, HostFunction> all = new HashMap<>();
        all.putAll(HostCrypto.FUNCTIONS);
        all.putAll(HostJwt.FUNCTIONS);
        all.putAll(HostJwtChecks.FUNCTIONS);
        all.putAll(HostJwtSigns.FUNCTIONS);
        all.putAll(HostNets.FUNCTIONS);
        all.putAll(HostGraph.FUNCTIONS);
        all.putAll(HostJson.FUNCTIONS);
        all.putAll(HostText.FUNCTIONS);
        all.putAll(HostRegex.FUNCTIONS);
        all.putAll(HostTime.FUNCTIONS);
        all.putAll(HostAmounts.FUNCTIONS);
        all.putAll(HostUris.FUNCTIONS);
        all.putAll(HostUuids.FUNCTIONS);
        all.putAll(HostVersions.FUNCTIONS);
        all.putAll(HostValues.FUNCTIONS);
        return Map.copyOf(all);
    }
}
