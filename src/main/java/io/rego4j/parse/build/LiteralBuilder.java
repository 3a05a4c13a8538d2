package io.rego4j.parse.build;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Origin;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.internal.language.InfixOperators;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.BodyContext;
import io.rego4j.parse.antlr.RegoGrammar.ExpressionContext;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.LogicOperandContext;
import io.rego4j.parse.antlr.RegoGrammar.PairContext;
import io.rego4j.parse.antlr.RegoGrammar.QueryContext;
import io.rego4j.parse.antlr.RegoGrammar.ValueContext;
import io.rego4j.parse.antlr.RegoGrammar.WithContext;
import io.rego4j.parse.problem.BacktrackingErrors;
import io.rego4j.parse.problem.SyntaxProblem;
import io.rego4j.parse.token.TokenBuffer;
import java.util.ArrayList;
import java.util.List;

/** Builds the expressions of bodies. */
public final class LiteralBuilder {
    private final ParseContext building;
    private final TokenBuffer tokens;
    private final TermBuilder terms;
    private final GroupBuilder groups;
    private final TemplateBuilder templates;
    private final LogicBuilder logic;

    public LiteralBuilder(ParseContext building) {
        this.building = building;
        this.tokens = building.tokens();
        this.groups = new GroupBuilder(building, this);
        this.templates = new TemplateBuilder(building, this);
        this.logic = new LogicBuilder(building, this, groups);
        this.terms = new TermBuilder(building, this);
    }

    public TermBuilder terms() {
        return terms;
    }

    public OperatorFolder folder() {
        return terms.folder();
    }

    public GroupBuilder groups() {
        return groups;
    }

    TemplateBuilder templates() {
        return templates;
    }

    public Body body(BodyContext context) {
        return query((QueryContext) context.part(0));
    }

    /** The expressions of a body: a semicolon or a line feed stands between two. */
    public Body query(QueryContext context) {
        Expr[] exprs = new Expr[context.size()];
        for (int i = 0; i < exprs.length; i++) {
            LiteralContext literal = (LiteralContext) context.part(i);
            if (i > 0 && !isSeparated(literal)) {
                throw building.unexpected(literal.firstToken(), "expected \\n or ; or " + closing(context));
            }
            exprs[i] = literal(literal);
        }
        return new Body(List.of(exprs));
    }

    /** True if a semicolon or a line feed stands before an expression. */
    public boolean isSeparated(RegoContext literal) {
        int first = literal.firstToken();
        return tokens.newlineBefore(first) || tokens.role(first - 1) == RegoGrammar.SEMICOLON;
    }

    private static String closing(QueryContext context) {
        return context.parent instanceof RegoGrammar.ArrayComprehensionContext ? "]" : "}";
    }

    /** One expression of a body, at its place. */
    public Expr literal(LiteralContext context) {
        Origin origin = building.at(context);
        Expr expr = logic.chain(context).withOrigin(origin);
        return LogicBuilder.spreadOverNot(expr, origin);
    }

    /** The expression of a name alone. */
    public Expr splitName(int token) {
        Origin origin = building.at(token);
        VarTerm name = building.variable(tokens.text(token), origin);
        return new Expr(name, List.of(), false, false, origin);
    }

    /** The terms of an expression, without negation and modifiers. */
    public ExprTerms terms(ExpressionContext context) {
        Term left = folder().pair((PairContext) context.part(0));
        if (context.size() == 1) {
            return left;
        }
        int operator = ((PairContext) context.part(0)).lastToken() + 1;
        Term call = folder().operator(operator);
        Term right = folder().pair((PairContext) context.part(1));
        return new CallTerm(call, List.of(left, right), building.at(context));
    }

