package io.rego4j.opa.wasm;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code json.marshal_with_options}. */
final class HostJson {
    static final Map<String, HostFunction> FUNCTIONS = Map.of("json.marshal_with_options", HostJson::marshal);

    private HostJson() {}

    private static Object marshal(List<@Nullable Object> operands, HostCall call) throws HostFunction.BuiltinError {
        Map<?, ?> options = HostCall.object(operands.get(1));
        for (Object key : options.keySet()) {
            if (!List.of("prefix", "indent", "pretty").contains(key)) {
                throw new HostFunction.BuiltinError("object contained unknown key");
            }
        }
        String prefix = HostCall.text(options, "prefix");
        String indent = options.containsKey("indent") ? HostCall.text(options, "indent") : "\t";
        boolean pretty = options.containsKey("prefix") || options.containsKey("indent");
        if (options.containsKey("pretty")) {
            if (!(options.get("pretty") instanceof Boolean asked)) {
                throw new HostFunction.BuiltinError("key pretty failed cast to bool");
            }
            pretty = asked;
        }
        return pretty ? GoJson.pretty(operands.get(0), prefix, indent) : GoJson.compact(operands.get(0));
    }
}
