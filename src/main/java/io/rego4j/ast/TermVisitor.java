package io.rego4j.ast;

import org.jspecify.annotations.Nullable;

/**
 * A result for each kind of {@link Term}. There are no default methods: a new kind breaks the build wherever it must be
 * handled.
 *
 * @param <R> the type of the result
 */
public interface TermVisitor<R extends @Nullable Object> {
    R visitNull(NullTerm term);

    R visitBoolean(BooleanTerm term);

    R visitNumber(NumberTerm term);

    R visitString(StringTerm term);

    R visitVar(VarTerm term);

    R visitRef(RefTerm term);

    R visitCall(CallTerm term);

    R visitArray(ArrayTerm term);

    R visitSet(SetTerm term);

    R visitObject(ObjectTerm term);

    R visitArrayComprehension(ArrayComprehensionTerm term);

    R visitSetComprehension(SetComprehensionTerm term);

    R visitObjectComprehension(ObjectComprehensionTerm term);

    R visitTemplateString(TemplateStringTerm term);
}
