package io.rego4j.dsl.finish;

import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Rule;
import io.rego4j.dsl.finish.TargetForms.Negation;
import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
     * @param notTakesBody true if the module has the keyword in any case
     * @throws IllegalArgumentException if a rule cannot be written so; the message names the rule
     */
    public static FinishedRules of(List<Rule> rules, TargetOpa target, boolean notTakesBody) {
        try {
            return finished(rules, target, notTakesBody, SHALLOW);
        } catch (TooDeepException e) {
            return DeepStack.call(
                    NodeWalk.depth(rules), () -> finished(rules, target, notTakesBody, Integer.MAX_VALUE));
        }
    }

    private static FinishedRules finished(List<Rule> rules, TargetOpa target, boolean notTakesBody, int maxDepth) {
        List<Rule> finished = new ArrayList<>(rules);
        RuleFinisher finisher =
                finish(finished, target.forms(notTakesBody ? Negation.KEYWORD : target.firstNegation()), maxDepth);
        if (!notTakesBody && finisher.keywords().containsKey("not")) {
            boolean keyword = target.hasKeyword("not") && finisher.changedNegation() == null;
            finished = new ArrayList<>(rules);
            finisher = finish(finished, target.forms(keyword ? Negation.KEYWORD : Negation.COMPREHENSION), maxDepth);
        }
        finisher.keywords().forEach(target::require);
        return new FinishedRules(finished, finisher.keywords().keySet());
    }

    /** The same rules in a module that has the keyword {@code if}, which v0 leaves to each module. */
    public FinishedRules withIf() {
        List<Rule> written = new ArrayList<>(rules);
        written.replaceAll(RuleShape::withIf);
        return new FinishedRules(written, keywords);
    }

    private static RuleFinisher finish(List<Rule> rules, TargetForms forms, int maxDepth) {
        RuleFinisher finisher = new RuleFinisher(forms, maxDepth);
        rules.replaceAll(finisher::rule);
        return finisher;
    }
}
