package io.rego4j.format.layout;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeVisitor;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Not;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.target.PlannedImport;
import io.rego4j.format.text.LayoutFailure;
import io.rego4j.format.text.LineBuffer;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.source.Source;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a node in OPA's layout, even where that harms it, or in the exact one: OPA's {@code AstWithOpts}. */
public final class Layout {
    private final FormatOptions options;
    private final LayoutPlan plan;
    private int[] starts = {};

    /**
     * A layout.
     *
     * @param plan how each statement of a module is laid out: 0 is for the package and the imports, then
     *     come the rules, and {@link #statements} is one more than the number of what follows the last one
     */
    public Layout(FormatOptions options, LayoutPlan plan) {
        this.options = options;
        this.plan = plan;
    }

    /** The number of parts of a module that have a layout of their own. */
    public static int statements(RegoModule module) {
        return module.rules().size() + 2;
    }

    /**
     * The text of a node.
     *
     * @throws LayoutFailure where OPA's formatter gives up
     */
    public String write(Node node) {
        return write(node, ModuleFacts.of(node, plan.isAll()));
    }

    /** As {@link #write(Node)}, with the facts of the node, which were collected before. */
    public String write(Node node, ModuleFacts facts) {
        LineBuffer out = new LineBuffer(room(node));
        List<LocatedComment> comments = comments(node);
        BitSet templateRows = plan.isNone() || comments.isEmpty() ? new BitSet() : templateRows(node);
        WriterContext w = new WriterContext(
                facts.style(options),
                facts.places(options),
                out,
                comments,
                templateRows,
                !(node instanceof RegoModule));
        w.use(plan.isExact(0));
        node.accept(new Writers(w));
        if (!w.failures.isEmpty()) {
            throw new LayoutFailure(String.join("; ", w.failures));
        }
        return out.finished();
    }

    /** The length of the source text is an estimate of that of the text to be written. */
    private static int room(Node node) {
        Source source = node instanceof RegoModule ? node.origin().source() : null;
        return source == null ? 1024 : source.text().length() + 64;
    }

    /** Where in the text of the module that was written last each statement starts; -1 for those that were not reached. */
    public int[] starts() {
        return starts;
    }

    /** Calls the writer of a node. */
    private final class Writers implements NodeVisitor<@Nullable Void> {
        private final WriterContext w;

        Writers(WriterContext w) {
            this.w = w;
        }

        private @Nullable Void done(Runnable step) {
            step.run();
            return null;
        }

        @Override
        public @Nullable Void visitModule(RegoModule module) {
            starts = new int[statements(module)];
            Arrays.fill(starts, -1);
            return done(() -> new ModuleWriter(w, options).write(module, plan, starts));
        }

        @Override
        public @Nullable Void visitPackage(RegoPackage pkg) {
            return done(() -> new ModuleWriter(w, options).writePackage(pkg));
        }

        @Override
        public @Nullable Void visitImport(Import imported) {
            PlannedImport planned = new PlannedImport(imported, w.places.of(imported), false);
            return done(() -> new ImportWriter(w).write(List.of(planned)));
        }

        @Override
        public @Nullable Void visitRule(Rule rule) {
            return done(() -> w.rules.write(rule));
        }

        @Override
        public @Nullable Void visitHead(Head head) {
            return done(() -> w.heads.write(head, false, false));
        }

        @Override
        public @Nullable Void visitBody(Body body) {
            return done(() -> w.bodies.write(body));
        }

        @Override
        public @Nullable Void visitExpr(Expr expr) {
            return done(() -> w.exprs.write(expr));
        }

        @Override
        public @Nullable Void visitWith(With with) {
            return done(() -> w.exprs.write(with));
        }

        @Override
        public @Nullable Void visitTerm(Term term) {
            return done(() -> w.terms.write(term));
        }

        @Override
        public @Nullable Void visitCall(CallTerm call) {
            return visitTerm(call);
        }

        @Override
        public @Nullable Void visitSomeDecl(SomeDecl some) {
            return asExpr(some);
        }

        @Override
        public @Nullable Void visitEvery(Every every) {
            return asExpr(every);
        }

        @Override
        public @Nullable Void visitNot(Not not) {
            return asExpr(not);
        }

        @Override
        public @Nullable Void visitLogicalAnd(LogicalAnd and) {
            return asExpr(and);
        }

        @Override
        public @Nullable Void visitLogicalOr(LogicalOr or) {
            return asExpr(or);
        }

        private @Nullable Void asExpr(ExprTerms terms) {
            return visitExpr(new Expr(terms, List.of(), false, false, terms.origin()));
        }

        @Override
        public @Nullable Void visitComment(Comment comment) {
            return done(() -> w.comments.write(List.of(LocatedComment.of(comment, null))));
        }

        @Override
        public @Nullable Void visitAnnotations(Annotations annotations) {
            throw new LayoutFailure("nothing to write for METADATA without a rule or package");
        }
    }

    /** The rows of template strings but their last ones: a comment in such a row is inside the string. */
    private static BitSet templateRows(Node node) {
        BitSet rows = new BitSet();
        for (TemplateStringTerm template : NodeWalk.all(node, TemplateStringTerm.class)) {
            template.origin().span().ifPresent(span -> {
                Source source = span.source();
                rows.set(source.row(span.start()), source.row(span.end()));
            });
        }
        return rows;
    }

    private List<LocatedComment> comments(Node node) {
        return node instanceof RegoModule module && !options.ignorePlaces()
                ? LocatedComment.of(module.comments())
                : List.of();
    }
}
