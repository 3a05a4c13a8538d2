package io.rego4j.opa.functions.graphql;

import io.rego4j.opa.functions.graphql.Token.Kind;
import io.rego4j.opa.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What queries and schemas have in common: tokens, comments, names, values, directives and types. */
abstract class DocumentParser {
    private static final int DEEPEST = 1000;

    private final Lexer lexer;
    private @Nullable Token peeked;
    private Token previous = new Token(Kind.EOF, "", 0, 0, null);
    private @Nullable SyntaxNode comments;
    private boolean isInComments;
    private int depth;

    DocumentParser(StringValue text) {
        lexer = new Lexer(text);
    }

    /** Reads a part of a document. */
    interface Part {
        SyntaxNode read() throws GraphqlException;
    }

    final Token peek() throws GraphqlException {
        Token token = peeked;
        if (token == null) {
            token = lexer.read();
            peeked = token;
            if (token.is(Kind.COMMENT)) {
                readComments();
                return peek();
            }
        }
        return token;
    }

    final boolean isNext(Kind kind) throws GraphqlException {
        return peek().is(kind);
    }

    final boolean isNextName(String name) throws GraphqlException {
        return peek().value().equals(name);
    }

    /** The comments before this token become those of {@link #comments}. */
    private void readComments() throws GraphqlException {
        if (isInComments) {
            return;
        }
        isInComments = true;
        List<SyntaxNode> list = new ArrayList<>();
        while (peekInComments().is(Kind.COMMENT)) {
            list.add(SyntaxNode.of(Shape.COMMENT).put("Value", next().value()));
        }
        comments = SyntaxNode.of(Shape.COMMENTS).put("List", list);
        isInComments = false;
    }

    private Token peekInComments() {
        Token token = peeked;
        if (token == null) {
            token = lexer.read();
            peeked = token;
        }
        return token;
    }

    /** The comments before the token that was looked at last; null after it was taken. */
    final @Nullable SyntaxNode comments() {
        return comments;
    }

    final Token previous() {
        return previous;
    }

    final Token next() throws GraphqlException {
        previous = peekInComments();
        peeked = null;
        comments = null;
        if (previous.error() != null) {
            throw GraphqlException.at(previous.line(), previous.column(), previous.error());
        }
        return previous;
    }

    static GraphqlException unexpected(Token token) {
        return error(token, "Unexpected " + token);
    }

    final GraphqlException unexpected() throws GraphqlException {
        return unexpected(peek());
    }

    private static GraphqlException error(Token token, String message) {
        return GraphqlException.at(token.line(), token.column(), message);
    }

    /** Takes a token of a kind. */
    final Token expect(Kind kind) throws GraphqlException {
        Token token = peek();
        if (!token.is(kind)) {
            throw error(token, "Expected " + kind + ", found " + token.kind());
        }
        return next();
    }

    final void expectKeyword(String word) throws GraphqlException {
        Token token = peek();
        if (!token.is(Kind.NAME) || !token.value().equals(word)) {
            throw error(token, "Expected \"" + word + "\", found " + token);
        }
        next();
    }

    final boolean skip(Kind kind) throws GraphqlException {
        boolean is = isNext(kind);
        if (is) {
            next();
        }
        return is;
    }

    final String name() throws GraphqlException {
        return expect(Kind.NAME).value();
    }

    /** A node at the token that comes next. */
    final SyntaxNode node(Shape shape) throws GraphqlException {
        Token token = peek();
        return new SyntaxNode(shape, token.line(), token.column());
    }

    /** At least one part between brackets, or nothing at all. */
    final List<SyntaxNode> some(Kind start, Kind end, Part part) throws GraphqlException {
        return some(start, end, part, null, "");
    }

    /** The same, and the comments before the end become a member of a node. */
    final List<SyntaxNode> some(Kind start, Kind end, Part part, @Nullable SyntaxNode commented, String member)
            throws GraphqlException {
        List<SyntaxNode> parts = new ArrayList<>();
        if (!skip(start)) {
            return parts;
        }
        while (!isNext(end)) {
            parts.add(part.read());
        }
        if (parts.isEmpty()) {
            throw error(peek(), "expected at least one definition, found " + peek().kind());
        }
        if (commented != null) {
            commented.put(member, comments);
        }
        next();
        return parts;
    }

