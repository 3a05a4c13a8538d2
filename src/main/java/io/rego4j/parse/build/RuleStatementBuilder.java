package io.rego4j.parse.build;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Origin;
import io.rego4j.ast.OriginRewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Spelling;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.AlternativeContext;
import io.rego4j.parse.antlr.RegoGrammar.BodyContext;
import io.rego4j.parse.antlr.RegoGrammar.ConditionContext;
import io.rego4j.parse.antlr.RegoGrammar.ExpressionContext;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.PairContext;
import io.rego4j.parse.antlr.RegoGrammar.Rule_Context;
import io.rego4j.parse.problem.SyntaxProblem;
import io.rego4j.parse.token.TokenBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds rules that are written as rules: with {@code default}, {@code contains}, {@code if} or a body. */
public final class RuleStatementBuilder {
    private final ParseContext building;
    private final TokenBuffer tokens;
    private final LiteralBuilder literals;
    private final RuleHeadBuilder heads;
    private final RuleStarts starts;

    public RuleStatementBuilder(ParseContext building, LiteralBuilder literals) {
        this.building = building;
        this.tokens = building.tokens();
        this.literals = literals;
        this.heads = new RuleHeadBuilder(building, literals);
        this.starts = new RuleStarts(building, literals, heads);
    }

    /** The parts of a statement that is a rule. */
    private static final class Parts {
        final boolean isDefault;

        @Nullable
        ExpressionContext head;

        @Nullable
        PairContext key;

        @Nullable
        ConditionContext condition;

        final List<AlternativeContext> alternatives = new ArrayList<>(0);
        final List<BodyContext> chained = new ArrayList<>(0);

        Parts(Rule_Context context) {
            isDefault = context.start.getType() == RegoGrammar.DEFAULT;
            for (RegoContext child : context) {
                if (child instanceof LiteralContext literal) {
                    head = head == null ? RuleHeadBuilder.head(literal) : head;
                } else if (child instanceof PairContext pair) {
                    key = pair;
                } else if (child instanceof ConditionContext c) {
                    condition = c;
                } else if (child instanceof AlternativeContext alternative) {
                    alternatives.add(alternative);
                } else if (child instanceof BodyContext body) {
                    chained.add(body);
                }
            }
        }
    }

    public RuleStarts starts() {
        return starts;
    }

    /** The rules of a statement: more than one where bodies follow each other. Empty if it is no rule but an expression. */
    public List<Rule> rules(Rule_Context context) {
        Parts parts = new Parts(context);
        if (!parts.isDefault && parts.key == null && parts.condition == null) {
            return List.of();
        }
        int first = context.firstToken();
        if (parts.head == null || starts.isContains(first)) {
            throw notARule(context, parts);
        }
        RuleHeadDraft draft = heads.draft(parts.head, parts.key);
        if (parts.isDefault) {
            checkDefault(context);
            return List.of(defaultRule(draft, first));
        }
        Origin start = building.at(first);
        if (parts.condition == null) {
            if (!draft.contains) {
                return List.of();
            }
            return List.of(new Rule(
                    false,
                    draft.head(false),
                    implicitBody(start),
                    null,
                    List.of(),
                    draft.origin.with(Spelling.GENERATED_BODY)));
        }
        boolean hasIf = startsWithIf(parts.condition);
        boolean unnamed =
                draft.args.isEmpty() && draft.ref.terms().size() == 2 && !(draft.ref.head() instanceof VarTerm);
        if (!hasIf && !draft.contains && unnamed) {
            // What is selected from a call names no set: what follows is no body.
            throw new SyntaxProblem.Split(parts.condition.firstToken(), context);
        }
        draft.complete(hasIf);
        Head head = draft.head(hasIf);
        Body body = body(parts.condition);
        Rule otherwise = alternatives(parts.alternatives, draft);
        int last = parts.alternatives.isEmpty()
                ? parts.condition.lastToken()
                : (parts.alternatives.get(parts.alternatives.size() - 1)).lastToken();
        List<Rule> rules = new ArrayList<>(1 + parts.chained.size());
        rules.add(new Rule(false, head, body, otherwise, List.of(), building.at(first, last)));
        for (BodyContext chained : parts.chained) {
            rules.add(chained(head, chained));
        }
        return rules;
    }

    /** Checks that a condition may follow what stands before it: the head of a rule that is no default. */
    public void checkCondition(Rule_Context rule, ConditionContext condition) {
        boolean noHead = rule.start.getType() == RegoGrammar.DEFAULT || starts.isContains(rule.firstToken());
        for (RegoContext child : rule) {
            if (child instanceof LiteralContext literal && (noHead || RuleHeadBuilder.head(literal) == null)) {
                int first = condition.firstToken();
                if (tokens.role(first) == RegoGrammar.IF) {
                    throw building.unexpected(first, "");
                }
                throw new SyntaxProblem.Split(first, rule);
            }
        }
    }

    private void checkDefault(Rule_Context context) {
        for (int i = 1; i < context.size(); i++) {
            if (context.part(i) instanceof ConditionContext condition) {
                checkCondition(context, condition);
            } else if (context.part(i) instanceof LiteralContext literal) {
                throw building.unexpected(literal.firstToken() - 1, "");
            }
        }
    }

    /** The first statement of two that looked like one: a default rule, or none where it is an expression. */
    @Nullable
    public Rule defaultRule(Rule_Context context) {
        Parts parts = new Parts(context);
        ExpressionContext head = parts.head;
        return parts.isDefault && head != null ? defaultRule(heads.draft(head, parts.key), context.firstToken()) : null;
    }

