package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.Node;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.dsl.value.References;
import io.rego4j.dsl.value.TemplateParts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Puts terms into the holes of a tree, and gives new names to variables of the tree that the terms use too. */
public final class HoleFiller extends Rewriter {
    private final Map<String, Term> holes;
    private final Set<String> globals;
    /** Names that no variable may get: those of the module, and those of the rule or body that is being filled. */
    private final Set<String> reserved = new HashSet<>();

    private final Set<String> taken = new HashSet<>();
    private final Set<String> inserted = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private Map<String, String> renamed = Map.of();
    private boolean isInside;

    public HoleFiller(Map<String, Term> holes, Set<String> globals) {
        this.holes = holes;
        this.globals = globals;
        holes.values().forEach(term -> inserted.addAll(DeclaredNames.all(term)));
        reserved.addAll(inserted);
        reserved.addAll(holes.keySet());
        reserved.addAll(globals);
    }

    public void requireAllUsed() {
        Set<String> unused = new LinkedHashSet<>(holes.keySet());
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(
                    "the text has no variable " + String.join(", ", unused) + " that could be filled");
        }
    }

    @Override
    public Rule rule(Rule rule) {
        if (isInside) {
            // An else: its names are those of the whole rule.
            return super.rule(rule);
        }
        return inside(rule, () -> in(DeclaredNames.local(rule, globals), () -> super.rule(rule)));
    }

    @Override
    public Head head(Head head) {
        reject(head.ref().head(), "the name of a rule");
        head.args().forEach(arg -> DeclaredNames.all(arg).forEach(name -> reject(name, "a parameter of a function")));
        return super.head(head);
    }

    @Override
    public Body body(Body body) {
        return isInside ? in(DeclaredNames.declared(body), () -> super.body(body)) : inside(body, () -> body(body));
    }

    /** Fills a rule or a body that lies in no other one. */
    private <T> T inside(Node node, Supplier<T> filling) {
        taken.clear();
        taken.addAll(DeclaredNames.all(node));
        isInside = true;
        try {
            return filling.get();
        } finally {
            isInside = false;
        }
    }

    @Override
    public Expr expr(Expr expr) {
        if (expr.calls("assign")
                && expr.terms() instanceof CallTerm call
                && !call.args().isEmpty()) {
            DeclaredNames.all(call.args().get(0)).forEach(name -> reject(name, "a name that := declares"));
        }
        return super.expr(expr);
    }

    @Override
    public With with(With with) {
        With filled = super.with(with);
        if (!(filled.target() instanceof RefTerm) && !(filled.target() instanceof VarTerm)) {
            throw new IllegalArgumentException(
                    "a with replaces a reference, not the " + filled.target().kind() + " " + filled.target());
        }
        return filled;
    }

    @Override
    public ExprTerms visitSomeDecl(SomeDecl some) {
        DeclaredNames.declaredBy(some)
                .forEach(
                        symbol -> DeclaredNames.all(symbol).forEach(name -> reject(name, "a name that some declares")));
        return super.visitSomeDecl(some);
    }

    @Override
    public ExprTerms visitEvery(Every every) {
        Set<String> declared = new LinkedHashSet<>(DeclaredNames.all(every.value()));
        if (every.key() != null) {
            declared.addAll(DeclaredNames.all(every.key()));
        }
        declared.forEach(name -> reject(name, "a name that every declares"));
        Term domain = term(every.domain());
        return in(declared, () -> {
            Term key = every.key() == null ? null : term(every.key());
            return new Every(key, term(every.value()), domain, body(every.body()), every.origin());
        });
    }

    @Override
    protected Term comprehension(ComprehensionTerm term) {
        return in(DeclaredNames.declared(term.body()), () -> super.comprehension(term));
    }

    @Override
    public Term visitTemplateString(TemplateStringTerm term) {
        Term filled = super.visitTemplateString(term);
        if (filled == term || !(filled instanceof TemplateStringTerm template)) {
            return filled;
        }
        return TemplateParts.of(
                template.multiLine(),
                template.parts().stream()
                        .map(part -> part.map(Expr::new, expr -> expr))
                        .toList());
    }

    @Override
    public Term visitVar(VarTerm term) {
        Term filling = holes.get(term.name());
        if (filling != null) {
            used.add(term.name());
            return filling;
        }
        String name = renamed.get(term.name());
        return name == null ? term : new VarTerm(name, term.origin());
    }

    @Override
    public Term visitRef(RefTerm ref) {
        return composed(ref, terms(ref.terms()));
    }

    @Override
    protected Term operator(Term operator) {
        if (!(operator instanceof RefTerm ref)
                || !(ref.head() instanceof VarTerm name)
                || !holes.containsKey(name.name())) {
            return operator;
        }
        Term filled = term(operator);
        RefTerm result = filled instanceof RefTerm r ? r : new RefTerm(List.of(filled));
        boolean function = result.head() instanceof VarTerm
                && result.terms().subList(1, result.terms().size()).stream().allMatch(StringTerm.class::isInstance);
        if (!function) {
            throw new IllegalArgumentException(
                    "the hole " + name.name() + " is called as a function: bind the name of one, not " + filled);
        }
        return result;
    }

    /** A reference whose head was filled goes on where the term that fills it ends. */
    private static Term composed(RefTerm ref, List<Term> terms) {
        Term head = terms.get(0);
        if (terms == ref.terms()) {
            return ref;
        } else if (head == ref.head()) {
            return new RefTerm(terms);
        } else if (terms.size() == 1) {
            return head instanceof VarTerm ? new RefTerm(terms) : head;
        }
        return References.extend(head, terms.subList(1, terms.size()));
    }

    /** Does something in the scope of names, of which those that the terms use get others. */
    private <T> T in(Set<String> names, Supplier<T> action) {
        Map<String, String> outer = renamed;
        Map<String, String> inner = new HashMap<>(outer);
        for (String name : names) {
            if (inserted.contains(name) && !inner.containsKey(name)) {
                inner.put(name, fresh(name));
            }
        }
        renamed = inner;
        try {
            return action.get();
        } finally {
            renamed = outer;
        }
    }

    private String fresh(String name) {
        for (int i = 1; ; i++) {
            String candidate = name + "_" + i;
            if (!reserved.contains(candidate) && taken.add(candidate)) {
                return candidate;
            }
        }
    }

    private void reject(Term term, String what) {
        if (term instanceof VarTerm name) {
            reject(name.name(), what);
        }
    }

    private void reject(String name, String what) {
        if (holes.containsKey(name)) {
            throw new IllegalArgumentException(
                    "the hole " + name + " is " + what + ": a term cannot stand there; use a hole only as a value");
        }
    }
}
