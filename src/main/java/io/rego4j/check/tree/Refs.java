package io.rego4j.check.tree;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.language.NameRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Properties of references and of the operators of calls. */
public final class Refs {
    /** The internal name of an {@code eq} that came from {@code :=}, whose left side binds nothing on the right. */
    public static final String ASSIGNED = "eq :=";

    private Refs() {}

    /** The reference by which policies name a built-in. */
    public static RefTerm ofBuiltin(String name) {
        List<Term> terms = new ArrayList<>();
        for (String part : name.split("\\.")) {
            terms.add(terms.isEmpty() ? new VarTerm(part) : new StringTerm(part));
        }
        return new RefTerm(terms);
    }

    public static boolean isString(Term term, String value) {
        return term instanceof StringTerm string && string.value().equals(value);
    }

    public static boolean isVar(Term term, String name) {
        return term instanceof VarTerm variable && variable.name().equals(name);
    }

    /** True for the documents {@code input} and {@code data} themselves. */
    public static boolean isRootDocument(Term term) {
        return term instanceof RefTerm ref && ref.terms().size() == 1 && isRootName(ref.head());
    }

    public static boolean isRootName(Term term) {
        return term instanceof VarTerm variable && isRootName(variable.name());
    }

    public static boolean isRootName(String name) {
        return NameRules.isRootDocument(name);
    }

    public static boolean startsWith(@Nullable Term term, String root) {
        return term instanceof RefTerm ref && ref.startsWith(root);
    }

    /** The terms before the first that holds a variable; the head always counts as ground. */
    public static RefTerm groundPrefix(RefTerm ref) {
        int length = groundLength(ref);
        return length == ref.terms().size() ? ref : prefix(ref, length);
    }

    public static int groundLength(RefTerm ref) {
        List<Term> terms = ref.terms();
        for (int i = 1; i < terms.size(); i++) {
            if (!terms.get(i).isGround()) {
                return i;
            }
        }
        return terms.size();
    }

    public static RefTerm prefix(RefTerm ref, int length) {
        return new RefTerm(ref.terms().subList(0, length), ref.origin());
    }

    /** A reference with more operands. */
    public static RefTerm append(RefTerm ref, Term operand) {
        List<Term> terms = new ArrayList<>(ref.terms());
        terms.add(operand);
        return new RefTerm(terms, ref.origin());
    }

    /** The call that an expression is; null if it is none. */
    public static @Nullable CallTerm call(Expr expr) {
        return expr.terms() instanceof CallTerm call ? call : null;
    }

    /** True for a call of the built-in with this one-word name. */
    public static boolean calls(@Nullable CallTerm call, String name) {
        if (call == null) {
            return false;
        }
        Term operator = call.operator();
        return operator instanceof RefTerm ref
                ? ref.terms().size() == 1 && isVar(ref.head(), name)
                : isVar(operator, name);
    }

    public static boolean isAssignment(Expr expr) {
        return calls(call(expr), "assign");
    }

    /** True for {@code =}, and for {@code :=} once its variables are declared. */
    public static boolean isEquality(Expr expr) {
        CallTerm call = call(expr);
        return calls(call, "eq") || calls(call, ASSIGNED);
    }

    public static boolean isFromAssignment(Expr expr) {
        return calls(call(expr), ASSIGNED);
    }

    /** The name of the operator, as capabilities have it and messages show it. */
    public static String operatorName(CallTerm call) {
        return calls(call, ASSIGNED) ? "eq" : operatorText(call.operator());
    }

    private static String operatorText(Term operator) {
        if (operator instanceof RefTerm ref && ref.terms().size() == 1) {
            return ref.head() instanceof VarTerm head ? head.name() : ref.head().toString();
        }
        return operator.toString();
    }

    /** The operator as a reference, whatever form the tree gave it. */
    public static RefTerm operatorRef(CallTerm call) {
        if (calls(call, ASSIGNED)) {
            return new RefTerm(List.of(new VarTerm("eq")), call.operator().origin());
        }
        return call.operator() instanceof RefTerm ref
                ? ref
                : new RefTerm(List.of(call.operator()), call.operator().origin());
    }
}
