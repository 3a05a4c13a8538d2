package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.handle.ParameterTypes;
import io.rego4j.dsl.value.RegoNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function of a policy as a handle: it is declared once, and each call with a wrong number of arguments, or a constant of
 * the wrong type, is an error where it is made. {@link Dsl#functionRef} and {@link Exports#function} make them.
 *
 * <pre>{@code
 * static final FunctionRef FEE = functionRef("fee", "amount: number");
 *
 * module("shop").add(FEE.define().assign(var("amount").times(0.1)))
 *         .add(rule("total").assign(FEE.call(input("price"))))
 * }</pre>
 */
public final class FunctionRef {
    private static final String TYPE = "(?:any|array|boolean|null|number|object|set|string)";
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)(?:\\s*:\\s*(" + TYPE + "(?:\\|" + TYPE + ")*))?");

    private final RefTerm name;
    private final List<String> parameters;
    private final ParameterTypes types;

    private FunctionRef(RefTerm name, List<String> parameters, String types) {
        this.name = name;
        this.parameters = List.copyOf(parameters);
        this.types = ParameterTypes.of(types);
    }

    static FunctionRef of(String name, String... parameters) {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (String parameter : requireNonNull(parameters, "parameters")) {
            Matcher matcher = PARAMETER.matcher(requireNonNull(parameter, "parameters"));
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "not a parameter: " + RegoNames.quote(parameter)
                                + ": write \"name\", or \"name: type\" with any, array, boolean, null, number, object, set or string");
            }
            names.add(RegoNames.check(matcher.group(1)));
            types.add(matcher.group(1) + ": " + notation(matcher.group(2)));
        }
        return new FunctionRef(RegoNames.path(requireNonNull(name, "name")), names, String.join("; ", types));
    }

    /** The function that a rule defines, under the path by which other packages know it. */
    static FunctionRef of(RefTerm path, Rule rule) {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (Term arg : rule.head().args()) {
            String name = arg instanceof VarTerm variable && !variable.isWildcard() ? variable.name() : "_";
            names.add(name);
            types.add(name + ": any");
        }
        return new FunctionRef(path, names, String.join("; ", types));
    }

    /** How many arguments a call has. */
    public int arity() {
        return parameters.size();
    }

    /** The reference to the function, for instance for a {@code with} that replaces it. */
    public Operand ref() {
        return new Operand(name.terms().size() == 1 ? name.head() : name);
    }

    /** A rule that defines the function, with the parameters as they were declared. */
    public RuleBuilder define() {
        return define(parameters.toArray());
    }

    /**
     * A rule that defines the function for some arguments only.
     *
     * @param patterns strings for names, operands for patterns and constants: {@code define(value("gold"))}
     * @throws IllegalArgumentException if there are more or fewer than the function has parameters
     */
    public RuleBuilder define(Object... patterns) {
        List<Term> args = Values.declared("patterns", patterns);
        requireArity(args.size());
        if (name.head() instanceof VarTerm root && root.name().equals("data")) {
            throw new IllegalArgumentException(this + " is a function of another module");
        }
        return new RuleBuilder(name).args(args.toArray());
    }

    /**
     * A call.
     *
     * @param arguments Java values or operands
     * @throws IllegalArgumentException if there are more or fewer than the function has parameters, or a constant has
     *     another type than the parameter was declared with
     */
    public Operand call(@Nullable Object... arguments) {
        List<Term> terms = Values.terms("arguments", arguments);
        requireArity(terms.size());
        types.check(name.toString(), terms);
        return new Operand(new CallTerm(name, terms));
    }

    /** The function with its parameters: {@code fee(amount)}. */
    @Override
    public String toString() {
        return name + "(" + String.join(", ", parameters) + ")";
    }

    private void requireArity(int given) {
        if (given != parameters.size()) {
            throw new IllegalArgumentException(this + " takes " + parameters.size()
                    + (parameters.size() == 1 ? " argument" : " arguments") + ", not " + given);
        }
    }

    /** The types as {@link ParameterTypes} reads them. */
    private static String notation(@Nullable String types) {
        return types == null
                ? "any"
                : String.join(
                        "|",
                        Arrays.stream(types.split("\\|"))
                                .map(type -> switch (type) {
                                    case "array" -> "array[any*]";
                                    case "set" -> "set[any]";
                                    case "object" -> "object[any,any*]";
                                    default -> type;
                                })
                                .toList());
    }
}
