package io.rego4j.opa.functions;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.functions.crypto.CryptoFunctions;
import io.rego4j.opa.functions.data.DataFunctions;
import io.rego4j.opa.functions.graphql.GraphqlFunctions;
import io.rego4j.opa.functions.net.NetFunctions;
import io.rego4j.opa.functions.pattern.PatternFunctions;
import io.rego4j.opa.functions.schema.SchemaFunctions;
import io.rego4j.opa.functions.text.TextFunctions;
import io.rego4j.opa.functions.time.TimeFunctions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All built-in functions, by name. A room is loaded when a function is looked for that the rooms before it do not have. */
public final class BuiltinFunctions {
    /** The rooms, those that most policies use first. */
    private static final List<Supplier<List<Map<String, Builtin>>>> ROOMS = List.of(
            () -> DataFunctions.FAMILIES,
            () -> TextFunctions.FAMILIES,
            () -> PatternFunctions.FAMILIES,
            () -> TimeFunctions.FAMILIES,
            () -> NetFunctions.FAMILIES,
            () -> CryptoFunctions.FAMILIES,
            () -> SchemaFunctions.FAMILIES,
            () -> GraphqlFunctions.FAMILIES);

    private BuiltinFunctions() {}

    /** The functions of each family by name. */
    static Stream<Map<String, Builtin>> families() {
        return ROOMS.stream().flatMap(room -> room.get().stream());
    }

    /** The names of all functions. */
    public static Set<String> names() {
        return families().flatMap(family -> family.keySet().stream()).collect(toUnmodifiableSet());
    }

    /**
     * A function.
     *
     * @throws UnsupportedOperationException if there is none of that name; the message says which function it is
     */
    public static Builtin find(String name) {
        return families()
                .map(family -> family.get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() ->
                        new UnsupportedOperationException("the built-in function " + name + " is not in this engine"));
    }
}
