package io.rego4j.migrate;

import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.CheckOptions;
import io.rego4j.edit.Change;
import io.rego4j.edit.EditedText;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.Refactoring;
import io.rego4j.edit.TextEdit;
import io.rego4j.internal.language.NameRules;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The automatic repairs of a set before it is formatted for a later version: it replaces calls of deprecated built-ins, and renames
 * variables and imports whose names became keywords, variables called {@code input} or {@code data}, and, on request, rules
 * whose names became keywords. It uses {@link Refactoring}; what that cannot change is listed for a person.
 */
final class SetRepairs {
    private static final String KEYWORD = "migrate_keyword";
    private static final String DEPRECATED = "migrate_deprecated_builtin";
    private static final String SHADOWED = "migrate_shadowed_document";

    private final RegoVersion to;
    private final PackageNames names;
    /** The policies that can be parsed. */
    private final List<Policy> policies;
    /** The same with the repairs so far, in the same order. */
    private PolicySet set;

    private final Map<RefTerm, Set<String>> rulesOf = new HashMap<>();
    private final Map<Source, List<Diagnostic>> todo = new IdentityHashMap<>();
    private final Map<Source, Map<String, String>> variables = new IdentityHashMap<>();
    private final Set<String> renamedRules = new TreeSet<>();
    private final List<String> sentences = new ArrayList<>();

    private SetRepairs(List<Policy> policies, RegoVersion to, PackageNames names) {
        this.to = to;
        this.names = names;
        this.policies = policies;
        List<RegoModule> modules = new ArrayList<>();
        Map<Source, RegoVersion> versions = new IdentityHashMap<>();
        for (Policy each : policies) {
            if (each.module() != null && each.version() != null) {
                modules.add(each.module());
                versions.put(each.source(), each.version());
                rulesOf.computeIfAbsent(each.module().pkg().path(), ignored -> new HashSet<>())
                        .addAll(PackageNames.of(each.module()));
            }
        }
        set = PolicySet.of(modules, CheckOptions.of(RegoVersion.V0).withPartial(true), versions);
    }

    /**
     * Repairs a set.
     *
     * @param renameRules true to rename rules whose names became keywords
     * @param names the names of rules in the packages of the run
     */
    static SetRepairs of(List<Policy> policies, RegoVersion to, boolean renameRules, PackageNames names) {
        List<Policy> read =
                policies.stream().filter(each -> each.module() != null).toList();
        SetRepairs repairs = new SetRepairs(read, to, names);
        repairs.deprecated();
        if (renameRules) {
            repairs.rules();
        }
        repairs.variables();
        read.forEach(repairs::addForbiddenNames);
        return repairs;
    }

    /** A policy with its repairs; itself if it has none. */
    Policy repaired(Policy policy) {
        int index = policies.indexOf(policy);
        Source source = index < 0 ? null : set.modules().get(index).origin().source();
        return source == null || source == policy.source() ? policy : policy.with(source);
    }

    /** What a person must decide in a policy. */
    List<Diagnostic> todo(Policy policy) {
        return todo.getOrDefault(policy.source(), List.of()).stream()
                .sorted(Comparator.comparingInt(SetRepairs::start))
                .toList();
    }

    private static int start(Diagnostic found) {
        return found.span() == null ? 0 : found.span().start();
    }

    /** The new names of variables and imports in a policy, by the old ones. */
    Map<String, String> renamed(Policy policy) {
        return variables.getOrDefault(policy.source(), Map.of());
    }

    /** One sentence for each renamed rule, such as {@code data.k.in is data.k.in_ now}, and the places to check after that. */
    List<String> sentences() {
        return sentences;
    }

    /** By names only: {@link SetMigration} checks the result. */
    private Refactoring refactoring() {
        return Refactoring.of(set).byNamesOnly();
    }

    private void deprecated() {
        Change change = refactoring().replaceDeprecated();
        change.places().stream().filter(SetRepairs::isPlace).forEach(each -> add(DEPRECATED, each));
        set = change.after();
    }

    private static boolean isPlace(Diagnostic each) {
        return each.code().equals(Change.PLACE);
    }

