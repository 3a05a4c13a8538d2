package io.rego4j.opa;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer: a {@link Value}, {@link Undefined}, or {@link Failed}. Undefined is not null, and a failure is not {@code false}.
 *
 * @param <T> the Java type of the value
 */
public sealed interface Decision<T extends @Nullable Object> {
    /** What came with the answer. */
    DecisionInfo info();

    /**
     * The document has this value.
     *
     * @param value the value; null only for JSON's null
     */
    record Value<T extends @Nullable Object>(T value, DecisionInfo info) implements Decision<T> {
        public Value {
            Objects.requireNonNull(info, "info");
        }

        /** The value, and what came with it. */
        @Override
        public String toString() {
            return shown(String.valueOf(value), info);
        }
    }

    /** No rule gives the document a value. */
    record Undefined<T extends @Nullable Object>(DecisionInfo info) implements Decision<T> {
        public Undefined {
            Objects.requireNonNull(info, "info");
        }

        /** {@code undefined}, and what came with it. */
        @Override
        public String toString() {
            return shown("undefined", info);
        }
    }

    /** There is no answer. */
    record Failed<T extends @Nullable Object>(OpaError error, DecisionInfo info) implements Decision<T> {
        public Failed {
            Objects.requireNonNull(error, "error");
            Objects.requireNonNull(info, "info");
        }

        /** {@code failed} with the error, and what came with it. */
        @Override
        public String toString() {
            return shown("failed: " + error, info);
        }
    }

    private static String shown(String answer, DecisionInfo info) {
        String more = info.toString();
        return more.isEmpty() ? answer : answer + " " + more;
    }

    /** True for a {@link Value}. */
    default boolean isDefined() {
        return this instanceof Value;
    }

    /** True for {@link Undefined}. */
    default boolean isUndefined() {
        return this instanceof Undefined;
    }

    /** True for {@link Failed}. */
    default boolean isFailed() {
        return this instanceof Failed;
    }

    /** The result of the function for this kind of answer. */
    default <R extends @Nullable Object> R fold(
            Function<? super T, ? extends R> ifValue,
            Supplier<? extends R> ifUndefined,
            Function<? super OpaError, ? extends R> ifFailed) {
        if (this instanceof Value<T> defined) {
            return ifValue.apply(defined.value);
        } else if (this instanceof Failed<T> failed) {
            return ifFailed.apply(failed.error);
        }
        return ifUndefined.get();
    }

    /**
     * The value.
     *
     * @throws OpaException if the decision failed
     * @throws NoSuchElementException if it is undefined
     */
    default T orElseThrow() {
        return fold(
                value -> value,
                () -> {
                    throw new NoSuchElementException("the document is undefined");
                },
                error -> {
                    throw new OpaException(error);
                });
    }

    /**
     * The value, or {@code other} where the document is undefined.
     *
     * @throws OpaException if the decision failed: a failure is never replaced by a default
     */
    default T orElse(T other) {
        return fold(value -> value, () -> other, error -> {
            throw new OpaException(error);
        });
    }

    /**
     * The value, empty where the document is undefined or null.
     *
     * @throws OpaException if the decision failed
     */
    default Optional<T> toOptional() {
        return fold(Optional::ofNullable, Optional::empty, error -> {
            throw new OpaException(error);
        });
    }

    /** The error of a failed decision. */
    default Optional<OpaError> failure() {
        return this instanceof Failed<T> failed ? Optional.of(failed.error) : Optional.empty();
    }

    /** The same answer with another value. */
    default <R extends @Nullable Object> Decision<R> map(Function<? super T, ? extends R> change) {
        if (this instanceof Value<T> defined) {
            return new Value<>(change.apply(defined.value), defined.info);
        } else if (this instanceof Failed<T> failed) {
            return new Failed<>(failed.error, failed.info);
        }
        return new Undefined<>(info());
    }
}
