package io.rego4j.dsl.finish;

import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Rule;
import io.rego4j.dsl.finish.TargetForms.Negation;
import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a module as they are written for an OPA.
 *
 * @param rules the rules in their order
 * @param keywords the keywords that they need and that may have to be imported, in the order of the alphabet
 */
public record FinishedRules(List<Rule> rules, Set<String> keywords) {
    /** A depth for which any stack has room: hardly a rule is deeper, and to ask each for its depth would cost a walk. */
    private static final int SHALLOW = 100;

    /**
     * Finishes rules. They have the plain {@code not} where that is enough. Otherwise, since the import of the keyword changes
     * each {@code not} of the module, they have the keyword if that harms no rule that was read from a text and the OPA has
     * it, and no keyword if not.
     *
     * @param known what the module knows; null for rules whose module is not known, which then get no helper functions
     * @param notTakesBody true if the module has the keyword in any case
     * @throws IllegalArgumentException if a rule cannot be written so; the message names the rule
     */
    public static FinishedRules of(
            List<Rule> rules, @Nullable Supplier<KnownNames> known, TargetOpa target, boolean notTakesBody) {
        try {
            return new Attempt(rules, known, target, SHALLOW).finished(notTakesBody);
        } catch (TooDeepException e) {
            return DeepStack.call(
                    NodeWalk.depth(rules),
                    () -> new Attempt(rules, known, target, Integer.MAX_VALUE).finished(notTakesBody));
        }
    }

    private record Attempt(List<Rule> rules, @Nullable Supplier<KnownNames> known, TargetOpa target, int maxDepth) {
        FinishedRules finished(boolean notTakesBody) {
            List<Rule> finished = new ArrayList<>();
            RuleFinisher finisher = finish(notTakesBody ? Negation.KEYWORD : target.firstNegation(), finished);
            if (!notTakesBody && finisher.keywords().containsKey("not")) {
                boolean keyword = target.hasKeyword("not") && finisher.changedNegation() == null;
                finisher = finish(keyword ? Negation.KEYWORD : Negation.COMPREHENSION, finished);
            }
            finisher.keywords().forEach(target::require);
            return new FinishedRules(finished, finisher.keywords().keySet());
        }

        private RuleFinisher finish(Negation negation, List<Rule> finished) {
            finished.clear();
            TargetForms forms = target.forms(negation);
            RuleFinisher finisher = new RuleFinisher(forms, known, maxDepth);
            rules.forEach(rule -> finished.add(finisher.rule(rule)));
            if (!finisher.functions().isEmpty()) {
                finished.addAll(finisher.functions());
                // The wildcards have the numbers of their places.
                finished.replaceAll(new RuleFinisher(forms.asGiven(), null, maxDepth)::rule);
            }
            return finisher;
        }
    }

    /** The same rules in a module that has the keyword {@code if}, which v0 leaves to each module. */
    public FinishedRules withIf() {
        List<Rule> written = new ArrayList<>(rules);
        written.replaceAll(RuleShape::withIf);
        return new FinishedRules(written, keywords);
    }
}
