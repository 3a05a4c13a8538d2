package io.rego4j.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.MetadataLines;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeVisitor;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Not;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.internal.deep.DeepStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements, rules and expressions as JSON, field by field in the order of OPA's {@code policy_json.go}. */
final class AstWriter implements NodeVisitor<@Nullable Void> {
    private final JsonOutput out;
    private final AstJsonOptions options;
    private final AstTermWriter terms;
    private final AnnotationsWriter annotations;
    private @Nullable MetadataLocationText places;

    AstWriter(JsonGenerator json, AstJsonOptions options) {
        out = new JsonOutput(json, options);
        this.options = options;
        terms = new AstTermWriter(out, this);
        annotations = new AnnotationsWriter(out, this, terms, options.locations());
    }

    void write(Node node) throws IOException {
        try {
            DeepStack.call(NodeWalk.depth(node), () -> {
                writeNode(node);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeNode(Node node) {
        if (node instanceof Term term) {
            // A term by itself has a type and a place; as an expression it has that expression's.
            terms.write(term);
        } else {
            node.accept(this);
        }
    }

    @Override
    public @Nullable Void visitModule(RegoModule module) {
        out.startObject();
        out.field("package");
        visitPackage(module.pkg());
        writeAll("imports", module.imports());
        writeAll("annotations", module.annotations());
        writeAll("rules", module.rules());
        if (options.comments()) {
            places = options.locations() ? new MetadataLocationText(module) : null;
            writeAll("comments", MetadataLines.withoutLost(module));
        }
        out.endObject();
        return null;
    }

    /** A list of nodes; left out where it is empty. */
    private void writeAll(String name, List<? extends Node> nodes) {
        out.array(name, nodes, this::writeNode);
    }

    @Override
    public @Nullable Void visitPackage(RegoPackage pkg) {
        out.startObject();
        out.location(pkg.origin());
        out.field("path");
        terms.writeAll(pkg.path().terms());
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitImport(Import imported) {
        out.startObject();
        VarTerm alias = imported.alias();
        if (alias != null) {
            out.field("alias", alias.name());
            out.location("alias_location", alias.origin());
        }
        out.location(imported.origin());
        out.field("path");
        terms.write(imported.path());
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitRule(Rule rule) {
        out.startObject();
        out.array("annotations", rule.annotations(), block -> annotations.write(block, true));
        out.field("body");
        visitBody(rule.body());
        out.optional("default", rule.isDefault());
        Rule otherwise = rule.elseRule();
        if (otherwise != null) {
            out.field("else");
            visitRule(otherwise);
        }
        out.field("head");
        visitHead(rule.head());
        out.location(rule.origin());
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitHead(Head head) {
        out.startObject();
        String name = head.name();
        if (name != null) {
            out.field("name", name);
        }
        writeAll("args", head.args());
        Term key = head.key();
        if (key != null) {
            out.field("key");
            terms.write(key);
        }
        Term value = head.value();
        if (value != null) {
            out.field("value");
            terms.write(value);
        }
        out.optional("assign", head.assign());
        out.field("ref");
        terms.writeAll(head.ref().terms());
        out.location(head.origin());
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitBody(Body body) {
        out.startArray();
        int index = 0;
        for (Expr expr : body) {
            writeExpr(expr, index++);
        }
        out.endArray();
        return null;
    }

    @Override
    public @Nullable Void visitExpr(Expr expr) {
        writeExpr(expr, 0);
        return null;
    }

    @Override
    public @Nullable Void visitAnnotations(Annotations block) {
        annotations.write(block, false);
        return null;
    }

    private void writeExpr(Expr expr, int index) {
        out.startObject();
        out.optional("generated", expr.generated());
        out.field("index", index);
        out.location(expr.origin());
        out.optional("negated", expr.negated());
        out.field("terms");
        expr.terms().accept(this);
        writeAll("with", expr.with());
        out.endObject();
    }

    @Override
    public @Nullable Void visitWith(With with) {
        out.startObject();
        out.location(with.origin());
        out.field("target");
        terms.write(with.target());
        out.field("value");
        terms.write(with.value());
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitComment(Comment comment) {
        out.startObject();
        if (comment.text().isEmpty() && comment.origin().text().endsWith("\r")) {
            out.field("Text");
            out.nullValue(); // OPA drops the carriage return of an empty comment, and the bytes with it
        } else {
            out.bytes("Text", comment.text());
        }
        out.field("Location");
        Origin origin = comment.origin();
        out.place(origin, places == null ? origin.text() : places.ofComment(origin));
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitTerm(Term term) {
        terms.write(term);
        return null;
    }

    @Override
    public @Nullable Void visitCall(CallTerm call) {
        return terms.visitCall(call);
    }

    @Override
    public @Nullable Void visitSomeDecl(SomeDecl some) {
        out.startObject();
        out.location(some.origin());
        out.field("symbols");
        terms.writeAll(some.symbols());
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitEvery(Every every) {
        out.startObject();
        out.field("body");
        visitBody(every.body());
        out.field("domain");
        terms.write(every.domain());
        out.field("key");
        Term key = every.key();
        if (key == null) {
            out.nullValue();
        } else {
            terms.write(key);
        }
        out.location(every.origin());
        out.field("value");
        terms.write(every.value());
        out.endObject();
        return null;
    }

    // OPA's command never writes the locations of the following three kinds.

    @Override
    public @Nullable Void visitNot(Not not) {
        out.startObject();
        out.field("body");
        visitBody(not.body());
        out.field("explicit_body", not.explicitBody());
        out.field("type", "not");
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitLogicalAnd(LogicalAnd and) {
        return writeLogical("and", and);
    }

    @Override
    public @Nullable Void visitLogicalOr(LogicalOr or) {
        return writeLogical("or", or);
    }

    private @Nullable Void writeLogical(String type, LogicalOperation operation) {
        out.startObject();
        out.optional("explicit_lhs", operation.explicitLhs());
        out.optional("explicit_rhs", operation.explicitRhs());
        out.field("lhs");
        visitBody(operation.lhs());
        out.field("rhs");
        visitBody(operation.rhs());
        out.field("type", type);
        out.endObject();
        return null;
    }

    /** A reference without the type of a term: the list of its terms. */
    void writeRef(RefTerm ref) {
        terms.writeAll(ref.terms());
    }
}
