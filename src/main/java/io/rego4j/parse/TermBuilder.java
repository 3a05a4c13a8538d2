package io.rego4j.parse;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoParser;
import io.rego4j.parse.antlr.RegoParser.LiteralContext;
import io.rego4j.parse.antlr.RegoParser.OperandContext;
import io.rego4j.parse.antlr.RegoParser.PathContext;
import io.rego4j.parse.antlr.RegoParser.SelectorContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds terms: constants, references, calls and what stands in parentheses. */
final class TermBuilder {
    private final Building building;
    private final TokenBuffer tokens;
    private final CollectionBuilder collections;
    private final OperatorFolder folder;
    private final LiteralBuilder literals;

    TermBuilder(Building building, LiteralBuilder literals) {
        this.building = building;
        this.tokens = building.tokens();
        this.literals = literals;
        this.folder = new OperatorFolder(building, this);
        this.collections = new CollectionBuilder(building, this, folder, literals);
    }

    OperatorFolder folder() {
        return folder;
    }

    /** A term with its sign and what is selected from it. */
    Term operand(OperandContext context) {
        int first = Building.first(context);
        int role = tokens.role(first);
        if (role != RegoParser.SIGN) {
            RegoContext part = primaryPart(context);
            Term head = primary(context, part, first, role);
            return select(head, part == null ? lastOfHead(first) : last(part), context, part == null ? 0 : 1);
        }
        if (tokens.role(first + 1) != RegoParser.NAME) {
            return number(first, first + 1);
        }
        Term term = select(name(first + 1), first + 1, context, 0);
        Origin sign = building.at(first);
        return new CallTerm(
                new RefTerm(List.of(new VarTerm("minus"))),
                List.of(new NumberTerm("0", sign), term),
                building.at(first, Building.last(context)));
    }

    /** The part of the tree that an operand starts with; null if it starts with tokens only. */
    private static @Nullable RegoContext primaryPart(OperandContext context) {
        return context.size() == 0 || context.part(0) instanceof SelectorContext ? null : context.part(0);
    }

    private int lastOfHead(int first) {
        return tokens.role(first) == RegoParser.DOT ? first + 1 : first;
    }

    private static int last(RegoContext part) {
        return part instanceof LiteralContext ? Building.last(part) + 1 : Building.last(part);
    }

    /** A name and what is selected from it. */
    Term path(PathContext context) {
        int first = Building.first(context);
        return select(name(first), first, context, 0);
    }

    private Term name(int token) {
        return building.variable(tokens.text(token), building.at(token));
    }

    /** What an operand starts with. */
    private Term primary(OperandContext context, @Nullable RegoContext part, int first, int role) {
        if (part == null) {
            return constant(first, role);
        } else if (part instanceof LiteralContext) {
            return literals.groups().term(context);
        }
        return part instanceof RegoParser.TemplateContext template
                ? literals.templates().template(template)
                : collections.collection(part);
    }

    private Term constant(int token, int role) {
        Origin origin = building.at(token);
        return switch (role) {
            case RegoParser.NAME -> building.variable(tokens.text(token), origin);
            case RegoParser.TRUE -> new BooleanTerm(true, origin);
            case RegoParser.FALSE -> new BooleanTerm(false, origin);
            case RegoParser.NULL -> new NullTerm(origin);
            case RegoParser.NUMBER, RegoParser.DOT -> number(token, token);
            case RegoParser.RAW_STRING ->
                new StringTerm(
                        tokens.source().text().substring(tokens.start(token) + 1, tokens.end(token) - 1), origin);
            default -> string(token, origin);
        };
    }

    private Term string(int token, Origin origin) {
        String text = tokens.source().text();
        String value = Strings.unescape(text, tokens.start(token) + 1, tokens.end(token) - 1);
        if (value == null) {
            throw building.problem(token, "illegal string literal: " + tokens.text(token));
        }
        return new StringTerm(value, origin);
    }

