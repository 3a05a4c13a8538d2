package io.rego4j.parse;

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
import io.rego4j.parse.antlr.RegoParser;
import io.rego4j.parse.antlr.RegoParser.BodyContext;
import io.rego4j.parse.antlr.RegoParser.ExpressionContext;
import io.rego4j.parse.antlr.RegoParser.LiteralContext;
import io.rego4j.parse.antlr.RegoParser.LogicOperandContext;
import io.rego4j.parse.antlr.RegoParser.OperandContext;
import io.rego4j.parse.antlr.RegoParser.PairContext;
import io.rego4j.parse.antlr.RegoParser.QueryContext;
import io.rego4j.parse.antlr.RegoParser.ValueContext;
import io.rego4j.parse.antlr.RegoParser.WithContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Builds the expressions of bodies. */
final class LiteralBuilder {
    private final Building building;
    private final TokenBuffer tokens;
    private final TermBuilder terms;
    private final GroupBuilder groups;
    private final TemplateBuilder templates;
    private final LogicBuilder logic;

    LiteralBuilder(Building building) {
        this.building = building;
        this.tokens = building.tokens();
        this.groups = new GroupBuilder(building, this);
        this.templates = new TemplateBuilder(building, this);
        this.logic = new LogicBuilder(building, this, groups);
        this.terms = new TermBuilder(building, this);
    }

    TermBuilder terms() {
        return terms;
    }

    OperatorFolder folder() {
        return terms.folder();
    }

    GroupBuilder groups() {
        return groups;
    }

    TemplateBuilder templates() {
        return templates;
    }

    Body body(BodyContext context) {
        return query((QueryContext) context.children.get(1));
    }

    /** The expressions of a body: a semicolon or a line feed stands between two. */
    Body query(QueryContext context) {
        List<Expr> exprs = new ArrayList<>((context.children.size() + 1) / 2);
        boolean separated = true;
        for (ParseTree child : context.children) {
            if (child instanceof TerminalNode) {
                separated = true;
                continue;
            }
            LiteralContext literal = (LiteralContext) child;
            int first = Building.first(literal);
            if (!separated && !tokens.newlineBefore(first)) {
                throw building.unexpected(first, "expected \\n or ; or " + closing(context));
            }
            exprs.add(literal(literal));
            separated = false;
        }
        return new Body(exprs);
    }

    private static String closing(QueryContext context) {
        return context.parent instanceof RegoParser.ArrayEachContext ? "]" : "}";
    }

    /** One expression of a body, at its place. */
    Expr literal(LiteralContext context) {
        Origin origin = building.at(context);
        Expr expr = logic.chain(context).withOrigin(origin);
        return LogicBuilder.spreadOverNot(expr, origin);
    }

    /** A name alone. */
    Expr splitName(int token) {
        Origin origin = building.at(token);
        VarTerm name = building.variable(tokens.text(token), origin);
        return new Expr(name, List.of(), false, false, origin);
    }

    /** What an expression says, without negation and modifiers. */
    ExprTerms terms(ExpressionContext context) {
        Term left = folder().pair((PairContext) context.children.get(0));
        if (context.children.size() == 1) {
            return left;
        }
        int operator = Building.last((PairContext) context.children.get(0)) + 1;
        Term call = folder().operator(operator);
        Term right = folder().pair((PairContext) context.children.get(2));
        return new CallTerm(call, List.of(left, right), building.at(context));
    }

    /** The modifiers of an expression. */
    List<With> modifiers(List<WithContext> contexts) {
        List<With> modifiers = new ArrayList<>(contexts.size());
        for (WithContext context : contexts) {
            RegoParser.PathContext path = (RegoParser.PathContext) context.children.get(1);
            Term target = terms.path(path);
            if (target instanceof CallTerm || target instanceof SetTerm) {
                throw building.unexpected(Building.last(path) + 1, "expected with target path");
            }
            Term value = folder().pair((PairContext) context.children.get(3));
            modifiers.add(new With(target, value, building.at(context)));
        }
        return modifiers;
    }

    /** {@code some x, y} or {@code some x in xs}. */
    SomeDecl declaration(RegoParser.DeclarationContext context) {
        Origin origin = building.at(Building.first(context));
        int next = Building.last(context) + 1;
        ValueContext first = (ValueContext) context.children.get(1);
        if (context.children.size() == 2) {
            if (OperatorFolder.hasIn(first) || !isName(first)) {
                Term term = member(context);
                if (term instanceof CallTerm call) {
                    if (!call.calls("internal.member_2") || call.args().size() != 2) {
                        throw building.unexpected(next, "expected `x in xs` or `x, y in xs` expression");
                    }
                    return new SomeDecl(List.of(term), origin);
                }
            }
        } else if (context.children.size() == 4
                && OperatorFolder.hasIn((ValueContext) context.children.get(3))
                && !OperatorFolder.hasIn(first)) {
            return new SomeDecl(List.of(member(context)), origin);
        }
        return new SomeDecl(names(context), origin);
    }

    /** What {@code some} is followed by, if it is a term; OPA drops what is wrong in it, and expects names. */
    private Term member(RegoParser.DeclarationContext context) {
        ValueContext first = (ValueContext) context.children.get(1);
        try {
            return context.children.size() == 2
                    ? folder().value(first)
                    : folder().member(first, (ValueContext) context.children.get(3));
        } catch (SyntaxProblem dropped) {
            throw new Backtracking(building).some(context);
        }
    }

    private List<Term> names(RegoParser.DeclarationContext context) {
        List<Term> names = new ArrayList<>();
        for (int i = 1; i < context.children.size(); i += 2) {
            ValueContext value = (ValueContext) context.children.get(i);
            int token = Building.first(value);
            if (tokens.type(token) != RegoParser.NAME) {
                throw building.unexpected(token, "expected var");
            }
            names.add(building.variable(tokens.text(token), building.at(token)));
            if (!isName(value)) {
                throw building.unexpected(token + 1, "expected \\n or ;");
            }
        }
        return names;
    }

    private static boolean isName(ValueContext value) {
        return value.children.size() == 1
                && ((OperandContext) value.children.get(0)).children.size() == 1
                && ((OperandContext) value.children.get(0)).children.get(0) instanceof RegoParser.NameContext;
    }

    /** {@code every k, v in xs { … }}. */
    Every quantifier(RegoParser.QuantifierContext context) {
        int first = Building.first(context);
        PairContext pair = (PairContext) context.children.get(1);
        int next = Building.last(pair) + 1;
        Term term = folder().pair(pair);
        if (!(term instanceof CallTerm call)) {
            throw building.unexpected(next, "expected `x[, y] in xs { ... }` expression");
        }
        boolean keyed = call.calls("internal.member_3");
        if (!keyed && !call.calls("internal.member_2")) {
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
        Body body = body((BodyContext) context.children.get(2));
        return new Every(key, value, args.get(keyed ? 2 : 1), body, building.at(first));
    }

    /** True for an expression alone: no negation, no modifiers, no other operands. */
    static boolean isPlain(LiteralContext context) {
        return context.children.size() == 1
                && (LogicOperandContext) context.children.get(0) instanceof RegoParser.PlainContext;
    }
}
