package io.rego4j.opa.plan;

import io.rego4j.opa.evaluate.Assignments;
import io.rego4j.opa.evaluate.Block;
import io.rego4j.opa.evaluate.Calls;
import io.rego4j.opa.evaluate.Checks;
import io.rego4j.opa.evaluate.Drafts;
import io.rego4j.opa.evaluate.Evaluation;
import io.rego4j.opa.evaluate.Flow;
import io.rego4j.opa.evaluate.LiteralStatements;
import io.rego4j.opa.evaluate.Lookups;
import io.rego4j.opa.evaluate.Operand;
import io.rego4j.opa.evaluate.Place;
import io.rego4j.opa.evaluate.PlannedFunction;
import io.rego4j.opa.evaluate.RuleIndex;
import io.rego4j.opa.evaluate.Statement;
import io.rego4j.opa.evaluate.Visits;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.Kind;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the statements of one function. */
final class FunctionReader {
    /** The variables that statements write, without those that take care of drafts themselves. */
    private static final Map<String, List<String>> WRITTEN = Map.of(
            "DotStmt", List.of("target"),
            "LenStmt", List.of("target"),
            "ObjectMergeStmt", List.of("target"),
            "CallStmt", List.of("result"),
            "CallDynamicStmt", List.of("result"),
            "ScanStmt", List.of("key", "value"));

    /** The statements by which a rule gives its result. */
    private static final Set<String> RESULTS =
            Set.of("AssignVarOnceStmt", "ObjectInsertStmt", "ObjectInsertOnceStmt", "SetAddStmt");

    /** The built-in functions that are called most and take least time. */
    private static final Set<String> LIGHT =
            Set.of("plus", "mul", "div", "rem", "lt", "lte", "gt", "gte", "equal", "neq", "count");

    /** The input and the data, which is all that a rule gets that is no function. */
    private static final int DOCUMENT_ARGUMENTS = 2;

    private final PlanReader plan;
    private final PlanNode node;
    private final PlannedFunction function;
    private final CallDepth calls;
    private final FunctionShape shape;
    private final int result;
    private final @Nullable PlanNode onlyResult;
    private @Nullable ConstantRun constants;
    /** Variables that hold a base document as the reference that is being planned reaches it. */
    private final BitSet baseDocuments = new BitSet();
    /** Variables of the literals in the block that is being read. */
    private BitSet literals = new BitSet();

    FunctionReader(PlanReader plan, PlanNode node, PlannedFunction function, CallDepth calls) throws PlanException {
        this.plan = plan;
        this.node = node;
        this.function = function;
        this.calls = calls;
        this.shape = new FunctionShape(node);
        this.result = shape.local(node.field("return"));
        this.onlyResult = FunctionShape.onlyResult(node);
        baseDocuments.set(Evaluation.DATA);
    }

    PlannedFunction.Code code() throws PlanException {
        List<Block> blocks = new ArrayList<>();
        List<Map<RuleIndex.Path, Value>> guards = new ArrayList<>();
        for (PlanNode rule : node.items("blocks")) {
            if (onlyResult == null || !ResultFinder.isEndOfRule(rule, result)) {
                constants = new ConstantRun(plan, rule);
                blocks.add(block(rule, 0));
                guards.add(GuardFinder.guards(plan, node, rule));
            }
        }
        Block[] all = blocks.toArray(Block[]::new);
        // Variables are counted while the statements are made, so this comes last.
        return new PlannedFunction.Code(all, GuardFinder.index(all, guards), shape.locals(), shape.hasDrafts());
    }

    private Block[] blocks(List<PlanNode> nodes, int depth) throws PlanException {
        List<Block> blocks = new ArrayList<>();
        for (PlanNode block : nodes) {
            blocks.add(block(block, depth));
        }
        return blocks.toArray(Block[]::new);
    }

