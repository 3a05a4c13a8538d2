package io.rego4j.json;

import io.rego4j.ast.AnnotationOwners;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Spelling;
import io.rego4j.ast.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Restores what AST JSON of earlier OPA versions omits: the mark on the body of a rule without one, the METADATA of each
 * rule, the key of {@code p[x] if …}. With locations each is certain; without them, a body is marked where that is by
 * far the likeliest, and METADATA stay with the module alone.
 */
final class LegacyJson {
    /** True if the JSON cannot be of a version that marks the bodies it adds. */
    private final boolean marksNoBody;

    private LegacyJson(boolean marksNoBody) {
        this.marksNoBody = marksNoBody;
    }

    /** What is known of a module before its rules are read. */
    static LegacyJson of(JsonElement module) {
        // Heads have had a reference since 0.46. A default rule has no body that could have been written.
        return new LegacyJson(module.items("rules").stream()
                .anyMatch(rule -> !rule.field("head").has("ref") || rule.bool("default") && !isMarked(rule)));
    }

    private static boolean isMarked(JsonElement rule) {
        List<JsonElement> body = rule.items("body");
        return body.size() == 1 && body.get(0).bool("generated");
    }

    /** The body, marked as added if it was. */
    Body body(Body body, Head head, boolean isDefault) {
        if (body.size() != 1 || !isTrue(body.get(0).terms())) {
            return body;
        }
        Expr only = body.get(0);
        if (only.generated() || only.negated() || !only.with().isEmpty()) {
            return body;
        }
        boolean added =
                isDefault || (only.origin().isPresent() ? isAtHead(only, head) : marksNoBody && isConstant(head));
        return added ? Body.of(new Expr(only.terms(), List.of(), false, true, only.origin())) : body;
    }

    /** The head of a rule without a body: the value that was added to {@code f(x)} stands where the head does. */
    static Head withPlaceOfValue(Head head) {
        return head.value() instanceof BooleanTerm value && !value.origin().isPresent()
                ? head.withValue(new BooleanTerm(value.value(), head.origin().without(Spelling.GENERATED_VALUE)))
                : head;
    }

    /** A body that was added stands where the rule or its value does; one that was written stands behind both. */
    private static boolean isAtHead(Node body, Head head) {
        int at = body.origin().anchor();
        return isUpTo(at, head) || isUpTo(at, head.key()) || isUpTo(at, head.value());
    }

    private static boolean isUpTo(int anchor, @Nullable Node node) {
        return node != null
                && node.origin().isPresent()
                && anchor <= node.origin().anchor();
    }

    /** {@code p = 1}, {@code p := true} and {@code p["a"]}, but not {@code p}: people write only the last with such a body. */
    private static boolean isConstant(Head head) {
        Term value = head.value();
        return head.assign() || (value == null ? head.key() != null : !isTrue(value));
    }

    private static boolean isTrue(Object terms) {
        return terms instanceof BooleanTerm truth && truth.value();
    }

    /** The key that a head has beside its reference: today it is the operand of {@code p[x] if …} too. */
    static @Nullable Term key(@Nullable Term key, RefTerm ref, boolean hasArgs, @Nullable Term value) {
        if (key != null || hasArgs || value == null || ref.terms().size() != 2) {
            return key;
        }
        Term last = ref.terms().get(1);
        return last.isGround() && !(last instanceof RefTerm) ? null : last;
    }

    /** The module with each rule's METADATA, where no rule has any and all places are known. */
    static RegoModule annotated(RegoModule module) {
        List<Annotations> blocks = module.annotations();
        if (blocks.isEmpty()
                || !blocks.stream().map(Annotations::origin).allMatch(Origin::isPresent)
                || !module.rules().stream().map(Rule::origin).allMatch(Origin::isPresent)
                || !module.rules().stream().allMatch(rule -> rule.annotations().isEmpty())) {
            return module;
        }
        return AnnotationOwners.of(module).attach(blocks);
    }
}
