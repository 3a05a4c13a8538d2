package io.rego4j.parse.read;

import io.rego4j.ast.Head;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Spelling;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.List;

/** Checks of a rule in Rego v1: OPA's {@code CheckRegoV1}. */
final class RegoV1Checks {
    private RegoV1Checks() {}

    static void check(Rule rule, List<Diagnostic> problems) {
        for (Rule r = rule; r != null; r = r.elseRule()) {
            checkOne(r, problems);
        }
    }

    private static void checkOne(Rule rule, List<Diagnostic> problems) {
        Head head = rule.head();
        String kind = head.args().isEmpty() ? "rule" : "function";
        String name = head.name();
        boolean generatedBody = rule.origin().has(Spelling.GENERATED_BODY);
        if (head.ref().terms().size() < 2
                && name != null
                && RegoVersion.V1.keywords().contains(name)) {
            report(rule, name + " keyword cannot be used for rule name", problems);
        }
        if (generatedBody && head.origin().has(Spelling.GENERATED_VALUE)) {
            report(rule, kind + " must have value assignment and/or body declaration", problems);
        }
        if (!generatedBody && !head.origin().has(Spelling.IF) && !rule.isDefault()) {
            report(rule, "`if` keyword is required before " + kind + " body", problems);
        }
        if (head.value() == null && !head.origin().has(Spelling.CONTAINS)) {
            report(rule, "`contains` keyword is required for partial set rules", problems);
        }
    }

    private static void report(Rule rule, String message, List<Diagnostic> problems) {
        problems.add(new Diagnostic(
                Diagnostic.PARSE_ERROR, message, rule.origin().span().orElse(null)));
    }
}
