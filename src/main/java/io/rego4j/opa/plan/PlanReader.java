package io.rego4j.opa.plan;

import io.rego4j.internal.deep.DeepStack;
import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.evaluate.Evaluation;
import io.rego4j.opa.evaluate.PathTree;
import io.rego4j.opa.evaluate.Place;
import io.rego4j.opa.evaluate.PlannedFunction;
import io.rego4j.opa.evaluate.Visits;
import io.rego4j.opa.functions.BuiltinFunctions;
import io.rego4j.opa.value.JsonDocument;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.StringValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a plan from its JSON ({@code v1/ir/marshal.go}), and refuses what it does not know. */
final class PlanReader {
    /** No planner needs so many variables: a larger number is a sign of a damaged file. */
    static final int MOST_LOCALS = 1 << 20;

    private final List<StringValue> strings = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final Map<String, BuiltinUse> builtins = new HashMap<>();
    private final Map<String, PlannedFunction> functions = new HashMap<>();
    private final PathTree tree = new PathTree();
    private final @Nullable Visits visits;
    private boolean keepsTerms;

    /**
     * A built-in function that the plan uses.
     *
     * @param arity how many operands it has
     * @param isVoid true if it has no result
     */
    record BuiltinUse(Builtin function, int arity, boolean isVoid) {}

    private PlanReader(@Nullable Visits visits) {
        this.visits = visits;
    }

    static Plan read(byte[] json, @Nullable Visits visits) throws PlanException {
        JsonDocument document;
        try {
            document = JsonValues.document(json);
        } catch (IOException e) {
            throw new PlanException("plan.json is not JSON: " + withoutSource(String.valueOf(e.getMessage())));
        }
        // Blocks are nested, and read by recursion.
        PlanException[] refused = {null};
        Plan plan = DeepStack.call(document.depth(), () -> {
            try {
                return new PlanReader(visits).plan(PlanNode.root(document.value()));
            } catch (PlanException e) {
                refused[0] = e;
                return Plan.EMPTY;
            }
        });
        if (refused[0] != null) {
            throw refused[0];
        }
        return plan;
    }

    /** The message without what the JSON library adds about the source of the text, which says nothing here. */
    private static String withoutSource(String message) {
        int bracket = message.indexOf(" (start marker");
        int line = message.indexOf('\n');
        int end = bracket < 0 ? line : line < 0 ? bracket : Math.min(bracket, line);
        return end < 0 ? message : message.substring(0, end);
    }

    private Plan plan(PlanNode root) throws PlanException {
        PlanNode constants = root.field("static");
        for (PlanNode string : constants.items("strings")) {
            strings.add(StringValue.of(string.field("value").text()));
        }
        for (PlanNode file : constants.items("files")) {
            files.add(file.field("value").text());
        }
        builtins(constants);
        Set<String> entrypoints = new LinkedHashSet<>();
        for (PlanNode plan : root.field("plans").items("plans")) {
            entrypoints.add(plan.field("name").text());
        }
        if (entrypoints.isEmpty()) {
            throw root.error("there is no entry point in it");
        }
        List<PlanNode> nodes = root.has("funcs") ? root.field("funcs").items("funcs") : List.of();
        List<PlannedFunction> all = new ArrayList<>();
        for (PlanNode node : nodes) {
            all.add(declare(node, all.size()));
        }
        for (PlanNode node : nodes) {
            keepsTerms |= LiteralFinder.isIn(node.items("blocks"));
        }
        CallDepth depth = new CallDepth(all);
        for (int i = 0; i < nodes.size(); i++) {
            FunctionReader reader = new FunctionReader(this, nodes.get(i), all.get(i), depth);
            all.get(i).code(reader.code());
        }
        return Plan.of(entrypoints, tree, all.size(), depth.deepest(), keepsTerms);
    }

    private void builtins(PlanNode constants) throws PlanException {
        List<String> missing = new ArrayList<>();
        for (PlanNode builtin : constants.items("builtin_funcs")) {
            String name = builtin.field("name").text();
            PlanNode declared = builtin.field("decl");
            try {
                builtins.put(
                        name,
                        new BuiltinUse(
                                BuiltinFunctions.find(name),
                                declared.items("args").size(),
                                !declared.has("result")));
            } catch (UnsupportedOperationException e) {
                missing.add(e.getMessage());
            }
        }
        if (!missing.isEmpty()) {
            throw new PlanException(String.join("; ", missing));
        }
    }

    private PlannedFunction declare(PlanNode node, int index) throws PlanException {
        String name = node.field("name").text();
        List<PlanNode> parameters = node.items("params");
        int[] locals = new int[parameters.size()];
        for (int i = 0; i < locals.length; i++) {
            locals[i] = parameters.get(i).index(MOST_LOCALS);
        }
        if (locals.length < 2
                || locals[Evaluation.INPUT] != Evaluation.INPUT
                || locals[Evaluation.DATA] != Evaluation.DATA) {
            throw node.error("the first parameters of a function are input and data");
        }
        List<String> path = new ArrayList<>();
        for (PlanNode key : node.items("path")) {
            path.add(key.text());
        }
        PlannedFunction function = new PlannedFunction(index, locals, path);
        if (functions.put(name, function) != null) {
            throw node.error("there are two functions " + name);
        }
        tree.add(function);
        return function;
    }

    StringValue string(PlanNode index) throws PlanException {
        return strings.get(index.index(strings.size()));
    }

    /** OPA writes both names; only the second was there at first. */
    NumberValue number(PlanNode statement) throws PlanException {
        PlanNode index = statement.field(statement.has("index") ? "index" : "Index");
        try {
            return NumberValue.parse(string(index).text());
        } catch (NumberFormatException e) {
            throw index.error("the string is no number");
        }
    }

    /** Where in a policy a statement comes from; nothing depends on it, so what is not there is left out. */
    Place place(PlanNode statement) throws PlanException {
        int file = statement.optionalIndex("file");
        int row = statement.optionalIndex("row");
        return new Place(row > 0 && file < files.size() ? files.get(file) : "", row, statement.optionalIndex("col"));
    }

    @Nullable
    PlannedFunction function(String name) {
        return functions.get(name);
    }

    @Nullable
    BuiltinUse builtin(String name) {
        return builtins.get(name);
    }

    /** True if there is a set literal or an object literal with variables in it. */
    boolean keepsTerms() {
        return keepsTerms;
    }

    /** Where visits of places are counted; null if they are not. */
    @Nullable
    Visits visits() {
        return visits;
    }

    PathTree tree() {
        return tree;
    }
}
