package io.rego4j.parse.read;

import io.rego4j.parse.build.EagerTermBuilder;
import io.rego4j.parse.problem.SyntaxMessages;
import io.rego4j.parse.problem.SyntaxProblem;
import io.rego4j.parse.token.TokenBuffer;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/** Ends the parse at the first token that does not fit: a statement is either read whole or reported. */
final class FailFastStrategy extends DefaultErrorStrategy {
    private final TokenBuffer tokens;
    private final EagerTermBuilder constants;

    FailFastStrategy(TokenBuffer tokens, EagerTermBuilder constants) {
        this.tokens = tokens;
        this.constants = constants;
    }

    @Override
    public void recover(Parser parser, RecognitionException e) {
        throw problem(parser, e.getOffendingToken());
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw problem(parser, new InputMismatchException(parser).getOffendingToken());
    }

    @Override
    public void reportError(Parser parser, RecognitionException e) {
        // The problem that recover throws has the message.
    }

    @Override
    public void sync(Parser parser) {
        // The next match reports what does not fit.
    }

    private SyntaxProblem problem(Parser parser, Token token) {
        constants.stop();
        return SyntaxMessages.problem(tokens, token.getTokenIndex(), parser.getContext());
    }
}
