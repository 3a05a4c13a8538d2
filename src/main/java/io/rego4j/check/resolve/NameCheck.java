package io.rego4j.check.resolve;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.problem.BuiltTreeLocations;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names in built trees that Rego could not read back: keywords of the module's version, and what is no name at all. In a
 * tree that was read from a text there are none.
 */
public final class NameCheck {
    private final Problems problems;

    public NameCheck(Problems problems) {
        this.problems = problems;
    }

    public void run(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
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
                variables(rule.ref.terms().subList(1, rule.ref.terms().size()), keywords);
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
        NodeQueries.all(nodes, node -> {
            if (node instanceof CallTerm call) {
                // The name of what is called is that of a built-in or a rule.
                if (call.operator() instanceof RefTerm operator) {
                    variables(operator.terms().subList(1, operator.terms().size()), keywords);
                }
                variables(call.args(), keywords);
                return true;
            } else if (node instanceof RefTerm ref && ref.head() instanceof VarTerm) {
                // A keyword may start a reference, as in if.x.
                variables(ref.terms().subList(1, ref.terms().size()), keywords);
                return true;
            } else if (!(node instanceof VarTerm variable && variable.name().equals("contains"))) {
                // OPA takes this keyword for a name everywhere but in the head of a rule.
                name(node, "variable name", keywords);
            }
            return false;
        });
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
        } else if (!isName(name)) {
            problems.fatal(
                    Diagnostic.PARSE_ERROR,
                    variable.origin(),
                    "\"" + name + "\" cannot be used for " + what,
                    "a name has letters, digits and underscores, and starts with no digit");
        }
    }

    private static boolean isName(String name) {
        return !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> c == '_' || c < 128 && Character.isLetterOrDigit(c));
    }
}
