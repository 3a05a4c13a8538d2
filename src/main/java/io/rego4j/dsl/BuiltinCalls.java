package io.rego4j.dsl;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Term;
import io.rego4j.dsl.handle.ParameterTypes;
import io.rego4j.dsl.value.RegoNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Calls of built-ins, whose constants must have the types that OPA declares. */
final class BuiltinCalls {
    private static final Map<String, ParameterTypes> SIGNATURES = new ConcurrentHashMap<>();

    private BuiltinCalls() {}

    /** A call whose arguments are known to fit. */
    static CallTerm call(String name, List<Term> args) {
        return new CallTerm(RegoNames.builtin(name), args);
    }

    /**
     * A call.
     *
     * @param parameters names and types, as {@link ParameterTypes} reads them
     * @throws IllegalArgumentException if a constant has the wrong type; the message names built-in and parameter
     */
    static CallTerm call(String name, String parameters, @Nullable Object... args) {
        List<Term> terms = Values.terms("args", args);
        ParameterTypes types = SIGNATURES.get(parameters);
        if (types == null) {
            types = SIGNATURES.computeIfAbsent(parameters, ParameterTypes::of);
        }
        types.check(name, terms);
        return call(name, terms);
    }
}
