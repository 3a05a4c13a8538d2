package io.rego4j.check;

import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How OPA's messages write types. */
final class TypeText {
    private TypeText() {}

    /** A property's key: strings without quotes. */
    static String key(Term key) {
        return key instanceof StringTerm string ? string.value() : key.toString();
    }

    /** The parameters of a built-in with their names, if the capabilities give names. */
    static String want(Builtin builtin) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < builtin.arity(); i++) {
            parts.add(named(
                    builtin.parameters().get(i).name(), builtin.type().args().get(i)));
        }
        if (builtin.type().variadic() != null) {
            parts.add(builtin.type().variadic() + "...");
        }
        return "(" + String.join(", ", parts) + ")";
    }

    static String named(String name, RegoType type) {
        return name.isEmpty() ? type.toString() : name + ": " + type;
    }

    /** Types of arguments in parentheses; the variadic one, if any, is followed by three dots. */
    static String arguments(List<RegoType> args, @Nullable RegoType variadic) {
        List<String> parts = new ArrayList<>();
        args.forEach(arg -> parts.add(arg.toString()));
        if (variadic != null) {
            parts.add(variadic + "...");
        }
        return "(" + String.join(", ", parts) + ")";
    }
}
