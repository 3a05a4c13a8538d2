package io.rego4j.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.Comment;
import io.rego4j.ast.DeepTree;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements, rules and expressions as JSON, field by field in the order of OPA's {@code policy_json.go}. */
final class AstWriter {
    private final JsonOutput out;
    private final AstJsonOptions options;
    private final AstTermWriter terms;
    private final AnnotationsWriter annotations;
    private @Nullable MetadataLocationText places;

    AstWriter(JsonGenerator json, AstJsonOptions options) {
        out = new JsonOutput(json, options.locations());
        this.options = options;
        terms = new AstTermWriter(out, this);
        annotations = new AnnotationsWriter(out, this, terms, options.locations());
    }

    void write(Node node) throws IOException {
        try {
            DeepTree.call(node, () -> {
                writeNode(node);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeNode(Node node) {
        if (node instanceof RegoModule module) {
            writeModule(module);
        } else if (node instanceof RegoPackage pkg) {
            writePackage(pkg);
        } else if (node instanceof Import imported) {
            writeImport(imported);
        } else if (node instanceof Rule rule) {
            writeRule(rule);
        } else if (node instanceof Head head) {
            writeHead(head);
        } else if (node instanceof Body body) {
            writeBody(body);
        } else if (node instanceof Expr expr) {
            writeExpr(expr, 0);
        } else if (node instanceof Term term) {
            terms.write(term);
        } else if (node instanceof ExprTerms says) {
            says.accept(terms);
        } else if (node instanceof With with) {
            writeWith(with);
        } else if (node instanceof Comment comment) {
            writeComment(comment);
        } else if (node instanceof Annotations block) {
            annotations.write(block, false);
        }
    }

    private void writeModule(RegoModule module) {
        out.startObject();
        out.field("package");
        writePackage(module.pkg());
        writeAll("imports", module.imports());
        writeAll("annotations", module.annotations());
        writeAll("rules", module.rules());
        if (options.comments()) {
            places = options.locations() ? new MetadataLocationText(module) : null;
            writeAll("comments", module.comments());
        }
        out.endObject();
    }

    /** A list of nodes; left out where it is empty. */
    private void writeAll(String name, List<? extends Node> nodes) {
        if (!nodes.isEmpty()) {
            out.field(name);
            out.startArray();
            nodes.forEach(this::writeNode);
            out.endArray();
        }
    }

    private void writePackage(RegoPackage pkg) {
        out.startObject();
        out.location(pkg.origin());
        out.field("path");
        terms.writeAll(pkg.path().terms());
        out.endObject();
    }

    private void writeImport(Import imported) {
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
    }

    private void writeRule(Rule rule) {
        out.startObject();
        if (!rule.annotations().isEmpty()) {
            out.field("annotations");
            out.startArray();
            rule.annotations().forEach(block -> annotations.write(block, true));
            out.endArray();
        }
        out.field("body");
        writeBody(rule.body());
        out.optional("default", rule.isDefault());
        Rule otherwise = rule.elseRule();
        if (otherwise != null) {
            out.field("else");
            writeRule(otherwise);
        }
        out.field("head");
        writeHead(rule.head());
        out.location(rule.origin());
        out.endObject();
    }

    private void writeHead(Head head) {
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
    }

    void writeBody(Body body) {
        out.startArray();
        int index = 0;
        for (Expr expr : body) {
            writeExpr(expr, index++);
        }
        out.endArray();
    }

    void writeExpr(Expr expr, int index) {
        out.startObject();
        out.optional("generated", expr.generated());
        out.field("index", index);
        out.location(expr.origin());
        out.optional("negated", expr.negated());
        out.field("terms");
        expr.terms().accept(terms);
        writeAll("with", expr.with());
        out.endObject();
    }

    private void writeWith(With with) {
        out.startObject();
        out.location(with.origin());
        out.field("target");
        terms.write(with.target());
        out.field("value");
        terms.write(with.value());
        out.endObject();
    }

    private void writeComment(Comment comment) {
        out.startObject();
        if (comment.text().isEmpty() && comment.origin().text().endsWith("\r")) {
            out.field("Text");
            out.nothing(); // OPA drops the carriage return of an empty comment, and the bytes with it
        } else {
            out.bytes("Text", comment.text());
        }
        out.field("Location");
        Origin origin = comment.origin();
        out.place(origin, places == null ? origin.text() : places.ofComment(origin));
        out.endObject();
    }

    /** A reference without the type that a term says: the list of its terms. */
    void writeRef(RefTerm ref) {
        terms.writeAll(ref.terms());
    }
}
