package io.rego4j.parse.build;

import io.rego4j.ast.Origin;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.problem.SyntaxProblem;
import io.rego4j.parse.token.TokenBuffer;
import java.util.List;

/** The state that all builders of one module share: the tokens, the options, and the counter of wildcards. */
public final class ParseContext {
    private final TokenBuffer tokens;
    private final ParseOptions options;
    private int wildcards;

    public ParseContext(TokenBuffer tokens, ParseOptions options) {
        this.tokens = tokens;
        this.options = options;
    }

    ParseOptions options() {
        return options;
    }

    public TokenBuffer tokens() {
        return tokens;
    }

    /** The place of one token. */
    Origin at(int token) {
        return Origin.of(tokens.source(), tokens.start(token), tokens.start(token), tokens.end(token));
    }

    /** The place from one token to another, named by the first. */
    Origin at(int first, int last) {
        return Origin.of(tokens.source(), tokens.start(first), tokens.start(first), tokens.end(last));
    }

    /** The place named by {@code anchor} whose text runs between two offsets. */
    Origin at(Origin anchor, int start, int end) {
        return Origin.of(tokens.source(), anchor.anchor(), start, end);
    }

    /** The place of a part of the parse tree. */
    Origin at(RegoContext context) {
        return at(context.firstToken(), context.lastToken());
    }

    /** A variable, at its place: each {@code _} is one of its own. */
    VarTerm variable(String name, Origin origin) {
        return new VarTerm(name.equals("_") ? wildcard() : name, origin);
    }

    /** The name of the next wildcard. */
    String wildcard() {
        return "$" + wildcards++;
    }

    /** An error for an unexpected token, in OPA's form, which ends the statement. */
    public SyntaxProblem unexpected(int token, String note) {
        return SyntaxProblem.unexpected(tokens, token, note);
    }

    public SyntaxProblem problem(int token, String message, String... hints) {
        return new SyntaxProblem(token, message, List.of(hints));
    }
}
