package io.rego4j.check.types;

import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.NullTerm;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.Term;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Property;
import io.rego4j.check.RegoType.Rest;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.RegoType.Union;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Types by path: those of variables, of built-ins, of rules. */
final class TypeTree {
    private final Map<Term, TypeTree> children = new LinkedHashMap<>();
    private RegoType type = UNKNOWN;

    RegoType type() {
        return type;
    }

    /** True if this path has a type of its own; children then refine it. */
    boolean isLeaf() {
        return type != UNKNOWN;
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    @Nullable
    TypeTree child(Term key) {
        return children.get(key);
    }

    Map<Term, TypeTree> children() {
        return children;
    }

    void put(Term key, RegoType type) {
        children.computeIfAbsent(key, k -> new TypeTree()).type = type;
    }

    void put(List<Term> path, RegoType type) {
        TypeTree tree = this;
        for (Term key : path) {
            tree = tree.children.computeIfAbsent(key, k -> new TypeTree());
        }
        tree.type = type;
    }

    /** The type of all that is here and below: any other property may be there as well. */
    RegoType extent() {
        if (isLeaf()) {
            return type;
        }
        List<Property> properties = new ArrayList<>();
        children.forEach((key, child) -> {
            if (key instanceof ScalarTerm && !(key instanceof NullTerm)) {
                properties.add(new Property(key, child.extent()));
            }
        });
        return new ObjectType(properties, new Rest(RegoType.STRING, RegoType.ANY));
    }

    /** Adds the type of one rule to the type at a path, and to the objects above and below it. */
    void insert(List<Term> path, RegoType added, Function<Term, RegoType> typeOf) {
        TypeTree tree = this;
        for (int i = 0; i < path.size(); i++) {
            TypeTree child = tree.children.get(path.get(i));
            if (child == null) {
                child = new TypeTree();
                tree.children.put(path.get(i), child);
            } else if (i + 1 < path.size() && child.type instanceof ObjectType object) {
                child.type = insert(object, path.subList(i + 1, path.size()), added, typeOf);
            }
            tree = child;
        }
        tree.type = merge(tree.type, added);
        if (added instanceof ObjectType && tree.type instanceof ObjectType && tree.hasChildren()) {
            List<Term> prefix = new ArrayList<>();
            for (Map.Entry<Term, TypeTree> entry : tree.children.entrySet()) {
                prefix.add(entry.getKey());
                tree.insertLeaves(entry.getValue(), prefix, typeOf);
                prefix.clear();
            }
        }
    }

    private void insertLeaves(TypeTree below, List<Term> path, Function<Term, RegoType> typeOf) {
        if (below.isLeaf()) {
            if (type instanceof ObjectType object) {
                type = insert(object, path, below.type, typeOf);
            }
            return;
        }
        below.children.forEach((key, child) -> {
            path.add(key);
            insertLeaves(child, path, typeOf);
            path.remove(path.size() - 1);
        });
    }

    private static ObjectType insert(
            ObjectType object, List<Term> path, RegoType added, Function<Term, RegoType> typeOf) {
        if (path.isEmpty()) {
            return object;
        }
        RegoType key = typeOf.apply(path.get(0));
        RegoType value = path.size() == 1
                ? added
                : insert(new ObjectType(List.of(), null), path.subList(1, path.size()), added, typeOf);
        Rest rest = object.rest();
        Rest widened = rest == null
                ? new Rest(key, value)
                : new Rest(TypeAlgebra.or(rest.key(), key), TypeAlgebra.or(rest.value(), value));
        return new ObjectType(object.properties(), widened);
    }

    /** The type of a document to which two rules contribute. */
    private static RegoType merge(RegoType a, RegoType b) {
        if (a == UNKNOWN || b == UNKNOWN) {
            return a == UNKNOWN ? b : a;
        }
        if (a instanceof ObjectType x) {
            RegoType merged = mergeObject(x, b);
            return merged == null ? TypeAlgebra.or(a, b) : merged;
        } else if (a instanceof SetType x && b instanceof SetType y) {
            return new SetType(TypeAlgebra.or(x.element(), y.element()));
        } else if (a instanceof Union && !(b instanceof Union)) {
            return merge(b, a);
        }
        return TypeAlgebra.or(a, b);
    }

    private static @Nullable RegoType mergeObject(ObjectType a, RegoType b) {
        Rest mine = a.rest();
        if (!a.properties().isEmpty()) {
            return null;
        }
        if (b instanceof ObjectType other && other.properties().isEmpty()) {
            Rest theirs = other.rest();
            if (mine == null || theirs == null) {
                return mine == null ? other : a;
            }
            Rest both = new Rest(TypeAlgebra.or(mine.key(), theirs.key()), merge(mine.value(), theirs.value()));
            return new ObjectType(List.of(), both);
        } else if (b instanceof Union union && mine != null) {
            List<RegoType> members = new ArrayList<>(union.of());
            for (int i = 0; i < members.size(); i++) {
                if (members.get(i) instanceof ObjectType member
                        && member.properties().isEmpty()
                        && member.rest() != null) {
                    Rest theirs = member.rest();
                    Rest both = new Rest(
                            TypeAlgebra.or(theirs.key(), mine.key()), TypeAlgebra.or(theirs.value(), mine.value()));
                    members.set(i, new ObjectType(List.of(), both));
                    return new Union(members);
                }
            }
        }
        return null;
    }
}