    private List<SyntaxNode> many(Kind start, Kind end, Part part) throws GraphqlException {
        List<SyntaxNode> parts = new ArrayList<>();
        expect(start);
        while (!isNext(end)) {
            parts.add(part.read());
        }
        next();
        return parts;
    }

    /** Reads what may be nested in itself. */
    final <T> T nested(Nested<T> nested) throws GraphqlException {
        if (depth >= DEEPEST) {
            throw error(peek(), "exceeded maximum nesting depth of " + DEEPEST);
        }
        depth++;
        T read = nested.read();
        depth--;
        return read;
    }

    /** Reads what may be nested in itself. */
    interface Nested<T> {
        T read() throws GraphqlException;
    }

    /**
     * A value.
     *
     * @param isConstant true where variables are not allowed
     */
    final SyntaxNode value(boolean isConstant) throws GraphqlException {
        Token token = peek();
        SyntaxNode value = node(Shape.VALUE);
        switch (token.kind()) {
            case BRACKET_L:
                value.put("Comment", comments).put("Kind", ValueKind.LIST.ordinal());
                return value.put(
                        "Children",
                        nested(() -> many(
                                Kind.BRACKET_L,
                                Kind.BRACKET_R,
                                () -> SyntaxNode.of(Shape.CHILD).put("Value", value(isConstant)))));
            case BRACE_L:
                value.put("Comment", comments).put("Kind", ValueKind.OBJECT.ordinal());
                return value.put(
                        "Children", nested(() -> many(Kind.BRACE_L, Kind.BRACE_R, () -> objectField(isConstant))));
            case DOLLAR:
                if (isConstant) {
                    throw unexpected();
                }
                return value.put("Raw", variable());
            case INT, FLOAT, STRING, BLOCK_STRING, NAME:
                next();
                return value.put("Raw", token.value())
                        .put("Kind", ValueKind.of(token).ordinal());
            default:
                throw unexpected();
        }
    }

    private SyntaxNode objectField(boolean isConstant) throws GraphqlException {
        SyntaxNode field = node(Shape.CHILD).put("Comment", comments).put("Name", name());
        expect(Kind.COLON);
        return field.put("Value", value(isConstant));
    }

    final String variable() throws GraphqlException {
        expect(Kind.DOLLAR);
        return name();
    }

    final List<SyntaxNode> arguments(boolean isConstant) throws GraphqlException {
        return some(Kind.PAREN_L, Kind.PAREN_R, () -> {
            SyntaxNode argument = node(Shape.ARGUMENT).put("Comment", comments).put("Name", name());
            expect(Kind.COLON);
            return argument.put("Value", value(isConstant));
        });
    }

    final List<SyntaxNode> directives(boolean isConstant) throws GraphqlException {
        List<SyntaxNode> directives = new ArrayList<>();
        while (skip(Kind.AT)) {
            SyntaxNode directive = node(Shape.DIRECTIVE);
            directives.add(directive.put("Name", name()).put("Arguments", arguments(isConstant)));
        }
        return directives;
    }

    final SyntaxNode type() throws GraphqlException {
        SyntaxNode type;
        if (skip(Kind.BRACKET_L)) {
            type = nested(() -> {
                SyntaxNode list = node(Shape.TYPE).put("Elem", type());
                expect(Kind.BRACKET_R);
                return list;
            });
        } else {
            type = node(Shape.TYPE).put("NamedType", name());
        }
        return type.put("NonNull", skip(Kind.BANG));
    }

    /**
     * A description.
     *
     * @param isThere true even if the string is empty
     */
    record Description(
            boolean isThere, String text, @Nullable SyntaxNode comments) {}

    final Description description() throws GraphqlException {
        if (!isNext(Kind.STRING) && !isNext(Kind.BLOCK_STRING)) {
            return new Description(false, "", null);
        }
        SyntaxNode before = comments;
        return new Description(true, next().value(), before);
    }
}
