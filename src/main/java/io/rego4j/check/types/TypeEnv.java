package io.rego4j.check.types;

import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Property;
import io.rego4j.check.RegoType.Rest;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.tree.Constants;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of types at one place: of variables, rules and built-ins, one environment on top of the next. */
final class TypeEnv {
    final TypeTree tree;
    final @Nullable TypeEnv outer;
    private final TypeTree vars;
    private final Closures closures;

    /** Gives the environment of a comprehension's body; null if the body has type errors. */
    interface Closures {
        @Nullable
        TypeEnv inside(Term comprehension, TypeEnv env);
    }

    private TypeEnv(TypeTree tree, TypeTree vars, @Nullable TypeEnv outer, Closures closures) {
        this.tree = tree;
        this.vars = vars;
        this.outer = outer;
        this.closures = closures;
    }

    /** The outermost one. */
    static TypeEnv of(TypeTree tree, Closures closures) {
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

    RegoType of(Term term) {
        if (Constants.isScalar(term)) {
            return TypeAlgebra.ofConstant(term);
        } else if (term instanceof VarTerm) {
            return ofVar(term);
        } else if (term instanceof RefTerm ref) {
            return of(ref);
        } else if (term instanceof TemplateStringTerm) {
            return RegoType.STRING;
        } else if (term instanceof ArrayTerm array) {
            return new ArrayType(array.items().stream().map(this::of).toList(), null);
        } else if (term instanceof SetTerm set) {
            RegoType element = UNKNOWN;
            for (Term item : set.items()) {
                element = TypeAlgebra.or(element, of(item));
            }
            return new SetType(element);
        } else if (term instanceof ObjectTerm object) {
            return of(object);
        } else if (term instanceof CallTerm) {
            return UNKNOWN;
        }
        return ofComprehension(term);
    }

    private RegoType ofVar(Term variable) {
        for (TypeEnv env = this; env != null; env = env.outer) {
            TypeTree found = env.tree.child(variable);
            if (found != null) {
                return found.type();
            }
        }
        return UNKNOWN;
    }

    private RegoType of(ObjectTerm object) {
        List<Property> properties = new ArrayList<>();
        Rest rest = null;
        for (ObjectTerm.Entry entry : object.entries()) {
            if (Constants.isConstant(entry.key())) {
                properties.add(new Property(entry.key(), of(entry.value())));
            } else {
                rest = new Rest(of(entry.key()), of(entry.value()));
            }
        }
        return new ObjectType(properties, rest);
    }

    private RegoType ofComprehension(Term term) {
        TypeEnv inside = closures.inside(term, this);
        if (inside == null) {
            return UNKNOWN;
        } else if (term instanceof ArrayComprehensionTerm array) {
            RegoType item = inside.of(array.term());
            return new ArrayType(List.of(), item == UNKNOWN ? null : item);
        } else if (term instanceof SetComprehensionTerm set) {
            return new SetType(inside.of(set.term()));
        } else if (term instanceof ObjectComprehensionTerm object) {
            return new ObjectType(List.of(), new Rest(inside.of(object.key()), inside.of(object.value())));
        }
        return UNKNOWN;
    }

    /** The type of what a reference refers to; any for a document of which nothing is known. */
    RegoType of(RefTerm ref) {
        for (TypeEnv env = this; env != null; env = env.outer) {
            RegoType found = env.find(ref.terms());
            if (found != null) {
                return found;
            }
        }
        return Refs.isRootName(ref.head()) ? RegoType.ANY : UNKNOWN;
    }

    /** The type of a reference by this environment alone; null if another one has to be asked. */
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

    private static boolean isDynamic(Term operand) {
        return operand instanceof VarTerm
                || operand instanceof RefTerm
                || operand instanceof ArrayTerm
                || operand instanceof ObjectTerm
                || operand instanceof SetTerm;
    }
}
