package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JavaType;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.dsl.handle.ClassSchema;
import io.rego4j.dsl.handle.GetterNames;
import io.rego4j.dsl.value.BeanShapes;
import io.rego4j.dsl.value.RegoNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document whose shape is a Java class: {@code in.at(PetRequest::owner)} is {@code input.owner}, under the name that
 * Jackson gives it in JSON. A renamed getter breaks the Java build, not the decision.
 *
 * @param <T> the class
 */
public final class TypedInput<T extends @Nullable Object> extends Operand {
    private final JavaType type;

    TypedInput(Term term, JavaType type) {
        super(term);
        this.type = type;
    }

    /** The reference to a property. */
    public <R extends @Nullable Object> TypedInput<R> at(Getter<T, R> property) {
        BeanShapes.Property found = property(property);
        return new TypedInput<>(below(found), found.type());
    }

    /** The reference to each element of a list, set or array: {@code input.pets[_]}. */
    public <E extends @Nullable Object> TypedInput<E> each(Getter<T, ? extends @Nullable Iterable<E>> property) {
        return each(property, RegoNames.wildcard());
    }

    /** The reference to an element: {@code input.pets[i]}. */
    public <E extends @Nullable Object> TypedInput<E> each(
            Getter<T, ? extends @Nullable Iterable<E>> property, @Nullable Object index) {
        BeanShapes.Property found = property(property);
        List<Term> terms = new ArrayList<>(((RefTerm) below(found)).terms());
        terms.add(Values.term(index));
        JavaType content = found.type().getContentType();
        return new TypedInput<>(new RefTerm(terms), content == null ? BeanShapes.type(Object.class) : content);
    }

    /**
     * The JSON Schema of the class, as text: with it {@code opa check --schema} finds references that the class has not. A
     * policy takes it into use by METADATA, {@link Metadata#schema(Operand, String)}.
     */
    public String schema() {
        return ClassSchema.of(type);
    }

    private BeanShapes.Property property(Getter<?, ?> getter) {
        requireNonNull(getter, "property");
        JavaType raw = type.isReferenceType() ? type.getReferencedType() : type;
        return GetterNames.property(raw.getRawClass(), getter);
    }

    private Term below(BeanShapes.Property property) {
        List<Term> terms = new ArrayList<>();
        if (term() instanceof RefTerm ref) {
            terms.addAll(ref.terms());
        } else {
            terms.add(term());
        }
        terms.add(new StringTerm(property.name()));
        return new RefTerm(terms);
    }
}
