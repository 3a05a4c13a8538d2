package io.rego4j.parse.token;

import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * The tokens of a buffer for ANTLR's parser. Looking at a type costs an array access; token objects are made on request,
 * and those of the last two tokens are kept, since several parts of the tree start or stop at one token.
 */
public final class ArrayTokenStream implements TokenStream {
    private final TokenBuffer tokens;
    private final int last;
    private int at;
    private RegoToken current;
    private RegoToken previous;

    public ArrayTokenStream(TokenBuffer tokens, int from) {
        this.tokens = tokens;
        this.last = tokens.size() - 1;
        this.at = from;
        this.current = new RegoToken(tokens, from);
        this.previous = current;
    }

    @Override
    public Token LT(int k) {
        if (k == 1) {
            if (current.getTokenIndex() != at) {
                previous = current;
                current = new RegoToken(tokens, at);
            }
            return current;
        }
        if (k == -1) {
            if (current.getTokenIndex() == at - 1) {
                return current;
            } else if (previous.getTokenIndex() == at - 1) {
                return previous;
            }
        }
        return get(k > 0 ? at + k - 1 : at + k);
    }

    @Override
    public int LA(int k) {
        if (k < 0) {
            return at + k < 0 ? IntStream.EOF : tokens.role(at + k);
        }
        return tokens.role(Math.min(at + k - 1, last));
    }

    @Override
    public void consume() {
        if (at < last) {
            at++;
        }
    }

    @Override
    public Token get(int index) {
        return new RegoToken(tokens, Math.max(0, Math.min(index, last)));
    }

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = Math.min(index, last);
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {
        // Nothing is thrown away, so nothing needs a mark.
    }

    @Override
    public String getSourceName() {
        return tokens.source().name();
    }

    @Override
    public TokenSource getTokenSource() {
        throw new UnsupportedOperationException("all tokens are read already");
    }

    @Override
    public String getText(Interval interval) {
        return tokens.source().text().substring(tokens.start(interval.a), tokens.end(interval.b));
    }

    @Override
    public String getText() {
        return tokens.source().text();
    }

    @Override
    public String getText(RuleContext context) {
        return getText(context.getSourceInterval());
    }

    @Override
    public String getText(Token from, Token to) {
        return getText(Interval.of(from.getTokenIndex(), to.getTokenIndex()));
    }
}
