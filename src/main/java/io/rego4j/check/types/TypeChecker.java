package io.rego4j.check.types;

import static io.rego4j.check.RegoType.ANY;
import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
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
    /** The rules that some {@code with} replaces; computed on first use. */
    private @Nullable Set<RuleUnit> replacedRules;

    /** The comprehensions of the rule that is being checked; each is checked once. */
    private final Map<ComprehensionTerm, Checked> closures = new IdentityHashMap<>();

    private record Checked(@Nullable TypeEnv env, List<Problem> errors) {}

    public TypeChecker(GeneratedVars names, DependencyGraph graph, Capabilities capabilities, SchemaPaths schemas) {
        this.names = names;
        this.graph = graph;
        this.schemas = schemas;
        this.rules = TypeEnv.outermost(BuiltinTypes.of(capabilities), (term, env) -> closure(term, env).env)
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
            // A rule with type errors has type any, so that its users report no follow-up errors.
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
            NodeQueries.vars(List.of(arg), variable -> {
                if (env.of(variable) == UNKNOWN) {
                    env.putVar(variable, ANY);
                }
            });
        }
        List<RegoType> args = env.of(rule.args);
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
            // Errors about unknown types that follow from an error already reported are left out.
            boolean known = !inClosures.isEmpty() || !exprRefs.errors.isEmpty();
            if (problem != null && !(known && types.causedByUnknown())) {
                found.add(problem);
            }
        }
        return env;
    }

    private List<Problem> closures(TypeEnv env, Expr expr) {
        List<Problem> found = new ArrayList<>();
        NodeWalk.walk(expr, node -> {
            if (node instanceof ComprehensionTerm comprehension) {
                Checked checked = check(comprehension, env);
                closures.put(comprehension, checked);
                if (!checked.errors.isEmpty()) {
                    found.clear();
                    found.addAll(checked.errors);
                }
                return false;
            }
            return true;
        });
        return found;
    }

    private Checked closure(ComprehensionTerm comprehension, TypeEnv env) {
        Checked known = closures.get(comprehension);
        return known != null ? known : check(comprehension, env);
    }

    private Checked check(ComprehensionTerm comprehension, TypeEnv env) {
        List<Problem> found = new ArrayList<>();
        TypeEnv inside = body(env, comprehension.body().exprs(), found);
        return new Checked(found.isEmpty() ? inside : null, found);
    }

    /** The type environment below modifiers: rules that depend on a replaced document have type any. */
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
