package io.rego4j.opa.filter;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.Import;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.language.InfixOperators;
import io.rego4j.json.PartialAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What is left of a filter rule when nothing of the input is known, looked at before any input is there: which of it no
 * database could decide. OPA says the same for one input at a time ({@code internal/compile/checks.go}).
 */
final class FragmentCheck {
    private static final Set<String> COMPARISONS = Set.of("eq", "equal", "neq", "lt", "lte", "gt", "gte");
    private static final Set<String> MATCHES = Set.of("startswith", "endswith", "contains", InfixOperators.MEMBER);
    /** Lists in hash maps are slow where their texts were chosen to have one hash code. */
    private static final Comparator<List<String>> STEPS =
            Comparator.comparing(steps -> steps.toArray(String[]::new), Arrays::compare);

    private static final int FIELD_TERMS = 3;
    private static final String RULE =
            "a rule with a default, an else or several values, or one behind not, cannot depend on what is unknown";

    private final List<List<String>> unknowns;
    private final NavigableSet<List<String>> unknownRules = new TreeSet<>(STEPS);
    /** The rules of OPA's support modules. */
    private final Map<List<String>, List<Rule>> made = new TreeMap<>(STEPS);

    private final Set<String> problems = new LinkedHashSet<>();

    private FragmentCheck(Set<RefTerm> unknowns) {
        this.unknowns = unknowns.stream().map(FragmentCheck::steps).toList();
    }

    /** What no database could decide, each with its reason. */
    static List<String> problems(PartialAnswer left, Collection<RegoModule> policies, Set<RefTerm> unknowns) {
        FragmentCheck check = new FragmentCheck(unknowns);
        for (RegoModule module : left.support()) {
            module.rules()
                    .forEach(rule -> check.made
                            .computeIfAbsent(steps(module, rule.head().ref()), path -> new ArrayList<>())
                            .add(rule));
        }
        List<RegoModule> modules = new ArrayList<>(policies);
        modules.addAll(left.support());
        check.findUnknownRules(modules);
        left.queries().forEach(body -> check.body(body, Set.of()));
        return List.copyOf(check.problems);
    }

    private static List<String> steps(RefTerm ref) {
        return ref.terms().stream().map(Term::toString).toList();
    }

    /** The rules that depend on what is unknown, directly or through other rules. */
    private void findUnknownRules(Collection<RegoModule> modules) {
        for (int before = -1; before != unknownRules.size(); ) {
            before = unknownRules.size();
            for (RegoModule module : modules) {
                Set<String> names = unknownNames(module);
                for (Rule rule : module.rules()) {
                    if (needsUnknown(rule, names)) {
                        unknownRules.add(steps(module, rule.head().ref()));
                    }
                }
            }
        }
    }

    /** The names in a module that stand for what is unknown: its imports, and rules of its package. */
    private Set<String> unknownNames(RegoModule module) {
        Set<String> names = new HashSet<>();
        for (Import imported : module.imports()) {
            if (isUnknown(imported.path())) {
                names.add(imported.name());
            }
        }
        for (List<String> rule : unknownRules) {
            int pkg = module.pkg().path().terms().size();
            if (rule.size() > pkg
                    && rule.subList(0, pkg).equals(steps(module.pkg().path()))) {
                names.add(rule.get(pkg).substring(1, rule.get(pkg).length() - 1));
            }
        }
        return names;
    }

    /** The steps of the document of a rule: its name is a variable in a head, and a string in a reference. */
    private static List<String> steps(RegoModule module, RefTerm head) {
        List<String> path = new ArrayList<>(steps(module.pkg().path()));
        path.add(new StringTerm(head.head().toString()).toString());
        path.addAll(steps(head).subList(1, head.terms().size()));
        return path;
    }

    private static boolean isTrueOrFalseByDefault(Rule rule) {
        Term value = rule.head().value();
        return rule.elseRule() == null
                && rule.head().args().isEmpty()
                && value instanceof BooleanTerm bool
                && bool.value() != rule.isDefault();
    }

    private boolean isUnknown(RefTerm ref) {
        List<String> steps = steps(ref);
        return unknowns.stream().anyMatch(unknown -> overlap(unknown, steps)) || isRule(steps);
    }

    private boolean isRule(RefTerm ref) {
        return isRule(steps(ref));
    }

    private boolean isRule(List<String> steps) {
        // The first that lies at or below the document comes right after it in the order of steps.
        List<String> below = unknownRules.ceiling(steps);
        return below != null && overlap(below, steps)
                || IntStream.range(0, steps.size()).anyMatch(size -> unknownRules.contains(steps.subList(0, size)));
    }

    private static boolean overlap(List<String> one, List<String> other) {
        int shared = Math.min(one.size(), other.size());
        return one.subList(0, shared).equals(other.subList(0, shared));
    }

    private boolean needsUnknown(Node node, Set<String> unknownVars) {
        return NodeWalk.any(
                node,
                part -> part instanceof RefTerm ref && isUnknown(ref)
                        || part instanceof VarTerm var && unknownVars.contains(var.name()));
    }

