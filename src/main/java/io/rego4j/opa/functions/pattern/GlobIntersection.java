package io.rego4j.opa.functions.pattern;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.Bytes;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.Value;
import java.util.List;
import java.util.Map;

/**
 * Whether two simple patterns match a common text. The answers are those of OPA's library ({@code
 * github.com/yashtewari/glob-intersection}), also where they are wrong.
 */
final class GlobIntersection {
    static final Map<String, Builtin> FUNCTIONS = Map.of("regex.globs_match", GlobIntersection::match);

    private final BuiltinContext context;

    private GlobIntersection(BuiltinContext context) {
        this.context = context;
    }

    private static Value match(BuiltinContext context, Value[] operands) throws BuiltinException {
        String left = Operands.string(operands, 1);
        String right = Operands.string(operands, 2);
        List<SimpleGlob.Part> a = SimpleGlob.parse(context, Bytes.runes(left));
        List<SimpleGlob.Part> b = SimpleGlob.parse(context, Bytes.runes(right));
        return BooleanValue.of(new GlobIntersection(context).meetTrimmed(a, b));
    }

    /** Without what both begin and end with that is no repetition. */
    private boolean meetTrimmed(List<SimpleGlob.Part> a, List<SimpleGlob.Part> b) {
        int start = 0;
        while (start < a.size()
                && start < b.size()
                && a.get(start).isOnce()
                && b.get(start).isOnce()) {
            if (!a.get(start).meets(b.get(start))) {
                return false;
            }
            start++;
        }
        start = Math.max(0, start - 1);
        int endA = a.size() - 1;
        int endB = b.size() - 1;
        while (endA >= start
                && endB >= start
                && a.get(endA).isOnce()
                && b.get(endB).isOnce()) {
            if (!a.get(endA).meets(b.get(endB))) {
                return false;
            }
            endA--;
            endB--;
        }
        if (endA < a.size() - 1) {
            endA++;
            endB++;
        }
        return meet(a.subList(start, endA + 1), b.subList(start, endB + 1));
    }

    private boolean meet(List<SimpleGlob.Part> a, List<SimpleGlob.Part> b) {
        context.checkDeadline();
        int at = 0;
        for (; at < a.size() && at < b.size(); at++) {
            if (!a.get(at).isOnce() || !b.get(at).isOnce()) {
                return meetRepeated(a.subList(at, a.size()), b.subList(at, b.size()));
            } else if (!a.get(at).meets(b.get(at))) {
                return false;
            }
        }
        return at == a.size() && at == b.size();
    }

    private boolean meetRepeated(List<SimpleGlob.Part> a, List<SimpleGlob.Part> b) {
        List<SimpleGlob.Part> repeated = a.get(0).isOnce() ? b : a;
        List<SimpleGlob.Part> other = a.get(0).isOnce() ? a : b;
        return repeated.get(0).repeat() == '+' ? meetPlus(repeated, other) : meetStar(repeated, other);
    }

    private boolean meetPlus(List<SimpleGlob.Part> repeated, List<SimpleGlob.Part> other) {
        if (!repeated.get(0).meets(other.get(0))) {
            return false;
        } else if (meetStar(repeated, other.subList(1, other.size()))) {
            return true;
        }
        return !other.get(0).isOnce() && meet(repeated.subList(1, repeated.size()), other);
    }

    private boolean meetStar(List<SimpleGlob.Part> repeated, List<SimpleGlob.Part> other) {
        SimpleGlob.Part star = repeated.get(0);
        List<SimpleGlob.Part> rest = repeated.subList(1, repeated.size());
        for (int i = 0; i < other.size(); i++) {
            SimpleGlob.Part part = other.get(i);
            if (!rest.isEmpty() && part.meets(rest.get(0)) && meet(rest, other.subList(i, other.size()))) {
                return true;
            } else if (!part.meets(star)) {
                return false;
            }
        }
        return rest.isEmpty();
    }
}
