package io.rego4j.ast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TermKindsTest {
    private static final Term X = new VarTerm("x");
    private static final Term A = new StringTerm("a");
    private static final Body BODY = Body.of(new Expr(X));
    private static final Body OTHER = Body.of(new Expr(A));

    @Test
    void theElementsOfAnObjectAreItsValues() {
        CollectionTerm object = new ObjectTerm(List.of(new ObjectTerm.Entry(A, X)));

        assertThat(object.values()).containsExactly(X);
        assertThat(object.isEmpty()).isFalse();
        assertThat(new SetTerm(List.of()).isEmpty()).isTrue();
        assertThat(new ArrayTerm(List.of(X, A)).values()).containsExactly(X, A);
    }

    @Test
    void aComprehensionTakesAnotherBody() {
        assertThat(new ArrayComprehensionTerm(X, BODY).withBody(OTHER)).isEqualTo(new ArrayComprehensionTerm(X, OTHER));
        assertThat(new SetComprehensionTerm(X, BODY).withBody(OTHER)).isEqualTo(new SetComprehensionTerm(X, OTHER));
        assertThat(new ObjectComprehensionTerm(A, X, BODY).withBody(OTHER))
                .isEqualTo(new ObjectComprehensionTerm(A, X, OTHER));
    }

    @Test
    void aComprehensionTakesOtherTermsWithAnotherBody() {
        assertThat(new ArrayComprehensionTerm(X, BODY).withParts(List.of(A), OTHER))
                .isEqualTo(new ArrayComprehensionTerm(A, OTHER));
        assertThat(new SetComprehensionTerm(X, BODY).withParts(List.of(A), OTHER))
                .isEqualTo(new SetComprehensionTerm(A, OTHER));
        assertThat(new ObjectComprehensionTerm(A, X, BODY).withParts(List.of(X, A), OTHER))
                .isEqualTo(new ObjectComprehensionTerm(X, A, OTHER));
    }

    @Test
    void aLogicalOperationTakesOtherOperandsAndKeepsItsBraces() {
        LogicalOperation and = new LogicalAnd(BODY, BODY, true, false);
        LogicalOperation or = new LogicalOr(BODY, BODY, false, true);

        assertThat(and.withOperands(BODY, OTHER)).isEqualTo(new LogicalAnd(BODY, OTHER, true, false));
        assertThat(or.withOperands(OTHER, BODY)).isEqualTo(new LogicalOr(OTHER, BODY, false, true));
    }

    @Test
    void aReferenceKnowsTheVariableAtItsHead() {
        RefTerm ref = new RefTerm(List.of(new VarTerm("input"), A));

        assertThat(ref.headName()).isEqualTo("input");
        assertThat(ref.operands()).containsExactly(A);
        assertThat(ref.startsWith("input")).isTrue();
        assertThat(ref.startsWith("data")).isFalse();
        assertThat(new RefTerm(List.of(new ArrayTerm(List.of()), A)).headName()).isNull();
    }

    @Test
    void onlySomeInIsAMembership() {
        Term in =
                new CallTerm(new RefTerm(List.of(new VarTerm("internal"), new StringTerm("member_2"))), List.of(X, A));

        assertThat(new SomeDecl(List.of(in)).isMembership()).isTrue();
        assertThat(new SomeDecl(List.of(X)).isMembership()).isFalse();
    }

    @Test
    void aPartOfATemplateStringIsMappedByItsKind() {
        TemplatePart constant = A;
        TemplatePart expression = new Expr(X);

        assertThat(constant.<String>map(term -> "term", expr -> "expr")).isEqualTo("term");
        assertThat(expression.<String>map(term -> "term", expr -> "expr")).isEqualTo("expr");
    }
}
