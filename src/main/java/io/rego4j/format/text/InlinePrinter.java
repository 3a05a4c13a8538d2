package io.rego4j.format.text;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Not;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.ast.text.OperandBrackets;
import io.rego4j.internal.go.GoQuote;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A node on one line, as OPA's {@code AppendText} has it: the text of a node that has no place. */
public final class InlinePrinter {
    private final StringBuilder out = new StringBuilder();
    private final Function<VarTerm, String> names;
    private final UnaryOperator<String> quotes;

    private InlinePrinter(Function<VarTerm, String> names, UnaryOperator<String> quotes) {
        this.names = names;
        this.quotes = quotes;
    }

    public static String of(Node node) {
        return of(node, v -> v.isWildcard() ? "_" : v.name(), GoQuote::quote);
    }

    /** As {@link #of(Node)}, with other names for variables and other quotes for strings. */
    public static String of(Node node, Function<VarTerm, String> names, UnaryOperator<String> quotes) {
        InlinePrinter line = new InlinePrinter(names, quotes);
        line.append(node);
        return line.out.toString();
    }

    private void append(Node node) {
        if (node instanceof Term term) {
            appendTerm(term);
        } else if (node instanceof Expr expr) {
            appendExpr(expr);
        } else if (node instanceof Body body) {
            appendAll(body.exprs(), "; ");
        } else if (node instanceof With with) {
            appendWith(with);
        } else if (node instanceof Head head) {
            appendHead(head);
        } else if (node instanceof ExprTerms terms) {
            appendTerms(terms);
        } else {
            out.append(node);
        }
    }

    private void appendTerm(Term term) {
        if (term instanceof StringTerm string) {
            out.append(quotes.apply(string.value()));
        } else if (term instanceof VarTerm v) {
            out.append(names.apply(v));
        } else if (term instanceof RefTerm ref) {
            appendRef(ref);
        } else if (term instanceof NumberTerm number) {
            out.append(number.text());
        } else if (term instanceof CallTerm call) {
            append(call.operator());
            appendIn('(', call.args(), ')');
        } else if (term instanceof ArrayTerm array) {
            appendIn('[', array.items(), ']');
        } else if (term instanceof SetTerm set) {
            if (set.items().isEmpty()) {
                out.append("set()");
            } else {
                appendIn('{', set.items(), '}');
            }
        } else if (term instanceof ObjectTerm object) {
            appendObject(object);
        } else if (term instanceof ArrayComprehensionTerm c) {
            out.append('[');
            appendCollected(c.term());
            out.append(" | ");
            append(c.body());
            out.append(']');
        } else if (term instanceof SetComprehensionTerm c) {
            out.append('{');
            appendCollected(c.term());
            out.append(" | ");
            append(c.body());
            out.append('}');
        } else if (term instanceof ObjectComprehensionTerm c) {
            out.append('{');
            appendCollected(c.key());
            out.append(": ");
            appendCollected(c.value());
            out.append(" | ");
            append(c.body());
            out.append('}');
        } else if (term instanceof TemplateStringTerm template) {
            appendTemplate(template);
        } else {
            out.append(term);
        }
    }

    private void appendObject(ObjectTerm object) {
        String separator = "{";
        for (ObjectTerm.Entry entry : object.entries()) {
            out.append(separator);
            appendTerm(entry.key());
            out.append(": ");
            appendTerm(entry.value());
            separator = ", ";
        }
        out.append(object.entries().isEmpty() ? "{}" : "}");
    }

    private void appendRef(RefTerm ref) {
        if (ref.head() instanceof StringTerm string) {
            out.append(string.value());
        } else {
            appendTerm(ref.head());
        }
        boolean membership = ref.head() instanceof VarTerm v && v.name().equals("internal");
        for (Term operand : ref.terms().subList(1, ref.terms().size())) {
            if (operand instanceof StringTerm string) {
                String value = string.value();
                if (TextScan.isName(value)
                        && (membership || !RegoVersion.V1.keywords().contains(value))) {
                    out.append('.').append(value);
                } else if (value.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
                    out.append('[').append(quotes.apply(value)).append(']');
                } else {
                    out.append("[\"").append(value).append("\"]");
                }
            } else {
                out.append('[');
                appendTerm(operand);
                out.append(']');
            }
        }
    }

