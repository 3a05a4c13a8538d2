package io.rego4j.check.types;

import static io.rego4j.check.RegoType.ANY;
import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.Capabilities;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.FunctionType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Rest;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.module.DependencyGraph;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems.Problem;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Uses of values of the wrong type: OPA's stage {@code CheckTypes}. Rules are checked after those that they depend on, so
 * that the types of these are known.
 */
public final class TypeChecker {
    private final GeneratedVars names;
    private final DependencyGraph graph;
    private final SchemaPaths schemas;
    private final List<Problem> errors = new ArrayList<>();
    private final TypeEnv rules;
    private final Map<String, TypeTree> replaced = new HashMap<>();
    /** The rules that some {@code with} replaces; null as long as nobody asked. */
    private @Nullable Set<RuleUnit> replacedRules;

    /** The comprehensions of the rule that is being checked; each is checked once. */
    private final Map<Term, Checked> closures = new IdentityHashMap<>();

    private record Checked(@Nullable TypeEnv env, List<Problem> errors) {}

    public TypeChecker(GeneratedVars names, DependencyGraph graph, Capabilities capabilities, SchemaPaths schemas) {
        this.names = names;
        this.graph = graph;
        this.schemas = schemas;
        this.rules = TypeEnv.of(BuiltinTypes.of(capabilities), (term, env) -> closure(term, env).env)
                .nested();
    }

    public List<Problem> run(Collection<RuleUnit> sorted) {
        sorted.forEach(this::rule);
        return errors;
    }

    private void rule(RuleUnit rule) {
        closures.clear();
        TypeEnv around = rules.nested();
        schemas.forRule(rule).forEach(path -> around.tree.put(path.terms(), ANY));
        List<Problem> found = new ArrayList<>();
        TypeEnv env = body(around, rule.body, found);
        RefTerm path = rule.path();
        if (!found.isEmpty()) {
            // Others that use this rule are not to blame.
            errors.addAll(found);
            rules.tree.put(path.terms(), ANY);
            return;
        }
        RegoType type = rule.isFunction() ? function(rule, env) : document(rule, env, path);
        if (type != UNKNOWN) {
            RegoType relaxed = rule.isFunction() ? type : TypeAlgebra.withoutEmptyCollections(type);
            if (!relaxed.equals(type) && isReplaced(rule)) {
                type = relaxed; // Such as `default x := {}`, for which tests put another value.
            }
            RefTerm at = rule.isFunction() ? path : Refs.groundPrefix(path);
            rules.tree.insert(at.terms(), type, rules::of);
        }
    }

    private boolean isReplaced(RuleUnit rule) {
        if (replacedRules == null) {
            replacedRules = graph.replaced();
        }
        return replacedRules.contains(rule);
    }

    private static RegoType function(RuleUnit rule, TypeEnv env) {
        for (Term arg : rule.args) {
            NodeQueries.all(arg, node -> {
                if (node instanceof VarTerm variable && env.of(variable) == UNKNOWN) {
                    env.putVar(variable, ANY);
                }
                return false;
            });
        }
        List<RegoType> args = rule.args.stream().map(env::of).toList();
        RegoType result = rule.value == null ? UNKNOWN : env.of(rule.value);
        return new FunctionType(args, null, result == UNKNOWN ? null : result);
    }

    private static RegoType document(RuleUnit rule, TypeEnv env, RefTerm path) {
        Term contained = rule.value != null ? rule.value : rule.key;
        RegoType type = contained == null ? UNKNOWN : env.of(contained);
        if (type == UNKNOWN) {
            return UNKNOWN;
        }
        type = rule.isMultiValue() ? new SetType(type) : type;
        int ground = Refs.groundLength(path);
        for (int i = path.terms().size() - 1; i >= ground; i--) {
            RegoType key = env.of(path.terms().get(i));
            if (key == UNKNOWN) {
                return UNKNOWN;
            }
            type = new ObjectType(List.of(), new Rest(key, type));
        }
        return type;
    }

    /** Checks a body; what is found of its variables is in the environment returned. */
    private TypeEnv body(TypeEnv around, List<Expr> body, List<Problem> found) {
        TypeEnv env = around.nested();
        RefTypeCheck refs = new RefTypeCheck(env, names);
        for (Expr expr : body) {
            TypeEnv exprEnv = expr.with().isEmpty() ? env : replacing(env, expr.with());
            RefTypeCheck exprRefs = exprEnv == env ? refs : new RefTypeCheck(exprEnv, names);

            List<Problem> inClosures = closures(exprEnv, expr);
            found.addAll(inClosures);
            exprRefs.errors.clear();
            exprRefs.expr(expr);
            found.addAll(exprRefs.errors);
            ExprTypeCheck types = new ExprTypeCheck(exprEnv, names);
            Problem problem = types.check(expr);
            // An expression without a type is no news where the cause has been reported.
            boolean known = !inClosures.isEmpty() || !exprRefs.errors.isEmpty();
            if (problem != null && !(known && types.causedByUnknown())) {
                found.add(problem);
            }
        }
        return env;
    }

    private List<Problem> closures(TypeEnv env, Expr expr) {
        List<Problem> found = new ArrayList<>();
        NodeQueries.all(expr, node -> {
            if (NodeQueries.isComprehension(node)) {
                Checked checked = check((Term) node, env);
                closures.put((Term) node, checked);
                if (!checked.errors.isEmpty()) {
                    found.clear();
                    found.addAll(checked.errors);
                }
                return true;
            }
            return false;
        });
        return found;
    }

    private Checked closure(Term comprehension, TypeEnv env) {
        Checked known = closures.get(comprehension);
        return known != null ? known : check(comprehension, env);
    }

    private Checked check(Term comprehension, TypeEnv env) {
        List<Problem> found = new ArrayList<>();
        Body body = bodyOf(comprehension);
        TypeEnv inside = body(env, body.exprs(), found);
        return new Checked(found.isEmpty() ? inside : null, found);
    }

    private static Body bodyOf(Node comprehension) {
        if (comprehension instanceof ArrayComprehensionTerm array) {
            return array.body();
        } else if (comprehension instanceof SetComprehensionTerm set) {
            return set.body();
        }
        return ((ObjectComprehensionTerm) comprehension).body();
    }

    /** What is known where modifiers replace documents: rules that depend on these may be anything. */
    private TypeEnv replacing(TypeEnv env, List<With> modifiers) {
        TypeEnv result = env;
        TypeTree documents = new TypeTree();
        for (With with : modifiers) {
            if (!(with.target() instanceof RefTerm target)) {
                continue;
            }
            RegoType type = env.of(target);
            boolean function = type instanceof FunctionType;
            TypeTree affected = affected(target, function);
            if (affected.hasChildren()) {
                result = result.withDocuments(affected);
            }
            if (!function) {
                RegoType either = ANY;
                RegoType value = target.isGround() && type != UNKNOWN ? env.of(with.value()) : UNKNOWN;
                if (value != UNKNOWN && TypeAlgebra.or(type, value) != UNKNOWN) {
                    either = TypeAlgebra.or(type, value);
                }
                documents.put(Refs.groundPrefix(target).terms(), either);
            }
        }
        return documents.hasChildren() ? result.withDocuments(documents) : result;
    }

    private TypeTree affected(RefTerm target, boolean function) {
        return replaced.computeIfAbsent((function ? "f:" : "") + target, key -> {
            TypeTree tree = new TypeTree();
            for (RefTerm path : graph.affectedBy(target)) {
                if (!function || !path.equals(target)) {
                    tree.put(path.terms(), ANY);
                }
            }
            return tree;
        });
    }
}
