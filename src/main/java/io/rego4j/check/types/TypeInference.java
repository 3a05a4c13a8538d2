package io.rego4j.check.types;

import static io.rego4j.check.RegoType.ANY;
import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.RegoType.Union;
import io.rego4j.check.tree.Constants;
import io.rego4j.check.tree.TermKindVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Unifies terms with types, and so infers the types of variables: OPA's {@code unify1} and {@code unify2}. */
final class TypeInference {
    private final TypeEnv env;

    TypeInference(TypeEnv env) {
        this.env = env;
    }

    /** True if two terms may be equal. */
    boolean unify(Term a, RegoType typeA, Term b, RegoType typeB) {
        boolean unknownA = TypeAlgebra.hasUnknown(typeA);
        boolean unknownB = TypeAlgebra.hasUnknown(typeB);
        if (unknownA && !unknownB) {
            return unify(a, typeB, false);
        } else if (unknownB && !unknownA) {
            return unify(b, typeA, false);
        } else if (!unknownA) {
            return TypeUnification.unifies(typeA, typeB);
        }
        return a.accept(new Untyped(a, typeA, b, typeB));
    }

    /** Unifies two terms whose types are both unknown in part. */
    private final class Untyped implements TermKindVisitor<Boolean> {
        private final Term a;
        private final RegoType typeA;
        private final Term b;
        private final RegoType typeB;

        Untyped(Term a, RegoType typeA, Term b, RegoType typeB) {
            this.a = a;
            this.typeA = typeA;
            this.b = b;
            this.typeB = typeB;
        }

        @Override
        public Boolean visitArray(ArrayTerm array) {
            return unifyArray(array, b);
        }

        @Override
        public Boolean visitObject(ObjectTerm object) {
            return unifyObject(object, b);
        }

        @Override
        public Boolean visitVar(VarTerm variable) {
            return b.accept(new WithVar(variable));
        }

        @Override
        public Boolean visitRef(RefTerm ref) {
            return b instanceof VarTerm ? unify(b, ANY, false) : otherwise();
        }

        @Override
        public Boolean visitScalar(ScalarTerm term) {
            return otherwise();
        }

        @Override
        public Boolean visitCall(CallTerm term) {
            return otherwise();
        }

        @Override
        public Boolean visitSet(SetTerm term) {
            return otherwise();
        }

        @Override
        public Boolean visitComprehension(ComprehensionTerm term) {
            return otherwise();
        }

        @Override
        public Boolean visitTemplateString(TemplateStringTerm term) {
            return otherwise();
        }

        /** A variable of unknown type gets the type of the other side. */
        private boolean otherwise() {
            if (a instanceof VarTerm && typeA == UNKNOWN && typeB != UNKNOWN) {
                return unify(a, typeB, false);
            }
            return b instanceof VarTerm && typeB == UNKNOWN && typeA != UNKNOWN && unify(b, typeA, false);
        }

        /** Unifies a variable with a term of each kind. */
        private final class WithVar implements TermKindVisitor<Boolean> {
            private final VarTerm variable;

            WithVar(VarTerm variable) {
                this.variable = variable;
            }

            @Override
            public Boolean visitVar(VarTerm other) {
                return unify(variable, ANY, false) && unify(other, env.of(variable), false);
            }

            @Override
            public Boolean visitArray(ArrayTerm array) {
                return unifyArray(array, variable);
            }

            @Override
            public Boolean visitObject(ObjectTerm object) {
                return unifyObject(object, variable);
            }

            @Override
            public Boolean visitRef(RefTerm ref) {
                return unify(variable, ANY, false);
            }

            @Override
            public Boolean visitScalar(ScalarTerm term) {
                return otherwise();
            }

            @Override
            public Boolean visitCall(CallTerm term) {
                return otherwise();
            }

            @Override
            public Boolean visitSet(SetTerm term) {
                return otherwise();
            }

            @Override
            public Boolean visitComprehension(ComprehensionTerm term) {
                return otherwise();
            }

            @Override
            public Boolean visitTemplateString(TemplateStringTerm term) {
                return otherwise();
            }
        }
    }

