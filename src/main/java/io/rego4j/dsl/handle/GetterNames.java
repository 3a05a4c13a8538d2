package io.rego4j.dsl.handle;

import io.rego4j.dsl.Getter;
import io.rego4j.dsl.value.BeanShapes;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.SerializedLambda;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the JSON property that a method reference reads. */
public final class GetterNames {
    private static final Map<Class<?>, String> METHODS = new WeakHashMap<>();

    private GetterNames() {}

    /**
     * The property.
     *
     * @param type the class whose property it is
     * @throws IllegalArgumentException if it is not a reference to the getter of a Jackson property
     */
    public static BeanShapes.Property property(Class<?> type, Getter<?, ?> getter) {
        String method = methodName(getter);
        for (BeanShapes.Property property : BeanShapes.shape(type).properties()) {
            if (property.member().equals(method) || property.name().equals(method)) {
                return property;
            }
        }
        throw new IllegalArgumentException("Jackson has no property of " + type.getName() + " for the method " + method
                + "(): it may be ignored, or no getter");
    }

    private static synchronized String methodName(Getter<?, ?> getter) {
        return METHODS.computeIfAbsent(getter.getClass(), c -> read(getter));
    }

    private static String read(Getter<?, ?> getter) {
        SerializedLambda lambda = serialized(getter);
        if (lambda == null || lambda.getImplMethodName().startsWith("lambda$")) {
            throw new IllegalArgumentException(
                    "not a reference to a method: write PetRequest::owner, not r -> r.owner()");
        }
        return lambda.getImplMethodName();
    }

    /**
     * The serialized form of a lambda, which names its method. It is taken from an ObjectOutputStream, as reflection may not call
     * {@code writeReplace} in other modules.
     */
    private static @Nullable SerializedLambda serialized(Getter<?, ?> getter) {
        SerializedLambda[] found = new SerializedLambda[1];
        try (ObjectOutputStream stream = new ObjectOutputStream(OutputStream.nullOutputStream()) {
            {
                enableReplaceObject(true);
            }

            @Override
            protected Object replaceObject(Object object) {
                if (object instanceof SerializedLambda lambda) {
                    found[0] = lambda;
                    return "";
                }
                return object;
            }
        }) {
            stream.writeObject(getter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found[0];
    }
}
