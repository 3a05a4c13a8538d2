package io.rego4j.check.types;

import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.FunctionType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How OPA's messages write types. */
public final class SignatureText {
    private SignatureText() {}

    /** A property's key: strings without quotes. */
    public static String key(Term key) {
        return key instanceof StringTerm string ? string.value() : key.toString();
    }

    /** The parameters of a built-in with their names, if the capabilities give names. */
    public static String want(Builtin builtin) {
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

    /** The parameters of a function, and its result as one more, with the names of a built-in. */
    static String want(String name, FunctionType function) {
        Builtin builtin = Capabilities.current().builtin(name).orElse(null);
        if (builtin == null || !builtin.type().equals(function)) {
            builtin = null;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < function.args().size(); i++) {
            String parameter =
                    builtin == null ? "" : builtin.parameters().get(i).name();
            parts.add(named(parameter, function.args().get(i)));
        }
        if (function.result() != null) {
            parts.add(named(builtin == null ? "" : builtin.result().name(), function.result()));
        }
        if (function.variadic() != null) {
            parts.add(function.variadic() + "...");
        }
        return "(" + String.join(", ", parts) + ")";
    }

    static String named(String name, RegoType type) {
        return name.isEmpty() ? type.toString() : name + ": " + type;
    }

    /** Types of arguments in parentheses; the variadic one, if any, is followed by three dots. */
    public static String arguments(List<RegoType> args, @Nullable RegoType variadic) {
        List<String> parts = new ArrayList<>();
        args.forEach(arg -> parts.add(arg.toString()));
        if (variadic != null) {
            parts.add(variadic + "...");
        }
        return "(" + String.join(", ", parts) + ")";
    }
}
