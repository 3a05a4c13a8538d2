package io.rego4j.opa.value;

import org.jspecify.annotations.Nullable;

/**
 * A value of a running policy. It never changes, and any number of threads may share it.
 *
 * <p>{@link #compareTo} is OPA's total order, by kind first; {@link #equals} is OPA's equality, to which {@code 1} and
 * {@code 1.0} are the same number; {@link #hashCode} goes with it; {@link #toString} is the Rego text that OPA prints.
 */
public sealed interface Value extends Comparable<Value>
        permits NullValue, BooleanValue, NumberValue, StringValue, ArrayValue, ObjectValue, SetValue {
    /** Which kind of value this is. Switch over it to handle all of them. */
    Kind kind();

    /** This value without what {@link #literalTerms} tells, in itself and in all that it holds. */
    default Value plain() {
        return this;
    }

    /** What OPA's evaluator goes through in place of the items; null where it goes through the items. */
    default @Nullable LiteralTerms literalTerms() {
        return null;
    }

    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /** What to do with each kind of value. */
    interface Visitor<R> {
        R visitNull();

        R visitBoolean(boolean value);

        R visitNumber(NumberValue value);

        R visitString(StringValue value);

        R visitArray(ArrayValue value);

        R visitObject(ObjectValue value);

        R visitSet(SetValue value);
    }
}
