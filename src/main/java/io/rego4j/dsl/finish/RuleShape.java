package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Spelling;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.value.BuilderLists;
import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a rule the shape that OPA's parser gives to its text: which of name, reference, key and value the head has depends
 * on the keywords and on the length of the reference, for reasons of compatibility ({@code parseRules} and
 * {@code ParseRuleFromBody} in OPA).
 */
public final class RuleShape {
    private static final Body NO_BODY = Body.of(new Expr(new BooleanTerm(true), List.of(), false, true, Origin.NONE));
    private static final Term TRUE = new BooleanTerm(true);
    private static final List<Expr> ALWAYS = List.of(new Expr(TRUE));

    private final RefTerm ref;
    private final List<Term> args;
    private final @Nullable Term containsKey;
    private final boolean isDefault;

    public RuleShape(RefTerm ref, List<Term> args, @Nullable Term containsKey, boolean isDefault) {
        this.ref = ref;
        this.args = args;
        this.containsKey = containsKey;
        this.isDefault = isDefault;
    }

    /** The rule itself, or one {@code else}: a value, and conditions with or without {@code if}. */
    public static final class Branch {
        private List<Expr> conditions = List.of();
        private @Nullable Term value;
        private boolean assign;
        private boolean hasIf;

        public void value(Term value, boolean assign) {
            if (this.value != null) {
                throw new IllegalStateException("there is a value already: " + this.value);
            }
            this.value = value;
            this.assign = assign;
        }

        public void body(boolean hasIf, List<Expr> conditions) {
            if (conditions.isEmpty()) {
                throw new IllegalArgumentException(
                        "no conditions are given, and a rule without any always holds: write always() or never()");
            }
            if (!this.conditions.isEmpty() && this.hasIf != hasIf) {
                throw new IllegalStateException("use when(…) or body(…), not both");
            }
            this.hasIf = hasIf;
            this.conditions = BuilderLists.append(this.conditions, conditions);
        }

        private boolean hasBody() {
            return !conditions.isEmpty();
        }

        private boolean isAlways() {
            return conditions.equals(ALWAYS);
        }

        /** The branch as OPA's formatter writes it where it always holds: without conditions, and with a value. */
        private Branch withoutConditions(@Nullable Term valueOfNone) {
            Branch normal = new Branch();
            normal.value = value == null ? valueOfNone : value;
            normal.assign = value == null ? valueOfNone != null : assign;
            return normal;
        }

        /** The branch as OPA's formatter writes it where its value is {@code true}: without that. */
        private Branch withoutTrue() {
            Branch normal = new Branch();
            normal.hasIf = hasIf;
            normal.conditions = conditions;
            return normal;
        }
    }

    public Rule rule(List<Branch> given) {
        List<Branch> branches = new ArrayList<>(given.size());
        Origin comments = Origin.NONE;
        for (Branch branch : given) {
            // What an else follows has conditions.
            boolean isLast = branches.size() + 1 == given.size();
            Branch normal = normal(branch, branches.isEmpty(), isLast);
            branches.add(normal);
            if (branch.hasBody() && !normal.hasBody()) {
                // What is not written has no line for its comments.
                comments = branch.conditions.get(0).origin().comments().stream()
                        .reduce(comments, Origin::with, (a, b) -> b);
            }
        }
        Branch main = branches.get(0);
        reject(containsKey != null && main.value != null, "it has both a value and contains");
        reject(containsKey != null && !args.isEmpty(), "a function cannot use contains");
        reject(isDefault && main.hasBody(), "a default rule has no conditions");
        reject(isDefault && main.value == null, "a default rule needs a value");
        if (isDefault && main.value != null) {
            DefaultRules.check(main.value, args);
        }
        Head head = main.hasBody() ? headWithBody(main) : isDefault ? defaultHead(main) : headWithoutBody(main);
        if (branches.size() > 1) {
            reject(isDefault || !main.hasBody(), "an else needs a rule with conditions before it");
            reject(head.key() != null || containsKey != null, "a rule of several values has no else");
            reject(ref.terms().size() > 1 && !ref.isGround(), "a rule with variables in its head has no else");
        }
        Origin origin = main.hasBody() || isDefault ? comments : comments.with(Spelling.GENERATED_BODY);
        return new Rule(isDefault, head, body(main), elseRule(head, branches, 1), List.of(), origin);
    }

    private Branch normal(Branch branch, boolean isFirst, boolean isLast) {
        boolean isPlain = ref.terms().size() == 1 || !args.isEmpty();
        if (isDefault) {
            return branch;
        } else if (isLast && branch.isAlways()) {
            boolean isElement =
                    containsKey != null || isFirst && !isPlain && ref.terms().size() == 2 && !branch.hasIf;
            return branch.withoutConditions(isElement ? null : TRUE);
        }
        boolean keepsTrue = containsKey != null || isFirst && !isPlain;
        return !keepsTrue && branch.hasBody() && TRUE.equals(branch.value) ? branch.withoutTrue() : branch;
    }

