package io.rego4j.format.layout;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Import;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.target.ImportPlan;
import io.rego4j.format.target.PlannedImport;
import io.rego4j.format.text.InlinePrinter;
import io.rego4j.format.text.LayoutFailure;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.format.text.SourceLocation;
import io.rego4j.internal.go.GoSort;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a module: the package, then imports and rules in the order in which they stood. */
public final class ModuleWriter {
    private final WriterContext w;
    private final FormatOptions options;
    private final ImportWriter imports;
    private LayoutPlan plan = LayoutPlan.NONE;
    private int[] starts = {};
    /** The comments that a builder put before imports that are left out. */
    private final List<Comment> left = new ArrayList<>();

    ModuleWriter(WriterContext w, FormatOptions options) {
        this.w = w;
        this.options = options;
        this.imports = new ImportWriter(w);
    }

    /**
     * An import or a rule with its place.
     *
     * @param number the rule's number, from 1; 0 for an import
     */
    private record Statement(
            @Nullable PlannedImport imp, @Nullable Rule rule, int number, SourceLocation place) {}

    /**
     * Writes a module.
     *
     * @param plan how each {@linkplain Layout#Layout statement} is laid out
     * @param starts takes the offset in the text at which each of them starts
     */
    void write(RegoModule module, LayoutPlan plan, int[] starts) {
        this.plan = plan;
        this.starts = starts;
        List<Statement> statements = statements(module);
        List<PlannedImport> first = takeImportsThatFollowRules(statements);
        writePackage(module.pkg());
        writeLeft();
        imports.write(first);
        int i = 0;
        while (i < statements.size()) {
            start(0);
            List<PlannedImport> imps = new ArrayList<>();
            for (; i < statements.size() && statements.get(i).imp() != null; i++) {
                imps.add(statements.get(i).imp());
            }
            imports.write(imps);
            int from = i;
            while (i < statements.size() && statements.get(i).rule() != null) {
                i++;
            }
            writeRules(statements.subList(from, i));
        }
        start(starts.length - 1);
        w.comments.writeRest();
    }

    private void start(int statement) {
        w.use(plan.isExact(statement));
        if (starts[statement] < 0) {
            starts[statement] = w.out.length();
        }
    }

    private List<Statement> statements(RegoModule module) {
        List<PlannedImport> had = new ArrayList<>();
        for (Import imp : module.imports()) {
            had.add(new PlannedImport(imp, w.places.of(imp), false));
        }
        List<Statement> statements = new ArrayList<>();
        boolean unsorted = options.ignorePlaces();
        List<PlannedImport> planned = ImportPlan.of(had, w.style, options);
        Set<Import> written = Collections.newSetFromMap(new IdentityHashMap<>());
        planned.forEach(imp -> written.add(imp.node()));
        module.imports().stream()
                .filter(imp -> !written.contains(imp))
                .forEach(imp -> left.addAll(imp.origin().comments()));
        for (PlannedImport imp : planned) {
            statements.add(new Statement(imp, null, 0, imp.place()));
            unsorted |= !imp.place().assigned();
        }
        int number = 0;
        for (Rule rule : module.rules()) {
            Statement statement = new Statement(null, rule, ++number, w.places.of(rule));
            statements.add(statement);
            unsorted |= !statement.place().assigned();
        }
        if (unsorted) {
            GoSort.sort(statements, (a, b) -> a.place().compareTo(b.place()));
        }
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
            follows |= hasAssignedPlace(statement) && statement.place().row() >= firstRule;
        }
        List<PlannedImport> taken = new ArrayList<>();
        if (follows) {
            for (Statement statement : statements) {
                if (hasAssignedPlace(statement)) {
                    taken.add(statement.imp());
                }
            }
            statements.removeIf(ModuleWriter::hasAssignedPlace);
        }
        return taken;
    }

    private static boolean hasAssignedPlace(Statement statement) {
        return statement.imp() != null && statement.place().assigned();
    }

    void writePackage(RegoPackage pkg) {
        w.comments.insert(w.places.of(pkg));
        w.comments.writeOwn(pkg);
        w.comments.startLine();
        RefTerm path = pkg.path();
        if (path.terms().size() < 2 || !(path.terms().get(1) instanceof StringTerm first)) {
            throw new LayoutFailure("invalid package path: " + InlinePrinter.of(path));
        }
        List<Term> written =
                new ArrayList<>(path.terms().subList(1, path.terms().size()));
        written.set(0, new VarTerm(first.value()));
        w.out.write("package ");
        w.comments.withoutComments(() -> w.refs.write(written));
        w.comments.blankLine();
    }

    /** Writes the comments that a builder put before imports that are left out. */
    private void writeLeft() {
        if (!left.isEmpty()) {
            w.comments.write(LocatedComment.inRows(left));
            w.comments.blankLine();
        }
    }

    private void writeRules(List<Statement> rules) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rule(rules.get(i));
            SourceLocation place = rules.get(i).place();
            start(rules.get(i).number());
            w.comments.attempt(() -> w.comments.insert(place));
            Span span = rule.origin().span().orElse(null);
            if (span != null && plan.isKept(rules.get(i).number())) {
                keep(rule, span);
            } else {
                w.comments.attempt(() -> w.rules.write(rule));
            }
            boolean grouped = i < rules.size() - 1
                    && rules.get(i + 1).place().row() == place.row() + 1
                    && w.rules.isOneLiner(rule)
                    && w.rules.isOneLiner(rule(rules.get(i + 1)));
            if (!grouped) {
                w.comments.blankLine();
            }
        }
    }

    /** Writes the text that a rule had, with the comments in it. */
    private void keep(Rule rule, Span span) {
        int lastRow = span.source().row(span.end() - 1);
        w.pending.forgetWaiting(rule.origin().row(), lastRow);
        w.comments.startLine();
        w.out.write(rule.origin().text());
        while (!w.pending.isEmpty() && w.pending.next().comment().origin().start() < span.end()) {
            w.pending.take();
        }
        while (!w.pending.isEmpty() && w.pending.nextRow() == lastRow) {
            w.pending.await(w.pending.take());
        }
        w.comments.endLine();
    }

    private static Rule rule(Statement statement) {
        return Objects.requireNonNull(statement.rule());
    }
}
