package io.rego4j.format.target;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.text.InlinePrinter;
import io.rego4j.format.text.Operators;
import io.rego4j.internal.language.NameRules;
import io.rego4j.internal.language.VersionRules;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a module may not hold if it is written for v1 or later: OPA's {@code CheckRegoV1} and {@code CheckRegoV2},
 * without what formatting corrects itself.
 */
public final class TargetVersionCheck {
    private static final Set<String> ONLY_V2 = Set.of("and", "or");

    private final List<Diagnostic> problems = new ArrayList<>();
    /** Calls of deprecated built-ins, which OPA reports after all assignments. */
    private final List<Diagnostic> deprecated = new ArrayList<>();

    private TargetVersionCheck() {}

    /**
     * What is wrong with a module for a version; nothing ever is for v0.
     *
     * @param suspicious false if no call of the module {@linkplain #isSuspicious(CallTerm) is}
     */
    public static List<Diagnostic> check(RegoModule module, RegoVersion target, boolean suspicious) {
        TargetVersionCheck rules = new TargetVersionCheck();
        if (target != RegoVersion.V0) {
            rules.checkImports(module.imports());
            module.rules().forEach(rules::checkRoots);
            if (suspicious) {
                module.rules().forEach(rule -> rules.checkTerms(rule, true));
            }
            rules.problems.addAll(rules.deprecated);
            module.rules().forEach(rule -> rules.checkName(rule, RegoVersion.V1.keywords()));
        }
        if (target == RegoVersion.V2) {
            module.rules().forEach(rule -> rules.checkName(rule, ONLY_V2));
            module.rules().forEach(rules::checkVariables);
        }
        return rules.problems;
    }

    /** True if a call may be refused: of a deprecated built-in, or an assignment to what is not to be assigned. */
    public static boolean isSuspicious(CallTerm call) {
        if (deprecatedName(call) != null) {
            return true;
        }
        return !call.args().isEmpty()
                && rootName(call.args().get(0)) != null
                && "assign".equals(Operators.nameOf(call));
    }

    private void report(String code, Node node, String message) {
        problems.add(diagnostic(code, node, message));
    }

    private static Diagnostic diagnostic(String code, Node node, String message) {
        return new Diagnostic(code, message, node.origin().span().orElse(null));
    }

    private void checkImports(List<Import> imports) {
        Map<String, Import> seen = new HashMap<>();
        for (Import imp : imports) {
            Import first = seen.putIfAbsent(imp.name(), imp);
            if (first != null) {
                String alias =
                        first.alias() == null ? "" : " as " + first.alias().name();
                report(
                        Diagnostic.COMPILE_ERROR,
                        imp,
                        VersionRules.importShadows("import " + InlinePrinter.of(first.path()) + alias));
            }
        }
    }

    private void checkRoots(Rule rule) {
        Head head = rule.head();
        if (head.ref().head() instanceof VarTerm name && NameRules.isRootDocument(name.name())) {
            report(Diagnostic.COMPILE_ERROR, rule, VersionRules.ruleShadows(name.name()));
        }
        for (Term arg : head.args()) {
            if (arg instanceof RefTerm ref
                    && ref.terms().size() == 1
                    && ref.head() instanceof VarTerm name
                    && NameRules.isRootDocument(name.name())) {
                report(Diagnostic.COMPILE_ERROR, arg, VersionRules.parameterShadows(name.name()));
            }
        }
    }

    /**
     * Checks the expressions and calls of a part of the tree, in one walk.
     *
     * @param calls false in what an expression calls: OPA does not look for deprecated built-ins there
     */
    private void checkTerms(Node node, boolean calls) {
        if (node instanceof Expr expr && expr.terms() instanceof CallTerm call) {
            checkAssignment(expr, call);
            if (calls) {
                checkCall(call, expr);
            }
            checkTerms(call.operator(), false);
            checkAll(call.args(), calls);
            checkAll(expr.with(), calls);
            return;
        }
        if (calls && node instanceof CallTerm call) {
            checkCall(call, call.operator());
        }
        checkAll(node.children(), calls);
    }

    private void checkAll(List<? extends Node> nodes, boolean calls) {
        for (int i = 0; i < nodes.size(); i++) {
            checkTerms(nodes.get(i), calls);
        }
    }

    private void checkAssignment(Expr expr, CallTerm call) {
        if (!"assign".equals(Operators.nameOf(call)) || call.args().isEmpty()) {
            return;
        }
        String name = rootName(call.args().get(0));
        if (name != null) {
            report(Diagnostic.COMPILE_ERROR, expr, VersionRules.variableShadows(name));
        }
    }

    private static @Nullable String rootName(Term term) {
        Term name = term instanceof RefTerm ref && ref.terms().size() == 1 ? ref.head() : term;
        return name instanceof VarTerm variable && NameRules.isRootDocument(variable.name()) ? variable.name() : null;
    }

    private void checkCall(CallTerm call, Node place) {
        String name = deprecatedName(call);
        if (name != null) {
            deprecated.add(diagnostic(Diagnostic.TYPE_ERROR, place, VersionRules.deprecatedCall(name)));
        }
    }

    /** The name of the deprecated built-in that is called; null if none is. */
    private static @Nullable String deprecatedName(CallTerm call) {
        if (!(call.operator() instanceof RefTerm ref && ref.head() instanceof VarTerm head)) {
            return null;
        }
        String name = head.name();
        if (ref.terms().size() == 2
                && VersionRules.isDeprecatedGroup(name)
                && ref.terms().get(1) instanceof StringTerm second) {
            name = name + "." + second.value();
        } else if (ref.terms().size() > 1) {
            return null;
        }
        return VersionRules.isDeprecated(name) ? name : null;
    }

    private void checkName(Rule rule, Set<String> keywords) {
        Head head = rule.head();
        if (head.ref().terms().size() < 2
                && head.ref().head() instanceof VarTerm name
                && keywords.contains(name.name())) {
            report(Diagnostic.PARSE_ERROR, rule, name.name() + " keyword cannot be used for rule name");
        }
    }

    /** The built-ins {@code and} and {@code or} are called so; a variable may not be. */
    private void checkVariables(Node node) {
        if (node instanceof CallTerm call) {
            call.args().forEach(this::checkVariables);
        } else if (node instanceof VarTerm variable) {
            if (ONLY_V2.contains(variable.name())) {
                report(Diagnostic.PARSE_ERROR, variable, variable.name() + " keyword cannot be used for variable name");
            }
        } else if (node instanceof Head head) {
            List<Term> ref = head.ref().terms();
            ref.subList(1, ref.size()).forEach(this::checkVariables);
            head.args().forEach(this::checkVariables);
            if (head.key() != null && !ref.contains(head.key())) {
                checkVariables(head.key());
            }
            if (head.value() != null) {
                checkVariables(head.value());
            }
        } else {
            node.children().forEach(this::checkVariables);
        }
    }
}
