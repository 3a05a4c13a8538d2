package io.rego4j.check.resolve;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.TemplatePart;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.Capabilities;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.problem.Problems.Problem;
import io.rego4j.check.resolve.VarScopes.Occurrence;
import io.rego4j.check.safety.VarCollector;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.OperatorRewriter;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Gives each variable that a rule declares a name of its own: OPA's stage {@code RewriteLocalVars}. */
public final class LocalVars {
    private final Problems problems;
    private final GeneratedVars names;
    private final Capabilities capabilities;
    private final boolean strict;

    public LocalVars(Problems problems, GeneratedVars names, Capabilities capabilities, boolean strict) {
        this.problems = problems;
        this.names = names;
        this.capabilities = capabilities;
        this.strict = strict;
    }

    public void run(Collection<ModuleUnit> modules) {
        modules.forEach(module -> module.rules.forEach(this::ruleChain));
    }

    /** A rule and its {@code else} rules, which share the parameters. */
    private void ruleChain(RuleUnit rule) {
        Set<String> unusedArgs = new LinkedHashSet<>();
        if (strict) {
            unusedArgs.addAll(VarCollector.ofTerms(rule.args, VarCollector.NOTHING));
        }
        VarScopes parameters = new VarScopes(names);
        rule.args = rule.args.stream().map(new Parameters(parameters)::term).toList();
        for (RuleUnit unit = rule; unit != null; unit = unit.elseRule) {
            VarScopes scopes = parameters.copy();
            rule(unit, scopes, unusedArgs);
            unusedArgs.removeIf(arg -> scopes.count(arg) > 1);
        }
        for (String arg : unusedArgs) {
            if (!ScopedBodyRewriter.isWildcard(arg)) {
                problems.add(
                        Diagnostic.COMPILE_ERROR,
                        rule.source.head().origin(),
                        "unused argument " + arg + ".",
                        "use _ (wildcard variable) instead");
            }
        }
    }

    private void rule(RuleUnit rule, VarScopes scopes, Set<String> unusedArgs) {
        boolean onlyScalars = !mayHaveVars(rule);
        Set<String> used = new LinkedHashSet<>();
        if (!onlyScalars) {
            // The comprehensions of a head have scopes of their own, apart from that of the body.
            List<Problem> inHead = new ArrayList<>();
            rule.changeHead(term -> new HeadBodies(new SetsWithVars(term), inHead).term(term));
            problems.fatal(inHead);
            used.addAll(VarCollector.ofTerms(rule.ref.operands(), VarCollector.NOTHING));
            if (rule.key != null) {
                used.addAll(VarCollector.of(rule.key, VarCollector.NOTHING));
            }
            if (rule.value != null) {
                Set<String> inValue = VarCollector.of(rule.value, VarCollector.NOTHING);
                used.addAll(inValue);
                unusedArgs.removeAll(inValue);
            }
        }
        renameBuiltins(rule, scopes);
        List<Problem> errors = new ArrayList<>();
        rule.body = new ScopedBodyRewriter(names, scopes, errors, strict).body(rule.body, used);
        problems.fatal(errors);
        problems.add(scopes.unused);
        if (!onlyScalars) {
            Renamer renamer = new Renamer(scopes.frame().names);
            rule.ref = renamer.headRef(rule.ref);
            rule.changeHead(renamer::term);
        }
    }

