package io.rego4j.check.resolve;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.problem.BuiltTreeLocations;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.Refs;
import io.rego4j.check.tree.TermKindVisitor;
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
        VariableNames names = new VariableNames(keywords);
        NodeWalk.walk(nodes, node -> !(node instanceof Term term) || term.accept(names));
    }

    /** Checks the names of variables; false for a term whose parts are done. */
    private final class VariableNames implements TermKindVisitor<Boolean> {
        private final Set<String> keywords;

        VariableNames(Set<String> keywords) {
            this.keywords = keywords;
        }

        @Override
        public Boolean visitVar(VarTerm variable) {
            // OPA takes this keyword for a name everywhere but in the head of a rule.
            if (!variable.name().equals("contains")) {
                name(variable, "variable name", keywords);
            }
            return true;
        }

        @Override
        public Boolean visitCall(CallTerm call) {
            // The name of what is called is that of a built-in or a rule.
            if (call.operator() instanceof RefTerm operator) {
                variables(operator.operands(), keywords);
            }
            variables(call.args(), keywords);
            return false;
        }

        @Override
        public Boolean visitRef(RefTerm ref) {
            if (ref.headName() == null) {
                return true;
            }
            // A keyword may start a reference, as in if.x.
            variables(ref.operands(), keywords);
            return false;
        }

        @Override
        public Boolean visitScalar(ScalarTerm term) {
            return true;
        }

        @Override
        public Boolean visitArray(ArrayTerm term) {
            return true;
        }

        @Override
        public Boolean visitSet(SetTerm term) {
            return true;
        }

        @Override
        public Boolean visitObject(ObjectTerm term) {
            return true;
        }

        @Override
        public Boolean visitComprehension(ComprehensionTerm term) {
            return true;
        }

        @Override
        public Boolean visitTemplateString(TemplateStringTerm term) {
            return true;
        }
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
