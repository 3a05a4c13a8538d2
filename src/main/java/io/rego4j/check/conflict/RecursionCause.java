package io.rego4j.check.conflict;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.RegoType;
import io.rego4j.check.module.ConstantBindings;
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

/** Says which reference may close a cycle, and which values its variables need for that. */
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
        String shown = written(variable);
        Object origin = origins.of(variable.name(), 0);
        if (origin instanceof RefTerm ref) {
            return Refs.startsWith(ref, "data")
                    ? shown + " comes from rule " + ref + ", whose value isn't known at compile time"
                    : shown + " comes from " + written(ref);
        } else if (origin instanceof Term collection) {
            List<Term> members = ConstantBindings.members(collection);
            int size = members == null ? 0 : members.size();
            return size > MOST_MEMBERS ? shown + " is one of " + size + " values" : shown + " is one of " + collection;
        } else if (origin instanceof Builtin builtin) {
            return shown + " is computed by " + builtin.name();
        } else if (origin instanceof HeadPart part) {
            return shown + (part == HeadPart.KEY ? " is a key of " : " is an argument of ") + written(owner.path());
        }
        return "";
    }

    private String written(Term term) {
        return names.written(term).toString();
    }

    private enum HeadPart {
        KEY,
        ARGUMENT
    }

    /** Where the variables before an expression get their values. */
    private static final class Origins {
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

        /** A reference, a constant collection, a built-in or a part of the head; null if it is not known. */
        @Nullable
        Object of(String name, int depth) {
            if (depth > ref.body().size()) {
                return null;
            }
            if (outputs.containsKey(name)) {
                return outputs.get(name);
            }
            Term bound = bindings.get(name);
            if (bound instanceof VarTerm variable) {
                return of(variable.name(), depth + 1);
            } else if (bound instanceof RefTerm path) {
                if (Refs.isRootName(path.head())) {
                    return constantPrefix(path);
                } else if (path.terms().size() == 2
                        && !Constants.isConstant(path.terms().get(1))) {
                    Term collection = collection(path.head(), depth);
                    if (collection != null) {
                        return collection;
                    }
                }
            }
            return headPart(name);
        }

        boolean mayBe(String name, Term value) {
            Object origin = of(name, 0);
            if (origin instanceof Builtin builtin) {
                RegoType result = builtin.type().result();
                return result == null
                        || !Constants.isScalar(value)
                        || TypeAlgebra.contains(result, TypeAlgebra.ofConstant(value));
            } else if (origin instanceof Term term && !(origin instanceof RefTerm)) {
                List<Term> members = ConstantBindings.members(term);
                return members == null || members.stream().anyMatch(m -> TermOrder.INSTANCE.compare(m, value) == 0);
            }
            return true;
        }

        private @Nullable HeadPart headPart(String name) {
            RuleUnit rule = ref.owner();
            if (rule.args.stream().anyMatch(arg -> Refs.isVar(arg, name))) {
                return HeadPart.ARGUMENT;
            }
            boolean key = rule.ref.terms().stream().skip(1).anyMatch(term -> Refs.isVar(term, name));
            return key || rule.key != null && Refs.isVar(rule.key, name) ? HeadPart.KEY : null;
        }

        private @Nullable Term collection(Term term, int depth) {
            Term found = term;
            for (int i = depth; i <= bindings.size() && found instanceof VarTerm variable; i++) {
                found = bindings.get(variable.name());
            }
            boolean isCollection =
                    found instanceof ArrayTerm || found instanceof SetTerm || found instanceof ObjectTerm;
            return found != null && isCollection && Constants.isConstant(found) ? found : null;
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
