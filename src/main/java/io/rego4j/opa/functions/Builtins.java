package io.rego4j.opa.functions;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.Family;
import io.rego4j.opa.functions.crypto.CryptoFunctions;
import io.rego4j.opa.functions.data.DataFunctions;
import io.rego4j.opa.functions.net.NetFunctions;
import io.rego4j.opa.functions.pattern.PatternFunctions;
import io.rego4j.opa.functions.schema.SchemaFunctions;
import io.rego4j.opa.functions.text.TextFunctions;
import io.rego4j.opa.functions.time.TimeFunctions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All built-in functions, by name. */
public final class Builtins {
    /** Each family in its class; what needs a library says so. */
    static final List<Family> FAMILIES = Stream.of(
                    DataFunctions.FAMILIES,
                    TextFunctions.FAMILIES,
                    PatternFunctions.FAMILIES,
                    TimeFunctions.FAMILIES,
                    NetFunctions.FAMILIES,
                    CryptoFunctions.FAMILIES,
                    SchemaFunctions.FAMILIES)
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Builtin> FUNCTIONS = new HashMap<>();
    private static final Map<String, String> MISSING = new HashMap<>();

    static {
        for (Family family : FAMILIES) {
            if (family.isPresent()) {
                FUNCTIONS.putAll(family.functions().get());
            } else {
                family.names().forEach(name -> MISSING.put(name, String.valueOf(family.library())));
            }
        }
    }

    private Builtins() {}

    /** The names of the functions that can be called. */
    public static Set<String> names() {
        return Set.copyOf(FUNCTIONS.keySet());
    }

    /**
     * A function.
     *
     * @throws UnsupportedOperationException if there is none of that name, or its library is missing; the message says
     *     which function it is and which dependency to add
     */
    public static Builtin find(String name) {
        Builtin function = FUNCTIONS.get(name);
        if (function != null) {
            return function;
        }
        String library = MISSING.get(name);
        throw new UnsupportedOperationException(
                library == null
                        ? "the built-in function " + name + " is not in this engine"
                        : "the built-in function " + name + " needs the library " + library + " on the class path");
    }
}
