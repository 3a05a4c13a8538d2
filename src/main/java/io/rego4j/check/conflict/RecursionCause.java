package io.rego4j.check.conflict;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.CollectionTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.RegoType;
import io.rego4j.check.module.DependencyGraph;
import io.rego4j.check.module.DependencyGraph.DynamicRef;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.tree.Constants;
import io.rego4j.check.tree.Refs;
import io.rego4j.check.types.TypeAlgebra;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text about the reference that may close a cycle, and the values that its variables need for that. */
final class RecursionCause {
    /** More conditions than this are not spelled out; the limit is OPA's. */
    private static final int MOST_CONDITIONS = 2;
    /** A collection with more members than this is not spelled out; the limit is OPA's. */
    private static final int MOST_MEMBERS = 5;

    private final GeneratedVars names;
    private final DependencyGraph graph;

    RecursionCause(GeneratedVars names, DependencyGraph graph) {
        this.names = names;
        this.graph = graph;
    }

    String of(List<RuleUnit> path) {
        for (int i = 1; i < path.size(); i++) {
            DynamicRef cause = graph.cause(path.get(i - 1), path.get(i));
            if (cause != null) {
                String in = i > 1 ? " in " + written(path.get(i - 1).path()) : "";
                return " (" + of(cause, path.get(i), in) + ")";
            }
        }
        return "";
    }

    private String of(DynamicRef cause, RuleUnit target, String in) {
        RefTerm path = target.path();
        RefTerm ref = cause.written();
        int length = Math.min(ref.terms().size(), path.terms().size());
        String shown = written(Refs.prefix(ref, length)) + in;

        List<Integer> positions = new ArrayList<>();
        Set<String> bound = DependencyGraph.boundBefore(cause.owner().headTerms(), cause.body(), cause.at());
        DependencyGraph.selects(cause.selected(), target, bound, positions);
        Map<Term, Integer> conditions = new LinkedHashMap<>();
        boolean possible = true;
        for (int position : positions) {
            Integer known = conditions.putIfAbsent(ref.terms().get(position), position);
            possible &=
                    known == null || path.terms().get(known).equals(path.terms().get(position));
        }
        if (!possible || conditions.isEmpty() || conditions.size() > MOST_CONDITIONS) {
            return shown + " could refer to " + written(path);
        }
        Origins origins = new Origins(cause);
        List<String> texts = new ArrayList<>();
        for (Map.Entry<Term, Integer> condition : conditions.entrySet()) {
            Term value = path.terms().get(condition.getValue());
            Term term = condition.getKey();
            if (term instanceof VarTerm variable && !origins.mayBe(variable.name(), value)) {
                return shown + " could refer to " + written(path);
            }
            String note = note(term, origins, cause.owner());
            texts.add(written(term) + " is " + value + (note.isEmpty() ? "" : " (" + note + ")"));
        }
        return shown + " refers to " + written(path) + " if " + String.join(" and ", texts);
    }

    private String note(Term term, Origins origins, RuleUnit owner) {
        if (term instanceof RefTerm ref) {
            return Refs.startsWith(ref, "data") ? "rule values aren't known at compile time" : "";
        }
        return term instanceof VarTerm variable ? note(variable, origins, owner) : "";
    }

    private String note(VarTerm variable, Origins origins, RuleUnit owner) {
        ValueSource source = origins.of(variable.name(), 0);
        return source == null ? "" : source.note(written(variable), owner);
    }

    private String written(Term term) {
        return names.written(term).toString();
    }

    /** Where the value of a variable comes from. */
    private interface ValueSource {
        /** The note about it in messages. */
        String note(String shown, RuleUnit owner);

        /** True if the value may be a given constant. */
        default boolean mayBe(Term value) {
            return true;
        }
    }

    private final class FromReference implements ValueSource {
        private final RefTerm ref;

        FromReference(RefTerm ref) {
            this.ref = ref;
        }

        @Override
        public String note(String shown, RuleUnit owner) {
            return ref.startsWith("data")
                    ? shown + " comes from rule " + ref + ", whose value isn't known at compile time"
                    : shown + " comes from " + written(ref);
        }
    }

    private record OneOf(CollectionTerm collection) implements ValueSource {
        @Override
        public String note(String shown, RuleUnit owner) {
            int size = collection.values().size();
            return size > MOST_MEMBERS ? shown + " is one of " + size + " values" : shown + " is one of " + collection;
        }

