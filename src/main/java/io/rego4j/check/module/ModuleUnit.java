package io.rego4j.check.module;

import io.rego4j.ast.Import;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.check.tree.ModuleScan;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The working copy of a module that the stages change. */
public final class ModuleUnit {
    public final RegoModule source;
    public final ModuleScan scan;
    public final RefTerm path;
    public final List<RuleUnit> rules;
    /** The version that the module is written in, imports included: the highest that it may use. */
    public final RegoVersion version;
    /** The version of the options: OPA checks the features of the module against it. */
    public final RegoVersion lowestVersion;

    /** @param scan the facts of the module before the stages change it */
    public ModuleUnit(RegoModule source, ModuleScan scan, RegoVersion baseVersion) {
        this.source = source;
        this.scan = scan;
        this.path = source.pkg().path();
        this.version = version(source, baseVersion);
        this.lowestVersion = version == RegoVersion.V2 ? version : baseVersion;
        this.rules = new ArrayList<>(source.rules().size());
        for (Rule rule : source.rules()) {
            rules.add(new RuleUnit(this, rule));
        }
    }

    private ModuleUnit(ModuleUnit whole, List<RuleUnit> rules) {
        this.source = whole.source;
        this.scan = whole.scan;
        this.path = whole.path;
        this.version = whole.version;
        this.lowestVersion = whole.lowestVersion;
        this.rules = rules;
    }

    /** The module in parts of at most so many rules, for stages that look at each rule by itself. */
    public List<ModuleUnit> parts(int most) {
        if (rules.size() <= most) {
            return List.of(this);
        }
        List<ModuleUnit> parts = new ArrayList<>();
        for (int from = 0; from < rules.size(); from += most) {
            parts.add(new ModuleUnit(this, rules.subList(from, Math.min(rules.size(), from + most))));
        }
        return parts;
    }

    public List<Import> imports() {
        return source.imports();
    }

    /** The module with its rules as they are now. */
    public RegoModule tree() {
        return source.withRules(rules.stream().map(RuleUnit::tree).toList());
    }

    public boolean isAtLeastV1() {
        return version.isAtLeast(RegoVersion.V1);
    }

    /** Each rule, followed by its {@code else} rules. */
    public void eachRule(Consumer<RuleUnit> action) {
        for (RuleUnit rule : rules) {
            for (RuleUnit unit = rule; unit != null; unit = unit.elseRule) {
                action.accept(unit);
            }
        }
    }

    private static RegoVersion version(RegoModule module, RegoVersion base) {
        RegoVersion version = base;
        for (Import imported : module.imports()) {
            RegoVersion named = imported.regoVersion().orElse(version);
            version = named.isAtLeast(version) ? named : version;
        }
        return version;
    }
}
