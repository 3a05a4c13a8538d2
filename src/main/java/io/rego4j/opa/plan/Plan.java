package io.rego4j.opa.plan;

import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.evaluate.Answer;
import io.rego4j.opa.evaluate.Evaluation;
import io.rego4j.opa.evaluate.Lookups;
import io.rego4j.opa.evaluate.PathTree;
import io.rego4j.opa.evaluate.PlannedFunction;
import io.rego4j.opa.evaluate.Request;
import io.rego4j.opa.evaluate.Visits;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiled policies. Immutable: any number of threads ask at once. Base documents are no part of it; each request brings
 * them.
 */
public final class Plan {
    /** No rules: the documents are those of the data. */
    public static final Plan EMPTY = new Plan(Set.of(), new PathTree(), 0, 0, false);

    private final Set<String> entrypoints;
    private final PathTree rules;
    private final int functions;
    private final int depth;
    private final boolean keepsTerms;

    private Plan(Set<String> entrypoints, PathTree rules, int functions, int depth, boolean keepsTerms) {
        this.entrypoints = Set.copyOf(entrypoints);
        this.rules = rules;
        this.functions = functions;
        this.depth = depth;
        this.keepsTerms = keepsTerms;
    }

    /** A plan of functions by their paths. */
    static Plan of(Set<String> entrypoints, PathTree tree, int functions, int depth, boolean keepsTerms) {
        PathTree unchanged = tree.child(PathTree.UNCHANGED);
        return new Plan(entrypoints, unchanged == null ? new PathTree() : unchanged, functions, depth, keepsTerms);
    }

    /**
     * Reads {@code plan.json}.
     *
     * @param visits what all evaluations of the plan tell the places that they visit; null where that is not counted
     * @throws PlanException if it is damaged, or has a statement or a built-in function that is not known here
     */
    public static Plan read(byte[] json, @Nullable Visits visits) throws PlanException {
        return PlanReader.read(json, visits);
    }

    /**
     * The same with the packages of the policies, which are documents even without a rule, and without a package that was only
     * there to be planned.
     */
    public Plan with(List<List<String>> packages, String hidden) {
        PathTree all = rules.copyWithout(hidden);
        packages.forEach(all::addPackage);
        return new Plan(entrypoints, all, functions, depth, keepsTerms);
    }

    /** The entry points with which it was planned: keys with slashes between them. */
    public Set<String> entrypoints() {
        return entrypoints;
    }

    /** How deep its functions and blocks are nested at most; what evaluates them needs a stack for that. */
    public int depth() {
        return depth;
    }

    /** Begins an evaluation, whose time runs from now. */
    public Evaluation evaluation(Request request) {
        return new Evaluation(functions, keepsTerms, request);
    }

    /**
     * The value of a document: what the rules give, and base documents. The plan must have an entry point at the document
     * or above it, or the policies have no rule there; that is for the caller to know.
     *
     * @throws EvaluationException if there is no answer
     */
    public Answer evaluate(Evaluation evaluation) {
        evaluation.checkDeadline();
        return new Answer(document(evaluation, evaluation.request()), evaluation.printed());
    }

    private @Nullable Value document(Evaluation evaluation, Request request) {
        PathTree node = rules;
        Value value = request.data();
        List<String> keys = request.document();
        for (int i = 0; i < keys.size(); i++) {
            PathTree child = node == null ? null : node.child(keys.get(i));
            PlannedFunction function = child == null ? null : child.function();
            if (function != null) {
                // A function with arguments is no document.
                Value result = function.isRule() ? function.call(evaluation, evaluation.documents()) : null;
                return below(result, keys.subList(i + 1, keys.size()));
            }
            node = child;
            value = Lookups.item(value, StringValue.of(keys.get(i)));
        }
        if (node == null) {
            return value;
        }
        ObjectValue virtual = node.extent(evaluation);
        return value == null ? virtual : Lookups.merge(value, virtual);
    }

    private static @Nullable Value below(@Nullable Value value, List<String> keys) {
        Value found = value;
        for (String key : keys) {
            found = Lookups.item(found, StringValue.of(key));
        }
        return found;
    }
}
