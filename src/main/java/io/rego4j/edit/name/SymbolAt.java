package io.rego4j.edit.name;

import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.plan.Plan;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The name at a place: what an editor renames. */
public final class SymbolAt {
    private final PolicySet set;
    private final RegoModule module;
    private final int offset;

    private SymbolAt(PolicySet set, RegoModule module, int offset) {
        this.set = set;
        this.module = module;
        this.offset = offset;
    }

    /** Gives what is named at an offset another name. */
    public static Plan rename(PolicySet set, RegoModule module, int offset, String to) {
        return new SymbolAt(set, module, offset).plan(to);
    }

    private Plan plan(String to) {
        List<ResolvedRule> rules = set.rules(module);
        Optional<LocalVariable> variable = LocalVariable.of(rules).stream()
                .filter(each -> each.isAt(offset))
                .findFirst();
        if (variable.isPresent()) {
            return LocalRename.variable(set, module, variable.get(), to);
        }
        for (Import each : module.imports()) {
            if (isName(each) || LocalRename.uses(rules, each.name()).stream().anyMatch(this::isAt)) {
                return LocalRename.alias(set, module, each, to);
            }
        }
        DataPath path = path(rules);
        if (path != null) {
            return Rename.of(set, path, path.first(path.size() - 1).plus(List.of(to)));
        }
        Source source = module.origin().source();
        return new Plan()
                .refuse(
                        "nothing is named here",
                        source == null ? null : Span.of(source, offset, offset),
                        "point at a variable, an import, or the name of a rule or package");
    }

    /** True if the name of an import stands at the offset, and is not that of a document of the set. */
    private boolean isName(Import each) {
        if (each.alias() != null) {
            return isAt(each.alias().origin());
        }
        List<Term> terms = each.path().terms();
        boolean isDocument =
                each.path().startsWith("data") && new Documents(set.modules()).isMade(DataPath.of(each.path()));
        return !each.isDirective()
                && !isDocument
                && isAt(terms.get(terms.size() - 1).origin());
    }

    /** The document whose name stands at the offset: that of a package, a rule, or an operand of a reference. */
    private @Nullable DataPath path(List<ResolvedRule> rules) {
        List<RefTerm> refs = new ArrayList<>(List.of(module.pkg().path()));
        module.imports().forEach(each -> refs.add(each.path()));
        for (ResolvedRule each : rules) {
            refs.addAll(NodeWalk.all(each.rule(), RefTerm.class));
        }
        for (RefTerm ref : refs) {
            DataPath path = DataPath.of(ref);
            List<Term> terms = ref.terms();
            for (int size = path.size(); ref.startsWith("data") && size > 0; size--) {
                boolean isOwnPackage = isHead(rules, ref)
                        && size <= module.pkg().path().operands().size();
                if (isAt(terms.get(size).origin()) && !isOwnPackage) {
                    return path.first(size);
                }
            }
        }
        return null;
    }

    /** The path of a rule starts with the package, which its head does not write. */
    private static boolean isHead(List<ResolvedRule> rules, RefTerm ref) {
        return rules.stream().map(ResolvedRule::rule).map(Rule::head).anyMatch(head -> head.ref() == ref);
    }

    private boolean isAt(Origin origin) {
        return origin.isPresent() && origin.start() <= offset && offset < origin.end();
    }
}
