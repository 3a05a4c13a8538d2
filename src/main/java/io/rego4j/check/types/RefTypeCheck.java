package io.rego4j.check.types;

import static io.rego4j.check.RegoType.ANY;
import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Not;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.FunctionType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Property;
import io.rego4j.check.RegoType.Union;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.problem.Problems.Problem;
import io.rego4j.check.tree.Refs;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks references against the types of documents and values: OPA's {@code refChecker}. It also infers types of the
 * variables in references.
 */
final class RefTypeCheck {
    final List<Problem> errors = new ArrayList<>();
    private final TypeEnv env;
    private final TypeInference terms;
    private final GeneratedVars names;
    private final Exprs exprs = new Exprs();

    RefTypeCheck(TypeEnv env, GeneratedVars names) {
        this.env = env;
        this.terms = new TypeInference(env);
        this.names = names;
    }

    /** Checks the references of an expression, those in comprehensions aside. */
    void expr(Expr root) {
        check(List.of(root));
    }

    private void check(List<? extends Node> roots) {
        NodeWalk.walk(roots, node -> {
            if (node instanceof Expr expr) {
                return expr.terms().accept(exprs);
            } else if (node instanceof RefTerm ref) {
                return reference(ref);
            }
            return !(node instanceof ComprehensionTerm);
        });
    }

    /** False if the nodes below are not to be checked. */
    private boolean reference(RefTerm ref) {
        if (env.of(ref) instanceof FunctionType) {
            return usedAsReference(ref);
        }
        document(env, env.tree, new Operand(ref, 0));
        return true;
    }

    /** Checks the parts of an expression that OPA checks; true if these are all nodes below it, which then are walked. */
    private final class Exprs implements ExprVisitor<Boolean> {
        @Override
        public Boolean visitCall(CallTerm call) {
            // The operator is no reference to a document; OPA does not check modifiers here.
            check(call.args());
            return false;
        }

        @Override
        public Boolean visitTerm(Term term) {
            check(List.of(term));
            return false;
        }

        @Override
        public Boolean visitNot(Not not) {
            check(List.of(not));
            return false;
        }

        @Override
        public Boolean visitSomeDecl(SomeDecl some) {
            return true;
        }

        @Override
        public Boolean visitEvery(Every every) {
            return true;
        }

        @Override
        public Boolean visitLogicalAnd(LogicalAnd and) {
            return true;
        }

        @Override
        public Boolean visitLogicalOr(LogicalOr or) {
            return true;
        }
    }

    /** The operand at which the check of a reference stands. */
    private record Operand(RefTerm ref, int index) {
        boolean isPast() {
            return index >= ref.terms().size();
        }

        Term term() {
            return ref.terms().get(index);
        }

        Operand next() {
            return new Operand(ref, index + 1);
        }
    }

    /** Follows a reference through the documents of an environment, and if it is not there, of the one around it. */
    private boolean document(TypeEnv start, TypeTree from, Operand operand) {
        TypeEnv current = start;
        TypeTree tree = from;
        Operand at = operand;
        while (!at.isPast()) {
            Term term = at.term();
            boolean isName = term instanceof VarTerm || term instanceof StringTerm;
            if ((at.index == 1 || at.index == 2) && !isName) {
                return invalid(at, env.of(term), RegoType.STRING, keysOf(tree));
            }
            if (term instanceof VarTerm && at.index != 0) {
                RegoType keys = TypeAlgebra.keys(tree.extent());
                RegoType known = env.of(term);
                if (known == UNKNOWN) {
                    env.putVar(term, keys);
                } else if (!TypeUnification.unifies(keys, known)) {
                    return invalid(at, known, keys, keysOf(tree));
                }
            }
            TypeTree child = tree.child(term);
            if (child == null) {
                if (current.outer != null) {
                    current = current.outer;
                    tree = current.tree;
                    at = new Operand(at.ref, 0);
                    continue;
                } else if (!Refs.isRootName(at.ref.head())) {
                    return value(ANY, new Operand(at.ref, 0));
                } else if (at.index == 0) {
                    return value(ANY, new Operand(at.ref, 1));
                }
                anyOf(current, tree, at.next());
                return true;
            }
            if (child.isLeaf()) {
                return value(child.type(), at.next());
            }
            tree = child;
            at = at.next();
        }
        return true;
    }

    /**
     * Infers types of variables in each document that a variable may stand for; errors in one do not count, since
     * another may fit.
     */
    private void anyOf(TypeEnv current, TypeTree tree, Operand at) {
        int before = errors.size();
        for (TypeTree child : tree.children().values()) {
            document(current, child, at);
        }
        errors.subList(before, errors.size()).clear();
    }