    /** Checks expressions; those that need nothing unknown are decided before the database is asked. */
    private void body(Body body, Set<String> known) {
        List<Expr> open = new ArrayList<>();
        Set<String> knownVars = new HashSet<>(known);
        for (Expr expr : body.exprs()) {
            if (needsUnknown(expr, Set.of())) {
                open.add(expr);
            } else {
                NodeWalk.all(expr, VarTerm.class).forEach(var -> knownVars.add(var.name()));
            }
        }
        for (Expr expr : open) {
            String reason = expr.with().isEmpty()
                    ? expr.terms().accept(new Reason(expr, knownVars))
                    : "with cannot be used on what is unknown";
            if (!reason.isEmpty()) {
                // OPA puts the rules of its support modules below data.partial.
                problems.add((expr + ": " + reason).replace("data.partial.", "data."));
            }
        }
    }

    /** Why no database can decide an expression that needs what is unknown; empty if one can. */
    private final class Reason implements ExprVisitor<String> {
        private final Expr expr;
        private final Set<String> knownVars;

        Reason(Expr expr, Set<String> knownVars) {
            this.expr = expr;
            this.knownVars = knownVars;
        }

        @Override
        public String visitTerm(Term term) {
            if (!(term instanceof RefTerm ref) || !isRule(ref)) {
                return "it is no comparison; write " + term + " == true";
            }
            List<Rule> rules = made.getOrDefault(steps(ref), List.of());
            if (expr.negated() || rules.isEmpty() || !rules.stream().allMatch(FragmentCheck::isTrueOrFalseByDefault)) {
                return RULE;
            }
            // True or else false: OPA puts the bodies in its place.
            rules.stream().filter(rule -> !rule.isDefault()).forEach(rule -> body(rule.body(), Set.of()));
            return "";
        }

        @Override
        public String visitCall(CallTerm call) {
            String name = call.operatorName();
            boolean matches = MATCHES.contains(name);
            if (call.args().size() != 2 || !matches && !COMPARISONS.contains(name)) {
                return name + " cannot be used on what is unknown";
            }
            int fields = 0;
            for (Term operand : call.args()) {
                if (needsUnknown(operand, Set.of())) {
                    String reason = noField(operand);
                    if (!reason.isEmpty()) {
                        return reason;
                    }
                    fields++;
                }
            }
            Term first = call.args().get(0);
            Term second = call.args().get(1);
            if (matches) {
                return fields == 1 && needsUnknown(first, Set.of())
                        ? ""
                        : "what is unknown must be the first operand, and only that";
            }
            return fields == 2 || isScalar(first) && isScalar(second)
                    ? ""
                    : "a column can be compared with a string, a number, a boolean or null only";
        }

        /** A collection is no scalar, and neither is a variable that gets its value from the database. */
        private boolean isScalar(Term operand) {
            return switch (OperandKind.of(operand)) {
                // Alone against a column it asks whether the column has a value.
                case VARIABLE -> isKnown(operand) || expr.calls("eq");
                case COLLECTION -> false;
                case TEXT, OTHER_SCALAR, REFERENCE, CALL -> true;
            };
        }

        private boolean isKnown(Term variable) {
            return knownVars.contains(variable.toString());
        }

        private String noField(Term operand) {
            if (!(operand instanceof RefTerm ref)) {
                return "an operand must be a column or be known: " + operand;
            } else if (isRule(ref)) {
                return RULE;
            } else if (ref.terms().size() != FIELD_TERMS || !ref.startsWith("input")) {
                return ref + " is no column, which is input.<table>.<column>";
            }
            Term column = ref.terms().get(FIELD_TERMS - 1);
            boolean named = switch (OperandKind.of(column)) {
                case TEXT -> true;
                case REFERENCE, CALL -> !needsUnknown(column, Set.of());
                case VARIABLE -> isKnown(column);
                case OTHER_SCALAR, COLLECTION -> false;
            };
            return named ? "" : ref + " names no column";
        }

        @Override
        public String visitSomeDecl(SomeDecl some) {
            return "what is unknown cannot be iterated over";
        }

        /** Over what is known it is one condition for each element. */
        @Override
        public String visitEvery(Every every) {
            if (needsUnknown(every.domain(), Set.of()) || expr.negated()) {
                return "every must range over what is known, and not behind not";
            }
            Set<String> known = new HashSet<>(knownVars);
            NodeWalk.all(every.value(), VarTerm.class).forEach(var -> known.add(var.name()));
            if (every.key() != null) {
                NodeWalk.all(every.key(), VarTerm.class).forEach(var -> known.add(var.name()));
            }
            body(every.body(), known);
            return "";
        }

        @Override
        public String visitNot(Not not) {
            return "not can stand before one comparison only";
        }

        @Override
        public String visitLogicalAnd(LogicalAnd and) {
            return "write and as two expressions";
        }

        @Override
        public String visitLogicalOr(LogicalOr or) {
            return "write or as two rules";
        }
    }
}