    private boolean unifyArray(ArrayTerm a, Term b) {
        if (b instanceof VarTerm) {
            return unify(a, ANY, false) && unify(b, env.of(a), false);
        } else if (!(b instanceof ArrayTerm other)
                || a.items().size() != other.items().size()) {
            return false;
        } else {
            for (int i = 0; i < a.items().size(); i++) {
                Term x = a.items().get(i);
                Term y = other.items().get(i);
                if (!unify(x, env.of(x), y, env.of(y))) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean unifyObject(ObjectTerm a, Term b) {
        if (b instanceof VarTerm) {
            return unify(a, ANY, false) && unify(b, env.of(a), false);
        } else if (!(b instanceof ObjectTerm other)
                || a.entries().size() != other.entries().size()) {
            return false;
        } else {
            Map<Term, Term> values = new TreeMap<>(TermOrder.INSTANCE);
            other.entries().forEach(e -> values.put(e.key(), e.value()));
            for (ObjectTerm.Entry entry : a.entries()) {
                Term x = entry.value();
                Term y = values.get(entry.key());
                if (y == null || !unify(x, env.of(x), y, env.of(y))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * True if a term may be of a type. Variables without a type get it.
     *
     * @param union true if a variable may be of its type so far as well
     */
    boolean unify(Term term, RegoType type, boolean union) {
        return term.accept(new WithType(type, union));
    }

    /** Unifies a term of each kind with a type. */
    private final class WithType implements TermKindVisitor<Boolean> {
        private final RegoType type;
        private final boolean union;

        WithType(RegoType type, boolean union) {
            this.type = type;
            this.union = union;
        }

        @Override
        public Boolean visitVar(VarTerm term) {
            RegoType known = env.of(term);
            if (union) {
                env.putVar(term, TypeAlgebra.or(known, type));
            } else if (known != UNKNOWN) {
                return TypeUnification.unifies(known, type);
            } else {
                env.putVar(term, type);
            }
            return true;
        }

        @Override
        public Boolean visitArray(ArrayTerm array) {
            return type instanceof ArrayType of ? unifyItems(array, of, union) : unifyAny(array, array.items(), type);
        }

        @Override
        public Boolean visitSet(SetTerm set) {
            return type instanceof SetType of
                    ? set.items().stream().allMatch(item -> unify(item, of.element(), union))
                    : unifyAny(set, set.items(), type);
        }

        @Override
        public Boolean visitObject(ObjectTerm object) {
            if (type instanceof ObjectType of) {
                return unifyEntries(object, of, union);
            }
            List<Term> parts = new ArrayList<>();
            object.entries().forEach(entry -> parts.addAll(List.of(entry.key(), entry.value())));
            return unifyAny(object, parts, type);
        }

        @Override
        public Boolean visitScalar(ScalarTerm term) {
            return hasType(term);
        }

        @Override
        public Boolean visitRef(RefTerm term) {
            return hasType(term);
        }

        @Override
        public Boolean visitCall(CallTerm term) {
            return hasType(term);
        }

        @Override
        public Boolean visitComprehension(ComprehensionTerm term) {
            return hasType(term);
        }

        @Override
        public Boolean visitTemplateString(TemplateStringTerm term) {
            return hasType(term);
        }

        private boolean hasType(Term term) {
            return TypeUnification.unifies(env.of(term), type);
        }
    }

    private boolean unifyAny(Term term, List<Term> parts, RegoType type) {
        if (!(type instanceof Union any)) {
            return false;
        }
        if (any.of().isEmpty()) {
            parts.forEach(part -> unify(part, ANY, true));
            return true;
        }
        boolean unifies = false;
        for (RegoType member : any.of()) {
            unifies |= unify(term, member, true);
        }
        return unifies;
    }

    private boolean unifyItems(ArrayTerm array, ArrayType type, boolean union) {
        if (array.items().size() != type.items().size() && type.rest() == null) {
            return false;
        }
        for (int i = 0; i < array.items().size(); i++) {
            if (!unify(array.items().get(i), TypeAlgebra.item(type, i), union)) {
                return false;
            }
        }
        return true;
    }

    private boolean unifyEntries(ObjectTerm object, ObjectType type, boolean union) {
        if (object.entries().size() != type.properties().size() && type.rest() == null) {
            return false;
        }
        for (ObjectTerm.Entry entry : object.entries()) {
            if (!Constants.isConstant(entry.key())) {
                unify(entry.value(), ANY, union);
                continue;
            }
            RegoType property = TypeEnv.selectConstant(type, entry.key());
            if (property == UNKNOWN || !unify(entry.value(), property, union)) {
                return false;
            }
        }
        return true;
    }
}
