package io.rego4j.parse.antlr;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * The base class of the generated parser. Its tree has no leaves: each part has the indexes of its first and last token.
 * One token of lookahead decides everywhere in the grammar, so that the parser needs no automaton of ANTLR; the build
 * removes it from the generated code.
 */
abstract class BaseParser extends Parser {
    private @Nullable PartMaker maker;

    BaseParser(TokenStream input) {
        super(input);
    }

    /** Replaces values and entries as soon as they are read. */
    public final void setMaker(PartMaker maker) {
        this.maker = maker;
    }

    @Override
    public final void exitRule() {
        RegoContext read = (RegoContext) _ctx;
        super.exitRule();
        boolean mayBeMade = read instanceof RegoGrammar.ValueContext || read instanceof RegoGrammar.EntryContext;
        if (mayBeMade && maker != null && _ctx instanceof RegoContext parent) {
            Object made = maker.make(read);
            if (made != null) {
                parent.makeLast(made);
            }
        }
    }

    @Override
    public final Token consume() {
        Token token = _input.LT(1);
        _input.consume();
        return token;
    }
}
