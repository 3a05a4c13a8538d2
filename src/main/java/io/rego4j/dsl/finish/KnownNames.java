package io.rego4j.dsl.finish;

import io.rego4j.ast.Import;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What all rules of a module know.
 *
 * @param imports the imports of the module
 * @param globals {@code input}, {@code data}, the names of the imports, and those of the rules of the package as far as its
 *     modules are known
 */
public record KnownNames(List<Import> imports, Set<String> globals) {
    public KnownNames {
        imports = List.copyOf(imports);
        globals = Set.copyOf(globals);
    }

    /** The names for a module with these parts. */
    public static KnownNames of(
            RegoPackage pkg, List<Import> imports, List<Rule> rules, Collection<RegoModule> others) {
        Set<String> globals = new HashSet<>(DeclaredNames.globals(imports, rules));
        globals.add("input");
        globals.add("data");
        for (RegoModule other : others) {
            if (other.pkg().equals(pkg)) {
                globals.addAll(DeclaredNames.globals(List.of(), other.rules()));
            }
        }
        return new KnownNames(imports, globals);
    }
}
