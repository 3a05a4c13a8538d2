package io.rego4j.json;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplatePart;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.ArrayList;
import java.util.List;

/** Terms and the other kinds of {@link ExprTerms} from JSON. */
final class AstTermReader {
    private final JsonLocations places;
    private final AstReader nodes;

    AstTermReader(JsonLocations places, AstReader nodes) {
        this.places = places;
        this.nodes = nodes;
    }

    /** The terms of an expression: a term, a call as the list of its terms, or an object of its own shape. */
    ExprTerms exprTerms(JsonElement in, Origin ofExpr) {
        if (in.isList()) {
            return call(in, ofExpr);
        } else if (in.has("symbols")) {
            return new SomeDecl(all(in.field("symbols")), places.of(in));
        } else if (in.has("domain")) {
            JsonElement key = in.optional("key");
            return new Every(
                    key == null ? null : term(key),
                    term(in.field("value")),
                    term(in.field("domain")),
                    nodes.body(in.field("body")),
                    places.of(in));
        }
        return switch (in.field("type").text()) {
            case "not" -> new Not(nodes.body(in.field("body")), in.bool("explicit_body"), ofExpr);
            case "and" ->
                new LogicalAnd(
                        nodes.body(in.field("lhs")),
                        nodes.body(in.field("rhs")),
                        in.bool("explicit_lhs"),
                        in.bool("explicit_rhs"),
                        ofExpr);
            case "or" ->
                new LogicalOr(
                        nodes.body(in.field("lhs")),
                        nodes.body(in.field("rhs")),
                        in.bool("explicit_lhs"),
                        in.bool("explicit_rhs"),
                        ofExpr);
            default -> term(in);
        };
    }

    Term term(JsonElement in) {
        Origin origin = places.of(in);
        JsonElement type = in.field("type");
        String kind = type.text();
        if (kind.equals("null")) {
            return new NullTerm(origin);
        }
        JsonElement value = in.field("value");
        return switch (kind) {
            case "boolean" -> new BooleanTerm(value.bool(), origin);
            case "number" -> number(value, origin);
            case "string" -> new StringTerm(value.text(), origin);
            case "var" -> var(value, origin);
            case "ref" -> ref(value, origin);
            case "call" -> call(value, origin);
            case "array" -> new ArrayTerm(all(value), origin);
            case "set" -> new SetTerm(all(value), origin);
            case "object" -> object(value, origin);
            case "arraycomprehension" ->
                new ArrayComprehensionTerm(term(value.field("term")), nodes.body(value.field("body")), origin);
            case "setcomprehension" ->
                new SetComprehensionTerm(term(value.field("term")), nodes.body(value.field("body")), origin);
            case "objectcomprehension" ->
                new ObjectComprehensionTerm(
                        term(value.field("key")), term(value.field("value")), nodes.body(value.field("body")), origin);
            case "templatestring" -> template(value, origin);
            default -> throw type.fault("there is no term of type \"" + kind + "\"");
        };
    }

    List<Term> all(JsonElement in) {
        List<JsonElement> items = in.items();
        List<Term> terms = new ArrayList<>(items.size());
        for (JsonElement item : items) {
            terms.add(term(item));
        }
        return terms;
    }

    RefTerm ref(JsonElement in, Origin origin) {
        List<Term> terms = all(in);
        if (terms.isEmpty()) {
            throw in.fault("a reference needs a head");
        }
        return new RefTerm(terms, origin);
    }

    static VarTerm var(JsonElement in, Origin origin) {
        String name = in.text();
        if (name.isEmpty()) {
            throw in.fault("a variable needs a name");
        }
        return new VarTerm(name, origin);
    }

    private CallTerm call(JsonElement in, Origin origin) {
        List<Term> terms = all(in);
        if (terms.isEmpty()) {
            throw in.fault("a call needs an operator");
        }
        return new CallTerm(terms.get(0), terms.subList(1, terms.size()), origin);
    }

    private NumberTerm number(JsonElement in, Origin origin) {
        try {
            return new NumberTerm(in.number(), origin);
        } catch (IllegalArgumentException e) {
            throw in.fault(String.valueOf(e.getMessage()));
        }
    }

    private ObjectTerm object(JsonElement in, Origin origin) {
        List<ObjectTerm.Entry> entries = new ArrayList<>();
        for (JsonElement item : in.items()) {
            List<JsonElement> pair = item.items();
            if (pair.size() != 2) {
                throw item.fault("expected a key and a value, found " + pair.size() + " terms");
            }
            entries.add(new ObjectTerm.Entry(term(pair.get(0)), term(pair.get(1))));
        }
        return new ObjectTerm(entries, origin);
    }

    private TemplateStringTerm template(JsonElement in, Origin origin) {
        List<TemplatePart> parts = new ArrayList<>();
        for (JsonElement part : in.items("parts")) {
            parts.add(part.has("terms") ? nodes.expr(part) : term(part));
        }
        return new TemplateStringTerm(parts, in.bool("multi_line"), origin);
    }
}
