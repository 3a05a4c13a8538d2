package io.rego4j.format.verify;

import io.rego4j.ast.RegoModule;
import io.rego4j.format.layout.Layout;
import io.rego4j.format.layout.LayoutPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text of the same policy that is nearest to OPA's, with the fewest statements in the exact layout. These are
 * the statements in which OPA's text differs; where their exact layout does not suffice, they are found by bisection.
 */
public final class Repair {
    /** A repaired text is formatted again at most so often, until it stays the same. */
    private static final int MAX_ROUNDS = 6;
    /** The most texts that are tried to find the statements, once by the differences and once by bisection. */
    private static final int MAX_TRIALS = 100;
    /** The most characters that these may have together. */
    private static final int MAX_TOTAL_LENGTH = 4_000_000;

    /**
     * Which of several texts is taken where formatting each gives the next and the last gives the first: OPA's, for that one
     * is taken as it is where it comes of another.
     */
    private static final Comparator<Candidate> CYCLE_ORDER = Comparator.comparing(
                    (Candidate text) -> !text.plan.isNone())
            .thenComparing(text -> String.valueOf(text.text));

    private final RoundTripCheck proof;

    /** The results of texts: all modules here are the same policy, so a result holds for each of them. */
    private final Map<String, Candidate> known = new HashMap<>();

    private Repair(RoundTripCheck proof, Candidate failed) {
        this.proof = proof;
        remember(failed);
    }

    /**
     * Repairs a text.
     *
     * @param failed OPA's text for the module, for which the proof fails
     * @return a text that is proven and does not change when it is formatted again, if there is such a text; else one that
     *     is not proven, with the errors of the layout that was tried last
     */
    public static Candidate of(RegoModule module, Candidate failed, RoundTripCheck proof) {
        Repair repair = new Repair(proof, failed);
        Candidate nearest = failed.proven ? failed : repair.nearest(module, failed);
        if (!nearest.proven) {
            return nearest;
        }
        Candidate settled = repair.settle(nearest, true);
        if (settled != null) {
            return settled;
        }
        Candidate exact = repair.prove(module, LayoutPlan.ALL);
        if (!exact.proven) {
            return nearest;
        }
        settled = repair.settle(exact, false);
        return settled == null ? exact : settled;
    }

    private Candidate nearest(RegoModule module, Candidate harmed) {
        Candidate named = named(module, harmed, false);
        if (named != null) {
            return named;
        }
        Candidate exact = prove(module, LayoutPlan.ALL);
        if (exact.proven) {
            return sought(module, exact, trials(exact));
        }
        Candidate kept = named(module, harmed, true);
        return kept == null ? exact : kept;
    }

    /**
     * The text with the exact layout where differences show; null if that does not help.
     *
     * @param keeps true to let statements keep their text where the exact layout does harm, too
     */
    private @Nullable Candidate named(RegoModule module, Candidate harmed, boolean keeps) {
        LayoutPlan plan = LayoutPlan.NONE;
        Candidate last = harmed;
        // A comment that OPA loses can hide what it would harm next, so differences come one after the other.
        for (int i = trials(harmed); i > 0; i--) {
            LayoutPlan more = plan.and(last.harmed, keeps);
            if (more.isSame(plan)) {
                return null;
            }
            plan = more;
            last = prove(module, plan);
            if (last.proven) {
                return last;
            }
        }
        return null;
    }

    /** The text in the exact layout where halving finds harm; the one that is in it everywhere if that fails. */
    private Candidate sought(RegoModule module, Candidate exact, int trials) {
        if (module.origin().source() == null) {
            return exact;
        }
        BitSet harmed = StatementBisection.find(
                Layout.statements(module), trials, some -> prove(module, LayoutPlan.of(some)).proven);
        if (harmed == null) {
            return exact;
        }
        Candidate nearest = prove(module, LayoutPlan.of(harmed));
        return nearest.proven ? nearest : exact;
    }

    private static int trials(Candidate candidate) {
        return candidate.text == null ? 1 : Math.min(MAX_TRIALS, MAX_TOTAL_LENGTH / (candidate.text.length() + 1));
    }

    /**
     * Formats a repaired text until nothing changes, so that formatting it again will not.
     *
     * @param nearest true for the exact layout only where that is needed
     * @return null if it goes on changing
     */
    private @Nullable Candidate settle(Candidate first, boolean nearest) {
        List<Candidate> texts = new ArrayList<>(List.of(first));
        for (int i = 0; i < MAX_ROUNDS; i++) {
            Candidate last = texts.get(i);
            Candidate next = again(last, nearest);
            if (next == null) {
                return last;
            }
            for (int j = 0; j <= i; j++) {
                if (isSameText(texts.get(j), next)) {
                    return Collections.min(texts.subList(j, i + 1), CYCLE_ORDER);
                }
            }
            texts.add(next);
        }
        return null;
    }

    /** The text that formatting a proven text gives; null if it is the same. */
    private @Nullable Candidate again(Candidate settled, boolean nearest) {
        RegoModule module = settled.read;
        if (module == null) {
            return null;
        }
        Candidate opa = prove(module, LayoutPlan.NONE);
        Candidate next = opa.proven ? opa : nearest ? nearest(module, opa) : prove(module, LayoutPlan.ALL);
        return !next.proven || isSameText(next, settled) ? null : next;
    }

    /** Writes a text and checks it; equal texts are read once. */
    private Candidate prove(RegoModule module, LayoutPlan plan) {
        Candidate candidate = proof.write(module, plan);
        Candidate same = candidate.text == null ? null : known.get(candidate.text);
        if (same == null) {
            proof.holds(module, candidate);
            remember(candidate);
        } else {
            candidate.copyResults(same);
        }
        return candidate;
    }

    private void remember(Candidate candidate) {
        if (!candidate.proven) {
            // It is not needed any more.
            candidate.read = null;
        }
        if (candidate.text != null) {
            known.put(candidate.text, candidate);
        }
    }

    private static boolean isSameText(Candidate a, Candidate b) {
        return String.valueOf(a.text).equals(b.text);
    }
}
