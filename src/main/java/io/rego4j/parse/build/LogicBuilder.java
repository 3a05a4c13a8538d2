package io.rego4j.parse.build;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.Origin;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.With;
import io.rego4j.internal.language.BuiltinNames;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.ExpressionContext;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.LogicOperandContext;
import io.rego4j.parse.antlr.RegoGrammar.OperandContext;
import io.rego4j.parse.antlr.RegoGrammar.QueryContext;
import io.rego4j.parse.antlr.RegoGrammar.WithContext;
import io.rego4j.parse.token.TokenBuffer;
import java.util.ArrayList;
import java.util.List;

/** Builds negations and the chains of {@code and} and {@code or}: {@code and} binds tighter, both from the left. */
final class LogicBuilder {
    private final ParseContext building;
    private final TokenBuffer tokens;
    private final LiteralBuilder literals;
    private final GroupBuilder groups;

    LogicBuilder(ParseContext building, LiteralBuilder literals, GroupBuilder groups) {
        this.building = building;
        this.tokens = building.tokens();
        this.literals = literals;
        this.groups = groups;
    }

    /** An operand, whether braces stood around it, and its first and last token. */
    private record Operand(Body body, boolean explicit, int first, int last) {}

    /** The parts of a literal: operands, the token before each, and the modifiers after each. */
    private record Parts(List<LogicOperandContext> operands, List<Integer> operators, List<List<WithContext>> withs) {
        static Parts of(LiteralContext context) {
            Parts parts = new Parts(new ArrayList<>(2), new ArrayList<>(2), new ArrayList<>(2));
            for (RegoContext child : context) {
                if (child instanceof LogicOperandContext operand) {
                    parts.operands.add(operand);
                    parts.operators.add(operand.firstToken() - 1);
                    parts.withs.add(new ArrayList<>(0));
                } else if (child instanceof WithContext with) {
                    parts.withs.get(parts.withs.size() - 1).add(with);
                }
            }
            return parts;
        }
    }

    /** The expression of a literal, with its modifiers; the caller sets its location. */
    Expr chain(LiteralContext context) {
        if (context.size() == 1) {
            return single((LogicOperandContext) context.part(0), List.of());
        }
        Parts parts = Parts.of(context);
        if (parts.operands.size() == 1) {
            return single(parts.operands.get(0), parts.withs.get(0));
        }
        return chain(parts, true);
    }

    /** The inner expression of a negation without braces stands where the negation stands. */
    static Expr spreadOverNot(Expr expr, Origin origin) {
        if (expr.terms() instanceof Not not && !not.explicitBody()) {
            List<Expr> inner = new ArrayList<>(not.body().size());
            for (Expr part : not.body()) {
                inner.add(part.withOrigin(origin));
            }
            return expr.withTerms(new Not(new Body(inner), false, not.origin()));
        }
        return expr;
    }

    private Expr single(LogicOperandContext context, List<WithContext> withs) {
        if (context instanceof RegoGrammar.PlainContext) {
            OperandContext group = groups.logical(context.part(0), false);
            if (group != null) {
                Expr expr = group(group).body().get(0);
                return withs.isEmpty() ? expr : expr.withModifiers(literals.modifiers(withs));
            }
            ExprTerms terms = literals.terms((ExpressionContext) context.part(0));
            return new Expr(terms, literals.modifiers(withs), false, false, Origin.NONE);
        }
        if (context instanceof RegoGrammar.DeclarationContext declaration) {
            ExprTerms some = literals.declaration(declaration);
            if (!withs.isEmpty() && !(((SomeDecl) some).symbols().get(0) instanceof CallTerm)) {
                throw building.unexpected(withs.get(0).firstToken(), "expected \\n or ;");
            }
            return new Expr(some, literals.modifiers(withs), false, false, Origin.NONE);
        }
        if (context instanceof RegoGrammar.QuantifierContext every) {
            ExprTerms terms = literals.quantifier(every);
            return new Expr(terms, literals.modifiers(withs), false, false, Origin.NONE);
        }
        if (context instanceof RegoGrammar.ExplicitBodyContext) {
            throw building.unexpected(context.lastToken() + 1, "expected and or or");
        }
        return negation((RegoGrammar.NegationContext) context, withs, false);
    }