    /** Follows a reference into a value of a known type. */
    private boolean value(RegoType type, Operand operand) {
        RegoType current = type;
        Operand at = operand;
        while (!at.isPast()) {
            if (TypeAlgebra.isEmptyCollection(current)) {
                return empty(current, at);
            }
            RegoType keys = TypeAlgebra.keys(current);
            if (keys == UNKNOWN) {
                return current instanceof FunctionType
                        ? usedAsReference(at.ref)
                        : error(at.ref, "undefined ref: " + written(at.ref), place(at) + "have: " + current);
            }
            RegoType below = selected(current, keys, at);
            if (below == null) {
                return false;
            }
            current = below;
            at = at.next();
        }
        return true;
    }

    /** The type of what an operand selects from a value; null, with an error, if it can select nothing. */
    private @Nullable RegoType selected(RegoType type, RegoType keys, Operand at) {
        Term term = at.term();
        return switch (TermKind.of(term)) {
            case VAR, REF -> {
                RegoType known = env.of(term);
                if (known == UNKNOWN && term instanceof VarTerm) {
                    env.putVar(term, keys);
                } else if (known != UNKNOWN && !TypeUnification.unifies(known, keys)) {
                    yield none(at, known, keys, keysOf(type));
                }
                yield TypeAlgebra.values(type);
            }
            case ARRAY, SET, OBJECT ->
                terms.unify(term, keys, false) ? TypeAlgebra.values(type) : none(at, env.of(term), keys, List.of());
            case NULL,
                    BOOLEAN,
                    NUMBER,
                    STRING,
                    CALL,
                    ARRAY_COMPREHENSION,
                    SET_COMPREHENSION,
                    OBJECT_COMPREHENSION,
                    TEMPLATE_STRING -> {
                RegoType selected = TypeEnv.selectConstant(type, term);
                yield selected == UNKNOWN ? none(at, UNKNOWN, keys, keysOf(type)) : selected;
            }
        };
    }

    private @Nullable RegoType none(Operand at, RegoType have, RegoType want, List<String> oneOf) {
        invalid(at, have, want, oneOf);
        return null;
    }

    private boolean empty(RegoType type, Operand at) {
        if (at.term() instanceof ScalarTerm) {
            return invalid(at, UNKNOWN, UNKNOWN, List.of());
        } else if (at.term() instanceof VarTerm variable) {
            RegoType known = env.of(variable);
            RegoType keys = TypeAlgebra.keys(type);
            if (known == UNKNOWN) {
                env.putVar(variable, ANY);
            } else if (keys != UNKNOWN && !TypeUnification.unifies(known, keys)) {
                return invalid(at, known, keys, List.of());
            }
        }
        return true;
    }

    private boolean usedAsReference(RefTerm ref) {
        return error(ref, "function " + function(ref) + " used as reference, not called");
    }

    private boolean invalid(Operand at, RegoType have, RegoType want, List<String> oneOf) {
        String has = have == UNKNOWN ? "have: " + names.written(at.term()) : "have (type): " + have;
        String wants = !oneOf.isEmpty()
                ? "want (one of): " + oneOf.stream().collect(Collectors.joining(" ", "[", "]"))
                : want == UNKNOWN ? "want (one of): []" : "want (type): " + want;
        return error(at.ref, "undefined ref: " + written(at.ref), place(at) + has, wants);
    }

    private String place(Operand at) {
        return "at " + names.written(at.term()) + ": ";
    }

    private boolean error(RefTerm ref, String message, String... hints) {
        Origin origin = ref.head().origin();
        errors.add(new Problem(Diagnostic.TYPE_ERROR, message, origin, List.of(hints)));
        return false;
    }

    private String written(RefTerm ref) {
        return names.writtenSubjects(ref).toString();
    }

    /** The name of a function, without generated operands. */
    private String function(RefTerm ref) {
        RefTerm written = names.writtenSubjects(ref);
        Term last = written.terms().get(written.terms().size() - 1);
        boolean generated = last instanceof VarTerm variable && variable.isGenerated();
        return (generated ? Refs.prefix(written, written.terms().size() - 1) : written).toString();
    }

    private static List<String> keysOf(TypeTree tree) {
        List<Term> keys = new ArrayList<>(tree.children().keySet());
        keys.sort(TermOrder.INSTANCE);
        return keys.stream().map(Term::toString).toList();
    }

    private static List<String> keysOf(RegoType type) {
        TreeSet<Term> keys = new TreeSet<>(TermOrder.INSTANCE);
        collectKeys(type, keys);
        return keys.stream().map(Term::toString).toList();
    }

    private static void collectKeys(RegoType type, TreeSet<Term> keys) {
        if (type instanceof ObjectType object) {
            object.properties().stream().map(Property::key).forEach(keys::add);
        } else if (type instanceof Union union) {
            union.of().forEach(member -> collectKeys(member, keys));
        }
    }
}
