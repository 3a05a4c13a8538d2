package io.rego4j.edit.clean;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.check.RegoType;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.TextEdit;
import io.rego4j.edit.name.LocalRename;
import io.rego4j.edit.plan.PlanByText;
import io.rego4j.internal.language.VersionRules;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Calls of deprecated built-ins become what says the same: another built-in with the same code in OPA, or an operator where
 * the arguments show that it gives the same value and is undefined in the same cases. The others are listed.
 */
public final class Deprecated extends PlanByText {
    private static final String IN = "in";
    private static final Set<String> SETS = Set.of("set", "setcomprehension");
    private static final Set<String> COLLECTIONS = Set.of("set", "setcomprehension", "array", "arraycomprehension");
    private static final Set<String> COMPREHENSIONS = Set.of("setcomprehension", "arraycomprehension");

    private final Capabilities capabilities;
    private final Replaced replaced = new Replaced();
    private boolean usesIn;

    private Deprecated(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /** The plan for a set. */
    public static Deprecated of(PolicySet set) {
        Deprecated plan = new Deprecated(set.options().capabilities());
        Set<String> names = plan.capabilities.builtins().stream()
                .filter(Builtin::deprecated)
                .map(Builtin::name)
                .collect(Collectors.toSet());
        for (RegoModule module : set.modules()) {
            boolean calls = NodeWalk.any(
                    module.rules(), node -> node instanceof CallTerm call && names.contains(call.operatorName()));
            if (calls) {
                boolean knowsIn = knowsIn(module, set.options().version());
                Set<String> declared = LocalRename.declared(set, module);
                boolean mayUseIn = knowsIn || plan.mayImportIn(module, declared);
                plan.usesIn = false;
                set.rules(module).forEach(rule -> plan.rule(rule.rule(), mayUseIn, declared));
                if (plan.usesIn && !knowsIn) {
                    plan.importIn(module);
                }
            }
        }
        return plan;
    }

    /** True if {@code in} is a keyword of the module. */
    private static boolean knowsIn(RegoModule module, RegoVersion version) {
        Set<String> bring = Set.of("rego.v1", "rego.v2", "future.keywords", "future.keywords[\"in\"]");
        return version.isAtLeast(RegoVersion.V1)
                || module.imports().stream().map(Import::path).anyMatch(path -> bring.contains(path.toString()));
    }

    /** True if {@code in} is a keyword of this OPA, and nothing in the module has the name. */
    private boolean mayImportIn(RegoModule module, Set<String> declared) {
        return capabilities.futureKeywords().contains(IN)
                && !declared.contains(IN)
                && NodeWalk.all(module.rules(), VarTerm.class).stream()
                        .noneMatch(variable -> variable.name().equals(IN));
    }

    private void importIn(RegoModule module) {
        Origin clause = module.pkg().origin();
        Source source = Objects.requireNonNull(clause.source());
        int feed = source.text().indexOf('\n', clause.end());
        int end = feed < 0 ? source.text().length() : feed;
        int row = end > clause.end() && source.text().charAt(end - 1) == '\r' ? end - 1 : end;
        edits.add(new TextEdit(Span.of(source, row, row), "\n\nimport future.keywords.in"));
    }

    private void rule(Rule rule, boolean knowsIn, Set<String> declared) {
        Map<CallTerm, Expr> statements = new IdentityHashMap<>();
        for (Expr expr : NodeWalk.all(rule, Expr.class)) {
            if (expr.terms() instanceof CallTerm call) {
                statements.put(call, expr);
            }
        }
        for (CallTerm call : NodeWalk.all(rule, CallTerm.class)) {
            if (capabilities
                    .builtin(call.operatorName())
                    .filter(Builtin::deprecated)
                    .isPresent()) {
                Expr statement = statements.get(call);
                boolean done = switch (call.operatorName()) {
                    case "any" -> knowsIn && isAll(COLLECTIONS, call, rule) && withIn(any(call, statement != null));
                    case "all" ->
                        knowsIn && statement != null && holdsBooleans(call, rule) && withIn(all(call, statement));
                    case "set_diff" -> isAll(SETS, call, rule) && difference(call, statement != null);
                    default -> renamed(call, declared);
                };
                if (!done) {
                    leave(call);
                }
            }
        }
    }

    private boolean withIn(boolean done) {
        usesIn |= done;
        return done;
    }

    private boolean renamed(CallTerm call, Set<String> declared) {
        String other = VersionRules.renamed(call.operatorName());
        boolean isFree = other != null && !declared.contains(other.split("\\.")[0]);
        if (other != null && isFree) {
            call.operator().origin().span().ifPresent(name -> edits.add(new TextEdit(name, other)));
            replaced.add(call, other);
        }
        return isFree;
    }

    private boolean any(CallTerm call, boolean isStatement) {
        return around(call, call.origin().start(), isStatement ? "true in " : "(true in ", isStatement ? "" : ")")
                && replaced.add(call, Replaced.ANY);
    }

    /** {@code not false in} the collection, which holds nothing but booleans. */
    private boolean all(CallTerm call, Expr statement) {
        int start = statement.origin().start();
        String before = statement.origin().text().substring(0, call.origin().start() - start);
        return before.strip().equals(statement.negated() ? "not" : "")
                && around(call, start, statement.negated() ? "false in " : "not false in ", "")
                && replaced.add(call, Replaced.ALL);
    }

    private boolean difference(CallTerm call, boolean isStatement) {
        Origin left = call.args().get(0).origin();
        Origin right = call.args().get(1).origin();
        Source source = call.origin().source();
        if (source == null
                || !isText(",", source, left.end(), right.start())
                || !around(call, call.origin().start(), isStatement ? "" : "(", isStatement ? "" : ")")) {
            return false;
        }
        edits.add(new TextEdit(Span.of(source, left.end(), right.start()), " - "));
        return replaced.add(call, "minus");
    }

    /** Puts texts in place of {@code name(} and {@code )}; false if something else stands there, such as a comment. */
    private boolean around(CallTerm call, int start, String before, String after) {
        Origin first = call.args().get(0).origin();
        Origin last = call.args().get(call.args().size() - 1).origin();
        Source source = call.origin().source();
        if (source == null
                || !isText("(", source, call.operator().origin().end(), first.start())
                || !isText(")", source, last.end(), call.origin().end())) {
            return false;
        }
        edits.add(new TextEdit(Span.of(source, start, first.start()), before));
        edits.add(new TextEdit(Span.of(source, last.end(), call.origin().end()), after));
        return true;
    }

    private static boolean isText(String expected, Source source, int start, int end) {
        return start < end && source.text().substring(start, end).strip().equals(expected);
    }

    private void leave(CallTerm call) {
        String name = call.operatorName();
        place(
                name + " is deprecated, and Rego v1 does not have it",
                call.origin().span().orElse(null),
                VersionRules.instead(name));
    }

    private static boolean isAll(Set<String> kinds, CallTerm call, Rule rule) {
        return call.args().stream()
                .allMatch(arg -> kinds.contains(value(arg, rule).kind()));
    }

    /** A comprehension has a value in any case; an array with an undefined element has none. */
    private boolean holdsBooleans(CallTerm call, Rule rule) {
        return isAll(COMPREHENSIONS, call, rule)
                && value(call.args().get(0), rule) instanceof ComprehensionTerm comprehension
                && isBoolean(value(comprehension.terms().get(0), rule));
    }

    private boolean isBoolean(Term term) {
        return term.kind().equals("boolean")
                || NodeWalk.all(term, CallTerm.class).stream()
                        .limit(1)
                        .filter(call -> call == term)
                        .flatMap(call -> capabilities.builtin(call.operatorName()).stream())
                        .anyMatch(builtin ->
                                RegoType.BOOLEAN.equals(builtin.type().result()));
    }

    /** What a variable was assigned, which stays its value; any other term is itself. */
    private static Term value(Term term, Rule rule) {
        if (!term.kind().equals("var")) {
            return term;
        }
        List<CallTerm> assigned = NodeWalk.all(rule, CallTerm.class).stream()
                .filter(call -> call.calls("eq :=") && call.args().get(0).equals(term))
                .toList();
        return assigned.size() == 1 ? assigned.get(0).args().get(1) : term;
    }

    @Override
    public boolean changesRules() {
        return true;
    }

    @Override
    public List<Rule> expected(RegoModule module, List<ResolvedRule> before) {
        return before.stream().map(each -> replaced.rule(each.rule())).toList();
    }
}
