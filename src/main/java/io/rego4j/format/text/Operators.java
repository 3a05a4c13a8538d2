package io.rego4j.format.text;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.language.InfixOperators;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The built-ins that are written as operators: all take two operands, but for {@code in} with a key. */
public final class Operators {
    private Operators() {}

    /** The name of the built-in that may be an operator; null for any other call. */
    public static @Nullable String nameOf(CallTerm call) {
        if (call.operator() instanceof RefTerm ref) {
            List<Term> terms = ref.terms();
            if (terms.get(0) instanceof VarTerm head) {
                if (terms.size() == 1) {
                    return head.name();
                }
                if (terms.size() == 2 && head.name().equals("internal") && terms.get(1) instanceof StringTerm second) {
                    return switch (second.value()) {
                        case "member_2" -> InfixOperators.MEMBER;
                        case "member_3" -> InfixOperators.MEMBER_WITH_KEY;
                        default -> null;
                    };
                }
            }
        } else if (call.operator() instanceof VarTerm head) {
            return head.name();
        }
        return null;
    }

    /** The operator between two operands, {@code in} aside; null if the call is not written so. */
    public static @Nullable String infixOf(CallTerm call) {
        String name = nameOf(call);
        return name == null ? null : InfixOperators.of(name);
    }

    /** 2 for {@code x in xs}, 3 for {@code k, v in xs}, 0 for any other call. */
    public static int membership(CallTerm call) {
        String name = nameOf(call);
        return InfixOperators.MEMBER.equals(name) ? 2 : InfixOperators.MEMBER_WITH_KEY.equals(name) ? 3 : 0;
    }

    /** True for the union {@code x | y}, which a bracket before it makes a comprehension. */
    public static boolean isUnion(Term term) {
        return term instanceof CallTerm call
                && call.operator() instanceof RefTerm ref
                && ref.terms().size() == 1
                && ref.head() instanceof VarTerm head
                && head.name().equals("or");
    }

    /** True for a union that is an expression by itself. */
    public static boolean isUnion(Expr expr) {
        return expr.terms() instanceof CallTerm call && call.args().size() == 2 && isUnion(call);
    }

    /** The operand with which an operator's call starts when it is an expression; null if it is no operator's. */
    public static @Nullable Term leadOf(CallTerm call) {
        int args = call.args().size();
        int membership = membership(call);
        if (membership > 0) {
            return args == membership
                    ? call.args().get(0)
                    : args == membership + 1 ? call.args().get(args - 1) : null;
        }
        if (infixOf(call) == null) {
            return null;
        }
        return args == 2 ? call.args().get(0) : args == 3 ? call.args().get(2) : null;
    }
}
