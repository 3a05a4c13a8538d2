package io.rego4j.dsl;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A reference to the method that reads a property: {@code PetRequest::owner}. It is only asked for its name, never called.
 *
 * @param <T> the class that has the property
 * @param <R> the type of the property
 */
@FunctionalInterface
public interface Getter<T, R extends @Nullable Object> extends Serializable {
    /** Reads the property. */
    R get(T object);
}
