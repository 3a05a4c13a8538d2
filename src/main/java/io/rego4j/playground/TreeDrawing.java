package io.rego4j.playground;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeVisitor;
import io.rego4j.ast.Not;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;
import io.rego4j.source.Source;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A module as a tree for people: Module, its Package, Imports and Rules; a Rule has a Head with Name, Key and Value, and a Body
 * of Expressions. Each drawn node has a label, a text, and the place of that text.
 */
final class TreeDrawing implements NodeVisitor<ObjectNode> {
    private static final int MAX_TEXT = 120;
    /** The deepest level that is drawn; a browser cannot lay out trees of any depth. */
    private static final int MAX_DEPTH = 60;

    private int depth;

    private TreeDrawing() {}

    static ObjectNode of(RegoModule module) {
        return module.accept(new TreeDrawing());
    }

    private ObjectNode drawn(String label, Node node, List<? extends Node> children) {
        ObjectNode drawn = label(label, node);
        ArrayNode below = drawn.putArray("children");
        children.forEach(child -> add(child, below));
        return drawn;
    }

    private static ObjectNode label(String label, Node node) {
        ObjectNode drawn = ApiJson.object().put("label", label);
        if (node.origin().isPresent()) {
            int end = NodePath.end(node);
            Source source = Objects.requireNonNull(node.origin().source(), "the node was read from a text");
            String text =
                    source.text().substring(node.origin().start(), end).strip().replaceAll("\\s+", " ");
            drawn.put("text", text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text);
            drawn.put("from", node.origin().start()).put("to", end);
        }
        return drawn;
    }

    private void add(Node child, ArrayNode into) {
        if (depth >= MAX_DEPTH) {
            into.addObject().put("label", "…").put("text", "deeper than is drawn");
            return;
        }
        depth++;
        into.add(child.accept(this));
        depth--;
    }

    /** A child below a label for its role. */
    private void named(String label, @Nullable Node child, ArrayNode into) {
        if (child != null) {
            ObjectNode part = label(label, child);
            add(child, part.putArray("children"));
            into.add(part);
        }
    }

    private void group(String label, List<? extends Node> children, ArrayNode into) {
        if (!children.isEmpty()) {
            ArrayNode below = into.addObject().put("label", label).putArray("children");
            children.forEach(child -> add(child, below));
        }
    }

    @Override
    public ObjectNode visitModule(RegoModule module) {
        ObjectNode drawn = ApiJson.object().put("label", "Module").put("text", "");
        ArrayNode below = drawn.putArray("children");
        add(module.pkg(), below);
        group("Imports", module.imports(), below);
        group("Rules", module.rules(), below);
        return drawn;
    }

    @Override
    public ObjectNode visitPackage(RegoPackage pkg) {
        return drawn("Package", pkg, List.of());
    }

    @Override
    public ObjectNode visitImport(Import imported) {
        return drawn("Import", imported, List.of());
    }

    @Override
    public ObjectNode visitRule(Rule rule) {
        ObjectNode drawn = label(rule.isDefault() ? "Default rule" : "Rule", rule);
        ArrayNode below = drawn.putArray("children");
        add(rule.head(), below);
        if (!rule.isDefault() && !rule.body().get(0).generated()) {
            add(rule.body(), below);
        }
        named("Else", rule.elseRule(), below);
        return drawn;
    }

    @Override
    public ObjectNode visitHead(Head head) {
        ObjectNode drawn = label("Head", head);
        ArrayNode below = drawn.putArray("children");
        named("Name", head.ref(), below);
        group("Arguments", head.args(), below);
        named("Key", head.key(), below);
        named("Value", head.value(), below);
        return drawn;
    }

    @Override
    public ObjectNode visitBody(Body body) {
        ObjectNode drawn = drawn("Body", body, body.exprs());
        drawn.put("text", "");
        return drawn;
    }

    @Override
    public ObjectNode visitExpr(Expr expr) {
        return drawn(expr.negated() ? "Expression (not)" : "Expression", expr, expr.children());
    }

    @Override
    public ObjectNode visitWith(With with) {
        return drawn("With", with, with.children());
    }

    @Override
    public ObjectNode visitComment(Comment comment) {
        return drawn("Comment", comment, List.of());
    }

    @Override
    public ObjectNode visitAnnotations(Annotations annotations) {
        return drawn("Metadata", annotations, List.of());
    }

    @Override
    public ObjectNode visitTerm(Term term) {
        return term.accept(new TermLabels(this::drawn));
    }

    @Override
    public ObjectNode visitCall(CallTerm call) {
        return visitTerm(call);
    }

    @Override
    public ObjectNode visitSomeDecl(SomeDecl some) {
        return drawn("Some", some, some.symbols());
    }

    @Override
    public ObjectNode visitEvery(Every every) {
        ObjectNode drawn = label("Every", every);
        ArrayNode below = drawn.putArray("children");
        named("Key", every.key(), below);
        named("Value", every.value(), below);
        named("Domain", every.domain(), below);
        add(every.body(), below);
        return drawn;
    }

    @Override
    public ObjectNode visitNot(Not not) {
        return drawn("Not", not, not.children());
    }

    @Override
    public ObjectNode visitLogicalAnd(LogicalAnd and) {
        return drawn("And", and, and.children());
    }

    @Override
    public ObjectNode visitLogicalOr(LogicalOr or) {
        return drawn("Or", or, or.children());
    }
}