    private @Nullable Rule elseRule(Head first, List<Branch> branches, int index) {
        if (index == branches.size()) {
            return null;
        }
        Branch branch = branches.get(index);
        reject(!branch.hasBody() && branch.value == null, "an else needs a value or conditions");
        reject(!branch.hasBody() && index + 1 < branches.size(), "an else without conditions must be the last");
        Origin origin = branch.hasBody() && branch.hasIf ? Origin.NONE.with(Spelling.IF) : Origin.NONE;
        Term value = branch.value;
        Head head = new Head(
                first.name(),
                first.ref(),
                args,
                null,
                value == null ? TRUE : value,
                value == null ? first.assign() : branch.assign,
                value == null ? origin.with(Spelling.GENERATED_VALUE) : origin);
        Origin ruleOrigin = branch.hasBody() ? Origin.NONE : Origin.NONE.with(Spelling.GENERATED_BODY);
        Rule next = DeepStack.step(() -> elseRule(first, branches, index + 1));
        return new Rule(false, head, body(branch), next, List.of(), ruleOrigin);
    }

    private Head headWithBody(Branch main) {
        String name = simpleName();
        Origin origin = main.hasIf ? Origin.NONE.with(Spelling.IF) : Origin.NONE;
        if (containsKey != null) {
            return new Head(name, ref, args, containsKey, null, false, origin.with(Spelling.CONTAINS));
        }
        boolean pair = ref.terms().size() == 2;
        RefTerm headRef = ref;
        Term key = null;
        // The text has no value where that is true and there is no key.
        boolean keyed =
                pair && args.isEmpty() && (!main.hasIf || isKey(ref.terms().get(1)));
        boolean plainTrue = !keyed && TRUE.equals(main.value);
        Term value = plainTrue ? null : main.value;
        if (value == null && (!pair || !args.isEmpty())) {
            value = TRUE;
            origin = origin.with(Spelling.GENERATED_VALUE);
        }
        if (main.hasIf && pair) {
            if (keyed) {
                key = ref.terms().get(1);
            }
            if (value == null) {
                value = TRUE;
                origin = origin.with(Spelling.GENERATED_VALUE);
            } else {
                name = firstName();
            }
        } else if (pair && args.isEmpty()) {
            name = firstName();
            key = ref.terms().get(1);
            if (value == null) {
                headRef = new RefTerm(ref.terms().subList(0, 1));
            }
        }
        return new Head(name, headRef, args, key, value, !plainTrue && main.assign, origin);
    }

    /** True for the last operand of a head with {@code if} that OPA's parser takes for a key, too. */
    private static boolean isKey(Term last) {
        return last instanceof RefTerm || !last.isGround();
    }

    /** A rule that was given without {@code if}, in a module that has the keyword: its text has it, too. */
    static Rule withIf(Rule rule) {
        Head head = rule.head();
        if (rule.isDefault()
                || rule.origin().has(Spelling.GENERATED_BODY)
                || head.origin().has(Spelling.IF)) {
            return rule;
        }
        Head written = withIf(head);
        return new Rule(
                false, written, rule.body(), named(rule.elseRule(), written.name()), rule.annotations(), rule.origin());
    }

    private static Head withIf(Head head) {
        Term value = head.value();
        Term key = head.key();
        if (value == null || key != null && isKey(key)) {
            return head;
        }
        boolean plainTrue = key != null && TRUE.equals(value);
        boolean pair = head.ref().terms().size() == 2;
        String name = plainTrue ? null : pair ? ((VarTerm) head.ref().head()).name() : head.name();
        return new Head(name, head.ref(), head.args(), null, value, !plainTrue && head.assign(), head.origin());
    }

    /** The heads of {@code else} repeat that of the rule. */
    private static @Nullable Rule named(@Nullable Rule elseRule, @Nullable String name) {
        Deque<Rule> chain = new ArrayDeque<>();
        for (Rule each = elseRule; each != null; each = each.elseRule()) {
            chain.push(each);
        }
        Rule named = null;
        for (Rule each : chain) {
            Head head = each.head();
            named = each.withHead(new Head(
                            name, head.ref(), head.args(), head.key(), head.value(), head.assign(), head.origin()))
                    .withElse(named);
        }
        return named;
    }

    private Head defaultHead(Branch main) {
        return new Head(simpleName(), ref, args, null, main.value, main.assign);
    }

    private Head headWithoutBody(Branch main) {
        String name = simpleName();
        if (containsKey != null) {
            return new Head(name, ref, args, containsKey, null, false, Origin.NONE.with(Spelling.CONTAINS));
        }
        boolean pair = ref.terms().size() == 2 && args.isEmpty();
        if (main.value != null) {
            return pair
                    ? new Head(firstName(), ref, args, ref.terms().get(1), main.value, main.assign)
                    : new Head(name, ref, args, null, main.value, main.assign);
        }
        reject(ref.terms().size() == 1 && args.isEmpty(), "it has no value, no conditions and no contains: add one");
        if (pair) {
            return new Head(
                    firstName(),
                    new RefTerm(ref.terms().subList(0, 1)),
                    args,
                    ref.terms().get(1),
                    null,
                    false);
        }
        Origin origin = args.isEmpty() ? Origin.NONE.with(Spelling.GENERATED_VALUE) : Origin.NONE;
        return new Head(name, ref, args, null, TRUE, false, origin);
    }

    private static Body body(Branch branch) {
        return branch.hasBody() ? new Body(branch.conditions) : NO_BODY;
    }

    private @Nullable String simpleName() {
        return ref.terms().size() == 1 ? firstName() : null;
    }

    private String firstName() {
        return ((VarTerm) ref.head()).name();
    }

    private static void reject(boolean wrong, String problem) {
        if (wrong) {
            throw new IllegalArgumentException(problem);
        }
    }
}