    /** A block with so many blocks around it. */
    private Block block(PlanNode block, int depth) throws PlanException {
        List<Statement> statements = new ArrayList<>();
        calls.block(function, depth + 1);
        List<PlanNode> nodes = block.items("stmts");
        BitSet literalsAround = literals;
        literals = plan.keepsTerms() ? LiteralFinder.in(nodes) : literalsAround;
        ConstantRun run = Objects.requireNonNull(constants, "each rule has its own");
        for (int i = 0; i < nodes.size(); i++) {
            PlanNode typed = nodes.get(i);
            if (run.runs(nodes, i)) {
                for (PlanNode constant : nodes.subList(i, i + run.length())) {
                    mark(constant, false, statements);
                }
                run.values().forEach((local, value) -> statements.add(constant(local, value)));
                i += run.length() - 1;
                continue;
            }
            String type = typed.field("type").text();
            mark(typed, RESULTS.contains(type) && !isDefined(nodes, i - 1), statements);
            PlanNode statement = typed.field("stmt");
            for (String written : WRITTEN.getOrDefault(type, List.of())) {
                int local = shape.local(statement.field(written));
                if (shape.mayBeDraft(local)) {
                    statements.add(new Drafts.Forget(local));
                }
            }
            statements.add(statement(typed, type, statement, depth));
            if (!type.equals("DotStmt") && statement.has("target")) {
                baseDocuments.clear(shape.local(statement.field("target")));
            }
        }
        literals = literalsAround;
        return new Block(statements);
    }

    /** Where places are counted, the mark of a statement's place. */
    private void mark(PlanNode typed, boolean givesResult, List<Statement> statements) throws PlanException {
        Visits visits = plan.visits();
        Place place = plan.place(typed.field("stmt"));
        if (visits != null && !place.file().isEmpty()) {
            statements.add(visits.mark(place, givesResult));
        }
    }

    /** True for what the planner writes before the end of all rules, where the result of some rule is made the function's. */
    private static boolean isDefined(List<PlanNode> nodes, int index) throws PlanException {
        return index >= 0 && nodes.get(index).field("type").text().equals("IsDefinedStmt");
    }