    /** The number whose digits or dot are a token, at the place of the first token. */
    private Term number(int first, int token) {
        boolean fraction = tokens.role(token) == RegoParser.DOT;
        int digits = fraction ? token + 1 : token;
        String text = tokens.text(digits);
        if (fraction && text.indexOf('.') >= 0) {
            throw building.unexpected(digits, "invalid float");
        }
        if (!fraction && text.length() > 1 && text.charAt(0) == '0') {
            boolean scientific = text.length() > 2 && (text.charAt(1) | 0x20) == 'e';
            if (text.charAt(1) != '.' && !scientific) {
                throw building.unexpected(digits, "expected number without leading zero");
            }
        }
        String value = fraction ? "." + text : text;
        Numbers.Verdict verdict = Numbers.check(value);
        if (verdict == Numbers.Verdict.TOO_BIG) {
            throw building.problem(digits, "number too big");
        }
        if (verdict == Numbers.Verdict.NO_FLOAT) {
            throw building.unexpected(digits, "invalid float");
        }
        String sign = tokens.role(first) == RegoParser.SIGN ? "-" : "";
        return new NumberTerm(sign + value, building.at(first));
    }

    /** What is selected from a term: the parts of {@code selectors} from {@code from} on are the selectors. */
    private Term select(Term head, int headLast, RegoContext selectors, int from) {
        int count = selectors.size();
        if (from == count) {
            return head instanceof VarTerm variable && isRoot(variable.name())
                    ? new RefTerm(List.of(head), head.origin())
                    : head;
        }
        checkSelectable(head, Building.first(selectors));
        Origin anchor = head.origin();
        int start = tokens.start(headLast);
        List<Term> parts = new ArrayList<>(count - from + 1);
        parts.add(head);
        for (int i = from; i < count; i++) {
            RegoContext selector = selectors.part(i);
            int first = Building.first(selector);
            int role = tokens.role(first);
            if (role == RegoParser.REF_DOT) {
                boolean operator = TokenTypes.isOperator(tokens.type(first + 1));
                parts.add(new StringTerm(operator ? "" : tokens.text(first + 1), building.at(first + 1)));
            } else if (role == RegoParser.INDEX_OPEN) {
                parts.add(folder.pair((RegoParser.PairContext) selector.part(0)));
            } else {
                Term operator = new RefTerm(parts, building.at(anchor, start, tokens.start(first)));
                Origin origin = building.at(anchor, start, tokens.end(Building.last(selector)));
                Term call = call(operator, folder.values(selector), origin);
                parts = new ArrayList<>();
                parts.add(call);
            }
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return new RefTerm(parts, building.at(anchor, start, tokens.end(Building.last(selectors))));
    }

    private static Term call(Term operator, List<Term> args, Origin origin) {
        boolean emptySet = args.isEmpty()
                && operator instanceof RefTerm ref
                && ref.terms().size() == 1
                && ref.head() instanceof VarTerm name
                && name.name().equals("set");
        return emptySet ? new SetTerm(List.of(), origin) : new CallTerm(operator, args, origin);
    }

    /** Checks that something may be selected from what an operand starts with, if something is. */
    void checkSelectable(OperandContext operand) {
        int first = Building.first(operand);
        int role = tokens.role(first);
        RegoContext part = primaryPart(operand);
        if (role != RegoParser.SIGN && operand.size() > (part == null ? 0 : 1)) {
            checkSelectable(primary(operand, part, first, role), first);
        }
    }

    private void checkSelectable(Term head, int first) {
        if (!isSelectable(head)) {
            int token = first;
            while (tokens.type(token) == RegoParser.LPAREN) {
                token++;
            }
            throw building.problem(token, "illegal ref (head cannot be " + head.kind() + ")");
        }
    }

    private static boolean isSelectable(Term head) {
        return head instanceof VarTerm
                || head instanceof CallTerm
                || head instanceof ArrayTerm
                || head instanceof ObjectTerm
                || head instanceof SetTerm
                || head instanceof ArrayComprehensionTerm
                || head instanceof SetComprehensionTerm
                || head instanceof ObjectComprehensionTerm;
    }

    static boolean isRoot(String name) {
        return name.equals("input") || name.equals("data");
    }
}
