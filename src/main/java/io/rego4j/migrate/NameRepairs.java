package io.rego4j.migrate;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.language.VersionRules;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is mended in the text of a policy before it is written for a later Rego, so that no person is asked: variables and
 * imports whose names became keywords, variables called {@code input} or {@code data}, calls of built-ins that only changed
 * their name, and, if asked, rules whose names became keywords.
 */
final class NameRepairs {
    static final String KEYWORD = "migrate_keyword";

    private final RegoModule module;
    private final RegoVersion to;
    private final RuleRenames renames;
    private final TextChanges changes;
    private final Set<String> rules;
    private final Set<String> taken;
    private final Set<VarTerm> called;
    private final Map<String, String> renamed = new TreeMap<>();
    private final Set<String> builtins = new TreeSet<>();
    private final List<Diagnostic> todo = new ArrayList<>();

    private NameRepairs(Source source, RegoModule module, RegoVersion to, RuleRenames renames, Set<String> rules) {
        this.module = module;
        this.to = to;
        this.renames = renames;
        this.changes = new TextChanges(source);
        this.rules = rules;
        this.called = called();
        this.taken = new HashSet<>(rules);
        taken.addAll(RuleRenames.names(module));
        taken.addAll(renames.in(module.pkg().path()).values());
    }

    /**
     * What came of a policy.
     *
     * @param source its text with all that could be mended
     * @param renamed new names, by the old ones
     * @param builtins the deprecated built-ins that are not called any more
     * @param todo the rules whose names are keywords, with their uses
     */
    record Result(Source source, Map<String, String> renamed, Set<String> builtins, List<Diagnostic> todo) {}

    /**
     * Mends a policy.
     *
     * @param rules the names of the rules of its package, in all files that are known
     */
    static Result of(Source source, RegoModule module, RegoVersion to, RuleRenames renames, Set<String> rules) {
        NameRepairs repairs = new NameRepairs(source, module, to, renames, rules);
        repairs.keywords();
        repairs.documents();
        repairs.builtins();
        Source changed = repairs.changes.isEmpty() ? source : repairs.changes.changed();
        return new Result(changed, repairs.renamed, repairs.builtins, repairs.todo);
    }

    /** The words that are names in Rego v0 and keywords in a later version. */
    static Set<String> newKeywords(RegoVersion to) {
        Set<String> names = new TreeSet<>(to.keywords());
        names.removeAll(RegoVersion.V0.keywords());
        return names;
    }

    private void keywords() {
        Map<String, String> imports = renames.apply(module, changes);
        List<VarTerm> variables = NodeWalk.all(module.rules(), VarTerm.class);
        for (String name : newKeywords(to)) {
            String rule = renames.in(module.pkg().path()).get(name);
            Import imported = imported(name);
            boolean isBuiltin = !rules.contains(name) && imported == null;
            List<VarTerm> uses = variables.stream()
                    .filter(each -> each.name().equals(name) && changes.isWritten(each.origin(), name))
                    // What is called is the built-in where nothing else has the name: contains.
                    .filter(each -> !isBuiltin || !called.contains(each))
                    .toList();
            if (rule == null && rules.contains(name)) {
                uses.forEach(each -> undecided(name, each));
                if (imported != null) {
                    undecided(name, imported);
                }
            } else if (rule != null) {
                uses.forEach(each -> changes.replace(each.origin(), name, rule));
            } else if (!uses.isEmpty() || imported != null) {
                String fresh = imports.containsKey(name) ? imports.get(name) : fresh(name);
                uses.forEach(each -> changes.replace(each.origin(), name, fresh));
                if (imported != null && !imports.containsKey(name)) {
                    alias(imported, name, fresh);
                }
            }
        }
    }

    private String fresh(String name) {
        String fresh = RuleRenames.fresh(name, taken);
        taken.add(fresh);
        renamed.put(name, fresh);
        return fresh;
    }

    private void undecided(String name, Node use) {
        todo.add(new Diagnostic(
                KEYWORD,
                name + " is a keyword in Rego " + to,
                use.origin().span().orElse(null),
                List.of("give the rule another name, here and where it is used, or let --rename do it")));
    }

    private void alias(Import imported, String name, String fresh) {
        if (imported.alias() != null) {
            changes.replace(imported.alias().origin(), name, fresh);
        } else {
            changes.append(imported.path().origin(), " as " + fresh);
        }
    }

    private @Nullable Import imported(String name) {
        for (Import each : module.imports()) {
            if (!each.isDirective() && each.name().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /** The names by which something is called. */
    private Set<VarTerm> called() {
        Set<VarTerm> called = Collections.newSetFromMap(new IdentityHashMap<>());
        for (CallTerm call : NodeWalk.all(module.rules(), CallTerm.class)) {
            Term operator = call.operator() instanceof RefTerm ref ? ref.head() : call.operator();
            if (operator instanceof VarTerm name) {
                called.add(name);
            }
        }
        return called;
    }

    /** Gives variables called input or data another name; where a rule of the package has the name, a person decides. */
    private void documents() {
        Map<String, String> fresh = new TreeMap<>();
        for (VarTerm each : ShadowedDocuments.of(module)) {
            if (!rules.contains(each.name())) {
                changes.replace(each.origin(), each.name(), fresh.computeIfAbsent(each.name(), this::fresh));
            }
        }
    }

    private void builtins() {
        for (CallTerm call : NodeWalk.all(module.rules(), CallTerm.class)) {
            String builtin = call.operatorName();
            String now = VersionRules.renamed(builtin);
            if (now != null && (builtins.contains(builtin) || isFree(builtin) && isFree(now))) {
                builtins.add(builtin);
                changes.replace(call.operator().origin(), builtin, now);
            }
        }
    }

    /** True if the module calls nothing else by the name. */
    private boolean isFree(String builtin) {
        int dot = builtin.indexOf('.');
        String first = dot < 0 ? builtin : builtin.substring(0, dot);
        return !rules.contains(first) && imported(first) == null && !isVariable(first);
    }

    private boolean isVariable(String name) {
        return NodeWalk.any(
                module.rules(),
                node -> node instanceof VarTerm variable && variable.name().equals(name) && !called.contains(variable));
    }
}
