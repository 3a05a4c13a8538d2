package io.rego4j.opa.functions.graphql;

/** What is wrong with a document, in the words of OPA's parser, with the place before it. */
final class GraphqlException extends Exception {
    private static final long serialVersionUID = 1L;

    GraphqlException(String message) {
        super(message, null, false, false);
    }

    /** An error of a text or of a schema. What comes from no text is at no place. */
    static GraphqlException at(int line, int column, String message) {
        return new GraphqlException("input:" + (line == 0 ? "-1:-1" : line + ":" + column) + ": " + message);
    }

    static GraphqlException at(SyntaxNode node, String message) {
        return at(node.line(), node.column(), message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
