package io.rego4j.check.types;

import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Rest;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.tree.Constants;
import io.rego4j.check.tree.Refs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type environment: types of variables, rules and built-ins, with an enclosing environment. OPA's {@code TypeEnv}. */
final class TypeEnv extends TermTyping {
    final TypeTree tree;
    final @Nullable TypeEnv outer;
    private final TypeTree vars;
    private final Closures closures;

    /** Gives the environment of a comprehension's body; null if the body has type errors. */
    interface Closures {
        @Nullable
        TypeEnv inside(ComprehensionTerm comprehension, TypeEnv env);
    }

    private TypeEnv(TypeTree tree, TypeTree vars, @Nullable TypeEnv outer, Closures closures) {
        this.tree = tree;
        this.vars = vars;
        this.outer = outer;
        this.closures = closures;
    }

    /** The outermost one. */
    static TypeEnv outermost(TypeTree tree, Closures closures) {
        return new TypeEnv(tree, tree, null, closures);
    }

    TypeEnv nested() {
        TypeTree tree = new TypeTree();
        return new TypeEnv(tree, tree, this, closures);
    }

    /** For one expression with modifiers: other types of documents, but the variables are those around it. */
    TypeEnv withDocuments(TypeTree documents) {
        return new TypeEnv(documents, vars, this, closures);
    }

    void putVar(Term variable, RegoType type) {
        vars.put(variable, type);
    }

    @Override
    public RegoType visitVar(VarTerm variable) {
        for (TypeEnv env = this; env != null; env = env.outer) {
            TypeTree found = env.tree.child(variable);
            if (found != null) {
                return found.type();
            }
        }
        return UNKNOWN;
    }

    @Override
    public RegoType visitCall(CallTerm call) {
        return UNKNOWN;
    }

    @Override
    public RegoType visitArrayComprehension(ArrayComprehensionTerm term) {
        TypeEnv inside = closures.inside(term, this);
        RegoType item = inside == null ? UNKNOWN : inside.of(term.term());
        return inside == null ? UNKNOWN : new ArrayType(List.of(), item == UNKNOWN ? null : item);
    }

    @Override
    public RegoType visitSetComprehension(SetComprehensionTerm term) {
        TypeEnv inside = closures.inside(term, this);
        return inside == null ? UNKNOWN : new SetType(inside.of(term.term()));
    }

    @Override
    public RegoType visitObjectComprehension(ObjectComprehensionTerm term) {
        TypeEnv inside = closures.inside(term, this);
        return inside == null
                ? UNKNOWN
                : new ObjectType(List.of(), new Rest(inside.of(term.key()), inside.of(term.value())));
    }

    /** The type of what a reference refers to; any for a document of which nothing is known. */
    @Override
    public RegoType visitRef(RefTerm ref) {
        for (TypeEnv env = this; env != null; env = env.outer) {
            RegoType found = env.find(ref.terms());
            if (found != null) {
                return found;
            }
        }
        return Refs.isRootName(ref.head()) ? RegoType.ANY : UNKNOWN;
    }

    /** The type of a reference in this environment alone; null if it is not in it. */
    private @Nullable RegoType find(List<Term> ref) {
        TypeTree branch = tree.child(ref.get(0));
        for (int i = 1; branch != null; i++) {
            if (i == ref.size()) {
                return branch.extent();
            }
            List<Term> tail = ref.subList(i, ref.size());
            TypeTree child = branch.child(ref.get(i));
            if (branch.isLeaf()) {
                if (child == null) {
                    return select(branch.type(), tail);
                }
            } else if (!Constants.isConstant(ref.get(i))) {
                return select(branch.extent(), tail);
            }
            branch = child;
        }
        return null;
    }

    private static RegoType select(RegoType type, List<Term> operands) {
        RegoType selected = type;
        for (Term operand : operands) {
            if (selected == UNKNOWN) {
                return UNKNOWN;
            }
            if (isDynamic(operand)) {
                if (TypeAlgebra.isEmptyCollection(selected)) {
                    return RegoType.ANY;
                }
                selected = TypeAlgebra.values(selected);
            } else {
                selected = selectConstant(selected, operand);
            }
        }
        return selected;
    }

    static RegoType selectConstant(RegoType type, Term key) {
        return Constants.isConstant(key) ? TypeAlgebra.select(type, key) : UNKNOWN;
    }

    /** True for an operand that may stand for several keys: OPA's list. */
    private static boolean isDynamic(Term operand) {
        return switch (TermKind.of(operand)) {
            case VAR, REF, ARRAY, SET, OBJECT -> true;
            case NULL,
                    BOOLEAN,
                    NUMBER,
                    STRING,
                    CALL,
                    ARRAY_COMPREHENSION,
                    SET_COMPREHENSION,
                    OBJECT_COMPREHENSION,
                    TEMPLATE_STRING -> false;
        };
    }
}
