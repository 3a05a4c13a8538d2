package io.rego4j.ast.text;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeVisitor;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.go.GoQuote;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The text of all nodes that are not terms, as OPA's {@code String} has it, in Rego v1. */
public final class NodeText implements NodeVisitor<StringBuilder> {
    private final StringBuilder out;
    private final TermText terms;

    NodeText(StringBuilder out, TermText terms) {
        this.out = out;
        this.terms = terms;
    }

    /** The text of a node of any kind. */
    public static String of(Node node) {
        return DeepStack.call(NodeWalk.depth(node), () -> of(node, TermText::name, GoQuote::quote));
    }

    /** The same with other names for variables and other quotes for strings, on the stack of the caller. */
    public static String of(Node node, Function<VarTerm, String> names, UnaryOperator<String> quotes) {
        StringBuilder out = new StringBuilder();
        return node.accept(new NodeText(out, new TermText(out, names, quotes))).toString();
    }

    @Override
    public StringBuilder visitModule(RegoModule module) {
        for (Annotations block : module.annotations()) {
            // Those of rules are written with the rules.
            if (block.scope().equals("package") || block.scope().equals("subpackages")) {
                append(block);
            }
        }
        visitPackage(module.pkg());
        out.append('\n');
        for (Import imported : module.imports()) {
            out.append('\n');
            visitImport(imported);
        }
        if (!module.imports().isEmpty()) {
            out.append('\n');
        }
        for (Rule rule : module.rules()) {
            out.append('\n');
            visitRule(rule);
        }
        return out;
    }

    @Override
    public StringBuilder visitComment(Comment comment) {
        return out.append('#').append(comment.text());
    }

    @Override
    public StringBuilder visitAnnotations(Annotations block) {
        return out.append(AnnotationsText.of(block));
    }

    private void append(Annotations block) {
        out.append("# METADATA\n# ").append(AnnotationsText.of(block)).append('\n');
    }

    @Override
    public StringBuilder visitPackage(RegoPackage pkg) {
        List<Term> path = pkg.path().terms();
        if (path.size() < 2) {
            out.append("package <illegal path \"");
            terms.append(pkg.path()).append("\">");
        } else {
            out.append("package ");
            terms.append(new RefTerm(path.subList(1, path.size())));
        }
        return out;
    }

    @Override
    public StringBuilder visitImport(Import imported) {
        out.append("import ");
        terms.append(imported.path());
        VarTerm alias = imported.alias();
        if (alias != null) {
            out.append(" as ").append(alias.name());
        }
        return out;
    }

    @Override
    public StringBuilder visitRule(Rule rule) {
        rule.annotations().forEach(this::append);
        if (rule.isDefault()) {
            out.append("default ");
        }
        visitHead(rule.head());
        if (!rule.isDefault()) {
            appendIf(rule.body());
        }
        for (Rule otherwise = rule.elseRule(); otherwise != null; otherwise = otherwise.elseRule()) {
            out.append(" else ");
            Term value = otherwise.head().value();
            if (value != null) {
                out.append("= ");
                terms.append(value);
            }
            appendIf(otherwise.body());
        }
        return out;
    }

    private void appendIf(Body body) {
        out.append(" if { ");
        visitBody(body).append(" }");
    }

    @Override
    public StringBuilder visitHead(Head head) {
        terms.append(head.ref());
        Term key = head.key();
        Term value = head.value();
        boolean contains = false;
        if (!head.args().isEmpty()) {
            terms.appendAll("(", head.args(), ")");
        } else if (head.ref().terms().size() == 1 && key != null) {
            out.append(" contains ");
            terms.append(key);
            contains = true;
        }
        if (value != null) {
            out.append(head.assign() ? " := " : " = ");
            terms.append(value);
        } else if (!contains && head.name() == null && key != null) {
            out.append(" contains ");
            terms.append(key);
        }
        return out;
    }

    @Override
    public StringBuilder visitBody(Body body) {
        String separator = "";
        for (Expr expr : body) {
            out.append(separator);
            visitExpr(expr);
            separator = "; ";
        }
        return out;
    }

    @Override
    public StringBuilder visitExpr(Expr expr) {
        if (expr.negated()) {
            out.append("not ");
        }
        expr.terms().accept(this);
        for (With with : expr.with()) {
            out.append(' ');
            visitWith(with);
        }
        return out;
    }

    @Override
    public StringBuilder visitWith(With with) {
        out.append("with ");
        terms.append(with.target()).append(" as ");
        terms.append(with.value());
        return out;
    }

    @Override
    public StringBuilder visitTerm(Term term) {
        return terms.append(term);
    }

    @Override
    public StringBuilder visitCall(CallTerm call) {
        if (call.calls("eq") && call.args().size() == 2) {
            terms.append(call.args().get(0)).append(" = ");
            return terms.append(call.args().get(1));
        }
        return terms.append(call);
    }

    @Override
    public StringBuilder visitSomeDecl(SomeDecl some) {
        out.append("some ");
        if (some.symbols().get(0) instanceof CallTerm member && member.args().size() >= 2) {
            List<Term> args = member.args();
            terms.append(args.get(0)).append(args.size() == 2 ? " in " : ", ");
            terms.append(args.get(1));
            if (args.size() == 3) {
                out.append(" in ");
                terms.append(args.get(2));
            }
            return out;
        }
        terms.appendAll("", some.symbols(), "");
        return out;
    }

    @Override
    public StringBuilder visitEvery(Every every) {
        out.append("every ");
        Term key = every.key();
        if (key != null) {
            terms.append(key).append(", ");
        }
        terms.append(every.value()).append(" in ");
        terms.append(every.domain()).append(" { ");
        return visitBody(every.body()).append(" }");
    }

    @Override
    public StringBuilder visitNot(Not not) {
        out.append("not ");
        return append(not.body(), OperandBrackets.of(not));
    }

    @Override
    public StringBuilder visitLogicalAnd(LogicalAnd and) {
        append(and.lhs(), OperandBrackets.left(and)).append(" and ");
        return append(and.rhs(), OperandBrackets.right(and));
    }

    @Override
    public StringBuilder visitLogicalOr(LogicalOr or) {
        append(or.lhs(), OperandBrackets.left(or)).append(" or ");
        return append(or.rhs(), OperandBrackets.right(or));
    }

    private StringBuilder append(Body operand, OperandBrackets brackets) {
        out.append(brackets.open());
        return visitBody(operand).append(brackets.close());
    }

    /** The text with a backslash before each opening brace that has none. */
    public static String escapeBraces(String text) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' && (i == 0 || text.charAt(i - 1) != '\\')) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
