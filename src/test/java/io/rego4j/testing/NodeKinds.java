package io.rego4j.testing;

import io.rego4j.ast.Node;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;

/** The records that a tree is made of, found from the sealed interfaces: a new node is there by itself. */
public final class NodeKinds {
    private NodeKinds() {}

    /** Nodes, and the records that their fields hold. */
    public static Set<Class<?>> all() {
        Set<Class<?>> found = new LinkedHashSet<>();
        collect(Node.class, found);
        return found;
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, found);
            }
        } else if (type instanceof Class<?> kind && kind.isSealed()) {
            for (Class<?> permitted : kind.getPermittedSubclasses()) {
                collect(permitted, found);
            }
        } else if (type instanceof Class<?> kind && kind.isRecord() && found.add(kind)) {
            for (RecordComponent component : kind.getRecordComponents()) {
                collect(component.getGenericType(), found);
            }
        }
    }
}
