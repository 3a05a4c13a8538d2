package io.rego4j.format.layout;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SetTerm;
import io.rego4j.format.layout.ExprWriter.UnionLead;
import io.rego4j.format.text.SourceLocation;

/** Writes a rule with its {@code else}: OPA's {@code writeRule}. */
final class RuleWriter {
    private final WriterContext w;

    RuleWriter(WriterContext w) {
        this.w = w;
    }

    void write(Rule rule) {
        w.comments.writeOwn(rule);
        w.comments.startLine();
        write(rule, false);
    }

    private void write(Rule rule, boolean isElse) {
        if (rule.isDefault()) {
            w.out.write("default ");
        }
        boolean isConstant =
                isTrue(rule.body()) && rule.elseRule() == null && !(!isElse && w.syntax.needsIf(rule.head(), w.style));
        w.comments.setTakesLastRow(isConstant);
        boolean headHolds = w.comments.attempt(() -> {
            if (isElse) {
                w.heads.writeElse(rule.head(), isConstant);
            } else {
                w.heads.write(rule.head(), rule.isDefault(), isConstant);
            }
        });
        if (isConstant) {
            w.comments.endLine();
            return;
        }
        w.comments.setTakesLastRow(true);
        boolean usesIf = usesIf(rule.head());
        if (usesIf) {
            w.out.write(" if");
            if (isInline(rule)) {
                w.out.write(' ');
                w.comments.attempt(() -> w.exprs.write(rule.body().get(0)));
                w.comments.endLine();
                writeElse(rule);
                return;
            }
        }
        w.out.write(" {");
        if (!headHolds && !w.pending.isEmpty()) {
            w.out.write(' ');
        } else {
            w.comments.endLine();
        }
        writeBlock(rule, isElse, usesIf && !isElse ? UnionLead.ANY : UnionLead.FREE);
        writeElse(rule);
    }

    private void writeBlock(Rule rule, boolean isElse, UnionLead first) {
        w.out.up();
        w.comments.attempt(() -> w.bodies.write(rule.body(), first));
        SourceLocation place = w.places.of(rule);
        if (w.mayHoldComment(place)) {
            w.comments.dropOnFailure(() -> w.comments.insert(closing(rule, place, isElse)));
        }
        w.out.down();
        w.comments.startLine();
        w.out.write('}');
    }

    private SourceLocation closing(Rule rule, SourceLocation place, boolean isElse) {
        if (!rule.head().args().isEmpty() && !isElse) {
            return w.syntax.closingAfter(place, '(', ')');
        }
        return rule.head().key() != null ? w.syntax.closingAfter(place, '[', ']') : w.closing(place, '{', '}');
    }

    private void writeElse(Rule rule) {
        Rule elseRule = rule.elseRule();
        if (elseRule == null) {
            return;
        }
        SourceLocation place = w.places.of(elseRule);
        SourceLocation head = w.places.of(elseRule.head());
        boolean wasInline = w.places.of(rule).hasTextBefore(place, "else");
        boolean hasCommentAbove =
                !w.pending.isEmpty() && w.pending.nextRow() < head.row() || w.pending.waiting() != null;
        if (!hasCommentAbove && wasInline) {
            w.out.write(' ');
        } else {
            w.comments.blankLine();
            w.comments.startLine();
        }
        w.comments.dropOnFailure(() -> w.comments.insert(head));
        if (hasCommentAbove && !wasInline) {
            w.comments.startLine();
        }
        w.comments.dropOnFailure(() -> write(elseRule, true));
    }

    /** True if the rule is written with {@code if} before its body: all but {@code p[x] { … }}. */
    private boolean usesIf(Head head) {
        return (w.style.v1() || w.style.ifs()) && (w.style.contains() || head.value() != null);
    }

    /** True if the body is one expression that stands where the head ends. A set would be read as a body. */
    private boolean isInline(Rule rule) {
        Expr first = rule.body().get(0);
        return rule.body().size() == 1
                && first.origin().comments().isEmpty()
                && w.places.of(first).row() == w.places.of(rule.head()).endRow()
                && !isSet(first)
                && !w.syntax.startsBody(first);
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
        return body.size() == 1 && !first.negated() && first.with().isEmpty() && Syntax.isTrue(first.terms());
    }
}
