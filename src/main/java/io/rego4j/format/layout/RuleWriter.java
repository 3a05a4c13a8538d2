package io.rego4j.format.layout;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SetTerm;
import io.rego4j.format.text.SourceLocation;

/** Writes a rule with its {@code else}: OPA's {@code writeRule}. */
final class RuleWriter {
    private final WriterContext w;

    RuleWriter(WriterContext w) {
        this.w = w;
    }

    void write(Rule rule) throws UnexpectedComment {
        w.comments.writeOwn(rule);
        w.out.startLine();
        write(rule, false);
    }

    private void write(Rule rule, boolean isElse) throws UnexpectedComment {
        if (rule.isDefault()) {
            w.out.write("default ");
        }
        boolean isConstant =
                isTrue(rule.body()) && rule.elseRule() == null && !(w.careful && !isElse && needsIf(rule.head()));
        w.commentsOnFinalLine = isConstant;
        boolean unexpected = false;
        try {
            if (isElse) {
                w.heads.writeElse(rule.head(), isConstant);
            } else {
                w.heads.write(rule.head(), rule.isDefault(), isConstant);
            }
        } catch (UnexpectedComment e) {
            unexpected = true;
        }
        if (isConstant) {
            w.out.endLine();
            return;
        }
        w.commentsOnFinalLine = true;
        boolean usesIf = usesIf(rule.head());
        if (usesIf) {
            w.out.write(" if");
            if (isInline(rule)) {
                w.out.write(' ');
                w.tolerating(() -> w.exprs.write(rule.body().get(0)));
                w.out.endLine();
                writeElse(rule);
                return;
            }
        }
        w.out.write(" {");
        if (unexpected && !w.queue.isEmpty()) {
            w.out.write(' ');
        } else {
            w.out.endLine();
        }
        if (usesIf && !isElse) {
            w.bodies.markUnionLead(rule.body().get(0));
        }
        writeBlock(rule, isElse);
        writeElse(rule);
    }

    private void writeBlock(Rule rule, boolean isElse) throws UnexpectedComment {
        w.out.up();
        w.tolerating(() -> w.bodies.write(rule.body()));
        SourceLocation place = w.places.of(rule);
        if (w.mayHoldComment(place)) {
            w.losing(() -> w.comments.insert(closing(rule, place, isElse)));
        }
        w.out.down();
        w.out.startLine();
        w.out.write('}');
    }

    private SourceLocation closing(Rule rule, SourceLocation place, boolean isElse) {
        if (!rule.head().args().isEmpty() && !isElse) {
            return place.closingAfter('(', ')', '{', '}', w.careful);
        }
        return rule.head().key() != null
                ? place.closingAfter('[', ']', '{', '}', w.careful)
                : w.closing(place, '{', '}');
    }

    private void writeElse(Rule rule) throws UnexpectedComment {
        Rule elseRule = rule.elseRule();
        if (elseRule == null) {
            return;
        }
        SourceLocation place = w.places.of(elseRule);
        SourceLocation head = w.places.of(elseRule.head());
        boolean wasInline = w.places.of(rule).hasTextBefore(place, "else");
        boolean hasCommentAbove = !w.queue.isEmpty() && w.queue.nextRow() < head.row() || w.out.waiting() != null;
        if (!hasCommentAbove && wasInline) {
            w.out.write(' ');
        } else {
            w.out.blankLine();
            w.out.startLine();
        }
        w.losing(() -> w.comments.insert(head));
        if (hasCommentAbove && !wasInline) {
            w.out.startLine();
        }
        w.losing(() -> write(elseRule, true));
    }

    /** True if the rule is written with {@code if} before its body: all but {@code p[x] { … }}. */
    private boolean usesIf(Head head) {
        return (w.style.v1() || w.style.ifs()) && (w.style.contains() || head.value() != null);
    }

    /** Without {@code if}, {@code p[x] if true} is a set in v0. */
    private boolean needsIf(Head head) {
        return w.style.ifs()
                && !w.style.v1()
                && head.ref().terms().size() > 1
                && head.args().isEmpty()
                && head.value() != null
                && isTrue(head.value());
    }

    /** True if the body is one expression that stands where the head ends. A set would be read as a body. */
    private boolean isInline(Rule rule) {
        Expr first = rule.body().get(0);
        return rule.body().size() == 1
                && first.origin().comments().isEmpty()
                && w.places.of(first).row() == w.places.of(rule.head()).endRow()
                && !isSet(first)
                && !(w.careful && LogicalWriter.startsWithBrace(first));
    }

    /** True if the rule is written on one line, and so may stand next to others: OPA's {@code groupableOneLiner}. */
    boolean isOneLiner(Rule rule) {
        return rule.body().size() == 1
                && rule.body().get(0).origin().comments().isEmpty()
                && !rule.isDefault()
                && rule.elseRule() == null
                && !isSet(rule.body().get(0))
                && usesIf(rule.head());
    }

    private static boolean isSet(Expr expr) {
        return !expr.negated() && expr.terms() instanceof SetTerm;
    }

    /** True for the body that stands for none: {@code true}. */
    private static boolean isTrue(Body body) {
        Expr first = body.get(0);
        return body.size() == 1 && !first.negated() && first.with().isEmpty() && isTrue(first.terms());
    }

    static boolean isTrue(ExprTerms terms) {
        return terms instanceof BooleanTerm bool && bool.value();
    }
}
