package io.rego4j.opa.wasm;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.fasterxml.jackson.databind.JsonNode;
import com.styra.opa.wasm.OpaWasm_Env;
import com.styra.opa.wasm.OpaWasm_ModuleExports;
import com.styra.opa.wasm.OpaWasm_ModuleImports;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.opa.engine.RegoValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A policy as WebAssembly, compiled to Java bytecode once and run by any number of instances. This is the one class that
 * knows the library for it, {@code com.styra.opa:opa-java-wasm}: its binding of OPA's interface (ABI 1.3), and the runtime
 * that it brings. Its own evaluator is not used, because that compiles the policy again for each instance and hands sets to
 * built-ins as arrays.
 */
final class WasmCode {
    private static final int AS_REGO = 1;

    private final WasmModule module;
    private final Function<Instance, Machine> compiled;

    WasmCode(byte[] wasm) {
        this.module = Parser.parse(wasm);
        this.compiled = MachineFactoryCompiler.compile(module);
    }

    /** The evaluation ended in the policy itself: what OPA's runtime said. */
    static final class Aborted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Aborted(String message) {
            super(message);
        }
    }

    /** A place to evaluate, for one thread at a time. */
    final class Run implements OpaWasm_ModuleImports, OpaWasm_Env {
        private final Memory memory = new ByteArrayMemory(new MemoryLimits(10, MemoryLimits.MAX_PAGES));
        private final OpaWasm_ModuleExports exports;
        private final Map<Integer, String> names = new HashMap<>();
        private final Map<Integer, HostFunction> functions = new HashMap<>();
        private final Map<String, Integer> entrypoints = new HashMap<>();
        private int data;
        private int heap;
        private HostCall call = new HostCall();

        Run() {
            Instance instance = Instance.builder(module)
                    .withImportValues(toImportValues())
                    .withMemoryFactory(limits -> memory)
                    .withMachineFactory(compiled)
                    .build();
            this.exports = new OpaWasm_ModuleExports(instance);
            if (exports.opaWasmAbiVersion().getValue() != 1) {
                throw new OpaException(
                        OpaError.UNSUPPORTED,
                        "policies have version " + exports.opaWasmAbiVersion().getValue()
                                + " of OPA's interface, not 1");
            }
            dump(exports.builtins()).properties().forEach(entry -> {
                names.put(entry.getValue().intValue(), entry.getKey());
                HostFunction function = HostFunctions.ALL.get(entry.getKey());
                if (function != null) {
                    functions.put(entry.getValue().intValue(), function);
                }
            });
            dump(exports.entrypoints())
                    .properties()
                    .forEach(entry ->
                            entrypoints.put(entry.getKey(), entry.getValue().intValue()));
            heap = exports.opaHeapPtrGet();
        }

        private JsonNode dump(int value) {
            try {
                return OpaJson.parse(cString(exports.opaJsonDump(value)), "the policy's table");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The built-ins that the policy calls and neither it nor this library has. */
        List<String> missingBuiltins() {
            List<String> missing = new ArrayList<>();
            names.forEach((id, name) -> {
                if (!functions.containsKey(id)) {
                    missing.add(name);
                }
            });
            missing.sort(null);
            return missing;
        }

        /** Sets the data of all evaluations that follow. */
        void data(byte[] json) {
            int text = exports.opaMalloc(json.length);
            memory.write(text, json);
            data = exports.opaJsonParse(text, json.length);
            exports.opaFree(text);
            if (data == 0) {
                throw new OpaException(OpaError.UNSUPPORTED, "the policy does not take the data");
            }
            heap = exports.opaHeapPtrGet();
        }

        boolean has(String entrypoint) {
            return entrypoints.containsKey(entrypoint);
        }

        /**
         * Evaluates an entry point.
         *
         * @param input the input's JSON; empty for none
         * @return as Rego, which keeps sets: a set of one object with {@code result}, or of none
         */
        byte[] evaluate(String entrypoint, byte[] input, HostCall call) {
            this.call = call;
            int end = heap + input.length;
            int pages = (end >>> 16) + 1;
            if (pages > memory.pages() && memory.grow(pages - memory.pages()) < 0) {
                throw new Aborted("the input does not fit into the memory of the policy");
            }
            memory.write(heap, input);
            Integer id = entrypoints.get(entrypoint);
            if (id == null) {
                throw new IllegalArgumentException("no entry point " + entrypoint);
            }
            return cString(exports.opaEval(0, id, data, heap, input.length, end, AS_REGO));
        }

        private byte[] cString(int address) {
            int end = address;
            while (memory.read(end) != 0) {
                end++;
            }
            return memory.readBytes(address, end - address);
        }

        @Override
        public OpaWasm_Env env() {
            return this;
        }

        @Override
        public Memory memory() {
            return memory;
        }

        @Override
        public void opaAbort(int message) {
            throw new Aborted(new String(cString(message), StandardCharsets.UTF_8));
        }

        @Override
        public int opaBuiltin0(int id, int context) {
            return host(id);
        }

        @Override
        public int opaBuiltin1(int id, int context, int a) {
            return host(id, a);
        }

        @Override
        public int opaBuiltin2(int id, int context, int a, int b) {
            return host(id, a, b);
        }

        @Override
        public int opaBuiltin3(int id, int context, int a, int b, int c) {
            return host(id, a, b, c);
        }

        @Override
        public int opaBuiltin4(int id, int context, int a, int b, int c, int d) {
            return host(id, a, b, c, d);
        }

        /** Calls a function in Java; 0 stands for undefined. */
        private int host(int id, int... addresses) {
            HostFunction function = functions.get(id);
            if (function == null) {
                throw new HostFunction.Unsupported("the built-in " + names.get(id) + " is not in this engine");
            }
            List<@Nullable Object> operands = new ArrayList<>(addresses.length);
            try {
                for (int address : addresses) {
                    operands.add(RegoValue.parse(
                            new String(cString(exports.opaValueDump(address)), StandardCharsets.UTF_8)));
                }
                byte[] result = RegoValue.write(function.call(operands, call)).getBytes(StandardCharsets.UTF_8);
                int text = exports.opaMalloc(result.length);
                memory.write(text, result);
                return exports.opaValueParse(text, result.length);
            } catch (HostFunction.BuiltinError e) {
                return 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
