package io.rego4j.ast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.SamplePolicies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeOrderTest {
    @Test
    void termsStandInTheOrderOfTheirKindsAndValues() {
        // What OPA makes of the set of all these.
        List<Term> sorted = terms(
                "null",
                "false",
                "true",
                "-1e400",
                "-2",
                "0",
                "1e-400",
                "0.5",
                "1",
                "1e3",
                "1e400",
                "1e30000",
                "2e30000",
                "\"\"",
                "\"a\"",
                "\"b\"",
                "\"\uFFFD\"",
                "\"\uD83D\uDE00\"",
                "$\"{x}\"",
                "$\"a{x}\"",
                "$`{x}`",
                "x",
                "a.b",
                "[1]",
                "[1, 2]",
                "[2]",
                "{}",
                "{1: 2}",
                "set()",
                "{1}",
                "[x | x = 1]",
                "{x: 1 | x = 1}",
                "{x | x = 1}",
                "f(1)");
        List<Term> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));

        shuffled.sort(NodeOrder.INSTANCE);

        assertThat(shuffled).isEqualTo(sorted);
    }

    @Test
    void numbersAreComparedByValueWhateverTheirText() {
        assertThat(compare("1.0", "1")).isZero();
        assertThat(compare("100e-2", "0.1e1")).isZero();
        assertThat(compare("-0.0", "0")).isZero();
        assertThat(compare("1e-999999999999", "0")).isZero();
        assertThat(compare("1.00000000000000000000000000001", "1")).isPositive();
        assertThat(compare("-10", "-9.99")).isNegative();
        assertThat(compare("9".repeat(100_000), "1" + "0".repeat(100_000))).isNegative();
    }

    private static int compare(String a, String b) {
        return TermOrder.INSTANCE.compare(new NumberTerm(a), new NumberTerm(b));
    }

    @Test
    void aSetHoldsEachValueOnceAndKeepsTheFirstText() {
        assertThat(terms("{1, 1.0, 1e0}").get(0)).hasToString("{1}");
        assertThat(terms("{1e400, 1e400}").get(0)).hasToString("{1e400}");
        // OPA hashes numbers that no double holds by their text, so these are two.
        assertThat(((SetTerm) terms("{1e400, 10e399}").get(0)).items()).hasSize(2);
    }

    @Test
    void everyTwoNodesHaveAnOrderThatAgreesWithItsReverse() {
        List<Node> nodes = new ArrayList<>();
        SamplePolicies.all().forEach(module -> nodes.addAll(NodeWalk.all(module, Node.class)));
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            Node a = nodes.get(random.nextInt(nodes.size()));
            Node b = nodes.get(random.nextInt(nodes.size()));
            int forth = Integer.signum(NodeOrder.INSTANCE.compare(a, b));

            assertThat(Integer.signum(NodeOrder.INSTANCE.compare(b, a))).isEqualTo(-forth);
            if (a.equals(b)) {
                assertThat(forth).isZero();
            }
        }
        nodes.sort(NodeOrder.INSTANCE);
    }

    @Test
    void rulesAndHeadsAreComparedPartByPart() {
        List<Rule> rules = RegoParser.parse(Source.of("""
                        package a
                        a := 1
                        a := 2
                        default a = 2
                        a = 1 if true
                        b := 1
                        b(x) := 1
                        """)).orThrow().rules();

        // Assigned before unified, parameters before the name, defaults after the rest.
        assertThat(NodeOrder.INSTANCE.compare(rules.get(0), rules.get(1))).isNegative();
        assertThat(NodeOrder.INSTANCE.compare(rules.get(1), rules.get(3))).isNegative();
        assertThat(NodeOrder.INSTANCE.compare(rules.get(2), rules.get(3))).isPositive();
        assertThat(NodeOrder.INSTANCE.compare(rules.get(0), rules.get(4))).isNegative();
        assertThat(NodeOrder.INSTANCE.compare(rules.get(4), rules.get(5))).isNegative();
    }

    @Test
    void numbersThatNoPolicyMayHoldStandInTheOrderOfTheirValues() {
        // OPA's parser refuses exponents like these; a tree that is built by hand may have them.
        List<Term> sorted = Stream.of(
                        "1e400", "1e99999999999999999999", "2e99999999999999999999", "1e100000000000000000000")
                .<Term>map(NumberTerm::new)
                .toList();
        List<Term> shuffled = new ArrayList<>(sorted);
        Collections.reverse(shuffled);

        shuffled.sort(NodeOrder.INSTANCE);

        assertThat(shuffled).isEqualTo(sorted);
    }

    private static List<Term> terms(String... texts) {
        return Stream.of(texts)
                .map(text -> RegoParser.parseTerm(Source.of(text), ParseOptions.of(RegoVersion.V1))
                        .orThrow())
                .toList();
    }
}