    private Statement statement(PlanNode typed, String type, PlanNode statement, int depth) throws PlanException {
        return switch (type) {
            case "NopStmt" -> frame -> Statement.NEXT;
            case "ReturnLocalStmt" -> new Flow.Return(local(statement.field("source")));
            case "BlockStmt" -> new Flow.Blocks(blocks(statement.items("blocks"), depth + 1));
            case "BreakStmt" -> new Flow.Break(statement.field("index").index(depth + 1));
            case "NotStmt" -> new Flow.Not(block(statement.field("block"), depth + 1));
            case "ScanStmt" -> {
                Flow.Scan scan = new Flow.Scan(
                        local(statement.field("source")),
                        shape.local(statement.field("key")),
                        shape.local(statement.field("value")),
                        block(statement.field("block"), depth + 1));
                yield plan.keepsTerms() ? new LiteralStatements.Scan(scan) : scan;
            }
            case "WithStmt" -> with(statement, depth);
            case "CallStmt" -> call(statement, depth);
            case "CallDynamicStmt" -> callDynamic(statement, depth);
            case "DotStmt" -> dot(statement);
            case "LenStmt" -> new Lookups.Length(operand(statement.field("source")), target(statement));
            case "ObjectMergeStmt" ->
                new Lookups.Merge(
                        plain(local(statement.field("a"))), plain(local(statement.field("b"))), target(statement));
            case "AssignIntStmt", "MakeNumberIntStmt" ->
                assign(statement, NumberValue.of(statement.field("value").number()));
            case "MakeNumberRefStmt" -> assign(statement, plan.number(statement));
            case "MakeNullStmt" -> assign(statement, NullValue.NULL);
            case "AssignVarStmt" -> {
                int target = target(statement);
                yield new Assignments.Assign(operand(statement.field("source")), target, shape.mayBeDraft(target));
            }
            case "AssignVarOnceStmt" -> assignOnce(statement);
            case "ResetLocalStmt" -> new Assignments.Reset(target(statement), shape.mayBeDraft(target(statement)));
            case "MakeArrayStmt" -> {
                int capacity = statement.field("capacity").index(1 << 24);
                int target = target(statement);
                yield literals.get(target)
                        ? new LiteralStatements.MakeArray(target)
                        : new Drafts.MakeArray(capacity, target);
            }
            case "MakeObjectStmt" -> {
                int target = target(statement);
                yield literals.get(target) ? new LiteralStatements.MakeObject(target) : new Drafts.MakeObject(target);
            }
            case "MakeSetStmt" -> {
                int target = target(statement);
                yield literals.get(target) ? new LiteralStatements.MakeSet(target) : new Drafts.MakeSet(target);
            }
            case "ArrayAppendStmt" -> {
                int array = shape.local(statement.field("array"));
                yield new Drafts.Append(item(statement.field("value"), array), array, plan.place(statement));
            }
            case "SetAddStmt" -> {
                int set = shape.local(statement.field("set"));
                yield new Drafts.Add(item(statement.field("value"), set), set, plan.place(statement));
            }
            case "ObjectInsertStmt" -> insert(statement);
            case "ObjectInsertOnceStmt" ->
                new Drafts.InsertOnce(
                        plain(operand(statement.field("key"))),
                        plain(operand(statement.field("value"))),
                        shape.local(statement.field("object")),
                        plan.place(statement));
            case "EqualStmt" -> new Checks.Equal(operand(statement.field("a")), operand(statement.field("b")));
            case "NotEqualStmt" -> new Checks.NotEqual(operand(statement.field("a")), operand(statement.field("b")));
            case "IsArrayStmt" -> new Checks.IsKind(operand(statement.field("source")), Kind.ARRAY);
            case "IsObjectStmt" -> new Checks.IsKind(operand(statement.field("source")), Kind.OBJECT);
            case "IsSetStmt" -> new Checks.IsKind(operand(statement.field("source")), Kind.SET);
            case "IsDefinedStmt" -> new Checks.IsDefined(local(statement.field("source")));
            case "IsUndefinedStmt" -> new Checks.IsUndefined(local(statement.field("source")));
            default ->
                throw typed.error("the statement " + type
                        + " is unknown: the plan was made by another version of OPA than this library reads");
        };
    }

    private int target(PlanNode statement) throws PlanException {
        return shape.local(statement.field("target"));
    }

    private Operand local(PlanNode local) throws PlanException {
        return local(shape.local(local));
    }

    private Operand local(int local) {
        return shape.mayBeDraft(local) ? new Operand.Drafted(local) : new Operand.Local(local);
    }

    private Operand operand(PlanNode operand) throws PlanException {
        PlanNode value = operand.field("value");
        String type = operand.field("type").text();
        return switch (type) {
            case "local" -> local(value);
            case "bool" -> new Operand.Constant(BooleanValue.of(value.bool()));
            case "string_index" -> new Operand.Constant(plan.string(value));
            default -> throw operand.error("the operand type " + type + " is unknown");
        };
    }

    /** An operand whose value OPA's evaluator plugs. */
    private Operand plain(Operand operand) {
        return plan.keepsTerms() ? new LiteralStatements.Plain(operand) : operand;
    }

    /** What a collection gets. */
    private Operand item(PlanNode item, int collection) throws PlanException {
        Operand operand = operand(item);
        return literals.get(collection) ? operand : plain(operand);
    }

    private Operand[] operands(List<PlanNode> nodes) throws PlanException {
        Operand[] operands = new Operand[nodes.size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = operand(nodes.get(i));
        }
        return operands;
    }

    private Statement assign(PlanNode statement, Value constant) throws PlanException {
        return constant(target(statement), constant);
    }

    private Statement constant(int target, Value value) {
        shape.count(target);
        baseDocuments.clear(target);
        return new Assignments.Assign(new Operand.Constant(value), target, shape.mayBeDraft(target));
    }

    private Statement assignOnce(PlanNode statement) throws PlanException {
        int target = target(statement);
        PlanNode source = statement.field("source");
        if (onlyResult != null && target != result) {
            return new Assignments.ReturnConstant(((Operand.Constant) operand(source)).value());
        }
        return new Assignments.AssignOnce(
                operand(source), local(target), target, target != result, conflictMessage(), plan.place(statement));
    }