    private SyntaxProblem notARule(Rule_Context context, Parts parts) {
        if (parts.isDefault) {
            return building.unexpected(context.firstToken(), "");
        }
        if (parts.key != null) {
            return building.unexpected(parts.key.firstToken() - 1, "");
        }
        ConditionContext condition = parts.condition;
        if (condition != null) {
            checkCondition(context, condition);
        }
        return building.unexpected(context.firstToken(), "");
    }

    private Rule defaultRule(RuleHeadDraft draft, int first) {
        Origin place = building.at(first);
        Term value = draft.value;
        if (value == null) {
            throw building.problem(first, "illegal default rule (must have a value)");
        }
        String kind = DefaultValueCheck.nonConstant(value);
        if (kind != null) {
            throw building.problem(first, "illegal default rule (value cannot contain " + kind + ")");
        }
        Set<String> names = new HashSet<>();
        for (Term arg : draft.args) {
            if (!(arg instanceof VarTerm name)) {
                throw building.problem(first, "illegal default rule (arguments cannot contain " + arg.kind() + ")");
            }
            if (!names.add(name.name())) {
                throw building.problem(
                        first, "illegal default rule (arguments cannot be repeated " + name.name() + ")");
            }
        }
        return new Rule(true, draft.head(false), implicitBody(place), null, List.of(), place);
    }

    private static boolean startsWithIf(ConditionContext condition) {
        return condition.start.getType() == RegoGrammar.IF;
    }

    private Body body(ConditionContext condition) {
        return condition.part(0) instanceof BodyContext body
                ? literals.body(body)
                : Body.of(literals.literal((LiteralContext) condition.part(0)));
    }

    private @Nullable Rule alternatives(List<AlternativeContext> alternatives, RuleHeadDraft draft) {
        if (alternatives.isEmpty()) {
            return null;
        }
        int first = alternatives.get(0).firstToken();
        if (draft.ref.terms().size() > 1 && !draft.ref.isGround()) {
            throw building.problem(first, "else keyword cannot be used on rules with variables in head");
        }
        if (draft.key != null) {
            throw building.problem(first, "else keyword cannot be used on multi-value rules");
        }
        return alternative(alternatives, 0, draft);
    }

    private Rule alternative(List<AlternativeContext> alternatives, int index, RuleHeadDraft draft) {
        AlternativeContext context = alternatives.get(index);
        int first = context.firstToken();
        int last = (alternatives.get(alternatives.size() - 1)).lastToken();
        RuleHeadDraft copy = new RuleHeadDraft(draft.ref, building.at(first));
        copy.name = draft.name;
        copy.args = withOwnWildcards(draft.args);
        copy.key = draft.key;
        copy.assign = draft.assign;
        ConditionContext condition = null;
        boolean hasValue = false;
        for (RegoContext child : context) {
            if (child instanceof PairContext pair) {
                hasValue = true;
                copy.assign = tokens.role(first + 1) == RegoGrammar.ASSIGN;
                copy.value = literals.folder().pair(pair);
                copy.origin = building.at(first, pair.lastToken());
            } else if (child instanceof ConditionContext c) {
                condition = c;
            }
        }
        if (!hasValue) {
            if (condition == null) {
                throw building.unexpected(first + 1, "expected else value term or rule body");
            }
            copy.generatedValue = true;
            copy.value = new BooleanTerm(true);
        }
        Origin place = building.at(first, last);
        if (condition == null) {
            if (index + 1 < alternatives.size()) {
                throw building.unexpected(alternatives.get(index + 1).firstToken(), "");
            }
            return new Rule(
                    false, copy.head(false), implicitBody(place), null, List.of(), place.with(Spelling.GENERATED_BODY));
        }
        boolean hasIf = startsWithIf(condition);
        Body body = body(condition);
        if (hasIf && !(condition.part(0) instanceof BodyContext)) {
            body = new OriginRewriter(origin -> place).body(body);
        }
        Head head = copy.head(hasIf);
        Rule next = index + 1 < alternatives.size() ? alternative(alternatives, index + 1, draft) : null;
        return new Rule(false, head, body, next, List.of(), place);
    }

    private Rule chained(Head head, BodyContext context) {
        Body body = literals.body(context);
        Origin place = building.at(context);
        OriginRewriter atBody = new OriginRewriter(origin -> place);
        Term key = head.key();
        Term value = head.value();
        Head copy = head.withArgs(
                        withOwnWildcards(head.args()).stream().map(atBody::term).toList())
                .withKey(key == null ? null : atBody.term(key))
                .withValue(value == null ? null : atBody.term(value))
                .withOrigin(head.origin().at(place));
        return new Rule(false, copy, body, null, List.of(), place);
    }

    private List<Term> withOwnWildcards(List<Term> args) {
        List<Term> copies = new ArrayList<>(args.size());
        for (Term arg : args) {
            copies.add(
                    arg instanceof VarTerm name && name.isWildcard()
                            ? new VarTerm(building.wildcard(), name.origin())
                            : arg);
        }
        return copies;
    }

    /** The body of a rule that has none: {@code true}, at the rule's place. */
    static Body implicitBody(Origin place) {
        return Body.of(new Expr(new BooleanTerm(true, place), List.of(), false, true, place));
    }

    /** The string or variable of a path's part; null for any other term. */
    static @Nullable String text(Term term) {
        return term instanceof StringTerm string ? string.value() : term instanceof VarTerm name ? name.name() : null;
    }
}
