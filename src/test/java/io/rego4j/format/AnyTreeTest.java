package io.rego4j.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Term;
import io.rego4j.check.Checker;
import io.rego4j.json.AstJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Trees that no parser makes, with any term at any place: each is written or refused, and nothing else comes out. */
class AnyTreeTest {
    private static final int TREES = 600;
    private static final Set<Class<?>> REFUSALS = Set.of(FormatException.class, IllegalArgumentException.class);

    /** Puts random terms in the places of others, those included where Rego has no term of that kind. */
    private static final class Misplaced extends Rewriter {
        private final Random random;
        private final List<Term> terms;

        Misplaced(Random random, List<Term> terms) {
            this.random = random;
            this.terms = terms;
        }

        @Override
        public Term term(Term term) {
            return random.nextInt(12) == 0 ? terms.get(random.nextInt(terms.size())) : super.term(term);
        }

        @Override
        protected Term operator(Term operator) {
            return random.nextInt(12) == 0 ? terms.get(random.nextInt(terms.size())) : operator;
        }
    }

    @Test
    void anyTreeIsWrittenOrRefused() {
        Random random = new Random(14);
        List<RegoModule> modules = ChangedTreesTest.pool();
        List<Term> terms = new ArrayList<>();
        modules.forEach(module -> terms.addAll(NodeWalk.all(module, Term.class)));
        Set<String> others = new TreeSet<>();
        int written = 0;
        for (int i = 0; i < TREES; i++) {
            RegoModule module = modules.get(random.nextInt(modules.size()));
            RegoModule tree;
            try {
                tree = new Misplaced(random, terms).module(module);
            } catch (IllegalArgumentException refusedByTheTree) {
                continue;
            }
            written += tried(others, () -> Rego.format(tree));
            Node node = tree.rules().get(0);
            tried(others, () -> Rego.format(node));
            tried(others, () -> Checker.check(tree).toString());
            tried(others, () -> AstJson.toString(tree));
        }
        assertThat(others).isEmpty();
        assertThat(written).isBetween(1, TREES - 1);
    }

    private interface Use {
        String text();
    }

    private static int tried(Set<String> others, Use use) {
        try {
            return use.text().isEmpty() ? 0 : 1;
        } catch (RuntimeException e) {
            if (!REFUSALS.contains(e.getClass())) {
                StackTraceElement top = e.getStackTrace()[0];
                others.add(e + " at " + top);
            }
            return 0;
        }
    }
}
