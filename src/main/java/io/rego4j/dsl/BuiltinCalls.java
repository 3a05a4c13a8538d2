package io.rego4j.dsl;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Term;
import java.util.List;

/** Calls of built-ins. */
final class BuiltinCalls {
    private BuiltinCalls() {}

    static CallTerm call(String name, List<Term> args) {
        return new CallTerm(Names.builtin(name), args);
    }
}
