package io.rego4j.ast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.SamplePolicies;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeWalkTest {
    private static final Term X = new VarTerm("x");
    private static final Term ONE = new NumberTerm("1");
    private static final Term ARRAY = new ArrayTerm(List.of(X, ONE));

    @Test
    void aWalkOverRootsTakesEachWithAllBelowItInOrder() {
        List<Node> seen = new ArrayList<>();

        NodeWalk.walk(List.of(ARRAY, X), seen::add);

        assertThat(seen).containsExactly(ARRAY, X, ONE, X);
        assertThat(NodeWalk.all(List.of(ARRAY, X), VarTerm.class)).hasSize(2);
    }

    @Test
    void aSearchEndsAtTheFirstNodeThatIsFound() {
        List<Node> seen = new ArrayList<>();

        boolean found = NodeWalk.any(List.of(ARRAY, X), node -> seen.add(node) && node instanceof VarTerm);

        assertThat(found).isTrue();
        assertThat(seen).containsExactly(ARRAY, X);
        assertThat(NodeWalk.any(ONE, VarTerm.class::isInstance)).isFalse();
    }

    @Test
    void theDepthIsThatOfTheLongestPath() {
        assertThat(NodeWalk.depth(X)).isEqualTo(1);
        assertThat(NodeWalk.depth(List.of(X, ARRAY))).isEqualTo(2);
        assertThat(NodeWalk.depth(List.of())).isZero();
    }

    @Test
    void aNodeVisitorGetsEachNodeByItsKind() {
        NodeVisitor<String> kinds = new KindNames();

        for (RegoModule module : SamplePolicies.all()) {
            for (Node node : NodeWalk.all(module, Node.class)) {
                String expected = node instanceof Term && !(node instanceof CallTerm)
                        ? "Term"
                        : node.getClass().getSimpleName();
                assertThat(node.accept(kinds)).isEqualTo(expected);
            }
        }
    }

    private static final class KindNames implements NodeVisitor<String> {
        @Override
        public String visitModule(RegoModule module) {
            return "RegoModule";
        }

        @Override
        public String visitPackage(RegoPackage pkg) {
            return "RegoPackage";
        }

        @Override
        public String visitImport(Import imported) {
            return "Import";
        }

        @Override
        public String visitRule(Rule rule) {
            return "Rule";
        }

        @Override
        public String visitHead(Head head) {
            return "Head";
        }

        @Override
        public String visitBody(Body body) {
            return "Body";
        }

        @Override
        public String visitExpr(Expr expr) {
            return "Expr";
        }

        @Override
        public String visitWith(With with) {
            return "With";
        }

        @Override
        public String visitComment(Comment comment) {
            return "Comment";
        }

        @Override
        public String visitAnnotations(Annotations annotations) {
            return "Annotations";
        }

        @Override
        public String visitTerm(Term term) {
            return "Term";
        }

        @Override
        public String visitCall(CallTerm call) {
            return "CallTerm";
        }

        @Override
        public String visitSomeDecl(SomeDecl some) {
            return "SomeDecl";
        }

        @Override
        public String visitEvery(Every every) {
            return "Every";
        }

        @Override
        public String visitNot(Not not) {
            return "Not";
        }

        @Override
        public String visitLogicalAnd(LogicalAnd and) {
            return "LogicalAnd";
        }

        @Override
        public String visitLogicalOr(LogicalOr or) {
            return "LogicalOr";
        }
    }
}
