package io.rego4j.check.types;

import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.tree.Refs;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** The types of the built-ins by the references that name them; made once for capabilities, and never changed. */
final class BuiltinTypes {
    private static final Map<Capabilities, TypeTree> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private BuiltinTypes() {}

    static TypeTree of(Capabilities capabilities) {
        return KNOWN.computeIfAbsent(capabilities, BuiltinTypes::tree);
    }

    private static TypeTree tree(Capabilities capabilities) {
        TypeTree types = new TypeTree();
        for (Builtin builtin : capabilities.builtins()) {
            types.put(Refs.ofBuiltin(builtin.name()).terms(), builtin.type());
        }
        return types;
    }
}
