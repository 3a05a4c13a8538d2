package io.rego4j.format;

import io.rego4j.ast.GoSort;
import io.rego4j.ast.Import;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a module: the package, then imports and rules in the order in which they stood. */
final class ModuleWriter {
    private final Writing w;
    private final FormatOptions options;
    private final ImportWriter imports;

    ModuleWriter(Writing w, FormatOptions options) {
        this.w = w;
        this.options = options;
        this.imports = new ImportWriter(w);
    }

    /** An import or a rule with its place. */
    private record Statement(
            @Nullable PlannedImport imp, @Nullable Rule rule, Place place) {}

    void write(RegoModule module) throws UnexpectedComment {
        List<Statement> statements = statements(module);
        List<PlannedImport> first = takeImportsThatFollowRules(statements);
        writePackage(module.pkg());
        imports.write(first);
        int i = 0;
        while (i < statements.size()) {
            List<PlannedImport> imps = new ArrayList<>();
            for (; i < statements.size() && statements.get(i).imp() != null; i++) {
                imps.add(statements.get(i).imp());
            }
            imports.write(imps);
            List<Rule> rules = new ArrayList<>();
            for (; i < statements.size() && statements.get(i).rule() != null; i++) {
                rules.add(statements.get(i).rule());
            }
            writeRules(rules);
        }
        writeCommentsLeft();
    }

    private void writeCommentsLeft() {
        if (w.careful) {
            w.comments.write(w.queue.takeBefore(Integer.MAX_VALUE));
            w.out.flushWaiting();
        }
        while (!w.queue.isEmpty()) {
            w.out.writeComment(w.queue.take());
        }
    }

    private List<Statement> statements(RegoModule module) {
        List<PlannedImport> had = new ArrayList<>();
        for (Import imp : module.imports()) {
            had.add(new PlannedImport(imp, w.places.of(imp), false));
        }
        List<Statement> statements = new ArrayList<>();
        for (PlannedImport imp : ImportPlan.of(had, w.style, options)) {
            statements.add(new Statement(imp, null, imp.place()));
        }
        for (Rule rule : module.rules()) {
            statements.add(new Statement(null, rule, w.places.of(rule)));
        }
        GoSort.sort(statements, (a, b) -> a.place().compareTo(b.place()));
        return statements;
    }

    /** An import that was put after a rule has no effect there: then all that have no place of their own go first. */
    private static List<PlannedImport> takeImportsThatFollowRules(List<Statement> statements) {
        int firstRule = Integer.MAX_VALUE;
        for (Statement statement : statements) {
            if (statement.rule() != null) {
                firstRule = Math.min(firstRule, statement.place().row());
            }
        }
        boolean follows = false;
        for (Statement statement : statements) {
            follows |= isPut(statement) && statement.place().row() >= firstRule;
        }
        List<PlannedImport> taken = new ArrayList<>();
        if (follows) {
            for (Statement statement : statements) {
                if (isPut(statement)) {
                    taken.add(statement.imp());
                }
            }
            statements.removeIf(ModuleWriter::isPut);
        }
        return taken;
    }

    private static boolean isPut(Statement statement) {
        return statement.imp() != null && statement.place().assigned();
    }

    void writePackage(RegoPackage pkg) throws UnexpectedComment {
        w.comments.insert(w.places.of(pkg));
        w.comments.writeOwn(pkg);
        w.out.startLine();
        RefTerm path = pkg.path();
        if (path.terms().size() < 2 || !(path.terms().get(1) instanceof StringTerm first)) {
            throw new LayoutFailure("invalid package path: " + OneLine.of(path));
        }
        List<Term> written =
                new ArrayList<>(path.terms().subList(1, path.terms().size()));
        written.set(0, new VarTerm(first.value()));
        w.out.write("package ");
        CommentQueue.Mark mark = w.queue.mark();
        w.queue.drop();
        w.refs.write(written);
        w.queue.reset(mark);
        w.out.blankLine();
    }

    private void writeRules(List<Rule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            Place place = w.places.of(rule);
            w.tolerating(() -> w.comments.insert(place));
            w.tolerating(() -> w.rules.write(rule));
            boolean grouped = i < rules.size() - 1
                    && w.rules.isOneLiner(rule)
                    && w.rules.isOneLiner(rules.get(i + 1))
                    && w.places.of(rules.get(i + 1)).row() == place.row() + 1;
            if (!grouped) {
                w.out.blankLine();
            }
        }
    }
}
