package io.rego4j.parse.token;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;

/** A token as ANTLR sees it: an index into a {@link TokenBuffer}. */
final class RegoToken implements Token {
    private final TokenBuffer tokens;
    private final int index;

    RegoToken(TokenBuffer tokens, int index) {
        this.tokens = tokens;
        this.index = index;
    }

    @Override
    public String getText() {
        return tokens.text(index);
    }

    @Override
    public int getType() {
        return tokens.role(index);
    }

    @Override
    public int getLine() {
        return tokens.source().row(tokens.start(index));
    }

    @Override
    public int getCharPositionInLine() {
        return tokens.source().column(tokens.start(index)) - 1;
    }

    @Override
    public int getChannel() {
        return DEFAULT_CHANNEL;
    }

    @Override
    public int getTokenIndex() {
        return index;
    }

    @Override
    public int getStartIndex() {
        return tokens.start(index);
    }

    @Override
    public int getStopIndex() {
        return tokens.end(index) - 1;
    }

    @Override
    @SuppressWarnings("NullAway") // ANTLR allows tokens that no source made.
    public @Nullable TokenSource getTokenSource() {
        return null;
    }

    @Override
    @SuppressWarnings("NullAway")
    public @Nullable CharStream getInputStream() {
        return null;
    }
}
