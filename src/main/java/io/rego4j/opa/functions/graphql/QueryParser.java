package io.rego4j.opa.functions.graphql;

import io.rego4j.opa.functions.graphql.Token.Kind;
import io.rego4j.opa.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text of a query: operations and fragments. */
final class QueryParser extends DocumentParser {
    private QueryParser(StringValue text) {
        super(text);
    }

    static SyntaxNode parse(StringValue text) throws GraphqlException {
        return new QueryParser(text).document();
    }

    private SyntaxNode document() throws GraphqlException {
        List<SyntaxNode> operations = new ArrayList<>();
        List<SyntaxNode> fragments = new ArrayList<>();
        while (!isNext(Kind.EOF)) {
            Description description = description();
            if (isNext(Kind.BRACE_L)) {
                operations.add(shorthand(description));
            } else if (!isNext(Kind.NAME)) {
                throw unexpected();
            } else {
                switch (peek().value()) {
                    case "query", "mutation", "subscription" -> operations.add(operation(description));
                    case "fragment" -> fragments.add(fragment(description));
                    default -> throw unexpected();
                }
            }
        }
        return SyntaxNode.of(Shape.QUERY_DOCUMENT).put("Operations", operations).put("Fragments", fragments);
    }

    private SyntaxNode shorthand(Description description) throws GraphqlException {
        if (description.isThere()) {
            throw unexpected(previous());
        }
        return node(Shape.OPERATION).put("Operation", "query").put("SelectionSet", selections());
    }

    private SyntaxNode operation(Description description) throws GraphqlException {
        SyntaxNode operation = described(node(Shape.OPERATION), description).put("Operation", next().value());
        if (isNext(Kind.NAME)) {
            operation.put("Name", next().value());
        }
        return operation
                .put("VariableDefinitions", variables())
                .put("Directives", directives(false))
                .put("SelectionSet", selections());
    }

    private SyntaxNode fragment(Description description) throws GraphqlException {
        SyntaxNode fragment = described(node(Shape.FRAGMENT), description);
        expectKeyword("fragment");
        fragment.put("Name", fragmentName()).put("VariableDefinition", variables());
        expectKeyword("on");
        return fragment.put("TypeCondition", name())
                .put("Directives", directives(false))
                .put("SelectionSet", selections());
    }

    /** With the description, the comments before it, and those after it. */
    private SyntaxNode described(SyntaxNode node, Description description) {
        return node.put("Description", description.text()).put("Comment", joined(description.comments(), comments()));
    }

    private static @Nullable SyntaxNode joined(@Nullable SyntaxNode before, @Nullable SyntaxNode after) {
        if (before == null || after == null) {
            return before == null ? after : before;
        }
        return before.withMore("List", after.nodes("List"));
    }

    private String fragmentName() throws GraphqlException {
        if (isNextName("on")) {
            throw unexpected();
        }
        return name();
    }

    private List<SyntaxNode> variables() throws GraphqlException {
        return some(Kind.PAREN_L, Kind.PAREN_R, () -> {
            Description description = description();
            SyntaxNode variable = described(node(Shape.VARIABLE), description).put("Variable", variable());
            expect(Kind.COLON);
            variable.put("Type", type());
            if (skip(Kind.EQUALS)) {
                variable.put("DefaultValue", value(true));
            }
            return variable.put("Directives", directives(false));
        });
    }

    private List<SyntaxNode> selections() throws GraphqlException {
        if (!isNext(Kind.BRACE_L)) {
            expect(Kind.BRACE_L);
        }
        return nested(() -> some(Kind.BRACE_L, Kind.BRACE_R, () -> isNext(Kind.SPREAD) ? spread() : field()));
    }

    private SyntaxNode field() throws GraphqlException {
        SyntaxNode field = node(Shape.FIELD).put("Comment", comments());
        String alias = name();
        field.put("Alias", alias)
                .put("Name", skip(Kind.COLON) ? name() : alias)
                .put("Arguments", arguments(false))
                .put("Directives", directives(false));
        return isNext(Kind.BRACE_L) ? field.put("SelectionSet", selections()) : field;
    }

    private SyntaxNode spread() throws GraphqlException {
        SyntaxNode comments = comments();
        expect(Kind.SPREAD);
        if (isNext(Kind.NAME) && !isNextName("on")) {
            return node(Shape.FRAGMENT_SPREAD)
                    .put("Comment", comments)
                    .put("Name", fragmentName())
                    .put("Directives", directives(false));
        }
        SyntaxNode inline = node(Shape.INLINE_FRAGMENT).put("Comment", comments);
        if (isNextName("on")) {
            next();
            inline.put("TypeCondition", name());
        }
        return inline.put("Directives", directives(false)).put("SelectionSet", selections());
    }
}
