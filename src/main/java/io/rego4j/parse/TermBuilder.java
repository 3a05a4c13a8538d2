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
import io.rego4j.parse.antlr.RegoParser;
import io.rego4j.parse.antlr.RegoParser.OperandContext;
import io.rego4j.parse.antlr.RegoParser.PathContext;
import io.rego4j.parse.antlr.RegoParser.PrimaryContext;
import io.rego4j.parse.antlr.RegoParser.SelectorContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

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
        if (!(context.children.get(0) instanceof TerminalNode)) {
            PrimaryContext primary = (PrimaryContext) context.children.get(0);
            return select(primary(primary), Building.last(primary), context, 1);
        }
        if (context.children.get(1) instanceof RegoParser.NumberContext number) {
            return number(number, first);
        }
        Term term = select(name(first + 1), first + 1, context, 2);
        Origin sign = building.at(first);
        return new CallTerm(
                new RefTerm(List.of(new VarTerm("minus"))),
                List.of(new NumberTerm("0", sign), term),
                building.at(first, Building.last(context)));
    }

    /** A name and what is selected from it. */
    Term path(PathContext context) {
        int first = Building.first(context);
        return select(name(first), first, context, 1);
    }

    private Term name(int token) {
        return building.variable(tokens.text(token), building.at(token));
    }

    private Term primary(PrimaryContext context) {
        ParseTree child = context.children.get(0);
        if (child instanceof TerminalNode) {
            int token = Building.first(context);
            return context instanceof RegoParser.GroupContext group
                    ? literals.groups().term(group)
                    : constant(token, tokens.role(token));
        }
        if (child instanceof RegoParser.NumberContext number) {
            return number(number, Building.first(number));
        }
        if (child instanceof RegoParser.TemplateContext template) {
            return literals.templates().template(template);
        }
        return collections.collection((ParserRuleContext) child);
    }

    private Term constant(int token, int role) {
        Origin origin = building.at(token);
        return switch (role) {
            case RegoParser.NAME -> building.variable(tokens.text(token), origin);
            case RegoParser.TRUE -> new BooleanTerm(true, origin);
            case RegoParser.FALSE -> new BooleanTerm(false, origin);
            case RegoParser.NULL -> new NullTerm(origin);
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

    private Term number(RegoParser.NumberContext context, int first) {
        int digits = Building.last(context);
        String text = tokens.text(digits);
        boolean fraction = Building.first(context) != digits;
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

    /** What is selected from a term: {@code selectors.children} from {@code from} on are the selectors. */
    private Term select(Term head, int headLast, ParserRuleContext selectors, int from) {
        int count = selectors.children.size();
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
            SelectorContext selector = (SelectorContext) selectors.children.get(i);
            int first = Building.first(selector);
            if (selector instanceof RegoParser.FieldContext) {
                boolean operator = TokenTypes.isOperator(tokens.type(first + 1));
                parts.add(new StringTerm(operator ? "" : tokens.text(first + 1), building.at(first + 1)));
            } else if (selector instanceof RegoParser.IndexContext index) {
                parts.add(folder.pair((RegoParser.PairContext) index.children.get(1)));
            } else {
                Term operator = new RefTerm(parts, building.at(anchor, start, tokens.start(first)));
                Origin origin = building.at(anchor, start, tokens.end(Building.last(selector)));
                Term call = call(operator, selector, origin);
                parts = new ArrayList<>();
                parts.add(call);
            }
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return new RefTerm(parts, building.at(anchor, start, tokens.end(Building.last(selectors))));
    }

    private Term call(Term operator, SelectorContext selector, Origin origin) {
        List<Term> args = new ArrayList<>();
        for (ParseTree child : selector.children) {
            if (child instanceof RegoParser.ValueContext value) {
                args.add(folder.value(value));
            }
        }
        boolean emptySet = args.isEmpty()
                && operator instanceof RefTerm ref
                && ref.terms().size() == 1
                && ref.head() instanceof VarTerm name
                && name.name().equals("set");
        return emptySet ? new SetTerm(List.of(), origin) : new CallTerm(operator, args, origin);
    }

    /** Checks that something may be selected from what an operand starts with. */
    void checkSelectable(OperandContext operand) {
        if (operand.children.get(0) instanceof PrimaryContext primary) {
            checkSelectable(primary(primary), Building.first(operand));
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