    private void rules() {
        rulesOf.forEach((pkg, rules) -> {
            for (String name : newKeywords(to)) {
                if (rules.contains(name)) {
                    String from = pkg + "[\"" + name + "\"]";
                    String fresh = fresh(name, pkg);
                    Change change = refactoring().rename(from, pkg + "[\"" + fresh + "\"]");
                    if (change.isDone()) {
                        set = change.after();
                        renamedRules.add(from);
                        sentences.add(pkg + "." + name + " is " + pkg + "." + fresh + " now");
                        change.places().stream()
                                .filter(SetRepairs::isPlace)
                                .forEach(each -> sentences.add(each.display()));
                    }
                }
            }
        });
    }

    private String fresh(String name, RefTerm pkg) {
        Set<String> taken = new HashSet<>();
        for (RegoModule module : set.modules()) {
            if (module.pkg().path().equals(pkg)) {
                taken.addAll(names.of(module.pkg()));
                NodeWalk.all(module.rules(), VarTerm.class).forEach(each -> taken.add(each.name()));
                module.imports().forEach(each -> taken.add(each.name()));
            }
        }
        String fresh = name + "_";
        while (taken.contains(fresh)) {
            fresh += "_";
        }
        return fresh;
    }

    private void variables() {
        Set<String> hidden = newKeywords(to);
        hidden.addAll(NameRules.ROOT_DOCUMENTS);
        Change change = refactoring().renameVariables(hidden);
        if (!change.texts().isEmpty()) {
            // Files outside the set may define rules with the new names.
            change = refactoring().renameVariables(hidden, names.all());
        }
        for (EditedText text : change.texts()) {
            Map<String, String> renamed = new TreeMap<>();
            for (TextEdit edit : text.edits()) {
                if (!edit.span().text().isEmpty()) {
                    renamed.put(edit.span().text(), edit.text());
                }
            }
            variables.put(original(text.source()), renamed);
        }
        set = change.after();
    }

    /** The original text of a policy, which earlier repairs may have changed. */
    private Source original(Source source) {
        for (int i = 0; i < policies.size(); i++) {
            if (set.modules().get(i).origin().source() == source) {
                return policies.get(i).source();
            }
        }
        return source;
    }

    /** The keywords of a later version that are names in v0. */
    private static Set<String> newKeywords(RegoVersion to) {
        Set<String> names = new TreeSet<>(to.keywords());
        names.removeAll(RegoVersion.V0.keywords());
        return names;
    }

    /** Adds the rules with forbidden names, and their uses, to what a person must decide. */
    private void addForbiddenNames(Policy policy) {
        RegoModule module = policy.module();
        if (module == null) {
            return;
        }
        RefTerm pkg = module.pkg().path();
        Set<String> rules = new TreeSet<>(newKeywords(to));
        rules.retainAll(rulesOf.getOrDefault(pkg, Set.of()));
        rules.removeIf(name -> renamedRules.contains(pkg + "[\"" + name + "\"]"));
        for (VarTerm each : rules.isEmpty() ? List.<VarTerm>of() : NodeWalk.all(module.rules(), VarTerm.class)) {
            if (rules.contains(each.name()) && each.origin().text().equals(each.name())) {
                keyword(each.name(), each);
            }
        }
        for (Import each : module.imports()) {
            if (rules.contains(each.name()) && !each.isDirective()) {
                keyword(each.name(), each);
            }
        }
        for (Head head : NodeWalk.all(module.rules(), Head.class)) {
            if (head.ref().head() instanceof VarTerm name && NameRules.isRootDocument(name.name())) {
                String message = "a rule may not hide " + name.name() + " in Rego v1";
                add(SHADOWED, message, name, "give the rule another name");
            }
        }
    }

    private void keyword(String name, Node use) {
        String hint = "give the rule another name, here and where it is used, or let --rename do it";
        add(KEYWORD, name + " is a keyword in Rego " + to, use, hint);
    }

    private void add(String code, String message, Node node, String hint) {
        Span span = node.origin().span().orElse(null);
        add(code, new Diagnostic(code, message, span, List.of(hint)));
    }

    private void add(String code, Diagnostic found) {
        Span span = found.span();
        if (span != null) {
            todo.computeIfAbsent(span.source(), ignored -> new ArrayList<>())
                    .add(new Diagnostic(code, found.message(), span, found.hints()));
        }
    }
}
