package io.rego4j.codegen;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Head;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Spelling;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.codegen.JavaCode.Call;
import io.rego4j.codegen.JavaCode.Link;
import io.rego4j.codegen.JavaCode.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Java of rules. */
final class RuleCode {
    private final DslCalls dslCalls;
    private final CommentTable comments;
    private final ConditionCode conditions;
    private final boolean usesIf;

    /** @param usesIf true for a version that requires {@code if} before a body */
    RuleCode(DslCalls dslCalls, CommentTable comments, boolean usesIf) {
        this.dslCalls = dslCalls;
        this.comments = comments;
        this.usesIf = usesIf;
        this.conditions = new ConditionCode(dslCalls, comments);
    }

    JavaCode rule(Rule rule) {
        List<Comment> above = comments.of(rule);
        boolean ownLines = !above.isEmpty() || rule.elseRule() != null;
        JavaCode code = start(rule, ownLines);
        for (Comment comment : above) {
            code = new Link(code, CommentTable.call("comment", Type.RULE, comment), true);
        }
        code = content(code, rule, ownLines, false);
        for (Rule branch = rule.elseRule(); branch != null; branch = branch.elseRule()) {
            code = otherwise(code, branch);
        }
        return code;
    }

    /** {@code rule("p")}, {@code function("f", "x")} or {@code defaultRule("p", 1)}. */
    private JavaCode start(Rule rule, boolean ownLines) {
        Head head = rule.head();
        List<JavaCode> parameters =
                head.args().stream().map(conditions.terms()::declared).toList();
        JavaCode name = name(head);
        if (rule.isDefault() && name instanceof JavaCode.Literal) {
            List<JavaCode> args = new ArrayList<>(List.of(name));
            if (head.assign() && head.value() != null) {
                args.add(conditions.terms().value(head.value()));
            }
            return withArgs(dslCalls.dsl(Type.RULE, "defaultRule", args), parameters, ownLines);
        } else if (!parameters.isEmpty() && name instanceof JavaCode.Literal) {
            List<JavaCode> args = new ArrayList<>(List.of(name));
            args.addAll(parameters);
            return dslCalls.dsl(Type.RULE, "function", args);
        }
        String method = rule.isDefault() ? "defaultRule" : "rule";
        JavaCode code = withArgs(dslCalls.dsl(Type.RULE, method, List.of(name)), parameters, ownLines);
        return rule.isDefault() && head.assign() && head.value() != null ? value(code, head, false) : code;
    }

    private static JavaCode withArgs(JavaCode code, List<JavaCode> parameters, boolean ownLines) {
        return parameters.isEmpty() ? code : link(code, "args", parameters, ownLines, false);
    }

    /** The reference of a head: a dotted string where possible, else an operand. */
    private JavaCode name(Head head) {
        List<Term> terms = new ArrayList<>(head.ref().terms());
        if (head.key() != null && head.value() == null && !isContains(head)) {
            // The partial set p[x] of v0: its key is written as an operand of the reference.
            terms.add(head.key());
        }
        String dotted = DottedPaths.of(terms);
        return dotted == null ? conditions.terms().operand(new RefTerm(terms)) : DslCalls.string(dotted);
    }

    private JavaCode content(JavaCode start, Rule rule, boolean ownLines, boolean valueWritten) {
        Head head = rule.head();
        JavaCode code = start;
        if (isContains(head) && head.key() != null) {
            code = link(code, "contains", List.of(conditions.terms().value(head.key())), ownLines, false);
        } else if (!valueWritten && hasValue(rule)) {
            code = value(code, head, ownLines);
        }
        return body(code, rule, ownLines);
    }

    private JavaCode value(JavaCode code, Head head, boolean ownLines) {
        Term value = head.value() == null ? new BooleanTerm(true) : head.value();
        return link(
                code,
                head.assign() ? "assign" : "unify",
                List.of(conditions.terms().value(value)),
                ownLines,
                false);
    }

    private JavaCode body(JavaCode code, Rule rule, boolean ownLines) {
        if (rule.isDefault() || isGenerated(rule)) {
            return code;
        }
        List<JavaCode> all = conditions.all(rule.body());
        String method = usesIf || rule.head().origin().has(Spelling.IF) ? "when" : "body";
        return link(code, method, all, ownLines, all.size() > 1);
    }

    private JavaCode otherwise(JavaCode code, Rule branch) {
        boolean assigned = hasValue(branch) && branch.head().assign();
        Term value = branch.head().value();
        List<JavaCode> args =
                assigned && value != null ? List.of(conditions.terms().value(value)) : List.of();
        JavaCode begun = link(code, "otherwise", args, true, false);
        for (Comment comment : comments.of(branch)) {
            begun = new Link(begun, CommentTable.call("comment", Type.RULE, comment), true);
        }
        return content(begun, branch, true, assigned);
    }

    private static JavaCode link(JavaCode code, String method, List<JavaCode> args, boolean ownLine, boolean breaks) {
        return new Link(code, new Call(Type.RULE, method, args, 1, breaks), ownLine);
    }

    private boolean isContains(Head head) {
        return head.origin().has(Spelling.CONTAINS)
                || head.key() != null
                        && head.value() == null
                        && (usesIf || head.ref().terms().size() > 1);
    }

    /** True if the value must be written: it was written, or the rule would mean something else without it. */
    private static boolean hasValue(Rule rule) {
        Head head = rule.head();
        if (head.value() == null || head.origin().has(Spelling.GENERATED_VALUE)) {
            return false;
        } else if (rule.isDefault()) {
            return !head.assign();
        }
        // In a tree that was not parsed, a value true may be implied or written; both mean the same.
        boolean implied = !isGenerated(rule)
                && !head.assign()
                && head.value().equals(new BooleanTerm(true))
                && (head.name() == null || head.ref().terms().size() == 1);
        return !implied;
    }

    private static boolean isGenerated(Rule rule) {
        return rule.body().size() == 1 && rule.body().get(0).generated();
    }

    static @Nullable String simpleName(Rule rule) {
        return rule.head().ref().head() instanceof VarTerm name ? name.name() : null;
    }
}
