package io.rego4j.parse.antlr;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/** What the generated parser extends. Its tree has no leaves: each part knows its first and its last token. */
abstract class BaseParser extends Parser {
    BaseParser(TokenStream input) {
        super(input);
    }

    @Override
    public final Token consume() {
        Token token = _input.LT(1);
        _input.consume();
        return token;
    }
}
