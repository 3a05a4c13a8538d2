package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Capabilities;
import io.rego4j.check.Checker;
import io.rego4j.dsl.finish.FinishedRules;
import io.rego4j.dsl.finish.RuleShape;
import io.rego4j.dsl.finish.TargetOpa;
import io.rego4j.dsl.value.BuilderLists;
import io.rego4j.dsl.value.CommentLines;
import io.rego4j.dsl.value.ValueConverter;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a rule: {@code rule("limit").assign(10).when(…).otherwise(5)} is {@code limit := 10 if { … } else := 5}. Value and
 * conditions belong to the rule, or to the latest {@code else} that was begun.
 */
public final class RuleBuilder {
    private final RefTerm ref;
    private List<Annotations> annotations = List.of();
    private List<Comment> comments = List.of();
    private List<Comment> blocks = List.of();
    private List<RuleShape.Branch> branches;
    private List<Term> args = List.of();
    private @Nullable Term key;
    private boolean isDefault;

    RuleBuilder(RefTerm ref) {
        this.ref = ref;
        this.branches = List.of(new RuleShape.Branch());
    }

    /**
     * The parameters of a function.
     *
     * @param parameters strings for names, operands for patterns and constants
     */
    public RuleBuilder args(Object... parameters) {
        args = Values.declared("parameters", parameters);
        return this;
    }

    /** {@code contains key}: the rule is a set that has this element. */
    public RuleBuilder contains(@Nullable Object key) {
        this.key = Values.term(key);
        return this;
    }

    /** {@code := value}. */
    public RuleBuilder assign(@Nullable Object value) {
        latest().value(Values.term(value), true);
        return this;
    }

    /** {@code = value}, the older spelling of {@link #assign}. */
    public RuleBuilder unify(@Nullable Object value) {
        latest().value(Values.term(value), false);
        return this;
    }

    /**
     * {@code if} these conditions. Called again, it adds to them.
     *
     * @throws IllegalArgumentException if there is none: a rule without conditions always holds
     */
    public RuleBuilder when(Condition... conditions) {
        return branchBody(true, ConditionParts.exprs(conditions));
    }

    /**
     * {@code if} these conditions, which are known at run time only. Called again, it adds to them.
     *
     * @throws IllegalArgumentException if there is none: a rule without conditions always holds
     */
    public RuleBuilder when(Iterable<? extends Condition> conditions) {
        return branchBody(true, ConditionParts.exprs(conditions));
    }

    /** {@code if} the conditions of a block, for instance of {@code Rego.body("…")}. */
    public RuleBuilder when(Block block) {
        return branchBody(true, requireNonNull(block, "block").body().exprs());
    }

    /**
     * These conditions in braces without an {@code if}: Rego v0. Called again, it adds to them.
     *
     * @throws IllegalArgumentException if there is none: a rule without conditions always holds
     */
    public RuleBuilder body(Condition... conditions) {
        return branchBody(false, ConditionParts.exprs(conditions));
    }

    private RuleBuilder branchBody(boolean hasIf, List<Expr> conditions) {
        try {
            latest().body(hasIf, conditions);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rule " + ref + ": " + e.getMessage(), e);
        }
        return this;
    }

    /** Begins an {@code else}: the value and the conditions that follow are its own. */
    public RuleBuilder otherwise() {
        branches = BuilderLists.append(branches, List.of(new RuleShape.Branch()));
        return this;
    }

    /** Begins an {@code else := value}. */
    public RuleBuilder otherwise(@Nullable Object value) {
        return otherwise().assign(value);
    }

    /** Adds comments on the lines above the rule: one for each line of the text. */
    public RuleBuilder comment(String text) {
        comments = BuilderLists.append(comments, CommentLines.of(text));
        return this;
    }

    /** Adds this comment on a line above the rule. */
    public RuleBuilder comment(Comment comment) {
        comments = BuilderLists.append(comments, List.of(requireNonNull(comment, "comment")));
        return this;
    }

    /** Puts METADATA above the rule. */
    public RuleBuilder metadata(Metadata metadata) {
        Annotations block = requireNonNull(metadata, "metadata").requireContent(List.of("rule", "document"));
        annotations = BuilderLists.append(annotations, List.of(block));
        blocks = BuilderLists.append(blocks, metadata.comments());
        return this;
    }

    /**
     * The rule as it stands, for Rego v1, after a check of the built-ins that it calls: their number of arguments, and
     * arguments whose type can be seen. What else can be wrong depends on the other rules, and {@link ModuleBuilder#build()}
     * looks for it.
     *
     * @throws PolicyException if a built-in gets arguments that it does not take
     * @throws IllegalArgumentException if it is no rule of Rego; the message names the rule
     */
    public Rule build() {
        Rule rule = buildUnchecked();
        List<Diagnostic> errors = Checker.checkCalls(rule, Capabilities.current());
        if (!errors.isEmpty()) {
            throw PolicyException.of(rule, errors);
        }
        return rule;
    }

    /**
     * The rule without the check: for another OPA than the newest, or where the policy has a function with the name of a
     * built-in.
     *
     * @throws IllegalArgumentException if it is no rule of Rego; the message names the rule
     */
    public Rule buildUnchecked() {
        return FinishedRules.of(List.of(unfinished()), null, new TargetOpa(RegoVersion.V1, null, false), false)
                .rules()
                .get(0);
    }

    /** The rule, with wildcards and negations as they were given: the module settles them. */
    Rule unfinished() {
        try {
            Rule rule = new RuleShape(ref, args, key, isDefault).rule(branches);
            if (annotations.isEmpty() && comments.isEmpty()) {
                return rule;
            }
            Origin origin = CommentLines.above(rule.origin(), comments, blocks);
            return new Rule(rule.isDefault(), rule.head(), rule.body(), rule.elseRule(), annotations, origin);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rule " + ref + ": " + e.getMessage(), e);
        }
    }

    /** The rule as Rego as far as it is built, for messages. */
    @Override
    public String toString() {
        try {
            return PartText.of(buildUnchecked());
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    RuleBuilder asDefault() {
        isDefault = true;
        return this;
    }

    /** A head's reference from a term. */
    static RefTerm headRef(Term term) {
        RefTerm ref = term instanceof RefTerm r ? r : new RefTerm(List.of(term));
        if (!(ref.head() instanceof VarTerm name) || name.isWildcard()) {
            throw new IllegalArgumentException("the head of a rule starts with a name, not with " + ref.head());
        }
        for (Term operand : ref.terms()) {
            if (operand instanceof StringTerm string) {
                ValueConverter.requireText(string.value());
            }
        }
        return ref;
    }

    private RuleShape.Branch latest() {
        return branches.get(branches.size() - 1);
    }
}
