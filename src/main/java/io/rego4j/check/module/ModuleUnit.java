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
    public final List<RuleUnit> rules = new ArrayList<>();
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
        for (Rule rule : source.rules()) {
            rules.add(new RuleUnit(this, rule));
        }
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
