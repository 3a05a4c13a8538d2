package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import io.rego4j.internal.language.InfixOperators;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call: of a built-in, of an operator by its built-in's name ({@code a + b} calls {@code plus}), or of a function.
 *
 * @param operator what is called: a reference
 * @param args the arguments
 */
public record CallTerm(Term operator, List<Term> args, Origin origin) implements Term {
    public CallTerm {
        Objects.requireNonNull(operator, "operator");
        args = List.copyOf(args);
    }

    /** A node without a source location. */
    public CallTerm(Term operator, List<Term> args) {
        this(operator, args, Origin.NONE);
    }

    /** True if the operator is the built-in with this name, for instance {@code eq} or {@code internal.member_2}. */
    public boolean calls(String builtin) {
        return operator instanceof RefTerm ref && isNamed(ref, builtin);
    }

    /** True for {@code x in xs} and {@code k, v in xs}. */
    public boolean isMembership() {
        return calls(InfixOperators.MEMBER) || calls(InfixOperators.MEMBER_WITH_KEY);
    }

    /** True if the parts of the reference, joined by dots, are the name of a built-in, whose parts are plain names. */
    private static boolean isNamed(RefTerm ref, String builtin) {
        String head = ref.headName();
        if (head == null || !builtin.startsWith(head)) {
            return false;
        }
        int at = head.length();
        for (int i = 1; i < ref.terms().size(); i++) {
            if (!(ref.terms().get(i) instanceof StringTerm part)
                    || !builtin.startsWith(".", at)
                    || !builtin.startsWith(part.value(), at + 1)) {
                return false;
            }
            at += 1 + part.value().length();
        }
        return at == builtin.length();
    }

    /** The operator as Rego writes it: for a built-in its name. */
    public String operatorName() {
        return TermText.of(operator);
    }

    @Override
    public <R extends @Nullable Object> R accept(ExprVisitor<R> visitor) {
        return visitor.visitCall(this);
    }

    @Override
    public List<? extends Node> children() {
        return Nodes.listOf(operator, args);
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitCall(this);
    }

    @Override
    public CallTerm withOrigin(Origin origin) {
        return new CallTerm(operator, args, origin);
    }

    @Override
    public boolean isGround() {
        return Nodes.isGround(operator) && Nodes.allGround(args);
    }

    @Override
    public String kind() {
        return "call";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof CallTerm that
                        && Nodes.equal(operator, that.operator)
                        && Nodes.equal(args, that.args);
    }

    @Override
    public int hashCode() {
        return 31 * Nodes.hash(operator) + Nodes.hash(args);
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
