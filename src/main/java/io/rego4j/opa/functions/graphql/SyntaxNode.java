package io.rego4j.opa.functions.graphql;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A node of a GraphQL document. It is not changed after it was read. */
final class SyntaxNode {
    private final Shape shape;
    private final int line;
    private final int column;
    private final Map<String, Object> members = new HashMap<>();

    /**
     * A node without members.
     *
     * @param line from 1; 0 if it did not come from a text
     */
    SyntaxNode(Shape shape, int line, int column) {
        this.shape = shape;
        this.line = line;
        this.column = column;
    }

    /** A node that stands in no text. */
    static SyntaxNode of(Shape shape) {
        return new SyntaxNode(shape, 0, 0);
    }

    SyntaxNode put(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    /** The same with more in a list. */
    SyntaxNode withMore(String name, List<?> more) {
        SyntaxNode copy = new SyntaxNode(shape, line, column);
        copy.members.putAll(members);
        List<Object> all = new ArrayList<>((List<?>) members.getOrDefault(name, List.of()));
        all.addAll(more);
        return copy.put(name, all);
    }

    Shape shape() {
        return shape;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    String text(String name) {
        return (String) members.getOrDefault(name, "");
    }

    boolean flag(String name) {
        return (Boolean) members.getOrDefault(name, false);
    }

    int number(String name) {
        return (Integer) members.getOrDefault(name, 0);
    }

    @SuppressWarnings("unchecked")
    List<String> texts(String name) {
        return (List<String>) members.getOrDefault(name, List.of());
    }

    @SuppressWarnings("unchecked")
    List<SyntaxNode> nodes(String name) {
        return (List<SyntaxNode>) members.getOrDefault(name, List.of());
    }

    @Nullable
    SyntaxNode optional(String name) {
        return (SyntaxNode) members.get(name);
    }

    /**
     * A member that every document from a text has.
     *
     * @throws GraphqlException if it is missing in a document that came from a value
     */
    SyntaxNode node(String name) throws GraphqlException {
        SyntaxNode node = optional(name);
        if (node == null) {
            throw new GraphqlException("a " + shape + " has no " + name);
        }
        return node;
    }

    /** The {@code Name}. */
    String name() {
        return text("Name");
    }

    /** The first of that name, or null. */
    static @Nullable SyntaxNode named(List<SyntaxNode> nodes, String name) {
        for (SyntaxNode node : nodes) {
            if (node.name().equals(name)) {
                return node;
            }
        }
        return null;
    }

    static List<String> names(List<SyntaxNode> nodes) {
        return nodes.stream().map(SyntaxNode::name).toList();
    }

    /** The value that OPA shows: without positions, nulls, and empty lists and objects. */
    ObjectValue toValue() {
        ObjectValue.Builder object = new ObjectValue.Builder();
        for (Shape.Member member : shape.members()) {
            Value value = value(member);
            if (value != null) {
                object.put(member.name(), value);
            }
        }
        return object.build();
    }

    private @Nullable Value value(Shape.Member member) {
        switch (member.type()) {
            case TEXT:
                return StringValue.of(text(member.name()));
            case FLAG:
                return BooleanValue.of(flag(member.name()));
            case NUMBER:
                return NumberValue.of(number(member.name()));
            case TEXTS:
                return nonEmpty(
                        texts(member.name()).stream().map(StringValue::of).toList());
            case SELECTIONS, NODES:
                return nonEmpty(nodes(member.name()).stream()
                        .map(SyntaxNode::toValue)
                        .filter(value -> value.size() > 0)
                        .toList());
            case NODE:
                SyntaxNode node = optional(member.name());
                ObjectValue value = node == null ? ObjectValue.EMPTY : node.toValue();
                return value.size() == 0 ? null : value;
        }
        throw new IllegalStateException(Objects.toString(member));
    }

    private static @Nullable Value nonEmpty(List<? extends Value> items) {
        return items.isEmpty() ? null : ArrayValue.of(items);
    }
}
