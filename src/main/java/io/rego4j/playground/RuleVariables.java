package io.rego4j.playground;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The variables that a rule declares: parameters, what {@code some} and {@code every} name, and what is assigned. */
final class RuleVariables {
    private RuleVariables() {}

    static Set<String> of(Rule rule) {
        Set<String> names = new HashSet<>();
        for (Rule each = rule; each != null; each = each.elseRule()) {
            each.head().args().forEach(argument -> add(argument, names));
        }
        for (SomeDecl some : NodeWalk.all(rule, SomeDecl.class)) {
            some.symbols().forEach(symbol -> addDeclared(symbol, names));
        }
        for (Every every : NodeWalk.all(rule, Every.class)) {
            add(every.value(), names);
            if (every.key() != null) {
                add(every.key(), names);
            }
        }
        for (CallTerm call : NodeWalk.all(rule, CallTerm.class)) {
            if (call.calls("assign")) {
                add(call.args().get(0), names);
            }
        }
        return names;
    }

    /** {@code some x in xs} is a call, whose last operand declares nothing. */
    private static void addDeclared(Term symbol, Set<String> names) {
        List<CallTerm> calls = NodeWalk.all(symbol, CallTerm.class);
        if (calls.isEmpty()) {
            add(symbol, names);
        } else {
            List<Term> operands = calls.get(0).args();
            operands.subList(0, operands.size() - 1).forEach(operand -> add(operand, names));
        }
    }

    private static void add(Term term, Set<String> names) {
        NodeWalk.all(term, VarTerm.class).forEach(variable -> names.add(variable.name()));
    }
}