    private String conflictMessage() {
        String reference = Reference.of(function.path());
        return function.isRule()
                ? "rule " + reference + " produced conflicting values"
                : "function " + reference + " produced conflicting values for the same inputs";
    }

    private Statement insert(PlanNode statement) throws PlanException {
        int object = shape.local(statement.field("object"));
        Operand key = item(statement.field("key"), object);
        PlanNode value = statement.field("value");
        if (value.field("type").text().equals("local")) {
            int source = shape.local(value.field("value"));
            if (shape.isInnerDraft(source)) {
                return new Drafts.InsertDraft(key, source, object, plan.place(statement));
            }
        }
        return new Drafts.Insert(key, item(value, object), object, plan.place(statement));
    }

    private Statement dot(PlanNode statement) throws PlanException {
        PlanNode source = statement.field("source");
        Operand key = plain(operand(statement.field("key")));
        int target = target(statement);
        if (shape.isInnerDraft(target) && source.field("type").text().equals("local")) {
            int collection = shape.local(source.field("value"));
            if (shape.mayBeDraft(collection)) {
                return new Drafts.DotDraft(collection, key, target);
            }
        }
        boolean isBase =
                source.field("type").text().equals("local") && baseDocuments.get(shape.local(source.field("value")));
        baseDocuments.set(target, isBase);
        if (isBase) {
            return new Lookups.DotBase(operand(source), key, target);
        }
        return plan.keepsTerms()
                ? new LiteralStatements.Dot(operand(source), key, target)
                : new Lookups.Dot(operand(source), key, target);
    }

    private Statement with(PlanNode statement, int depth) throws PlanException {
        List<StringValue> path = new ArrayList<>();
        for (PlanNode key : statement.items("path")) {
            path.add(plan.string(key));
        }
        return new Flow.With(
                shape.local(statement.field("local")),
                path,
                plain(operand(statement.field("value"))),
                block(statement.field("block"), depth + 1));
    }

    private Statement call(PlanNode statement, int depth) throws PlanException {
        String name = statement.field("func").text();
        Operand[] arguments = operands(statement.items("args"));
        int target = shape.local(statement.field("result"));
        PlannedFunction called = plan.function(name);
        if (called != null) {
            if (arguments.length == DOCUMENT_ARGUMENTS && called.arity() > DOCUMENT_ARGUMENTS) {
                // A function among documents is none.
                return frame -> Statement.LEAVE;
            }
            requireArity(statement, name, called.arity(), arguments.length);
            calls.call(function, called, depth);
            return new Calls.CallFunction(called, arguments, target);
        }
        PlanReader.BuiltinUse builtin = plan.builtin(name);
        if (builtin == null) {
            throw statement.error("the function " + name + " is not in the plan");
        }
        requireArity(statement, name, builtin.arity(), arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = plain(arguments[i]);
        }
        return new Calls.CallBuiltin(
                name,
                builtin.function(),
                arguments,
                target,
                builtin.isVoid(),
                LIGHT.contains(name),
                plan.place(statement));
    }

    private static void requireArity(PlanNode call, String name, int arity, int arguments) throws PlanException {
        if (arity != arguments) {
            throw call.error(name + " takes " + arity + " arguments, not " + arguments);
        }
    }

    private Statement callDynamic(PlanNode statement, int depth) throws PlanException {
        Operand[] path = operands(statement.items("path"));
        List<@Nullable String> keys = new ArrayList<>();
        for (Operand key : path) {
            keys.add(
                    key instanceof Operand.Constant constant && constant.value() instanceof StringValue string
                            ? string.text()
                            : null);
        }
        calls.call(function, keys, depth);
        List<PlanNode> locals = statement.items("args");
        Operand[] arguments = new Operand[locals.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = local(locals.get(i));
        }
        return new Calls.CallDynamic(plan.tree(), path, arguments, shape.local(statement.field("result")));
    }
}
