package io.rego4j.format.target;

import io.rego4j.ast.Import;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.text.SourceLocation;
import io.rego4j.internal.language.Keywords;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which imports a text needs for its versions: OPA's {@code formatImports}. */
public final class ImportPlan {
    private final FormatOptions options;
    private final SyntaxStyle style;
    private final List<PlannedImport> imports;

    private ImportPlan(List<PlannedImport> imports, SyntaxStyle style, FormatOptions options) {
        this.imports = new ArrayList<>(imports);
        this.style = style;
        this.options = options;
    }

    public static List<PlannedImport> of(List<PlannedImport> imports, SyntaxStyle style, FormatOptions options) {
        ImportPlan plan = new ImportPlan(imports, style, options);
        if (options.from() == RegoVersion.V2) {
            plan.forV2();
        } else if (options.to() == RegoVersion.V2) {
            plan.upToV2();
        } else {
            plan.upToV1();
        }
        return plan.imports;
    }

    private void forV2() {
        if (options.dropV0Imports()) {
            imports.removeIf(i -> isRegoV1(i.node()) || isRegoV2(i.node()) || isFuture(i.node()));
        }
    }

    private void upToV2() {
        if (!imports(ImportPlan::isRegoV2)) {
            add("rego", "v2");
        }
        imports.removeIf(i -> isRegoV1(i.node()) || isFuture(i.node()));
    }

    private void upToV1() {
        boolean v2 = imports(ImportPlan::isRegoV2);
        if (v2 || options.from() == RegoVersion.V1 && options.dropV0Imports()) {
            imports.removeIf(i -> isRegoV1(i.node()));
        } else if (options.from() != options.to() && !imports(ImportPlan::isRegoV1)) {
            add("rego", "v1");
        }
        boolean v1 = v2 || imports(ImportPlan::isRegoV1);
        if (options.to() != RegoVersion.V1 && !v1) {
            style.extraKeywords().forEach(this::ensureFutureKeyword);
            return;
        }
        if (!options.dropV0Imports() && !v1) {
            style.futureKeywords().forEach(this::ensureFutureKeyword);
        } else {
            imports.removeIf(i -> isFuture(i.node()));
        }
        if (!v2) {
            style.extraKeywords().stream().filter(Keywords.OF_V2::contains).forEach(this::ensureFutureKeyword);
        }
    }

    private boolean imports(Predicate<Import> wanted) {
        for (PlannedImport each : imports) {
            if (wanted.test(each.node())) {
                return true;
            }
        }
        return false;
    }

    private void ensureFutureKeyword(String keyword) {
        for (PlannedImport i : imports) {
            if (isAllFutureKeywords(i.node())
                    || isFutureKeyword(i.node(), keyword)
                    // Importing every imports in as well.
                    || isFutureKeyword(i.node(), "every") && keyword.equals("in")) {
                return;
            }
        }
        add("future", "keywords", keyword);
    }

    /** Adds an import in the row after the last one of its kind. */
    private void add(String head, String... names) {
        int last = 0;
        for (PlannedImport i : imports) {
            if (isFuture(i.node()) || isRegoV1(i.node())) {
                last = Math.max(last, i.place().row());
            }
        }
        List<Term> path = new ArrayList<>();
        path.add(new VarTerm(head));
        for (String name : names) {
            path.add(new StringTerm(name));
        }
        Import added = new Import(new RefTerm(path), null);
        imports.add(new PlannedImport(added, SourceLocation.assignedTo(added, last == 0 ? 1 : last + 1), true));
    }

    public static boolean isRegoV1(Import imp) {
        return is(imp, "rego", "v1");
    }

    public static boolean isRegoV2(Import imp) {
        return is(imp, "rego", "v2");
    }

    public static boolean isAllFutureKeywords(Import imp) {
        return is(imp, "future", "keywords");
    }

    public static boolean isFutureKeyword(Import imp, String keyword) {
        return is(imp, "future", "keywords", keyword);
    }

    /** True for any import below {@code future}. */
    private static boolean isFuture(Import imp) {
        return imp.path().startsWith("future");
    }

    /** The keyword that an import brings; null if it brings none, all, or one under another name. */
    public static @Nullable String futureKeyword(Import imp) {
        List<Term> path = imp.path().terms();
        if (imp.alias() == null
                && path.size() == 3
                && path.get(2) instanceof StringTerm last
                && isFutureKeyword(imp, last.value())) {
            return last.value();
        }
        return null;
    }

    private static boolean is(Import imp, String head, String... names) {
        List<Term> path = imp.path().terms();
        if (path.size() != names.length + 1
                || !(path.get(0) instanceof VarTerm first && first.name().equals(head))) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!(path.get(i + 1) instanceof StringTerm name && name.value().equals(names[i]))) {
                return false;
            }
        }
        return true;
    }
}
