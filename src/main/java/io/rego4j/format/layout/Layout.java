package io.rego4j.format.layout;

import io.rego4j.ast.Body;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.target.PlannedImport;
import io.rego4j.format.text.LayoutFailure;
import io.rego4j.format.text.LineBuffer;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.source.Source;
import java.util.Arrays;
import java.util.List;

/** Lays a node out as OPA does, harm and all, or carefully: OPA's {@code AstWithOpts}. */
public final class Layout {
    private final FormatOptions options;
    private final LayoutPlan care;
    private int[] starts = {};

    /**
     * A layout.
     *
     * @param care how each statement of a module is laid out: 0 is for the package and the imports, then
     *     come the rules, and {@link #statements} is one more than the number of what follows the last one
     */
    public Layout(FormatOptions options, LayoutPlan care) {
        this.options = options;
        this.care = care;
    }

    /** How many parts of a module can be laid out carefully. */
    public static int statements(RegoModule module) {
        return module.rules().size() + 2;
    }

    /**
     * The text of a node.
     *
     * @throws LayoutFailure where OPA's formatter gives up
     */
    public String write(Node node) {
        return write(node, ModuleFacts.of(node, care.isAll()));
    }

    /** As {@link #write(Node)}, with what a survey has found. */
    public String write(Node node, ModuleFacts survey) {
        LineBuffer out = new LineBuffer(room(node), care.isCareful(0));
        WriterContext w = new WriterContext(
                survey.style(options),
                survey.places(options),
                out,
                new CommentQueue(comments(node)),
                care.isCareful(0),
                !(node instanceof RegoModule));
        try {
            write(node, w);
        } catch (UnexpectedComment e) {
            throw new LayoutFailure("unexpected comment");
        }
        if (!w.failures.isEmpty()) {
            throw new LayoutFailure(String.join("; ", w.failures));
        }
        return out.finished();
    }

    /** The length of what was read is a good guess at that of what will be written. */
    private static int room(Node node) {
        Source source = node instanceof RegoModule ? node.origin().source() : null;
        return source == null ? 1024 : source.text().length() + 64;
    }

    /** Where in the text of the module that was written last each statement starts; -1 for those that were not reached. */
    public int[] starts() {
        return starts;
    }

    private void write(Node node, WriterContext w) throws UnexpectedComment {
        if (node instanceof RegoModule module) {
            starts = new int[statements(module)];
            Arrays.fill(starts, -1);
            new ModuleWriter(w, options).write(module, care, starts);
        } else if (node instanceof RegoPackage pkg) {
            new ModuleWriter(w, options).writePackage(pkg);
        } else if (node instanceof Import imp) {
            new ImportWriter(w).write(List.of(new PlannedImport(imp, w.places.of(imp), false)));
        } else if (node instanceof Rule rule) {
            w.rules.write(rule);
        } else if (node instanceof Head head) {
            w.heads.write(head, false, false);
        } else if (node instanceof Body body) {
            w.bodies.write(body);
        } else if (node instanceof Expr expr) {
            w.exprs.write(expr);
        } else if (node instanceof With with) {
            w.exprs.write(with);
        } else if (node instanceof Term term) {
            w.terms.write(term);
        } else if (node instanceof Comment comment) {
            w.comments.write(List.of(LocatedComment.of(comment, null)));
        } else {
            throw new LayoutFailure("nothing to write for a " + node.getClass().getSimpleName());
        }
    }

    private List<LocatedComment> comments(Node node) {
        return node instanceof RegoModule module && !options.ignorePlaces()
                ? LocatedComment.of(module.comments())
                : List.of();
    }
}
