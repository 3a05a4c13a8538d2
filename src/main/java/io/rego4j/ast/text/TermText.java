package io.rego4j.ast.text;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplatePart;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.go.GoQuote;
import io.rego4j.internal.language.InfixOperators;
import io.rego4j.internal.language.NameRules;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The text of a term on one line, as OPA's {@code Term.String} has it: calls in prefix form, collections sorted. It is
 * what error messages show; {@code io.rego4j.format} writes Rego.
 */
public final class TermText implements TermVisitor<StringBuilder> {
    private final StringBuilder out;
    private final Function<VarTerm, String> names;
    private final UnaryOperator<String> quotes;

    /**
     * A writer.
     *
     * @param names the name of a variable
     * @param quotes a string in double quotes
     */
    TermText(StringBuilder out, Function<VarTerm, String> names, UnaryOperator<String> quotes) {
        this.out = out;
        this.names = names;
        this.quotes = quotes;
    }

    /** The name of a variable in OPA's text. */
    static String name(VarTerm variable) {
        return variable.isWildcard() ? "_" : variable.name();
    }

    public static String of(Term term) {
        if (term instanceof RefTerm ref && ref.terms().size() == 1 && ref.head() instanceof VarTerm name) {
            // The operator of nearly every call.
            return name(name);
        }
        return DeepStack.call(NodeWalk.depth(term), () -> {
            StringBuilder out = new StringBuilder();
            new TermText(out, TermText::name, GoQuote::quote).append(term);
            return out.toString();
        });
    }

    StringBuilder append(Term term) {
        return term.accept((TermVisitor<StringBuilder>) this);
    }

    void appendAll(String open, List<Term> terms, String close) {
        out.append(open);
        for (int i = 0; i < terms.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(terms.get(i));
        }
        out.append(close);
    }

    @Override
    public StringBuilder visitNull(NullTerm term) {
        return out.append("null");
    }

    @Override
    public StringBuilder visitBoolean(BooleanTerm term) {
        return out.append(term.value());
    }

    @Override
    public StringBuilder visitNumber(NumberTerm term) {
        return out.append(term.text());
    }

    @Override
    public StringBuilder visitString(StringTerm term) {
        return out.append(quotes.apply(term.value()));
    }

    @Override
    public StringBuilder visitVar(VarTerm term) {
        return out.append(names.apply(term));
    }

    @Override
    public StringBuilder visitRef(RefTerm ref) {
        if (ref.head() instanceof StringTerm string) {
            out.append(string.value());
        } else {
            append(ref.head());
        }
        for (int i = 1; i < ref.terms().size(); i++) {
            appendOperand(ref.terms().get(i));
        }
        return out;
    }

    private void appendOperand(Term operand) {
        if (!(operand instanceof StringTerm string)) {
            out.append('[');
            append(operand).append(']');
        } else if (NameRules.isName(string.value())
                && !RegoVersion.V1.keywords().contains(string.value())) {
            out.append('.').append(string.value());
        } else if (string.value().chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            out.append('[').append(quotes.apply(string.value())).append(']');
        } else {
            // OPA escapes nothing here, not even quotes.
            out.append("[\"").append(string.value()).append("\"]");
        }
    }

    @Override
    public StringBuilder visitCall(CallTerm call) {
        append(call.operator());
        appendAll("(", call.args(), ")");
        return out;
    }

    @Override
    public StringBuilder visitArray(ArrayTerm array) {
        appendAll("[", array.items(), "]");
        return out;
    }

    @Override
    public StringBuilder visitSet(SetTerm set) {
        if (set.items().isEmpty()) {
            return out.append("set()");
        }
        appendAll("{", set.items(), "}");
        return out;
    }

    @Override
    public StringBuilder visitObject(ObjectTerm object) {
        String separator = "{";
        for (ObjectTerm.Entry entry : object.entries()) {
            out.append(separator);
            append(entry.key()).append(": ");
            append(entry.value());
            separator = ", ";
        }
        return out.append(object.entries().isEmpty() ? "{}" : "}");
    }

    @Override
    public StringBuilder visitArrayComprehension(ArrayComprehensionTerm term) {
        out.append('[');
        return appendComprehension(term.term(), term.body()).append(']');
    }

    @Override
    public StringBuilder visitSetComprehension(SetComprehensionTerm term) {
        out.append('{');
        return appendComprehension(term.term(), term.body()).append('}');
    }

    private StringBuilder appendComprehension(Term term, Body body) {
        appendInfix(term).append(" | ");
        return new NodeText(out, this).visitBody(body);
    }

    @Override
    public StringBuilder visitObjectComprehension(ObjectComprehensionTerm term) {
        out.append('{');
        appendInfix(term.key()).append(": ");
        return appendComprehension(term.value(), term.body()).append('}');
    }

    /** A term before a bar: an operator stands between its operands there, in parentheses. */
    private StringBuilder appendInfix(Term term) {
        if (term instanceof CallTerm call && call.args().size() == 2) {
            String operator = InfixOperators.of(call.operatorName());
            if (operator != null) {
                out.append('(');
                appendInfix(call.args().get(0)).append(' ').append(operator).append(' ');
                return appendInfix(call.args().get(1)).append(')');
            }
        }
        return append(term);
    }

    @Override
    public StringBuilder visitTemplateString(TemplateStringTerm term) {
        out.append("$\"");
        for (TemplatePart part : term.parts()) {
            part.map(this::appendConstant, expr -> {
                out.append('{');
                return new NodeText(out, this).visitExpr(expr).append('}');
            });
        }
        return out.append('"');
    }

    /** A constant inside a template. A string is quoted as any string, and each brace that is not escaped yet gets its backslash. */
    private StringBuilder appendConstant(Term part) {
        if (!(part instanceof StringTerm string)) {
            return append(part);
        }
        String quoted = quotes.apply(string.value());
        return out.append(NodeText.escapeBraces(quoted.substring(1, quoted.length() - 1)));
    }
}
