package io.rego4j.check.types;

import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Property;

/** The type of a constant as a key. A key is a JSON value, in which a set is an array; other terms have an unknown type. */
final class ConstantTyping extends LiteralTypes.Typing {
    @Override
    public RegoType visitSet(SetTerm set) {
        return new ArrayType(of(set.items()), null);
    }

    @Override
    public RegoType visitObject(ObjectTerm object) {
        return new ObjectType(
                object.entries().stream()
                        .map(entry -> new Property(entry.key(), of(entry.value())))
                        .toList(),
                null);
    }

    @Override
    public RegoType visitTemplateString(TemplateStringTerm term) {
        return RegoType.UNKNOWN;
    }

    @Override
    public RegoType visitRef(RefTerm ref) {
        return RegoType.UNKNOWN;
    }
}
