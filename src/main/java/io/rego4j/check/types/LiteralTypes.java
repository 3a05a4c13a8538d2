package io.rego4j.check.types;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Property;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.tree.Constants;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.List;

/** What can be said of a term's type before any rule is looked at. */
public final class LiteralTypes {
    private LiteralTypes() {}

    public static RegoType of(Term term) {
        if (Constants.isScalar(term)) {
            return TypeAlgebra.ofConstant(term);
        } else if (term instanceof TemplateStringTerm) {
            return RegoType.STRING;
        } else if (term instanceof ArrayTerm array) {
            return new ArrayType(array.items().stream().map(LiteralTypes::of).toList(), null);
        } else if (term instanceof SetTerm set) {
            RegoType element = RegoType.UNKNOWN;
            for (Term item : set.items()) {
                element = TypeAlgebra.or(element, of(item));
            }
            return new SetType(element);
        } else if (term instanceof ObjectTerm object) {
            List<Property> properties = new ArrayList<>();
            RegoType.Rest rest = null;
            for (ObjectTerm.Entry entry : object.entries()) {
                if (Constants.isConstant(entry.key())) {
                    properties.add(new Property(entry.key(), of(entry.value())));
                } else {
                    rest = new RegoType.Rest(of(entry.key()), of(entry.value()));
                }
            }
            return new ObjectType(properties, rest);
        }
        return term instanceof RefTerm ref && Refs.isRootName(ref.head()) ? RegoType.ANY : RegoType.UNKNOWN;
    }
}
