package io.rego4j.check.tree;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TermVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A visitor with one method for all scalars and one for all comprehensions. A new kind of term breaks the build here or
 * in each visitor, as it does for {@link TermVisitor}.
 *
 * @param <R> the type of the result
 */
public interface TermKindVisitor<R extends @Nullable Object> extends TermVisitor<R> {
    R visitScalar(ScalarTerm term);

    R visitComprehension(ComprehensionTerm term);

    @Override
    default R visitNull(NullTerm term) {
        return visitScalar(term);
    }

    @Override
    default R visitBoolean(BooleanTerm term) {
        return visitScalar(term);
    }

    @Override
    default R visitNumber(NumberTerm term) {
        return visitScalar(term);
    }

    @Override
    default R visitString(StringTerm term) {
        return visitScalar(term);
    }

    @Override
    default R visitArrayComprehension(ArrayComprehensionTerm term) {
        return visitComprehension(term);
    }

    @Override
    default R visitSetComprehension(SetComprehensionTerm term) {
        return visitComprehension(term);
    }

    @Override
    default R visitObjectComprehension(ObjectComprehensionTerm term) {
        return visitComprehension(term);
    }
}
