package io.rego4j.junit;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule that {@code opa test} runs: a part of the constant prefix of its reference starts with {@code test_} or
 * {@code todo_test_} (OPA's {@code Runner.shouldRun}).
 *
 * @param pkg its package, with {@code data.}
 * @param name its name; of several rules of one name in a module the second is {@code name#01}, as OPA has it
 * @param row where it stands
 * @param hasCases true if its reference has more terms, each value of which is a case
 */
record TestRule(String pkg, String name, int row, boolean hasCases) {
    /** The test rules of a module, in order. */
    static List<TestRule> of(RegoModule module) {
        String pkg = module.pkg().path().toString();
        Map<String, Integer> seen = new HashMap<>();
        List<TestRule> found = new ArrayList<>();
        for (Rule rule : module.rules()) {
            List<Term> terms = rule.head().ref().terms();
            int length = lengthOfName(rule.head().ref());
            if (length > 0) {
                String name = new RefTerm(terms.subList(0, length)).toString();
                int before = seen.merge(name, 1, Integer::sum) - 1;
                String unique = before == 0 ? name : String.format("%s#%02d", name, before);
                found.add(new TestRule(pkg, unique, rule.origin().row(), terms.size() > length));
            }
        }
        return found;
    }

    /** The number of terms up to the one that makes it a test; 0 if none does. */
    private static int lengthOfName(RefTerm ref) {
        if (isTest(String.valueOf(ref.headName()))) {
            return 1;
        }
        int length = 1;
        for (Term operand : ref.operands()) {
            length++;
            if (!(operand instanceof StringTerm text)) {
                return 0;
            } else if (isTest(text.value())) {
                return length;
            }
        }
        return 0;
    }

    private static boolean isTest(String name) {
        return name.startsWith("test_") || name.startsWith("todo_test_");
    }
}
