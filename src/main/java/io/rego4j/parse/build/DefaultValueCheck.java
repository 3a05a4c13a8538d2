package io.rego4j.parse.build;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplatePart;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kind of the first part of a term that may not be in the value of a default rule; null for a constant. */
final class DefaultValueCheck implements TermVisitor<@Nullable String> {
    private static final DefaultValueCheck INSTANCE = new DefaultValueCheck();

    private DefaultValueCheck() {}

    static @Nullable String nonConstant(Term value) {
        return value.accept(INSTANCE);
    }

    private @Nullable String nonConstant(Expr expr) {
        if (expr.terms() instanceof CallTerm call) {
            String kind = call.operator().accept(this);
            return kind == null ? "call" : kind;
        }
        return expr.terms() instanceof Term term ? term.accept(this) : null;
    }

    private @Nullable String first(List<Term> items) {
        for (Term item : items) {
            String kind = item.accept(this);
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }

    @Override
    public @Nullable String visitNull(NullTerm term) {
        return null;
    }

    @Override
    public @Nullable String visitBoolean(BooleanTerm term) {
        return null;
    }

    @Override
    public @Nullable String visitNumber(NumberTerm term) {
        return null;
    }

    @Override
    public @Nullable String visitString(StringTerm term) {
        return null;
    }

    @Override
    public @Nullable String visitVar(VarTerm term) {
        return term.kind();
    }

    @Override
    public @Nullable String visitRef(RefTerm term) {
        return term.kind();
    }

    @Override
    public @Nullable String visitCall(CallTerm term) {
        return term.kind();
    }

    @Override
    public @Nullable String visitArray(ArrayTerm term) {
        return first(term.items());
    }

    @Override
    public @Nullable String visitSet(SetTerm term) {
        return first(term.items());
    }

    @Override
    public @Nullable String visitObject(ObjectTerm term) {
        for (ObjectTerm.Entry entry : term.entries()) {
            String kind = first(List.of(entry.key(), entry.value()));
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }

    @Override
    public @Nullable String visitArrayComprehension(ArrayComprehensionTerm term) {
        return null;
    }

    @Override
    public @Nullable String visitSetComprehension(SetComprehensionTerm term) {
        return null;
    }

    @Override
    public @Nullable String visitObjectComprehension(ObjectComprehensionTerm term) {
        return null;
    }

    @Override
    public @Nullable String visitTemplateString(TemplateStringTerm term) {
        for (TemplatePart part : term.parts()) {
            Optional<String> kind = part.map(
                    constant -> Optional.ofNullable(nonConstant(constant)),
                    expr -> Optional.ofNullable(nonConstant(expr)));
            if (kind.isPresent()) {
                return kind.get();
            }
        }
        return null;
    }
}
