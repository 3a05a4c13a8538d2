package io.rego4j.check;

import io.rego4j.check.RegoType.FunctionType;
import java.util.List;
import java.util.Objects;

/**
 * A built-in function, as capabilities declare it.
 *
 * @param name the name by which policies call it, for instance {@code array.concat}
 * @param description what it does, in OPA's words; empty if not given
 * @param categories OPA's categories; empty if the first part of the name is the category
 * @param infix the operator that stands for it, for instance {@code +}; empty if there is none
 * @param parameters the parameters in order
 * @param result the result; its type is null for a function without a result, such as {@code print}
 * @param type the parameters and the result as a type
 * @param relation true if a call has several results, as {@code walk} has
 * @param deprecated true if Rego v1 and strict mode reject calls of it
 * @param nondeterministic true if two calls with the same arguments may have different results
 */
public record Builtin(
        String name,
        String description,
        List<String> categories,
        String infix,
        List<Parameter> parameters,
        Parameter result,
        FunctionType type,
        boolean relation,
        boolean deprecated,
        boolean nondeterministic) {
    /**
     * A parameter or a result.
     *
     * @param name its name; empty if not given
     * @param description what it is; empty if not given
     */
    public record Parameter(String name, String description) {
        /** What capabilities without names have. */
        static final Parameter UNNAMED = new Parameter("", "");
    }

    public Builtin {
        Objects.requireNonNull(name, "name");
        categories = List.copyOf(categories);
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(type, "type");
    }

    /** The number of arguments; those of a variadic function are not counted. */
    public int arity() {
        return type.args().size();
    }
}