    /** A comprehension's term: operators are written as operators here, in parentheses. */
    private void appendCollected(Term term) {
        if (term instanceof CallTerm call && call.args().size() == 2) {
            String infix = Operators.infixOf(call);
            if (infix != null) {
                out.append('(');
                appendCollected(call.args().get(0));
                out.append(' ').append(infix).append(' ');
                appendCollected(call.args().get(1));
                out.append(')');
                return;
            }
        }
        appendTerm(term);
    }

    private void appendTemplate(TemplateStringTerm template) {
        out.append("$\"");
        for (Node part : template.parts()) {
            if (part instanceof Expr expr) {
                out.append('{');
                appendExpr(expr);
                out.append('}');
            } else if (part instanceof StringTerm string) {
                String quoted = quotes.apply(string.value());
                out.append(escapeBraces(quoted.substring(1, quoted.length() - 1)));
            } else {
                append(part);
            }
        }
        out.append('"');
    }

    private void appendExpr(Expr expr) {
        if (expr.negated()) {
            out.append("not ");
        }
        if (expr.terms() instanceof CallTerm call && call.args().size() == 2 && call.calls("eq")) {
            appendTerm(call.args().get(0));
            out.append(" = ");
            appendTerm(call.args().get(1));
        } else {
            appendTerms(expr.terms());
        }
        for (With with : expr.with()) {
            out.append(' ');
            appendWith(with);
        }
    }

    private void appendTerms(ExprTerms terms) {
        if (terms instanceof Term term) {
            appendTerm(term);
        } else if (terms instanceof SomeDecl some) {
            appendSome(some);
        } else if (terms instanceof Every every) {
            out.append("every ");
            if (every.key() != null) {
                appendTerm(every.key());
                out.append(", ");
            }
            appendTerm(every.value());
            out.append(" in ");
            appendTerm(every.domain());
            out.append(" { ");
            append(every.body());
            out.append(" }");
        } else if (terms instanceof Not not) {
            out.append("not ");
            append(not.body(), OperandBrackets.of(not));
        } else if (terms instanceof LogicalAnd and) {
            append(and.lhs(), OperandBrackets.left(and));
            out.append(" and ");
            append(and.rhs(), OperandBrackets.right(and));
        } else if (terms instanceof LogicalOr or) {
            append(or.lhs(), OperandBrackets.left(or));
            out.append(" or ");
            append(or.rhs(), OperandBrackets.right(or));
        }
    }

    private void append(Body operand, OperandBrackets brackets) {
        out.append(brackets.open());
        append(operand);
        out.append(brackets.close());
    }

    private void appendSome(SomeDecl some) {
        out.append("some ");
        if (some.symbols().get(0) instanceof CallTerm call) {
            List<Term> args = call.args();
            for (int i = 0; i < args.size(); i++) {
                out.append(i == 0 ? "" : i == args.size() - 1 ? " in " : ", ");
                appendTerm(args.get(i));
            }
        } else {
            appendAll(some.symbols(), ", ");
        }
    }

    private void appendWith(With with) {
        out.append("with ");
        appendTerm(with.target());
        out.append(" as ");
        appendTerm(with.value());
    }

    private void appendHead(Head head) {
        appendRef(head.ref());
        boolean contains = false;
        if (!head.args().isEmpty()) {
            appendIn('(', head.args(), ')');
        } else if (head.ref().terms().size() == 1 && head.key() != null) {
            out.append(" contains ");
            appendTerm(head.key());
            contains = true;
        }
        if (head.value() != null) {
            out.append(head.assign() ? " := " : " = ");
            appendTerm(head.value());
        } else if (!contains && head.name() == null && head.key() != null) {
            out.append(" contains ");
            appendTerm(head.key());
        }
    }

    private void appendIn(char open, List<Term> terms, char close) {
        out.append(open);
        appendAll(terms, ", ");
        out.append(close);
    }

    private void appendAll(List<? extends Node> nodes, String separator) {
        for (int i = 0; i < nodes.size(); i++) {
            if (i > 0) {
                out.append(separator);
            }
            append(nodes.get(i));
        }
    }

    /** The text with a backslash before each opening brace that has none. */
    public static String escapeBraces(String text) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' && (i == 0 || text.charAt(i - 1) != '\\')) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
