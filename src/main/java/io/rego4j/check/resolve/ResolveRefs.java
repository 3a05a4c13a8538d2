package io.rego4j.check.resolve;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplatePart;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.OperatorRewriter;
import io.rego4j.check.tree.Refs;
import io.rego4j.internal.language.VersionRules;
import io.rego4j.source.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the names of rules and imports out as references below {@code data} and {@code input}: OPA's stage
 * {@code ResolveRefs}. A variable that a rule declares hides the rule or import of that name.
 */
public final class ResolveRefs {
    private final Problems problems;
    private final boolean strict;

    public ResolveRefs(Problems problems, boolean strict) {
        this.problems = problems;
        this.strict = strict;
    }

    public void run(Collection<ModuleUnit> modules) {
        Map<RefTerm, Set<String>> exports =
                exports(modules.stream().map(module -> module.source).toList());
        run(modules, path -> exports.getOrDefault(path, Set.of()));
    }

    /** The names of the rules by package. */
    public static Map<RefTerm, Set<String>> exports(Collection<RegoModule> modules) {
        Map<RefTerm, Set<String>> exports = new HashMap<>();
        for (RegoModule module : modules) {
            Set<String> names = exports.computeIfAbsent(module.pkg().path(), path -> new LinkedHashSet<>());
            module.rules().forEach(rule -> names.add(RuleUnit.name(rule.head().ref())));
        }
        return exports;
    }

    /** As {@link #run(Collection)}, for some modules of those whose exports are given. */
    public void run(Collection<ModuleUnit> modules, Function<RefTerm, Set<String>> exports) {
        List<Problems.Problem> unused = new ArrayList<>();
        for (ModuleUnit module : modules) {
            Map<String, RefTerm> globals = globals(module, exports.apply(module.path));
            Set<String> used = new HashSet<>();
            for (RuleUnit rule : module.rules) {
                for (RuleUnit unit = rule; unit != null; unit = unit.elseRule) {
                    if (!resolve(unit, globals, used)) {
                        break;
                    }
                }
            }
            if (strict) {
                unusedImports(module, used, unused);
            }
        }
        problems.add(unused);
    }

    private static Map<String, RefTerm> globals(ModuleUnit module, Set<String> rules) {
        Map<String, RefTerm> globals = new HashMap<>();
        for (String rule : rules) {
            globals.put(rule, Refs.append(module.path, new StringTerm(rule)));
        }
        for (Import imported : module.imports()) {
            if (!imported.isDirective()) {
                globals.put(imported.name(), imported.path());
            }
        }
        return globals;
    }

    private static void unusedImports(ModuleUnit module, Set<String> used, List<Problems.Problem> unused) {
        for (Import imported : module.imports()) {
            if (!imported.isDirective() && !used.contains(imported.name())) {
                unused.add(new Problems.Problem(
                        Diagnostic.COMPILE_ERROR,
                        ImportCheck.text(imported) + " unused",
                        imported.origin(),
                        List.of()));
            }
        }
    }

    /** False if a parameter shadows input or data; the rule is then not resolved. */
    private boolean resolve(RuleUnit rule, Map<String, RefTerm> globals, Set<String> used) {
        Set<String> parameters = new LinkedHashSet<>();
        for (Term arg : rule.args) {
            RefTerm shadowing = parameters(arg, parameters);
            if (shadowing != null) {
                problems.fatal(
                        Diagnostic.COMPILE_ERROR, rule.origin(), VersionRules.parameterShadows(shadowing.toString()));
                return false;
            }
        }
        Resolver resolver = new Resolver(globals, used);
        resolver.hidden.push(parameters);
        resolver.hidden.push(DeclaredVars.of(rule.body));
        rule.ref = resolver.headRef(rule.ref);
        rule.changeKeyAndValue(resolver::term);
        rule.body = resolver.body(rule.bodyNode()).exprs();
        return true;
    }

    /** Adds a parameter's variables; returns {@code input} or {@code data} if the parameter would hide it. */
    private static @Nullable RefTerm parameters(Term arg, Set<String> names) {
        List<RefTerm> shadowing = new ArrayList<>();
        NodeWalk.walk(arg, node -> {
            if (node instanceof VarTerm variable) {
                names.add(variable.name());
            } else if (node instanceof RefTerm ref && Refs.isRootDocument(ref)) {
                shadowing.add(ref);
            }
            return !(node instanceof SetTerm || node instanceof ComprehensionTerm || node instanceof CallTerm);
        });
        return shadowing.isEmpty() ? null : shadowing.get(0);
    }

    private static final class Resolver extends OperatorRewriter {
        final Deque<Set<String>> hidden = new ArrayDeque<>();
        private final Map<String, RefTerm> globals;
        private final Set<String> used;

        Resolver(Map<String, RefTerm> globals, Set<String> used) {
            this.globals = globals;
            this.used = used;
        }

        @Override
        public Term visitVar(VarTerm term) {
            RefTerm global = globals.get(term.name());
            if (global == null || hidden.stream().anyMatch(names -> names.contains(term.name()))) {
                return term;
            }
            used.add(term.name());
            return at(global, term.origin());
        }

        @Override
        public Term visitRef(RefTerm ref) {
            List<Term> terms = new ArrayList<>();
            boolean changed = false;
            for (int i = 0; i < ref.terms().size(); i++) {
                Term term = ref.terms().get(i);
                // OPA leaves template strings inside references as they are.
                Term resolved = term instanceof TemplateStringTerm ? term : term(term);
                changed |= resolved != term;
                if (i == 0 && term instanceof VarTerm && resolved instanceof RefTerm path) {
                    terms.addAll(path.terms());
                } else {
                    terms.add(resolved);
                }
            }
            return changed ? new RefTerm(terms, ref.origin()) : ref;
        }

        @Override
        public ExprTerms visitSomeDecl(SomeDecl some) {
            return some.symbols().get(0) instanceof CallTerm ? super.visitSomeDecl(some) : some;
        }

        @Override
        public ExprTerms visitEvery(Every every) {
            Set<String> declared = new LinkedHashSet<>();
            if (every.key() != null) {
                NodeQueries.vars(every.key(), declared);
            }
            NodeQueries.vars(every.value(), declared);
            hidden.push(declared);
            Term domain = term(every.domain());
            Body body = body(every.body());
            hidden.pop();
            return new Every(every.key(), every.value(), domain, body, every.origin());
        }

        @Override
        protected Term comprehension(ComprehensionTerm term) {
            hidden.push(DeclaredVars.of(term.body().exprs()));
            Term resolved = super.comprehension(term);
            hidden.pop();
            return resolved;
        }

        /** The constant parts of a template string stay as they are. */
        @Override
        protected TemplatePart part(TemplatePart part) {
            return part.map(term -> term, this::expr);
        }

        private static RefTerm at(RefTerm path, Origin origin) {
            List<Term> terms = new ArrayList<>(path.terms().size());
            path.terms().forEach(term -> terms.add(term.withOrigin(origin)));
            return new RefTerm(terms, origin);
        }
    }
}