        @Override
        public boolean mayBe(Term value) {
            return collection.values().stream().anyMatch(member -> TermOrder.INSTANCE.compare(member, value) == 0);
        }
    }

    private record ComputedBy(Builtin builtin) implements ValueSource {
        @Override
        public String note(String shown, RuleUnit owner) {
            return shown + " is computed by " + builtin.name();
        }

        @Override
        public boolean mayBe(Term value) {
            RegoType result = builtin.type().result();
            return result == null
                    || !(value instanceof ScalarTerm)
                    || TypeAlgebra.contains(result, TypeAlgebra.ofConstant(value));
        }
    }

    private final class FromHead implements ValueSource {
        private final String part;

        FromHead(String part) {
            this.part = part;
        }

        @Override
        public String note(String shown, RuleUnit owner) {
            return shown + " is " + part + " of " + written(owner.path());
        }
    }

    /** Where the variables before an expression get their values. */
    private final class Origins {
        private final DynamicRef ref;
        private final Map<String, Term> bindings = new HashMap<>();
        private final Map<String, Builtin> outputs = new HashMap<>();

        Origins(DynamicRef ref) {
            this.ref = ref;
            List<Expr> before =
                    ref.body().subList(0, Math.min(ref.at(), ref.body().size()));
            for (Expr expr : before) {
                CallTerm call = Refs.call(expr);
                if (call == null || expr.negated() || !expr.with().isEmpty()) {
                    continue;
                }
                List<Term> args = call.args();
                if (Refs.isEquality(expr) && args.size() == 2) {
                    bind(args.get(0), args.get(1));
                    bind(args.get(1), args.get(0));
                } else if (!Refs.isEquality(expr)) {
                    Builtin builtin = Capabilities.current()
                            .builtin(Refs.operatorName(call))
                            .orElse(null);
                    if (builtin != null
                            && args.size() == builtin.arity() + 1
                            && args.get(args.size() - 1) instanceof VarTerm output) {
                        outputs.put(output.name(), builtin);
                    }
                }
            }
        }

        private void bind(Term side, Term other) {
            if (side instanceof VarTerm variable) {
                bindings.putIfAbsent(variable.name(), other);
            }
        }

        /** The source of a variable's value; null if it is not known. */
        @Nullable
        ValueSource of(String name, int depth) {
            if (depth > ref.body().size()) {
                return null;
            }
            Builtin builtin = outputs.get(name);
            if (builtin != null) {
                return new ComputedBy(builtin);
            }
            Term bound = bindings.get(name);
            if (bound instanceof VarTerm variable) {
                return of(variable.name(), depth + 1);
            } else if (bound instanceof RefTerm path) {
                if (Refs.isRootName(path.head())) {
                    return new FromReference(constantPrefix(path));
                } else if (path.terms().size() == 2
                        && !Constants.isConstant(path.terms().get(1))) {
                    CollectionTerm collection = collection(path.head(), depth);
                    if (collection != null) {
                        return new OneOf(collection);
                    }
                }
            }
            return headPart(name);
        }

        boolean mayBe(String name, Term value) {
            ValueSource source = of(name, 0);
            return source == null || source.mayBe(value);
        }

        private @Nullable ValueSource headPart(String name) {
            RuleUnit rule = ref.owner();
            if (rule.args.stream().anyMatch(arg -> Refs.isVar(arg, name))) {
                return new FromHead("an argument");
            }
            boolean key = rule.ref.operands().stream().anyMatch(term -> Refs.isVar(term, name));
            return key || rule.key != null && Refs.isVar(rule.key, name) ? new FromHead("a key") : null;
        }

        private @Nullable CollectionTerm collection(Term term, int depth) {
            Term found = term;
            for (int i = depth; i <= bindings.size() && found instanceof VarTerm variable; i++) {
                found = bindings.get(variable.name());
            }
            return found instanceof CollectionTerm collection && Constants.isConstant(collection) ? collection : null;
        }

        private static RefTerm constantPrefix(RefTerm ref) {
            int length = 1;
            while (length < ref.terms().size()
                    && Constants.isConstant(ref.terms().get(length))) {
                length++;
            }
            return Refs.prefix(ref, length);
        }
    }
}
