package io.rego4j.opa.functions.graphql;

/** The kinds of values, in the order of the numbers that OPA shows. */
enum ValueKind {
    VARIABLE,
    INT,
    FLOAT,
    STRING,
    BLOCK,
    BOOLEAN,
    NULL,
    ENUM,
    LIST,
    OBJECT;

    /** The kind of a value that is one token. */
    static ValueKind of(Token token) {
        switch (token.kind()) {
            case INT:
                return INT;
            case FLOAT:
                return FLOAT;
            case STRING:
                return STRING;
            case BLOCK_STRING:
                return BLOCK;
            default:
                return switch (token.value()) {
                    case "true", "false" -> BOOLEAN;
                    case "null" -> NULL;
                    default -> ENUM;
                };
        }
    }

    static ValueKind of(SyntaxNode value) throws GraphqlException {
        int number = value.number("Kind");
        if (number < 0 || number >= values().length) {
            throw new GraphqlException("unknown value kind " + number);
        }
        return values()[number];
    }
}