    private Expr negation(RegoGrammar.NegationContext context, List<WithContext> withs, boolean isOperand) {
        int not = context.firstToken();
        boolean bodies = tokens.notBodiesAt(not);
        Body body = null;
        boolean explicit = false;
        int last = context.lastToken();
        if (context.part(0) instanceof RegoGrammar.BodyContext braces) {
            body = checked(literals.body(braces), braces.firstToken(), "not ");
            explicit = true;
        } else if (bodies) {
            OperandContext group = isOperand ? groups.logical(context.part(0), true) : groups.negated(context.part(0));
            if (group != null) {
                Operand operand = group(group);
                body = operand.body();
                explicit = operand.explicit();
            }
        }
        if (body != null) {
            ExprTerms terms = new Not(body, explicit, building.at(not, last));
            return new Expr(terms, literals.modifiers(withs), false, false, Origin.NONE);
        }
        ExprTerms terms = literals.terms((ExpressionContext) context.part(0));
        List<With> modifiers = literals.modifiers(withs);
        if (!bodies) {
            return new Expr(terms, modifiers, true, false, Origin.NONE);
        }
        int end = withs.isEmpty() ? last : (withs.get(withs.size() - 1)).lastToken();
        Expr inner = new Expr(terms, List.of(), false, false, Origin.NONE);
        return new Expr(new Not(Body.of(inner), false, building.at(not, end)), modifiers, false, false, Origin.NONE);
    }

    private Expr chain(Parts parts, boolean atStart) {
        int count = parts.operands.size();
        checkModifiers(parts, count);
        Operand left = atStart ? firstOperand(parts) : operand(parts.operands.get(0));
        int i = 1;
        while (i < count) {
            int operator = parts.operators.get(i);
            if (tokens.role(operator) == RegoGrammar.AND) {
                left = combine(left, operand(parts.operands.get(i)), operator);
                i++;
                continue;
            }
            Operand right = operand(parts.operands.get(i));
            i++;
            while (i < count && tokens.role(parts.operators.get(i)) == RegoGrammar.AND) {
                right = combine(right, operand(parts.operands.get(i)), parts.operators.get(i));
                i++;
            }
            left = combine(left, right, operator);
        }
        Expr expr = left.body().get(0);
        List<WithContext> withs = parts.withs.get(count - 1);
        return withs.isEmpty() ? expr : expr.withModifiers(literals.modifiers(withs));
    }

    private void checkModifiers(Parts parts, int count) {
        LogicOperandContext first = parts.operands.get(0);
        if (first instanceof RegoGrammar.DeclarationContext || first instanceof RegoGrammar.QuantifierContext) {
            throw building.unexpected(parts.operators.get(1), "expected \\n or ;");
        }
        for (int i = 0; i < count - 1; i++) {
            List<WithContext> withs = parts.withs.get(i);
            if (withs.isEmpty()) {
                continue;
            }
            String operator = tokens.text(parts.operators.get(i + 1));
            if (i > 0) {
                throw building.unexpected(parts.operators.get(i + 1), "expected \\n or ;");
            }
            throw building.problem(
                    withs.get(0).firstToken(),
                    "`with` modifier is not allowed on operand of `" + operator + "`",
                    "Wrap the operand in `(...)` or `{...}` to scope, or move `with` after the `" + operator
                            + "` expression to apply it to the whole expression");
        }
    }

    /** The first operand where an expression starts: its braces must be a body. */
    private Operand firstOperand(Parts parts) {
        LogicOperandContext context = parts.operands.get(0);
        if (context instanceof RegoGrammar.PlainContext
                && tokens.source().text().charAt(tokens.start(context.firstToken())) == '{') {
            groups.checkReadAsBody(context.firstToken());
            String operator = tokens.text(parts.operators.get(1));
            String operand = tokens.source()
                    .text()
                    .substring(tokens.start(context.firstToken()), tokens.end(context.lastToken()));
            throw building.problem(
                    context.firstToken(),
                    "operand of `" + operator + "` cannot begin with `{` unless the braces hold a body",
                    "wrap the operand to keep the value: `(" + operand + ") " + operator + " ...`");
        }
        Operand operand = operand(context);
        Expr expr = operand.body().get(0);
        if (context instanceof RegoGrammar.NegationContext && expr.terms() instanceof Not not && !not.explicitBody()) {
            // OPA gives no place to the inner expression here.
            boolean group = groups.logical(context.part(0), true) != null;
            Expr placed = group ? expr : spreadOverNot(expr, Origin.NONE);
            return new Operand(Body.of(placed), false, operand.first(), operand.last());
        }
        return operand;
    }

