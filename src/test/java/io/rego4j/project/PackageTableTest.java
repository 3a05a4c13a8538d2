package io.rego4j.project;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which package may use which: a step of the way of the data never knows the next one. */
class PackageTableTest {
    private static final String ROOT = "io.rego4j";

    /** Each package of the project with those that it may name. What these may name, it may name too. */
    private static final Map<String, List<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("source", List.of()),
            Map.entry("ast", List.of("source")),
            Map.entry("parse", List.of("ast", "parse.antlr")),
            Map.entry("parse.antlr", List.of()),
            Map.entry("format", List.of("ast")),
            Map.entry("json", List.of("ast")),
            Map.entry("check", List.of("ast")),
            Map.entry("dsl", List.of("ast", "check")),
            Map.entry("codegen", List.of("ast", "dsl")),
            Map.entry("opa", List.of("ast", "check", "format", "json")),
            Map.entry("bundle", List.of("ast", "format", "opa")),
            Map.entry("lambda", List.of("bundle")),
            Map.entry(
                    "cli",
                    List.of("", "parse", "format", "json", "check", "dsl", "codegen", "opa", "bundle", "lambda")),
            Map.entry("", List.of("parse", "format", "json", "check", "dsl", "codegen", "opa", "bundle", "lambda"))));

    /** Libraries and the only packages that may name them: each is hidden behind one door. */
    private static final Map<String, List<String>> HIDDEN = Map.of(
            "org.antlr..", List.of("parse", "parse.antlr"),
            "info.picocli..", List.of("cli"),
            "picocli..", List.of("cli"),
            "com.github.difflib..", List.of("cli"),
            "com.palantir.javapoet..", List.of("codegen"),
            "org.snakeyaml..", List.of("parse", "bundle"),
            "com.nimbusds..", List.of("bundle"),
            "org.apache.commons.compress..", List.of("bundle"),
            "com.styra.opa..", List.of("opa"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // The build folder may have any name: the tests' classes lie in test-classes below it.
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    @Test
    void every_package_stands_in_the_table() {
        assertThat(packages()).isSubsetOf(MAY_USE.keySet());
    }

    @Test
    void each_package_uses_only_what_the_table_allows() {
        for (String name : packages()) {
            Set<String> allowed = reachable(name);
            String[] forbidden = MAY_USE.keySet().stream()
                    .filter(other -> !allowed.contains(other))
                    .map(PackageTableTest::full)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(full(name))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .because("the table of packages says so")
                    .check(CLASSES);
        }
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void each_library_is_used_only_behind_its_door() {
        HIDDEN.forEach((library, doors) -> noClasses()
                .that()
                .resideOutsideOfPackages(
                        doors.stream().map(PackageTableTest::full).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES));
    }

    @Test
    void the_tree_needs_nothing_but_the_jdk() {
        noClasses()
                .that()
                .resideInAnyPackage(full("source"), full("ast"), full("format"))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", ROOT + "..")
                .check(CLASSES);
    }

    private static Set<String> packages() {
        Set<String> names = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String name = type.getPackageName();
            names.add(name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1));
        }
        return names;
    }

    /** A package, what it may name, what these may name, and so on. */
    private static Set<String> reachable(String name) {
        Set<String> found = new HashSet<>();
        found.add(name);
        for (String other : MAY_USE.get(name)) {
            found.addAll(reachable(other));
        }
        return found;
    }

    private static String full(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }
}
