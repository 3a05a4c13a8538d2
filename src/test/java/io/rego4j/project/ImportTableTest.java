package io.rego4j.project;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which package may use which. A door is a package that users import; rooms lie below it. Nobody enters the rooms of another
 * door, doors know only those that come before them, and the rooms of one door have an order too.
 */
class ImportTableTest {
    private static final String ROOT = "io.rego4j";
    private static final int MAX_FILES = 28;
    /** The packages that have more: a file for each kind of node. */
    private static final Set<String> LARGE = Set.of("ast");

    private static final String TABLE = "<!-- table -->";
    /** Set this property to write the page anew: {@code mvn test -Dtest=ImportTableTest -Drego4j.docs=write}. */
    private static final boolean WRITE = "write".equals(System.getProperty("rego4j.docs"));

    /** Each door with those before it that it names; what these may use, it may use too. */
    private static final Map<String, List<String>> DOORS = new TreeMap<>(Map.ofEntries(
            Map.entry("internal", List.of()),
            Map.entry("source", List.of("internal")),
            Map.entry("yaml", List.of("source", "internal")),
            Map.entry("ast", List.of("source", "internal")),
            Map.entry("parse", List.of("ast")),
            Map.entry("json", List.of("ast")),
            Map.entry("check", List.of("ast")),
            Map.entry("format", List.of("parse")),
            Map.entry("dsl", List.of("check", "format")),
            Map.entry("codegen", List.of("dsl")),
            Map.entry("filter", List.of()),
            Map.entry("edit", List.of("check", "format")),
            Map.entry("opa", List.of("format", "json", "check", "filter")),
            Map.entry("bundle", List.of("opa")),
            Map.entry("junit", List.of("bundle")),
            Map.entry("lambda", List.of("bundle")),
            Map.entry("", List.of("json", "codegen", "edit")),
            Map.entry("migrate", List.of("")),
            Map.entry("playground", List.of("migrate", "bundle")),
            Map.entry("cli", List.of("", "migrate", "lambda", "playground", "yaml"))));

    /** Each room with the rooms of the same door that it may use. */
    private static final Map<String, List<String>> ROOMS = new TreeMap<>(Map.ofEntries(
            Map.entry("ast.order", List.of()),
            Map.entry("ast.text", List.of()),
            Map.entry("parse.antlr", List.of()),
            Map.entry("parse.token", List.of("antlr")),
            Map.entry("parse.classify", List.of("token", "antlr")),
            Map.entry("parse.problem", List.of("token", "antlr")),
            Map.entry("parse.build", List.of("classify", "problem", "token", "antlr")),
            Map.entry("parse.metadata", List.of()),
            Map.entry("parse.read", List.of("build", "metadata", "classify", "problem", "token", "antlr")),
            Map.entry("check.tree", List.of()),
            Map.entry("check.problem", List.of("tree")),
            Map.entry("check.module", List.of("problem", "tree")),
            Map.entry("check.safety", List.of("module", "problem", "tree")),
            Map.entry("check.types", List.of("module", "problem", "tree")),
            Map.entry("check.calls", List.of("types", "module", "problem", "tree")),
            Map.entry("check.conflict", List.of("types", "module", "problem", "tree")),
            Map.entry("check.resolve", List.of("safety", "module", "problem", "tree")),
            Map.entry("check.rewrite", List.of("safety", "module", "problem", "tree")),
            Map.entry("format.text", List.of()),
            Map.entry("format.prepare", List.of("text")),
            Map.entry("format.target", List.of("text")),
            Map.entry("format.layout", List.of("target", "text")),
            Map.entry("format.verify", List.of("layout", "target", "text")),
            Map.entry("dsl.value", List.of()),
            Map.entry("dsl.handle", List.of("value")),
            Map.entry("dsl.finish", List.of("value")),
            Map.entry("edit.plan", List.of()),
            Map.entry("edit.name", List.of("plan", "tree")),
            Map.entry("edit.tree", List.of()),
            Map.entry("edit.clean", List.of("name", "plan", "tree")),
            Map.entry("opa.engine", List.of()),
            Map.entry("opa.binary", List.of("engine")),
            Map.entry("opa.command", List.of("binary", "engine")),
            Map.entry("opa.rest", List.of("binary", "engine")),
            Map.entry("opa.filter", List.of("rest", "engine")),
            Map.entry("opa.server", List.of("filter", "rest", "command", "binary", "engine")),
            Map.entry("opa.tools", List.of()),
            Map.entry("opa.value", List.of()),
            Map.entry("opa.builtins", List.of("value")),
            Map.entry(
                    "opa.functions",
                    List.of(
                            "functions.crypto",
                            "functions.data",
                            "functions.graphql",
                            "functions.net",
                            "functions.pattern",
                            "functions.schema",
                            "functions.text",
                            "functions.time",
                            "builtins",
                            "value")),
            Map.entry("opa.functions.crypto", List.of("functions.text", "builtins", "value")),
            Map.entry("opa.functions.data", List.of("builtins", "value")),
            Map.entry("opa.functions.graphql", List.of("functions.text", "builtins", "value")),
            Map.entry(
                    "opa.functions.net",
                    List.of("functions.crypto", "functions.text", "functions.time", "builtins", "value")),
            Map.entry("opa.functions.pattern", List.of("functions.text", "builtins", "value")),
            Map.entry("opa.functions.schema", List.of("functions.text", "builtins", "value")),
            Map.entry("opa.functions.text", List.of("builtins", "value")),
            Map.entry("opa.functions.time", List.of("builtins", "value")),
            Map.entry("opa.evaluate", List.of("builtins", "value")),
            Map.entry("opa.plan", List.of("evaluate", "functions", "builtins", "value")),
            Map.entry("opa.inprocess", List.of("plan", "evaluate", "builtins", "value", "command", "binary", "engine")),
            Map.entry("bundle.json", List.of()),
            Map.entry("bundle.manifest", List.of("json")),
            Map.entry("bundle.content", List.of("manifest", "json")),
            Map.entry("bundle.signature", List.of("manifest", "json")),
            Map.entry("bundle.server", List.of()),
            Map.entry("lambda.pack", List.of()),
            Map.entry("cli.command", List.of()),
            Map.entry("cli.file", List.of("command")),
            Map.entry("cli.fmt", List.of("file", "command")),
            Map.entry("cli.migrate", List.of("file", "command")),
            Map.entry("cli.refactor", List.of("file", "command")),
            Map.entry("cli.bundle", List.of("file", "command")),
            Map.entry("cli.conformance", List.of("command")),
            Map.entry("internal.go", List.of()),
            Map.entry("internal.yaml", List.of("go", "deep")),
            Map.entry("internal.language", List.of()),
            Map.entry("internal.values", List.of()),
            Map.entry("internal.deep", List.of()),
            Map.entry("internal.io", List.of()),
            Map.entry("internal.library", List.of()),
            Map.entry("internal.crypto", List.of())));