    private Operand operand(LogicOperandContext context) {
        int first = context.firstToken();
        int last = context.lastToken();
        if (context instanceof RegoGrammar.ExplicitBodyContext) {
            Body body = literals.query((QueryContext) context.part(0));
            return new Operand(checked(body, first, ""), true, first, last);
        }
        if (context instanceof RegoGrammar.DeclarationContext || context instanceof RegoGrammar.QuantifierContext) {
            throw building.unexpected(first, "");
        }
        if (context instanceof RegoGrammar.NegationContext negation) {
            return negatedOperand(negation, first, last);
        }
        OperandContext group = groups.logical(context.part(0), true);
        if (group != null) {
            return group(group);
        }
        ExprTerms terms = literals.terms((ExpressionContext) context.part(0));
        return new Operand(
                Body.of(new Expr(terms, List.of(), false, false, building.at(first, last))), false, first, last);
    }

    private Operand negatedOperand(RegoGrammar.NegationContext context, int first, int last) {
        Expr expr = negation(context, List.of(), true);
        Origin inner = building.at(first + 1, last);
        if (expr.negated()) {
            return new Operand(Body.of(expr.withOrigin(inner)), false, first + 1, last);
        }
        Origin origin = building.at(first, last);
        boolean plain =
                !(context.part(0) instanceof RegoGrammar.BodyContext) && groups.logical(context.part(0), true) == null;
        Expr placed = plain ? spreadOverNot(expr, inner) : expr;
        return new Operand(Body.of(placed.withOrigin(origin)), false, first, last);
    }

    private Operand combine(Operand left, Operand right, int operator) {
        boolean and = tokens.role(operator) == RegoGrammar.AND;
        checkVoid(left, and ? "and" : "or");
        checkVoid(right, and ? "and" : "or");
        Origin origin = building.at(left.first(), right.last());
        ExprTerms terms = and
                ? new LogicalAnd(left.body(), right.body(), left.explicit(), right.explicit(), origin)
                : new LogicalOr(left.body(), right.body(), left.explicit(), right.explicit(), origin);
        Expr expr = new Expr(terms, List.of(), false, false, origin);
        return new Operand(Body.of(expr), false, left.first(), right.last());
    }

    /** The operand that parentheses with operands of logic are. */
    private Operand group(OperandContext group) {
        Parts parts = Parts.of(GroupBuilder.literal(group));
        Body body;
        if (parts.operands.size() > 1) {
            body = Body.of(chain(parts, false));
        } else {
            body = operand(parts.operands.get(0)).body();
            List<WithContext> withs = parts.withs.get(0);
            if (!withs.isEmpty()) {
                body = Body.of(body.get(0).withModifiers(literals.modifiers(withs)));
            }
        }
        return new Operand(body, false, group.firstToken(), group.lastToken());
    }

    /** A body in braces may not start with a union: it would look like a comprehension. */
    private Body checked(Body body, int brace, String prefix) {
        Expr first = body.get(0);
        if (first.terms() instanceof CallTerm call
                && call.calls("or")
                && call.operator().origin().text().equals("|")
                && !first.origin().text().startsWith("(")) {
            throw building.problem(
                    brace,
                    "ambiguous `{ ... | ... }` operand: read as a body holding a set-union expression,"
                            + " not as a comprehension",
                    "write `" + prefix + "({ ... })` for the comprehension, or `" + prefix
                            + "{ (... | ...) }` for the set union");
        }
        return body;
    }

    private void checkVoid(Operand operand, String operator) {
        for (Expr expr : operand.body()) {
            if (!isVoid(expr)) {
                return;
            }
        }
        String builtin = ((CallTerm) operand.body().get(0).terms()).operator().toString();
        throw building.problem(
                operand.first(),
                "operand of `" + operator + "` cannot consist only of calls to `" + builtin + "`",
                "`" + builtin + "` produces no value and always succeeds, so the operand can never fail; move it out of"
                        + " the operand, or add an expression that can fail");
    }

    private static boolean isVoid(Expr expr) {
        return !expr.negated()
                && expr.terms() instanceof CallTerm call
                && BuiltinNames.isVoid(call.operator().toString());
    }
}
