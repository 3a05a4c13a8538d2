package io.rego4j.parse.build;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.CollectionTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.go.GoUnescape;
import io.rego4j.internal.language.NameRules;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.OperandContext;
import io.rego4j.parse.antlr.RegoGrammar.PathContext;
import io.rego4j.parse.antlr.RegoGrammar.SelectorsContext;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds terms: constants, references, calls and terms in parentheses. */
public final class TermBuilder {
    private final ParseContext building;
    private final TokenBuffer tokens;
    private final CollectionBuilder collections;
    private final OperatorFolder folder;
    private final LiteralBuilder literals;

    TermBuilder(ParseContext building, LiteralBuilder literals) {
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
    public Term operand(OperandContext context) {
        int first = context.firstToken();
        int role = tokens.role(first);
        if (role != RegoGrammar.SIGN) {
            RegoContext part = primaryPart(context);
            Term head = primary(context, part, first, role);
            if (context.size() == (part == null ? 0 : 1)) {
                return unselected(head);
            }
            checkSelectable(head, first);
            return select(head, part == null ? lastOfHead(first) : last(part), context.part(part == null ? 0 : 1));
        }
        if (tokens.role(first + 1) != RegoGrammar.NAME) {
            return number(first, first + 1);
        }
        Term term = name(first + 1, context);
        Origin sign = building.at(first);
        return new CallTerm(
                new RefTerm(List.of(new VarTerm("minus"))),
                List.of(new NumberTerm("0", sign), term),
                building.at(first, context.lastToken()));
    }

    /** The part of the tree that an operand starts with; null if it starts with tokens only. */
    private static @Nullable RegoContext primaryPart(OperandContext context) {
        return context.size() == 0 || context.part(0) instanceof SelectorsContext ? null : context.part(0);
    }

    private int lastOfHead(int first) {
        return tokens.role(first) == RegoGrammar.DOT ? first + 1 : first;
    }

    private static int last(RegoContext part) {
        return part instanceof LiteralContext ? part.lastToken() + 1 : part.lastToken();
    }

    /** A name and what is selected from it. */
    Term path(PathContext context) {
        return name(context.firstToken(), context);
    }

    /** A name, and what is selected from it if the context has that. */
    private Term name(int token, RegoContext context) {
        Term name = building.variable(tokens.text(token), building.at(token));
        return context.size() == 0 ? unselected(name) : select(name, token, context.part(0));
    }

    /** {@code input} and {@code data} alone are references. */
    private static Term unselected(Term term) {
        return term instanceof VarTerm variable && NameRules.isRootDocument(variable.name())
                ? new RefTerm(List.of(term), term.origin())
                : term;
    }

    /** What an operand starts with. */
    private Term primary(OperandContext context, @Nullable RegoContext part, int first, int role) {
        if (part == null) {
            return constant(first, role);
        } else if (part instanceof LiteralContext) {
            return literals.groups().term(context);
        }
        return part instanceof RegoGrammar.TemplateContext template
                ? literals.templates().template(template)
                : collections.collection(part);
    }

    private Term constant(int token, int role) {
        Origin origin = building.at(token);
        return switch (role) {
            case RegoGrammar.NAME -> building.variable(tokens.text(token), origin);
            case RegoGrammar.TRUE -> new BooleanTerm(true, origin);
            case RegoGrammar.FALSE -> new BooleanTerm(false, origin);
            case RegoGrammar.NULL -> new NullTerm(origin);
            case RegoGrammar.NUMBER, RegoGrammar.DOT -> number(token, token);
            case RegoGrammar.RAW_STRING ->
                new StringTerm(
                        tokens.source().text().substring(tokens.start(token) + 1, tokens.end(token) - 1), origin);
            default -> string(token, origin);
        };
    }

    private Term string(int token, Origin origin) {
        String text = tokens.source().text();
        String value = GoUnescape.unescape(text, tokens.start(token) + 1, tokens.end(token) - 1);
        if (value == null) {
            throw building.problem(token, "illegal string literal: " + tokens.text(token));
        }
        return new StringTerm(value, origin);
    }

    /** The number whose digits or dot are a token, at the place of the first token. */
    private Term number(int first, int token) {
        boolean fraction = tokens.role(token) == RegoGrammar.DOT;
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
        NumberLimits.Verdict verdict = NumberLimits.check(value);
        if (verdict == NumberLimits.Verdict.TOO_BIG) {
            throw building.problem(digits, "number too big");
        }
        if (verdict == NumberLimits.Verdict.NO_FLOAT) {
            throw building.unexpected(digits, "invalid float");
        }
        boolean negative = tokens.role(first) == RegoGrammar.SIGN;
        return new NumberTerm(negative ? "-" + value : value, building.at(first));
    }

    /** What is selected from a term that ends at a token. */
    private Term select(Term head, int headLast, RegoContext selectors) {
        Origin anchor = head.origin();
        int start = tokens.start(headLast);
        int last = selectors.lastToken();
        List<Term> terms = new ArrayList<>(4);
        terms.add(head);
        int part = 0;
        int token = headLast + 1;
        while (token <= last) {
            int role = tokens.role(token);
            if (role == RegoGrammar.REF_DOT) {
                boolean operator = TokenTypes.isOperator(tokens.type(token + 1));
                terms.add(new StringTerm(operator ? "" : tokens.text(token + 1), building.at(token + 1)));
                token += 2;
            } else if (role == RegoGrammar.INDEX_OPEN) {
                RegoGrammar.PairContext index = (RegoGrammar.PairContext) selectors.part(part++);
                terms.add(folder.pair(index));
                token = index.lastToken() + 2;
            } else {
                Term operator = new RefTerm(terms, building.at(anchor, start, tokens.start(token)));
                int from = part;
                int end = token + 1;
                while (tokens.role(end) != RegoGrammar.RPAREN) {
                    end = selectors.part(part++).lastToken() + 1;
                    end = TokenTypes.isComma(tokens.role(end)) ? end + 1 : end;
                }
                Origin origin = building.at(anchor, start, tokens.end(end));
                Term call = call(operator, folder.values(selectors, from, part), origin);
                terms = new ArrayList<>(4);
                terms.add(call);
                token = end + 1;
            }
        }
        return terms.size() == 1 ? terms.get(0) : new RefTerm(terms, building.at(anchor, start, tokens.end(last)));
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
    public void checkSelectable(OperandContext operand) {
        int first = operand.firstToken();
        int role = tokens.role(first);
        RegoContext part = primaryPart(operand);
        if (role != RegoGrammar.SIGN && operand.size() > (part == null ? 0 : 1)) {
            checkSelectable(primary(operand, part, first, role), first);
        }
    }

    private void checkSelectable(Term head, int first) {
        if (!isSelectable(head)) {
            int token = first;
            while (tokens.type(token) == RegoGrammar.LPAREN) {
                token++;
            }
            throw building.problem(token, "illegal ref (head cannot be " + head.kind() + ")");
        }
    }

    private static boolean isSelectable(Term head) {
        return head instanceof VarTerm
                || head instanceof CallTerm
                || head instanceof CollectionTerm
                || head instanceof ComprehensionTerm;
    }
}
