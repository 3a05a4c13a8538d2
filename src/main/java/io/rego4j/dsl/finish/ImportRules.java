package io.rego4j.dsl.finish;

import io.rego4j.ast.Import;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.internal.language.Keywords;
import io.rego4j.internal.language.NameRules;
import io.rego4j.source.RegoVersion;
import java.util.List;

/** What can be imported: documents of {@code input} and {@code data}, versions of Rego, and keywords. */
public final class ImportRules {
    private ImportRules() {}

    /**
     * The path, if it is one of an import in any version.
     *
     * @throws IllegalArgumentException if it is not; the message says what an import looks like
     */
    public static RefTerm checkPath(RefTerm path) {
        List<Term> operands = path.terms().subList(1, path.terms().size());
        boolean names = operands.stream().allMatch(StringTerm.class::isInstance);
        if (!(path.head() instanceof VarTerm root) || !isRoot(root.name()) || !names) {
            throw new IllegalArgumentException(
                    "an import is a path of names below input, data, rego or future, not " + path);
        }
        List<String> below =
                operands.stream().map(operand -> ((StringTerm) operand).value()).toList();
        if (root.name().equals("rego") && !below.equals(List.of("v1")) && !below.equals(List.of("v2"))) {
            throw new IllegalArgumentException("import " + path + ": the versions are rego.v1 and rego.v2");
        } else if (root.name().equals("future") && !isKeywords(below)) {
            throw new IllegalArgumentException("import " + path
                    + ": it is future.keywords, or future.keywords with one of and, contains, every, if,"
                    + " in, not, or");
        }
        return path;
    }

    private static boolean isRoot(String name) {
        return NameRules.isRootDocument(name) || NameRules.isDirective(name);
    }

    private static boolean isKeywords(List<String> below) {
        return !below.isEmpty()
                && below.get(0).equals("keywords")
                && (below.size() == 1 || below.size() == 2 && Keywords.IMPORTABLE.contains(below.get(1)));
    }

    /**
     * Checks the name that an import has in a module.
     *
     * @throws IllegalArgumentException if it is a keyword of the version, or the import can have no name
     */
    public static void checkName(Import imported, RegoVersion version) {
        boolean directive = imported.isDirective();
        if (directive && imported.alias() != null) {
            throw new IllegalArgumentException(
                    "import " + imported.path() + ": it brings no name, so it cannot be given another one");
        } else if (!directive && RegoNames.isKeyword(imported.name(), version)) {
            throw new IllegalArgumentException("import " + imported.path() + ": " + RegoNames.quote(imported.name())
                    + " is a keyword of Rego " + version + ": give it another name with imports(path, alias)");
        }
    }
}
