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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes groups of imports, sorted, each with the comment in its row: OPA's {@code writeImports}. */
public final class ImportWriter {
    private final WriterContext w;

    ImportWriter(WriterContext w) {
        this.w = w;
    }

    void write(List<PlannedImport> imports) throws UnexpectedComment {
        Map<PlannedImport, LocatedComment> beside = takeCommentsBeside(imports);
        for (List<PlannedImport> group : groups(imports)) {
            if (w.careful && group.get(0).added()) {
                // No comment belongs to it.
                w.comments.insert(SourceLocation.NOWHERE);
            } else {
                w.comments.insert(group.get(0).place());
            }
            List<PlannedImport> sorted = new ArrayList<>(group);
            sorted.sort((a, b) -> compare(a.node(), b.node()));
            for (PlannedImport imp : sorted) {
                w.comments.writeOwn(imp.node());
                w.out.startLine();
                write(imp);
                LocatedComment comment = beside.get(imp);
                if (comment != null) {
                    w.out.write(' ');
                    w.out.write(comment.text());
                }
                w.out.endLine();
            }
            w.out.blankLine();
        }
    }

    private Map<PlannedImport, LocatedComment> takeCommentsBeside(List<PlannedImport> imports) {
        Map<PlannedImport, LocatedComment> beside = new IdentityHashMap<>();
        if (w.queue.isEmpty() || imports.isEmpty()) {
            return beside;
        }
        List<LocatedComment> taken = w.queue.takeRows(row ->
                imports.stream().anyMatch(i -> mayHaveComment(i) && i.place().row() == row));
        for (LocatedComment comment : taken) {
            for (PlannedImport imp : imports) {
                if (mayHaveComment(imp) && imp.place().row() == comment.row()) {
                    beside.put(imp, comment);
                    break;
                }
            }
        }
        return beside;
    }

    /** OPA gives an import that it adds a row, and the comment that happens to stand there. */
    private boolean mayHaveComment(PlannedImport imp) {
        return !w.careful || !imp.added();
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

    private void write(PlannedImport planned) throws UnexpectedComment {
        Import imp = planned.node();
        w.out.write("import ");
        if (ImportPlan.futureKeyword(imp) != null) {
            writeFutureImport(imp, planned.added());
        } else {
            CommentQueue.Mark mark = w.queue.mark();
            w.queue.drop();
            w.refs.write(imp.path().terms());
            w.queue.reset(mark);
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
