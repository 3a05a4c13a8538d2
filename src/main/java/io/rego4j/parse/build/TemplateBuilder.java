package io.rego4j.parse.build;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplatePart;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.internal.go.GoUnescape;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.TemplateContext;
import io.rego4j.parse.problem.SyntaxProblem;
import io.rego4j.parse.token.LanguageFeatures;
import io.rego4j.parse.token.TokenBuffer;
import java.util.ArrayList;
import java.util.List;

/** Builds template strings. */
public final class TemplateBuilder {
    private final ParseContext building;
    private final TokenBuffer tokens;
    private final LiteralBuilder literals;

    TemplateBuilder(ParseContext building, LiteralBuilder literals) {
        this.building = building;
        this.tokens = building.tokens();
        this.literals = literals;
    }

    TemplateStringTerm template(TemplateContext context) {
        int first = context.firstToken();
        if (!LanguageFeatures.templateStrings(building.options())) {
            throw building.problem(first, "template strings are not supported by current capabilities");
        }
        boolean raw = tokens.source().text().charAt(tokens.start(first) + 1) == '`';
        List<TemplatePart> parts = new ArrayList<>();
        text(first, tokens.start(first) + 2, raw, parts);
        for (RegoContext child : context) {
            if (child instanceof LiteralContext literal) {
                parts.add(expression(literal));
                int next = literal.lastToken() + 2;
                text(next, tokens.start(next), raw, parts);
            }
        }
        return new TemplateStringTerm(parts, raw, building.at(context));
    }

    private void text(int token, int start, boolean raw, List<TemplatePart> parts) {
        String written = withoutEscapedBraces(tokens.source().text().substring(start, tokens.end(token) - 1), raw);
        String value = raw ? written : GoUnescape.unescape(written, 0, written.length());
        if (value == null) {
            throw building.problem(token, "illegal template-string part: " + tokens.text(token));
        }
        if (!value.isEmpty()) {
            parts.add(new StringTerm(value, building.at(token)));
        }
    }

    private static String withoutEscapedBraces(String text, boolean raw) {
        int backslash = text.indexOf('\\');
        if (backslash < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(i + 1);
                if (next == '{') {
                    continue;
                }
                if (!raw) {
                    out.append(c).append(next);
                    i++;
                    continue;
                }
            }
            out.append(c);
        }
        return out.toString();
    }

    private TemplatePart expression(LiteralContext context) {
        Expr expr = literals.literal(context);
        int first = context.firstToken();
        if (expr.negated()) {
            throw building.problem(first, "unexpected negation ('not') in template-string expression");
        }
        return expr.terms().accept(new ExpressionPart(expr, first));
    }

    /** True if a comment stands right before the token. */
    private boolean isCommented(int token) {
        return tokens.gapBefore(token)
                && tokens.source()
                                .text()
                                .substring(tokens.end(token - 1), tokens.start(token))
                                .indexOf('#')
                        >= 0;
    }

    /** Which expressions a template string may hold: constants become terms, unless a comment stands before them. */
    private final class ExpressionPart implements ExprVisitor<TemplatePart> {
        private final Expr expr;
        private final int first;

        ExpressionPart(Expr expr, int first) {
            this.expr = expr;
            this.first = first;
        }

        private SyntaxProblem unexpected(String what) {
            return building.problem(first, "unexpected " + what + " in template-string expression");
        }

        @Override
        public TemplatePart visitTerm(Term term) {
            return term instanceof ScalarTerm constant && !isCommented(first) ? constant : expr;
        }

        @Override
        public TemplatePart visitCall(CallTerm call) {
            if (call.args().size() == 2 && call.calls("eq")) {
                throw unexpected("unification ('=')");
            } else if (call.args().size() == 2 && call.calls("assign")) {
                throw unexpected("assignment (':=')");
            }
            return expr;
        }

        @Override
        public TemplatePart visitSomeDecl(SomeDecl some) {
            throw unexpected("'some'");
        }

        @Override
        public TemplatePart visitEvery(Every every) {
            throw unexpected("'every'");
        }

        @Override
        public TemplatePart visitNot(Not not) {
            return expr;
        }

        @Override
        public TemplatePart visitLogicalAnd(LogicalAnd and) {
            return expr;
        }

        @Override
        public TemplatePart visitLogicalOr(LogicalOr or) {
            return expr;
        }
    }
}
