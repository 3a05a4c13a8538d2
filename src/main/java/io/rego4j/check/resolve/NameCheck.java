package io.rego4j.check.resolve;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.problem.BuiltTreeLocations;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.Refs;
import io.rego4j.internal.language.NameRules;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names in built trees that are no valid Rego names: keywords of the module's version, and malformed identifiers. Parsed
 * trees have none.
 */
public final class NameCheck {
    private final Problems problems;

    public NameCheck(Problems problems) {
        this.problems = problems;
    }

    public void run(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            if (!module.scan.built) {
                continue;
            }
            Set<String> keywords = of(module);
            for (Import imported : module.imports()) {
                if (imported.alias() != null) {
                    name(imported.alias(), "import alias", keywords);
                }
            }
            module.rules.forEach(rule -> {
                if (rule.ref.terms().size() == 1) {
                    name(rule.ref.head(), "rule name", keywords);
                }
            });
            module.eachRule(rule -> {
                variables(rule.headTerms(), keywords);
                variables(rule.ref.operands(), keywords);
                variables(rule.body, keywords);
            });
        }
    }

    private static Set<String> of(ModuleUnit module) {
        Set<String> keywords = new HashSet<>(module.version.keywords());
        for (Import imported : module.imports()) {
            List<Term> path = imported.path().terms();
            if (Refs.isVar(path.get(0), "future")) {
                if (path.size() == 3) {
                    keywords.add(imported.name());
                } else {
                    keywords.addAll(RegoVersion.V1.keywords());
                }
            }
        }
        return keywords;
    }

    private void variables(Collection<? extends Node> nodes, Set<String> keywords) {
        NodeWalk.walk(nodes, node -> !(node instanceof Term term) || checksBelow(term, keywords));
    }

    /** Checks the name of a variable; false for a term whose parts have been checked. */
    private boolean checksBelow(Term term, Set<String> keywords) {
        return switch (TermKind.of(term)) {
            case VAR -> {
                // OPA takes this keyword for a name everywhere but in the head of a rule.
                if (!((VarTerm) term).name().equals("contains")) {
                    name(term, "variable name", keywords);
                }
                yield true;
            }
            case CALL -> {
                CallTerm call = (CallTerm) term;
                // The operator is the name of a built-in or a rule.
                if (call.operator() instanceof RefTerm operator) {
                    variables(operator.operands(), keywords);
                }
                variables(call.args(), keywords);
                yield false;
            }
            case REF -> {
                RefTerm ref = (RefTerm) term;
                // A keyword may start a reference, as in if.x.
                if (ref.headName() != null) {
                    variables(ref.operands(), keywords);
                }
                yield ref.headName() == null;
            }
            case NULL,
                    BOOLEAN,
                    NUMBER,
                    STRING,
                    ARRAY,
                    SET,
                    OBJECT,
                    ARRAY_COMPREHENSION,
                    SET_COMPREHENSION,
                    OBJECT_COMPREHENSION,
                    TEMPLATE_STRING -> true;
        };
    }

    private void name(Node node, String what, Set<String> keywords) {
        if (!(node instanceof VarTerm variable)
                || variable.isWildcard()
                || !BuiltTreeLocations.isBuilt(variable.origin())) {
            return;
        }
        String name = variable.name();
        if (keywords.contains(name)) {
            problems.fatal(Diagnostic.PARSE_ERROR, variable.origin(), name + " keyword cannot be used for " + what);
        } else if (!NameRules.isName(name)) {
            problems.fatal(
                    Diagnostic.PARSE_ERROR,
                    variable.origin(),
                    "\"" + name + "\" cannot be used for " + what,
                    "a name has letters, digits and underscores, and starts with no digit");
        }
    }
}
