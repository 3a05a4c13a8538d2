package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Filter rules that no database can decide are named when the policy is checked, before there is an input. */
class FilterCheckTest {
    private static final List<String> UNKNOWNS = List.of("input.tickets");
    /** More with {@code -Drego4j.seeds=…}. */
    private static final int SEEDS = Integer.getInteger("rego4j.seeds", 6);

    @Test
    void namesWhatNoDatabaseCanDecideWhenThePolicyIsChecked() {
        String policy = """
                package filters

                # METADATA
                # scope: document
                # compile:
                #   unknowns: [input.tickets]
                include if {
                    count(input.user.roles) > 1
                    input.tickets.tenant == lower(input.user.tenant)
                }

                include if count(input.tickets.owner) > 3

                include if input.tickets.resolved

                include if not closed

                default closed := false

                closed if input.tickets.state == "closed"

                # METADATA
                # scope: document
                # compile:
                #   unknowns: [input.tickets]
                word := "yes" if input.tickets.price > 1
                """;
        assertThat(OpaTools.find().check(Policies.none().module("f.rego", policy)))
                .extracting(Diagnostic::toString)
                .containsExactly(
                        "f.rego:7: pe_fragment_error: data.filters.include: no database can decide"
                                + " gt(count(input.tickets.owner), 3): an operand must be a column or be known:"
                                + " count(input.tickets.owner)",
                        "f.rego:7: pe_fragment_error: data.filters.include: no database can decide"
                                + " input.tickets.resolved: it is no comparison; write input.tickets.resolved == true",
                        "f.rego:7: pe_fragment_error: data.filters.include: no database can decide not"
                                + " data.filters.closed: a rule with a default, an else or several values, or one"
                                + " behind not, cannot depend on what is unknown",
                        "f.rego:26: pe_fragment_error: data.filters.word: its value is \"yes\", and must be true or false");
    }

    @Test
    void namesARuleThatIsNotThereAndMissingUnknowns() {
        Policies policies = Policies.none().module("f.rego", "package f\n\ninclude if input.t.a == 1\n");
        assertThat(OpaTools.find().checkFilter(policies, "data.f.inclde", UNKNOWNS))
                .extracting(Diagnostic::message)
                .containsExactly("no rule and no data defines data.f.inclde: did you mean data.f.include?");
        assertThat(OpaTools.find().checkFilter(policies, "data.f.include", List.of()))
                .extracting(Diagnostic::message)
                .containsExactly("data.f.include: nothing says what is unknown");
        assertThat(OpaTools.find().checkFilter(policies, "data.f.include", List.of("input.t")))
                .isEmpty();
    }

    /** What OPA refuses for some input was named before; what was named and never refused is counted. */
    @Test
    void namesAllThatOpaRefusesForMadeUpPolicies() {
        int rules = 0;
        int refused = 0;
        List<String> missed = new ArrayList<>();
        List<String> onlyNamed = new ArrayList<>();
        try (Opa opa = Opa.local()) {
            for (int seed = 0; seed < SEEDS; seed++) {
                FilterPolicies generator = new FilterPolicies(new Random(seed));
                String module = generator.daring(12);
                Policies policies = Policies.none().module("f.rego", module);
                opa.load(policies);
                for (int i = 0; i < 12; i++) {
                    String rule = "data.filters.r" + i;
                    List<Diagnostic> named = OpaTools.find().checkFilter(policies, rule, UNKNOWNS);
                    String refusal = "";
                    for (int user = 0; user < 6 && refusal.isEmpty(); user++) {
                        refusal = refusal(opa, rule, generator.user());
                    }
                    rules++;
                    refused += refusal.isEmpty() ? 0 : 1;
                    if (!refusal.isEmpty() && named.isEmpty()) {
                        missed.add(rule + ": " + refusal + "\n" + module);
                    } else if (refusal.isEmpty() && !named.isEmpty()) {
                        onlyNamed.add(named.get(0).message());
                    }
                }
            }
        }
        System.out.printf(
                "filter check: %d rules, %d refused by OPA for some input, %d named only: %s%n",
                rules, refused, onlyNamed.size(), String.join("; ", onlyNamed));
        assertThat(missed).isEmpty();
        assertThat(refused).isGreaterThan(10);
    }

    private static String refusal(Opa opa, String rule, Map<String, Object> user) {
        try {
            opa.filters().rows(rule, Map.of("user", user), UNKNOWNS);
            return "";
        } catch (OpaException e) {
            return e.error().toString();
        }
    }
}
