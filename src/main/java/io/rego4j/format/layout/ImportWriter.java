package io.rego4j.format.layout;

import io.rego4j.ast.Import;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.target.ImportPlan;
import io.rego4j.format.target.PlannedImport;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.format.text.SourceLocation;
import io.rego4j.internal.go.GoQuote;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes groups of imports, sorted, each with the comment in its row: OPA's {@code writeImports}. */
public final class ImportWriter {
    private final WriterContext w;

    ImportWriter(WriterContext w) {
        this.w = w;
    }

    void write(List<PlannedImport> imports) {
        Map<PlannedImport, LocatedComment> beside = takeCommentsBeside(imports);
        for (List<PlannedImport> group : groups(imports)) {
            w.comments.insertBefore(group.get(0));
            List<PlannedImport> sorted = new ArrayList<>(group);
            sorted.sort((a, b) -> compare(a.node(), b.node()));
            for (PlannedImport imp : sorted) {
                w.comments.writeOwn(imp.node());
                w.comments.startLine();
                write(imp);
                LocatedComment comment = beside.get(imp);
                if (comment != null) {
                    w.out.write(' ');
                    w.out.write(comment.text());
                }
                w.comments.endLine();
            }
            w.comments.blankLine();
        }
    }

    private Map<PlannedImport, LocatedComment> takeCommentsBeside(List<PlannedImport> imports) {
        Map<PlannedImport, LocatedComment> beside = new IdentityHashMap<>();
        if (w.pending.isEmpty() || imports.isEmpty()) {
            return beside;
        }
        Map<Integer, PlannedImport> byRow = new HashMap<>();
        for (PlannedImport imp : imports) {
            if (w.comments.mayStandBeside(imp)) {
                byRow.putIfAbsent(imp.place().row(), imp);
            }
        }
        for (LocatedComment comment : w.pending.takeRows(row -> byRow.containsKey(row))) {
            PlannedImport imp = byRow.get(comment.row());
            if (imp != null) {
                beside.put(imp, comment);
            }
        }
        return beside;
    }

    /** A row without an import ends a group. */
    private static List<List<PlannedImport>> groups(List<PlannedImport> imports) {
        List<List<PlannedImport>> groups = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= imports.size(); i++) {
            if (i == imports.size()
                    || imports.get(i).place().row() - imports.get(i - 1).place().row() > 1) {
                groups.add(imports.subList(from, i));
                from = i;
            }
        }
        return groups;
    }

    private void write(PlannedImport planned) {
        Import imp = planned.node();
        w.out.write("import ");
        if (ImportPlan.futureKeyword(imp) != null) {
            writeFutureImport(imp, planned.added());
        } else {
            w.comments.withoutComments(() -> w.refs.write(imp.path().terms()));
        }
        if (imp.alias() != null) {
            w.out.write(" as ");
            w.out.write(imp.alias().name());
        }
    }

    /** {@code future.keywords.not} keeps its dots, keyword or not. */
    private void writeFutureImport(Import imp, boolean added) {
        List<Term> path = imp.path().terms();
        w.out.write(((VarTerm) path.get(0)).name());
        for (Term operand : path.subList(1, path.size())) {
            String name = ((StringTerm) operand).value();
            SourceLocation place = w.places.of(operand);
            boolean quoted =
                    !added && RegoVersion.V0.keywords().contains(name) && (place.assigned() || place.startsWith('"'));
            w.out.write(quoted ? "[" + GoQuote.quote(name) + "]" : "." + name);
        }
    }

    /** OPA's order of imports: by path, then by alias. */
    public static int compare(Import a, Import b) {
        int c = TermOrder.INSTANCE.compare(a.path(), b.path());
        return c != 0 ? c : alias(a).compareTo(alias(b));
    }

    private static String alias(Import imp) {
        return imp.alias() == null ? "" : imp.alias().name();
    }
}
