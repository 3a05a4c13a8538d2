package io.rego4j.opa.functions.graphql;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document from the value that OPA shows of it, by the rules of Go's {@code json.Unmarshal}: what is not known is left
 * out, null counts for nothing, and a member of the wrong type is an error. A selection that reads as a field is one, so
 * spreads and inline fragments become fields.
 */
final class NodeReader {
    private NodeReader() {}

    static SyntaxNode read(Shape shape, Value value) throws GraphqlException {
        SyntaxNode node = SyntaxNode.of(shape);
        if (value instanceof NullValue) {
            return node;
        } else if (!(value instanceof ObjectValue)) {
            throw wrong(value, shape.toString());
        }
        for (Shape.Member member : shape.members()) {
            Value given = member.isRead() ? given((ObjectValue) value, member.name(), shape.isExact()) : null;
            if (given != null && !(given instanceof NullValue)) {
                node.put(member.name(), member(member, given));
            }
        }
        return node;
    }

    private static GraphqlException wrong(Value value, String wanted) {
        return new GraphqlException("json: cannot unmarshal " + value.kind() + " into a value of type " + wanted);
    }

    private static @Nullable Value given(ObjectValue object, String name, boolean isExact) {
        Value exact = object.get(name);
        if (exact != null || isExact) {
            return exact;
        }
        for (int i = 0; i < object.size(); i++) {
            if (object.key(i) instanceof StringValue key && key.text().equalsIgnoreCase(name)) {
                return object.value(i);
            }
        }
        return null;
    }

    private static Object member(Shape.Member member, Value value) throws GraphqlException {
        switch (member.type()) {
            case TEXT:
                return text(value);
            case FLAG:
                if (value instanceof BooleanValue flag) {
                    return flag.value();
                }
                break;
            case NUMBER:
                if (value instanceof NumberValue number && number.isLong()) {
                    return (int) number.longValue();
                }
                break;
            case TEXTS:
                List<String> texts = new ArrayList<>();
                for (Value item : items(value)) {
                    texts.add(item instanceof NullValue ? "" : text(item));
                }
                return texts;
            case SELECTIONS:
                return selections(value);
            case NODE:
                return read(member.nodeShape(), value);
            case NODES:
                List<SyntaxNode> nodes = new ArrayList<>();
                for (Value item : items(value)) {
                    nodes.add(read(member.nodeShape(), item));
                }
                return nodes;
        }
        throw wrong(value, member.name());
    }

    private static String text(Value value) throws GraphqlException {
        if (value instanceof StringValue text) {
            return text.text();
        }
        throw wrong(value, "string");
    }

    private static ArrayValue items(Value value) throws GraphqlException {
        if (value instanceof ArrayValue array) {
            return array;
        }
        throw wrong(value, "list");
    }

    private static List<SyntaxNode> selections(Value value) throws GraphqlException {
        List<SyntaxNode> selections = new ArrayList<>();
        for (Value item : items(value)) {
            for (Shape shape : List.of(Shape.FIELD, Shape.FRAGMENT_SPREAD, Shape.INLINE_FRAGMENT)) {
                try {
                    selections.add(read(shape, item));
                    break;
                } catch (GraphqlException e) {
                    // It is of another kind, or of none, and then left out.
                    continue;
                }
            }
        }
        return selections;
    }
}