    /** Doors of which only these classes enter the rooms; the others are values, which the rooms may use in turn. */
    private static final Map<String, Set<String>> ENTRIES = Map.of(
            "check", Set.of("check.Checker", "check.CompilerStages", "check.SeparateChecks", "check.NameResolution"),
            "edit", Set.of("edit.Edit", "edit.Refactoring"));

    /** What is against the table and stays, with its reason; one that is gone must leave this list. */
    private static final Set<String> EXCEPTIONS = Set.of(
            "format.Formatter -> parse.read.ModuleAssembler",
            "format.Formatter -> parse.read.Parsed",
            "format.verify.WrittenTextReader -> parse.read.ModuleAssembler",
            "format.verify.WrittenTextReader -> parse.read.Parsed",
            "format.text.InlinePrinter -> ast.text.NodeText");

    /** Libraries and the only packages that may name them: each is hidden behind one door. */
    private static final Map<String, List<String>> HIDDEN = Map.of(
            "org.antlr..", List.of("parse.."),
            "info.picocli..", List.of("cli.."),
            "picocli..", List.of("cli.."),
            "com.github.difflib..", List.of("cli.file"),
            "org.junit..", List.of("junit"),
            "com.palantir.javapoet..", List.of("codegen"),
            "org.snakeyaml..", List.of("yaml", "internal.yaml", "opa.functions.text"),
            "com.nimbusds..", List.of("bundle.signature", "internal.crypto"),
            "org.apache.commons.compress..", List.of("bundle.content", "opa.inprocess"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // The build folder may have any name: the tests' classes lie in test-classes below it.
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> known = new TreeSet<>(DOORS.keySet());
        known.addAll(ROOMS.keySet());
        Set<String> found = new TreeSet<>();
        CLASSES.forEach(type -> found.add(name(type)));
        found.add("internal");
        assertThat(found).isEqualTo(known);
    }

    @Test
    void noPackageHasMoreFilesThanAReaderCanHold() throws IOException {
        Map<String, Long> tooMany = new TreeMap<>();
        for (String name :
                Stream.concat(DOORS.keySet().stream(), ROOMS.keySet().stream()).toList()) {
            try (Stream<Path> files = Files.list(folder(name))) {
                long count =
                        files.filter(file -> file.toString().endsWith(".java")).count();
                if (count > MAX_FILES) {
                    tooMany.put(name, count);
                }
            }
        }
        assertThat(tooMany.keySet()).isEqualTo(LARGE);
    }

    @Test
    void eachClassUsesOnlyWhatTheTableAllows() {
        Set<String> against = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT) && !isAllowed(type, target)) {
                    against.add(outer(type) + " -> " + outer(target));
                }
            }
        }
        assertThat(against).isEqualTo(new TreeSet<>(EXCEPTIONS));
    }

    @Test
    void thePageShowsTheTable() throws IOException {
        Path page = Path.of("docs/architecture.md");
        String text = Files.readString(page);
        int start = text.indexOf(TABLE) + TABLE.length();
        int end = text.indexOf("<!-- end of table -->");
        String wanted = text.substring(0, start) + "\n" + table() + text.substring(end);
        if (WRITE) {
            Files.writeString(page, wanted);
        }
        assertThat(Files.readString(page)).isEqualTo(wanted);
    }

    private static String table() throws IOException {
        StringBuilder table = new StringBuilder("| package | subject | may use |\n|---|---|---|\n");
        for (String door : DOORS.keySet()) {
            if (!door.equals("internal")) {
                String before = String.join(", ", DOORS.get(door)).replaceAll("^,", "`io.rego4j`,");
                table.append(row(door, before));
            }
            for (String room : ROOMS.keySet()) {
                if (door(room).equals(door)) {
                    table.append(row(room, String.join(", ", ROOMS.get(room))));
                }
            }
        }
        return table.toString();
    }

    private static String row(String name, String uses) throws IOException {
        String subject = Files.readString(folder(name).resolve("package-info.java"))
                .replaceAll("(?s)^/\\*\\*|\\*/.*", "")
                .replaceAll("\\s*\\n? \\* ?", " ")
                .replaceAll("\\{@(?:link|linkplain|code) [\\w.]*\\.([A-Z]\\w*)\\}", "`$1`")
                .replaceAll("\\{@(?:link|linkplain) \\S+\\s+([^}]*)\\}", "$1")
                .replaceAll("\\{@code ([^}]*)\\}", "`$1`")
                .strip()
                .replaceAll("(?s)^(.*?[^.])\\.( .*)?$", "$1");
        return "| `" + (name.isEmpty() ? ROOT : name) + "` | " + subject + " | " + uses + " |\n";
    }

    @Test
    void theTableHasNoCycle() {
        for (String door : DOORS.keySet()) {
            assertThat(before(door, DOORS)).as(door).doesNotContain(door);
        }
        Map<String, List<String>> rooms = new TreeMap<>();
        ROOMS.forEach((room, others) -> rooms.put(
                room, others.stream().map(other -> door(room) + "." + other).toList()));
        for (String room : rooms.keySet()) {
            assertThat(before(room, rooms)).as(room).doesNotContain(room);
        }
    }

    @Test
    void eachLibraryIsUsedOnlyBehindItsDoor() {
        HIDDEN.forEach((library, rooms) -> noClasses()
                .that()
                .resideOutsideOfPackages(
                        rooms.stream().map(room -> ROOT + "." + room).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES));
    }

    @Test
    void theTreeNeedsNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".source..", ROOT + ".ast..", ROOT + ".format..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", ROOT + "..")
                .check(CLASSES);
    }

    private static boolean isAllowed(JavaClass type, JavaClass target) {
        String from = name(type);
        String to = name(target);
        Set<String> entries = ENTRIES.get(from);
        if (from.equals(to)) {
            return true;
        } else if (entries != null && ROOMS.containsKey(to) && door(from).equals(door(to))) {
            return entries.contains(outer(type));
        } else if (ENTRIES.getOrDefault(to, Set.of()).contains(outer(target))
                && door(from).equals(to)) {
            return false;
        }
        String door = door(from);
        if (!door.equals(door(to))) {
            // Another door, and never a room behind it; what is internal has no door.
            return before(door, DOORS).contains(door(to)) && (!ROOMS.containsKey(to) || to.startsWith("internal."));
        }
        // A door uses its rooms, and these its plain values and each other in their order.
        return from.equals(door)
                || to.equals(door)
                || ROOMS.get(from).stream().anyMatch(room -> to.equals(door + "." + room));
    }

    /** What stands before a door or a room: those that the table names for it, those that it names for these, and so on. */
    private static Set<String> before(String name, Map<String, List<String>> table) {
        Set<String> found = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(table.get(name));
        while (!open.isEmpty()) {
            String other = open.pop();
            if (found.add(other)) {
                open.addAll(table.get(other));
            }
        }
        return found;
    }

    private static Path folder(String name) {
        return Path.of("src/main/java/io/rego4j", name.split("\\."));
    }

    private static String name(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    private static String door(String room) {
        int dot = room.indexOf('.');
        return dot < 0 ? room : room.substring(0, dot);
    }

    private static String outer(JavaClass type) {
        return type.getFullName().substring(ROOT.length() + 1).replaceAll("\\$.*", "");
    }
}
