package io.rego4j.codegen;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
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
import io.rego4j.codegen.JavaCode.Literal;
import io.rego4j.codegen.JavaCode.Type;
import io.rego4j.internal.language.NameRules;
import java.util.ArrayList;
import java.util.List;

/** The Java of a term, as an operand or, by {@link #value}, as the argument of a parameter that takes any value. */
final class TermCode implements TermVisitor<JavaCode> {
    private final DslCalls dslCalls;
    private final ConditionCode conditions;
    private final CallCode calls;

    TermCode(DslCalls dslCalls, ConditionCode conditions) {
        this.dslCalls = dslCalls;
        this.conditions = conditions;
        this.calls = new CallCode(dslCalls, this);
    }

    /** Code for a parameter that takes any value: constants are Java literals. */
    JavaCode value(Term term) {
        if (term instanceof StringTerm string) {
            return DslCalls.string(string.value());
        } else if (term instanceof BooleanTerm bool) {
            return new Literal(Boolean.toString(bool.value()));
        } else if (term instanceof NumberTerm number && NumberLiterals.isLiteral(number.text())) {
            return new Literal(NumberLiterals.literal(number.text()));
        }
        return operand(term);
    }

    List<JavaCode> values(List<Term> terms) {
        return terms.stream().map(this::value).toList();
    }

    /** Code of the type {@code Operand}. */
    JavaCode operand(Term term) {
        return term.accept((TermVisitor<JavaCode>) this);
    }

    /** A name where it is declared: a string; anything but a variable as an operand. */
    JavaCode declared(Term term) {
        if (term instanceof VarTerm name) {
            return DslCalls.string(name.isWildcard() ? "_" : name.name());
        }
        return operand(term);
    }

    @Override
    public JavaCode visitNull(NullTerm term) {
        return dslCalls.dsl(Type.OPERAND, "value", List.of(new Literal("null")));
    }

    @Override
    public JavaCode visitBoolean(BooleanTerm term) {
        return dslCalls.dsl(Type.OPERAND, "value", List.of(value(term)));
    }

    @Override
    public JavaCode visitNumber(NumberTerm term) {
        return NumberLiterals.isLiteral(term.text())
                ? dslCalls.dsl(Type.OPERAND, "value", List.of(new Literal(NumberLiterals.literal(term.text()))))
                : dslCalls.dsl(Type.OPERAND, "number", List.of(DslCalls.string(term.text())));
    }

    @Override
    public JavaCode visitString(StringTerm term) {
        return dslCalls.dsl(Type.OPERAND, "value", List.of(value(term)));
    }

    @Override
    public JavaCode visitVar(VarTerm term) {
        return term.isWildcard()
                ? dslCalls.dsl(Type.OPERAND, "wildcard", List.of())
                : dslCalls.dsl(Type.OPERAND, "var", List.of(DslCalls.string(term.name())));
    }

    @Override
    public JavaCode visitRef(RefTerm ref) {
        List<Term> operands = ref.terms().subList(1, ref.terms().size());
        if (ref.head() instanceof VarTerm root && NameRules.isRootDocument(root.name())) {
            int dotted = DottedPaths.dottedPrefix(operands);
            if (dotted > 0 || operands.isEmpty()) {
                List<JavaCode> args = new ArrayList<>();
                if (dotted > 0) {
                    args.add(DslCalls.string(DottedPaths.dotted(operands.subList(0, dotted))));
                }
                args.addAll(values(operands.subList(dotted, operands.size())));
                return dslCalls.dsl(Type.OPERAND, root.name(), args);
            }
        }
        JavaCode head = operand(ref.head());
        return operands.isEmpty() ? head : DslCalls.link(head, Type.OPERAND, "get", values(operands));
    }

    @Override
    public JavaCode visitCall(CallTerm call) {
        return calls.operand(call);
    }

    @Override
    public JavaCode visitArray(ArrayTerm array) {
        return dslCalls.dsl(Type.OPERAND, "array", values(array.items()));
    }

    @Override
    public JavaCode visitSet(SetTerm set) {
        return dslCalls.dsl(Type.OPERAND, "set", values(set.items()));
    }

    @Override
    public JavaCode visitObject(ObjectTerm object) {
        List<JavaCode> args = new ArrayList<>();
        for (ObjectTerm.Entry entry : object.entries()) {
            args.add(value(entry.key()));
            args.add(value(entry.value()));
        }
        return dslCalls.dsl(Type.OPERAND, "object", args, 2, false);
    }

    @Override
    public JavaCode visitArrayComprehension(ArrayComprehensionTerm term) {
        List<JavaCode> args = new ArrayList<>(List.of(value(term.term())));
        args.addAll(conditions.all(term.body()));
        return dslCalls.dsl(Type.OPERAND, "arrayComprehension", args);
    }

    @Override
    public JavaCode visitSetComprehension(SetComprehensionTerm term) {
        List<JavaCode> args = new ArrayList<>(List.of(value(term.term())));
        args.addAll(conditions.all(term.body()));
        return dslCalls.dsl(Type.OPERAND, "setComprehension", args);
    }

    @Override
    public JavaCode visitObjectComprehension(ObjectComprehensionTerm term) {
        List<JavaCode> args = new ArrayList<>(List.of(value(term.key()), value(term.value())));
        args.addAll(conditions.all(term.body()));
        return dslCalls.dsl(Type.OPERAND, "objectComprehension", args);
    }

    @Override
    public JavaCode visitTemplateString(TemplateStringTerm term) {
        List<JavaCode> args = new ArrayList<>();
        for (TemplatePart part : term.parts()) {
            args.add(part.map(this::value, conditions::condition));
        }
        return dslCalls.dsl(Type.OPERAND, term.multiLine() ? "rawTemplateString" : "templateString", args);
    }
}
