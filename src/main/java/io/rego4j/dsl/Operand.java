package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Term;
import io.rego4j.dsl.value.References;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.internal.language.InfixOperators;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A term with Rego's operators as methods. As a condition it holds when it is defined and not {@code false}. An argument
 * of type {@code Object} is any Java value ({@link Dsl#value(Object)}) or an operand.
 */
public sealed class Operand implements Condition permits TypedInput {
    private final Term term;

    Operand(Term term) {
        this.term = requireNonNull(term, "term");
    }

    /** The term as the tree has it. */
    public final Term term() {
        return term;
    }

    /** The document at a dotted path, and what stands in it at these further keys. */
    static Operand document(String path, @Nullable Object... keys) {
        return new Operand(RegoNames.path(path)).get(keys);
    }

    @Override
    public final Expr toExpr() {
        return new Expr(term);
    }

    /**
     * {@code this[a][b]…}, which Rego also writes {@code this.a.b}.
     *
     * @param keys keys and indices; a string is one key, dots included
     * @throws IllegalArgumentException if this is a term that cannot start a reference, such as a string
     */
    public Operand get(@Nullable Object... keys) {
        return new Operand(References.extend(term, Values.terms("keys", keys)));
    }

    /** {@code this := value}: this must be a variable, or an array or object of variables. */
    public Statement assign(@Nullable Object value) {
        return new Statement(new Expr(call("assign", value)));
    }

    /** {@code this = value}. */
    public Statement unify(@Nullable Object value) {
        return new Statement(new Expr(call("eq", value)));
    }

    /** {@code this == value}. */
    public Operand eq(@Nullable Object value) {
        return new Operand(call("equal", value));
    }

    /** {@code this != value}. */
    public Operand neq(@Nullable Object value) {
        return new Operand(call("neq", value));
    }

    /** {@code this < value}. */
    public Operand lt(@Nullable Object value) {
        return new Operand(call("lt", value));
    }

    /** {@code this <= value}. */
    public Operand lte(@Nullable Object value) {
        return new Operand(call("lte", value));
    }

    /** {@code this > value}. */
    public Operand gt(@Nullable Object value) {
        return new Operand(call("gt", value));
    }

    /** {@code this >= value}. */
    public Operand gte(@Nullable Object value) {
        return new Operand(call("gte", value));
    }

    /** {@code this in collection}. */
    public Operand in(@Nullable Object collection) {
        return new Operand(call(InfixOperators.MEMBER, collection));
    }

    /** {@code this + value}. */
    public Operand plus(@Nullable Object value) {
        return numbers("plus", value);
    }

    /** {@code this - value}: numbers or sets. */
    public Operand minus(@Nullable Object value) {
        return new Operand(BuiltinCalls.call("minus", "x: number|set[any]; y: number|set[any]", term, value));
    }

    /** {@code this * value}. */
    public Operand times(@Nullable Object value) {
        return numbers("mul", value);
    }

    /** {@code this / value}. */
    public Operand dividedBy(@Nullable Object value) {
        return numbers("div", value);
    }

    /** {@code this % value}. */
    public Operand modulo(@Nullable Object value) {
        return numbers("rem", value);
    }

    /** {@code this & value}: the elements that are in both sets. */
    public Operand intersect(@Nullable Object value) {
        return sets("and", value);
    }

    /** {@code this | value}: the elements of both sets. */
    public Operand unite(@Nullable Object value) {
        return sets("or", value);
    }

    /** The term as Rego, for messages. */
    @Override
    public final String toString() {
        return PartText.of(term);
    }

    /**
     * True if the other is an operand of the same term, for tests and collections. This is Java's comparison, not a condition
     * of a policy: that is {@link #eq(Object)}.
     *
     * @throws IllegalArgumentException for any other object, with which a condition must have been meant
     */
    @Override
    public final boolean equals(@Nullable Object other) {
        if (other != null && !(other instanceof Operand)) {
            throw new IllegalArgumentException(
                    "equals compares objects of Java: for a condition write " + this + ".eq(…)");
        }
        return other instanceof Operand operand && term.equals(operand.term);
    }

    @Override
    public final int hashCode() {
        return term.hashCode();
    }

    private CallTerm call(String builtin, @Nullable Object value) {
        return BuiltinCalls.call(builtin, List.of(term, Values.term(value)));
    }

    private Operand numbers(String builtin, @Nullable Object value) {
        return new Operand(BuiltinCalls.call(builtin, "x: number; y: number", term, value));
    }

    private Operand sets(String builtin, @Nullable Object value) {
        return new Operand(BuiltinCalls.call(builtin, "x: set[any]; y: set[any]", term, value));
    }
}