    /** The modifiers of an expression. */
    List<With> modifiers(List<WithContext> contexts) {
        List<With> modifiers = new ArrayList<>(contexts.size());
        for (WithContext context : contexts) {
            RegoGrammar.PathContext path = (RegoGrammar.PathContext) context.part(0);
            Term target = terms.path(path);
            if (target instanceof CallTerm || target instanceof SetTerm) {
                throw building.unexpected(path.lastToken() + 1, "expected with target path");
            }
            Term value = folder().pair((PairContext) context.part(1));
            modifiers.add(new With(target, value, building.at(context)));
        }
        return modifiers;
    }

    /** {@code some x, y} or {@code some x in xs}. */
    SomeDecl declaration(RegoGrammar.DeclarationContext context) {
        Origin origin = building.at(context.firstToken());
        int next = context.lastToken() + 1;
        ValueContext first = (ValueContext) context.part(0);
        if (context.size() == 1) {
            if (folder().hasIn(first) || !isName(first)) {
                Term term = member(context);
                if (term instanceof CallTerm call) {
                    if (!call.calls(InfixOperators.MEMBER) || call.args().size() != 2) {
                        throw building.unexpected(next, "expected `x in xs` or `x, y in xs` expression");
                    }
                    return new SomeDecl(List.of(term), origin);
                }
            }
        } else if (context.size() == 2 && folder().hasIn((ValueContext) context.part(1)) && !folder().hasIn(first)) {
            return new SomeDecl(List.of(member(context)), origin);
        }
        return new SomeDecl(names(context), origin);
    }

    /** The term after {@code some}; OPA drops an error in it, and then expects names. */
    private Term member(RegoGrammar.DeclarationContext context) {
        ValueContext first = (ValueContext) context.part(0);
        try {
            return context.size() == 1 ? folder().value(first) : folder().member(first, (ValueContext) context.part(1));
        } catch (SyntaxProblem dropped) {
            throw new BacktrackingErrors(building.tokens()).some(context);
        }
    }

    private List<Term> names(RegoGrammar.DeclarationContext context) {
        List<Term> names = new ArrayList<>();
        for (RegoContext value : context) {
            int token = value.firstToken();
            if (tokens.type(token) != RegoGrammar.NAME) {
                throw building.unexpected(token, "expected var");
            }
            names.add(building.variable(tokens.text(token), building.at(token)));
            if (!isName((ValueContext) value)) {
                throw building.unexpected(token + 1, "expected \\n or ;");
            }
        }
        return names;
    }

    private static boolean isName(ValueContext value) {
        return value.size() == 1
                && value.part(0).size() == 0
                && value.part(0).start.getType() == RegoGrammar.NAME;
    }

    /** {@code every k, v in xs { … }}. */
    Every quantifier(RegoGrammar.QuantifierContext context) {
        int first = context.firstToken();
        PairContext pair = (PairContext) context.part(0);
        int next = pair.lastToken() + 1;
        Term term = folder().pair(pair);
        if (!(term instanceof CallTerm call)) {
            throw building.unexpected(next, "expected `x[, y] in xs { ... }` expression");
        }
        boolean keyed = call.calls(InfixOperators.MEMBER_WITH_KEY);
        if (!keyed && !call.calls(InfixOperators.MEMBER)) {
            throw building.unexpected(next, "expected `x[, y] in xs { ... }` expression");
        }
        List<Term> args = call.args();
        if (args.size() != (keyed ? 3 : 2)) {
            throw building.unexpected(next, "illegal domain");
        }
        Term key = keyed ? args.get(0) : null;
        if (key != null && !(key instanceof VarTerm)) {
            throw building.unexpected(next, "expected key to be a variable");
        }
        Term value = args.get(keyed ? 1 : 0);
        if (!(value instanceof VarTerm)) {
            throw building.unexpected(next, "expected value to be a variable");
        }
        Body body = body((BodyContext) context.part(1));
        return new Every(key, value, args.get(keyed ? 2 : 1), body, building.at(first));
    }

    /** True for an expression alone: no negation, no modifiers, no other operands. */
    static boolean isPlain(LiteralContext context) {
        return context.size() == 1 && (LogicOperandContext) context.part(0) instanceof RegoGrammar.PlainContext;
    }
}
