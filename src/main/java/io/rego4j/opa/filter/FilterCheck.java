package io.rego4j.opa.filter;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.Term;
import io.rego4j.json.PartialAnswer;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Policies;
import io.rego4j.opa.engine.RuleNames;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that become conditions for databases, checked before anybody asks for one. */
public final class FilterCheck {
    private static final String CODE = "pe_fragment_error";

    /** What is left of a query when these are unknown. */
    public interface PartialEvaluation {
        PartialAnswer of(String query, List<String> unknowns);
    }

    private final FilterRules rules;
    private final PartialEvaluation evaluation;

    /** For policies that OPA has accepted. */
    public FilterCheck(Policies policies, PartialEvaluation evaluation) {
        this.rules = FilterRules.of(policies);
        this.evaluation = evaluation;
    }

    /** What is wrong with the rules whose own METADATA says what is unknown, or the METADATA of their document. */
    public List<Diagnostic> problems() {
        List<Diagnostic> problems = new ArrayList<>();
        for (Map.Entry<DocumentPath, Set<String>> rule : rules.withUnknowns().entrySet()) {
            problems.addAll(problems(rule.getKey(), rule.getValue()));
        }
        return problems;
    }

    /** What is wrong with one rule, whose METADATA says what is unknown if nothing is named. */
    public List<Diagnostic> problems(DocumentPath path, Set<String> named) {
        String why = rules.names().whyUnknown(path);
        Set<String> unknowns = named.isEmpty() ? rules.unknowns(path) : named;
        if (!why.isEmpty() || unknowns.isEmpty()) {
            return List.of(new Diagnostic(CODE, why.isEmpty() ? path + ": nothing says what is unknown" : why, null));
        }
        Set<RefTerm> refs = new LinkedHashSet<>();
        Set<String> everything = new LinkedHashSet<>(List.of("input"));
        for (String unknown : unknowns) {
            RefTerm ref = RegoParser.parseRef(Source.of(unknown), ParseOptions.of(RegoVersion.V1))
                    .orThrow();
            refs.add(ref);
            if (!ref.startsWith("input")) {
                everything.add(unknown);
            }
        }
        Span place = null;
        List<Diagnostic> problems = new ArrayList<>();
        for (RegoModule module : rules.modules().values()) {
            for (Rule rule : module.rules()) {
                if (RuleNames.path(module, rule).equals(path)) {
                    place = place == null ? place(rule) : place;
                    Term value = rule.head().value();
                    // OPA's filter takes any value but false for true, a decision about the row does not.
                    if (value instanceof ScalarTerm && !(value instanceof BooleanTerm)) {
                        problems.add(new Diagnostic(
                                CODE, path + ": its value is " + value + ", and must be true or false", place(rule)));
                    }
                }
            }
        }
        PartialAnswer left = evaluation.of(path.toReference(), List.copyOf(everything));
        for (String problem : FragmentCheck.problems(left, rules.modules().values(), refs)) {
            problems.add(new Diagnostic(CODE, path + ": no database can decide " + problem, place));
        }
        return problems;
    }

    private static @Nullable Span place(Rule rule) {
        return rule.origin().span().orElse(null);
    }
}
