package io.rego4j.codegen;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.codegen.JavaCode.Type;
import io.rego4j.dsl.Builtins;
import io.rego4j.dsl.Dsl;
import io.rego4j.internal.language.InfixOperators;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Java of calls: operators as methods of their first operand, built-ins as typed methods, anything else by name. */
final class CallCode {
    /** The methods of the built-ins by name. */
    private static final Map<String, Method> METHODS = Arrays.stream(Builtins.class.getMethods())
            .collect(Collectors.toMap(Method::getName, Function.identity(), (first, other) -> first));

    private final DslCalls dslCalls;
    private final TermCode terms;

    CallCode(DslCalls dslCalls, TermCode terms) {
        this.dslCalls = dslCalls;
        this.terms = terms;
    }

    JavaCode operand(CallTerm call) {
        String name = call.operatorName();
        List<Term> args = call.args();
        if (name.equals(InfixOperators.MEMBER_WITH_KEY) && args.size() == 3) {
            return dslCalls.dsl(Type.OPERAND, "pairIn", terms.values(args));
        }
        Method typed = typed(name, args);
        String operator = name.equals(InfixOperators.MEMBER)
                ? "in"
                : typed != null && InfixOperators.of(name) != null ? typed.getName() : null;
        if (typed != null && operator != null) {
            return DslCalls.link(terms.operand(args.get(0)), Type.OPERAND, operator, List.of(terms.value(args.get(1))));
        } else if (typed != null && !name.startsWith("internal.")) {
            return dslCalls.builtin(Type.OPERAND, typed.getName(), terms.values(args));
        }
        return byName(call);
    }

    private JavaCode byName(CallTerm call) {
        List<JavaCode> args = new ArrayList<>();
        List<Term> path = call.operator() instanceof RefTerm ref ? ref.terms() : List.of(call.operator());
        String name = DottedPaths.of(path);
        args.add(name == null ? terms.operand(call.operator()) : DslCalls.string(name));
        args.addAll(terms.values(call.args()));
        return dslCalls.dsl(Type.OPERAND, "call", args);
    }

    /** The method of a built-in; null if it rejects the arguments: an ill-typed call is built by its name. */
    private static @Nullable Method typed(String name, List<Term> args) {
        BuiltinTable.Row row = BuiltinTable.get().row(name);
        if (row == null || name.equals("eq") || name.equals("assign")) {
            return null;
        }
        Method method = METHODS.get(row.method());
        return method != null && (method.isVarArgs() || accepts(method, args)) ? method : null;
    }

    private static boolean accepts(Method method, List<Term> args) {
        if (method.getParameterCount() != args.size()) {
            return false;
        }
        try {
            method.invoke(null, args.stream().map(Dsl::operand).toArray());
            return true;
        } catch (InvocationTargetException e) {
            return false;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