    /** A variable may have the name of a built-in; it gets another one, so that no later stage takes it for that. */
    private void renameBuiltins(RuleUnit rule, VarScopes scopes) {
        Set<String> candidates = new TreeSet<>();
        for (String name : VarCollector.ofExprs(rule.body, VarCollector.SAFETY)) {
            if (capabilities.builtin(name).isPresent() && scopes.declared(name) == null) {
                candidates.add(name);
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        candidates.removeAll(DeclaredVars.of(rule.body));
        VarCollector replaced = new VarCollector(Set.of(VarCollector.Skip.CALLED_NAMES));
        for (RuleUnit unit = rule; unit != null; unit = unit.elseRule) {
            NodeQueries.each(unit.nodes(), node -> {
                if (node instanceof With with) {
                    replaced.term(with.target());
                    replaced.term(with.value());
                }
            });
        }
        candidates.removeAll(replaced.names);
        candidates.forEach(name -> scopes.insertNew(name, Occurrence.SEEN));
    }

    private static boolean mayHaveVars(RuleUnit rule) {
        return !rule.headTerms().stream().allMatch(ScalarTerm.class::isInstance)
                || !rule.ref.operands().stream().allMatch(ScalarTerm.class::isInstance);
    }

    /** Rewrites the bodies in a head, each in fresh scopes; as OPA, not those in ground sets and objects, where modifiers may have some. */
    private final class HeadBodies extends OperatorRewriter {
        private final SetsWithVars setsWithVars;
        /** Those of the whole head: after one, no body in it is searched for unused variables. */
        private final List<Problem> errors;

        HeadBodies(SetsWithVars setsWithVars, List<Problem> errors) {
            this.setsWithVars = setsWithVars;
            this.errors = errors;
        }

        @Override
        public Term visitSet(SetTerm set) {
            return setsWithVars.contains(set) ? super.visitSet(set) : set;
        }

        @Override
        public Term visitObject(ObjectTerm object) {
            return setsWithVars.contains(object) ? super.visitObject(object) : object;
        }

        private Term inFreshScopes(Term term, BiFunction<ScopedBodyRewriter, Term, Term> rewrite) {
            ScopedBodyRewriter bodies = new ScopedBodyRewriter(names, new VarScopes(names), errors, strict);
            Term rewritten = rewrite.apply(bodies, term);
            problems.add(bodies.scopes.unused);
            return rewritten;
        }

        @Override
        protected Term comprehension(ComprehensionTerm term) {
            return inFreshScopes(term, ScopedBodyRewriter::term);
        }

        /** The expressions in a template string have a scope each, and the scopes one place for unused variables. */
        @Override
        public Term visitTemplateString(TemplateStringTerm template) {
            return inFreshScopes(template, (bodies, term) -> {
                List<TemplatePart> parts = template.parts().stream()
                        .map(part -> part.map(literal -> literal, expr -> bodies.inScope(() -> bodies.plain(expr))))
                        .toList();
                return new TemplateStringTerm(parts, template.multiLine(), template.origin());
            });
        }
    }

    /** Gives parameters their new names. */
    private final class Parameters extends Rewriter {
        private final VarScopes scopes;

        Parameters(VarScopes scopes) {
            this.scopes = scopes;
        }

        @Override
        public Term visitVar(VarTerm term) {
            String replacement = scopes.declared(term.name());
            if (replacement != null) {
                scopes.seen(term.name());
            } else {
                replacement = scopes.insertNew(term.name(), Occurrence.PARAMETER);
            }
            return new VarTerm(replacement, term.origin());
        }

        @Override
        public Term visitObject(ObjectTerm object) {
            List<ObjectTerm.Entry> entries = object.entries().stream()
                    .map(e -> new ObjectTerm.Entry(e.key(), term(e.value())))
                    .toList();
            return new ObjectTerm(entries, object.origin());
        }

        @Override
        public Term visitSet(SetTerm set) {
            return set;
        }

        @Override
        public Term visitCall(CallTerm call) {
            problems.fatal(Diagnostic.COMPILE_ERROR, call.origin(), "rule arguments cannot contain calls");
            return call;
        }

        @Override
        protected Term comprehension(ComprehensionTerm term) {
            return term;
        }

        @Override
        public Term visitTemplateString(TemplateStringTerm term) {
            return term;
        }
    }

    /** Replaces variables by their new names. */
    private static final class Renamer extends OperatorRewriter {
        private final Map<String, String> replacement;

        Renamer(Map<String, String> replacement) {
            this.replacement = replacement;
        }

        @Override
        public Term visitVar(VarTerm term) {
            String name = replacement.get(term.name());
            return name == null || name.equals(term.name()) ? term : new VarTerm(name, term.origin());
        }
    }
}
