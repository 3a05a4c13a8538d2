package io.rego4j.edit.plan;

import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.Change;
import io.rego4j.edit.PolicySet;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares what the rules of a set mean with what they were to mean. */
public final class Proof {
    private Proof() {}

    /** The differences, the first one of each module; none if the changes do what was planned. */
    public static List<Diagnostic> differences(PolicySet before, PolicySet after, Plan plan) {
        return IntStream.range(0, before.modules().size())
                .parallel()
                .mapToObj(i -> difference(
                        before, before.modules().get(i), after, after.modules().get(i), plan))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Diagnostic difference(
            PolicySet set, RegoModule before, PolicySet otherSet, RegoModule after, Plan plan) {
        if (before == after && !mentions(before, plan)) {
            return null;
        }
        List<Rule> expected = plan.expected(before, set.rules(before));
        List<Rule> actual =
                otherSet.rules(after).stream().map(ResolvedRule::rule).toList();
        return DeepStack.call(
                Math.max(NodeWalk.depth(expected), NodeWalk.depth(actual)), () -> difference(before, expected, actual));
    }

    private static boolean mentions(RegoModule module, Plan plan) {
        return plan.words.stream().anyMatch(word -> mentions(module, word));
    }

    /** False if nothing in a module can have this name. */
    public static boolean mentions(RegoModule module, String word) {
        String text = Objects.requireNonNull(module.origin().source()).text();
        return text.contains(word) || text.contains("\\u") && unescaped(text).contains(word);
    }

    /** A text with the characters that it writes as escapes of four hexadecimal digits. */
    private static String unescaped(String text) {
        StringBuilder all = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf("\\u"); at >= 0; at = text.indexOf("\\u", at + 2)) {
            if (at >= from && at + 6 <= text.length()) {
                try {
                    int character = Integer.parseInt(text, at + 2, at + 6, 16);
                    all.append(text, from, at).append((char) character);
                    from = at + 6;
                } catch (NumberFormatException e) {
                    continue; // No escape, for instance in a raw string.
                }
            }
        }
        return all.append(text, from, text.length()).toString();
    }

    private static @Nullable Diagnostic difference(RegoModule before, List<Rule> expected, List<Rule> actual) {
        Span all = before.pkg().origin().span().orElse(null);
        if (expected.size() != actual.size()) {
            return new Diagnostic(
                    Change.REFUSED,
                    "the change would leave " + actual.size() + " rules here, not " + expected.size(),
                    all);
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                return difference(expected.get(i), actual.get(i), all);
            }
        }
        return null;
    }

    private static Diagnostic difference(Node expected, Node actual, @Nullable Span around) {
        Span place = expected.origin().span().orElse(around);
        List<? extends Node> a = expected.children();
        List<? extends Node> b = actual.children();
        if (expected.getClass() == actual.getClass() && a.size() == b.size() && !isNamed(expected)) {
            for (int i = 0; i < a.size(); i++) {
                if (!a.get(i).equals(b.get(i))) {
                    return difference(a.get(i), b.get(i), place);
                }
            }
        }
        return new Diagnostic(
                Change.REFUSED,
                "the change would give this another meaning: " + shown(actual) + ", not " + shown(expected),
                place,
                List.of("choose a name that nothing here has"));
    }

    /** A reference is shown as a whole. */
    private static boolean isNamed(Node node) {
        return node.children().isEmpty() || node.children().get(0) instanceof VarTerm;
    }

    private static String shown(Node node) {
        return node instanceof VarTerm ? "a local variable" : node.toString();
    }
}
