package io.rego4j.check.types;

import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.FunctionType;
import java.util.ArrayList;
import java.util.List;

/** How OPA's messages write types. */
public final class SignatureText {
    private SignatureText() {}

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

    /** The types of the arguments of a call, in parentheses. */
    public static String have(List<RegoType> arguments) {
        return new FunctionType(arguments, null, null).parameters();
    }
}
