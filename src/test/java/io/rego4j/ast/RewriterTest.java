package io.rego4j.ast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import io.rego4j.testing.SamplePolicies;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RewriterTest {
    @Test
    void aRewriterThatChangesNothingGivesBackTheSameObject() {
        for (RegoModule module : SamplePolicies.all()) {
            assertThat(new Rewriter() {}.module(module)).isSameAs(module);
        }
    }

    @Test
    void everyTermBelowRulesIsVisitedAndCanBeChanged() {
        for (RegoModule module : SamplePolicies.all()) {
            List<Term> seen = new ArrayList<>();
            new Rewriter() {
                @Override
                public Term term(Term term) {
                    seen.add(term);
                    return super.term(term);
                }
            }.module(module);
            Set<Node> expected = new HashSet<>();
            // What is called is a name, not a term of the policy.
            Set<Node> operators = Collections.newSetFromMap(new IdentityHashMap<>());
            NodeWalk.all(module, CallTerm.class).forEach(call -> operators.add(call.operator()));
            module.rules()
                    .forEach(rule -> NodeWalk.walk(rule, node -> {
                        if (operators.contains(node)) {
                            return false;
                        }
                        if (node instanceof StringTerm || node instanceof NumberTerm || node instanceof SetTerm) {
                            expected.add(node);
                        }
                        return true;
                    }));

            assertThat(seen)
                    .containsAll(expected.stream().map(node -> (Term) node).toList());
        }
    }

    @Test
    void aChangeBelowReplacesAllThatStandAboveItAndNothingElse() {
        RegoModule module = SamplePolicies.parse("everything.rego");

        RegoModule changed = new Rewriter() {
            @Override
            public Term visitNumber(NumberTerm term) {
                return term.text().equals("1e3") ? new NumberTerm("7", term.origin()) : term;
            }
        }.module(module);

        assertThat(changed.rules().get(1)).isNotEqualTo(module.rules().get(1));
        assertThat(changed.rules().get(1).toString()).contains("plus(7, -2)");
        assertThat(changed.rules().get(0)).isSameAs(module.rules().get(0));
        assertThat(changed.comments()).isSameAs(module.comments());
    }

    @Test
    void oneMethodRewritesComprehensionsOfEachKind() {
        Body body = RegoParser.parseBody(Source.of("x = [a | b]; x = {a | b}; x = {a: c | b}"), ParseOptions.DEFAULT)
                .orThrow();

        Body changed = new Rewriter() {
            @Override
            protected Term comprehension(ComprehensionTerm term) {
                return new ArrayTerm(term.terms());
            }
        }.body(body);

        assertThat(changed).hasToString("x = [a]; x = [a]; x = [a, c]");
    }

    @Test
    void aRuleThatIsDroppedTakesItsCommentsAndMetadataAlong() {
        RegoModule module = RegoParser.parse(Source.of("""
                package a

                # free

                # leads p
                p := 1 # trails p

                # METADATA
                # title: q

                # leads q
                q if {
                	# inside q
                	true
                }

                # leads r
                r := 1
                """)).orThrow();

        RegoModule changed = new Rewriter() {
            @Override
            protected boolean keeps(Node importOrRule) {
                return !importOrRule.toString().contains("q = true");
            }
        }.module(module);

        assertThat(changed.rules()).hasSize(2);
        assertThat(changed.annotations()).isEmpty();
        assertThat(changed.comments())
                .extracting(Comment::text)
                .containsExactly(" free", " leads p", " trails p", " leads r");
    }

    @Test
    void theSharedPoliciesHoldEveryKindOfNodeAndChildrenTellsAllComponents() throws Exception {
        Set<Class<?>> kinds = new HashSet<>();
        for (RegoModule module : SamplePolicies.all()) {
            for (Node node : NodeWalk.all(module, Node.class)) {
                kinds.add(node.getClass());
                assertThat(List.<Node>copyOf(node.children()))
                        .as(node.getClass().getSimpleName())
                        .containsExactlyInAnyOrderElementsOf(parts(node));
            }
        }
        Set<Class<?>> expected = new HashSet<>();
        collect(Node.class, expected);

        assertThat(kinds).isEqualTo(expected);
    }

    private static void collect(Class<?> kind, Set<Class<?>> into) {
        if (kind.isRecord()) {
            into.add(kind);
        } else {
            for (Class<?> one : kind.getPermittedSubclasses()) {
                collect(one, into);
            }
        }
    }

    /** The nodes among a record's components, by reflection. */
    private static List<Node> parts(Node node) throws ReflectiveOperationException {
        List<Node> parts = new ArrayList<>();
        for (RecordComponent component : node.getClass().getRecordComponents()) {
            add(component.getAccessor().invoke(node), node, parts);
        }
        return parts;
    }

    private static void add(Object value, Node owner, List<Node> parts) {
        if (value instanceof Node part) {
            parts.add(part);
        } else if (value instanceof List<?> list) {
            list.forEach(item -> add(item, owner, parts));
        } else if (value instanceof ObjectTerm.Entry entry) {
            parts.add(entry.key());
            parts.add(entry.value());
        }
    }
}
