package io.rego4j.check.types;

import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.FunctionType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types as OPA's messages have them. */
public final class SignatureText {
    private SignatureText() {}

    /** The parameters of a built-in with their names, if the capabilities have names. */
    public static String want(Builtin builtin) {
        return signature(builtin.type(), builtin, false);
    }

    /** The parameters of a function, and its result as one more, with the names of a built-in. */
    static String want(String name, FunctionType function) {
        Builtin builtin = Capabilities.current().builtin(name).orElse(null);
        return signature(function, builtin != null && builtin.type().equals(function) ? builtin : null, true);
    }

    private static String signature(FunctionType function, @Nullable Builtin names, boolean withResult) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < function.args().size(); i++) {
            String name = names == null ? "" : names.parameters().get(i).name();
            parts.add(named(name, function.args().get(i)));
        }
        if (withResult && function.result() != null) {
            parts.add(named(names == null ? "" : names.result().name(), function.result()));
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
