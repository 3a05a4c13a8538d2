package io.rego4j.check.types;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Property;
import io.rego4j.check.RegoType.Rest;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.tree.Constants;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of a term by its parts; what is not a literal is left to the subclass. */
abstract class TermTyping implements TermVisitor<RegoType> {
    final RegoType of(Term term) {
        return term.accept(this);
    }

    final List<RegoType> of(List<Term> terms) {
        List<RegoType> types = new ArrayList<>(terms.size());
        for (Term term : terms) {
            types.add(of(term));
        }
        return types;
    }

    @Override
    public RegoType visitNull(NullTerm term) {
        return RegoType.NULL;
    }

    @Override
    public RegoType visitBoolean(BooleanTerm term) {
        return RegoType.BOOLEAN;
    }

    @Override
    public RegoType visitNumber(NumberTerm term) {
        return RegoType.NUMBER;
    }

    @Override
    public RegoType visitString(StringTerm term) {
        return RegoType.STRING;
    }

    @Override
    public RegoType visitTemplateString(TemplateStringTerm term) {
        return RegoType.STRING;
    }

    @Override
    public RegoType visitArray(ArrayTerm array) {
        return new ArrayType(of(array.items()), null);
    }

    @Override
    public RegoType visitSet(SetTerm set) {
        RegoType element = RegoType.UNKNOWN;
        for (Term item : set.items()) {
            element = TypeAlgebra.or(element, of(item));
        }
        return new SetType(element);
    }

    @Override
    public RegoType visitObject(ObjectTerm object) {
        List<Property> properties = new ArrayList<>();
        @Nullable Rest rest = null;
        for (ObjectTerm.Entry entry : object.entries()) {
            if (Constants.isConstant(entry.key())) {
                properties.add(new Property(entry.key(), of(entry.value())));
            } else {
                rest = new Rest(of(entry.key()), of(entry.value()));
            }
        }
        return new ObjectType(properties, rest);
    }
}
