package io.rego4j.opa.wasm;

import io.rego4j.opa.Engine;
import io.rego4j.opa.EngineProvider;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;

/** The engine inside this JVM, found by its name {@code wasm} where its library is on the class path. */
public final class WasmProvider implements EngineProvider {
    private static final String LIBRARY = "com.styra.opa:opa-java-wasm:1.0.4";

    /** For the service loader. */
    public WasmProvider() {}

    @Override
    public String name() {
        return "wasm";
    }

    @Override
    public Engine create(OpaOptions options) {
        try {
            Class.forName("com.styra.opa.wasm.OpaWasm_ModuleExports");
        } catch (ClassNotFoundException e) {
            throw new OpaException(
                    OpaError.of(
                            OpaError.UNSUPPORTED,
                            "the engine inside the JVM needs the library " + LIBRARY + " on the class path"),
                    e);
        }
        return new WasmEngine(options);
    }
}
