package io.rego4j.format;

import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes trees as canonical Rego.
 *
 * <p>The way of a module: {@link Survey} walks the tree once and finds what the text will need (keywords, imports, names for
 * wildcards). {@link ModuleWriter} puts imports and rules in order and hands each to its writer; a writer asks
 * {@link Places} in which row a node stood, takes the comments before that row from the {@link CommentQueue}, and writes into
 * a {@link LineBuffer}. What comes out is OPA's text, harm and all, for OPA's formatter can harm a policy. So the text
 * is proven: it has the tokens, comments and METADATA of the source ({@link ModuleReader#isSame}), or is read again and
 * compared with what went in ({@link SamePolicy}). If it is another policy, or has other comments, the same writers run once
 * more {@linkplain Writing#careful carefully}: they keep OPA's layout but never fall back to the text of the source, never
 * drop a comment and never leave out a parenthesis. That text is proven as well, and if even that fails, the original text
 * stays and errors say why. {@link HarmedStatements} finds which statements need such care: the others keep OPA's layout.
 *
 * <p>No writer changes the tree, so a formatter may be used by many threads and trees may be shared.
 */
public final class Formatter {
    /** So often a repaired text is formatted again, until nothing changes any more. */
    private static final int ROUNDS = 6;
    /** So many texts are tried to find what OPA's layout harms. */
    private static final int TRIALS = 100;
    /** So many characters they may have together. */
    private static final int TRIED = 4_000_000;

    private final FormatOptions options;
    private final ModuleReader reader;

    /**
     * A formatter.
     *
     * @param reader reads what was written, for the proof; not called if the options ask for none
     */
    public Formatter(FormatOptions options, ModuleReader reader) {
        this.options = options;
        this.reader = reader;
    }

    /** Formats a module that was read in the oldest version that the options name, or was built. */
    public FormatResult format(RegoModule module) {
        return format(module, options.from());
    }

    /**
     * Formats a module.
     *
     * @param version the version in which the module was read
     */
    public FormatResult format(RegoModule module, RegoVersion version) {
        // OPA refuses what was read, and takes a built module as it is.
        boolean asBuilt = options.ignorePlaces() && !options.safe();
        Survey survey = Survey.of(module, false);
        List<Diagnostic> refused = module.origin().isPresent() && !asBuilt
                ? TargetRules.check(module, options.to(), survey.isSuspicious())
                : List.of();
        if (!refused.isEmpty()) {
            Attempt none = new Attempt();
            none.problem = "Rego " + options.to() + " refuses the policy: "
                    + refused.get(0).text();
            return left(module, none, refused);
        }
        Attempt opa = attempt(module, Layout.AS_OPA, survey);
        if (!options.safe()) {
            return opa.text == null ? left(module, opa, List.of()) : done(module, opa, Outcome.AS_OPA, List.of(), null);
        }
        if (version == options.from() && version == options.to() && isProven(module, opa.text)) {
            return done(module, opa, Outcome.AS_OPA, List.of(), null);
        }
        RegoModule policy = reader.toCompare(module);
        if (prove(policy, opa)) {
            return done(module, opa, Outcome.AS_OPA, List.of(), null);
        }
        List<String> deviations = new ArrayList<>(List.of(opa.problem));
        RegoModule kept = policy;
        if (version != options.to() && opa.read == null) {
            Map<String, String> names = FreshNames.needed(policy, options.to());
            kept = names.isEmpty() ? policy : FreshNames.rename(policy, names);
            names.forEach((name, fresh) -> deviations.add("The variable " + name + " has become " + fresh
                    + ", for its name is a keyword in Rego " + options.to() + "."));
        }
        Attempt careful = attempt(kept, Layout.CAREFUL);
        if (!prove(kept, careful)) {
            return left(module, opa, careful.errors);
        }
        Attempt settled = settle(nearest(kept, careful), true);
        if (settled == null) {
            settled = settle(careful, false);
        }
        return done(module, settled == null ? careful : settled, Outcome.REPAIRED, deviations, opa.text);
    }

    /**
     * Formats a part of a policy from text: proven as a module is.
     *
     * @param version the version in which the text is read
     */
    public FormatResult format(Fragment kind, String text, RegoVersion version) {
        return new FragmentFormatter(options, reader).format(kind, text, version);
    }

    /** The text of any node by itself, as OPA writes it: a rule, a body, an expression, a term, an import, a comment. */
    public String formatNode(Node node) {
        if (node instanceof RegoModule module) {
            return format(module).text();
        }
        try {
            return new Layout(options, Layout.AS_OPA).write(node);
        } catch (LayoutFailure e) {
            throw new FormatException(
                    List.of(new Diagnostic(Diagnostic.FORMAT_ERROR, String.valueOf(e.getMessage()), null)));
        }
    }

    /** A text, what it was read as, and what is wrong with it. */
    private static final class Attempt {
        private @Nullable String text;
        private @Nullable RegoModule read;
        private String problem = "";
        private List<Diagnostic> errors = List.of();
    }

    private Attempt attempt(RegoModule module, IntPredicate careful) {
        return attempt(module, careful, Survey.of(module, careful == Layout.CAREFUL));
    }

    private Attempt attempt(RegoModule module, IntPredicate careful, Survey survey) {
        Attempt attempt = new Attempt();
        try {
            attempt.text = new Layout(options, careful).write(module, survey);
        } catch (LayoutFailure e) {
            attempt.problem = "OPA's formatter fails: " + e.getMessage();
            attempt.errors = List.of(new Diagnostic(Diagnostic.FORMAT_ERROR, String.valueOf(e.getMessage()), null));
        }
        return attempt;
    }

    /** True if a text need not be read to know what it says: it is the source's, or has the same tokens. */
    private boolean isProven(RegoModule module, @Nullable String text) {
        Source source = module.origin().source();
        return text != null && source != null && (text.equals(source.text()) || reader.isSame(module, text));
    }

    /** True if the text says what the module says, in each version that must read it. */
    private boolean prove(RegoModule module, Attempt attempt) {
        if (attempt.text == null) {
            return false;
        }
        List<RegoVersion> versions = new ArrayList<>(List.of(options.from()));
        if (options.to() != options.from()) {
            versions.add(options.to());
        }
        for (RegoVersion version : versions) {
            ModuleReader.Reading reading = reader.read(attempt.text, version);
            if (reading.module() == null) {
                attempt.errors = reading.errors();
                attempt.problem = "Rego " + version + " does not read the text that OPA writes: "
                        + (reading.errors().isEmpty()
                                ? "no module"
                                : reading.errors().get(0).text());
                return false;
            }
            String difference = SamePolicy.difference(module, reading.module());
            if (difference != null) {
                attempt.errors = List.of(new Diagnostic(Diagnostic.FORMAT_ERROR, difference, null));
                attempt.problem = "In the text that OPA writes, " + difference + ".";
                return false;
            }
            if (attempt.read == null) {
                attempt.read = reading.module();
            }
        }
        return true;
    }

    /** The text that is careful only where OPA's layout does harm; the one that is careful everywhere if that fails. */
    private Attempt nearest(RegoModule module, Attempt careful) {
        Source source = module.origin().source();
        if (source == null) {
            return careful;
        }
        int trials = Math.min(TRIALS, TRIED / (source.text().length() + 1));
        BitSet harmed = HarmedStatements.find(
                Layout.statements(module), trials, some -> prove(module, attempt(module, some::get)));
        if (harmed == null) {
            return careful;
        }
        Attempt nearest = attempt(module, harmed::get);
        return prove(module, nearest) ? nearest : careful;
    }

    /**
     * Formats a repaired text until nothing changes, so that formatting it again will not.
     *
     * @param nearest true to be careful only where that is needed
     * @return null if it goes on changing
     */
    private @Nullable Attempt settle(Attempt first, boolean nearest) {
        Attempt settled = first;
        for (int i = 0; i < ROUNDS; i++) {
            RegoModule module = settled.read;
            if (module == null) {
                return settled;
            }
            Attempt next = attempt(module, Layout.AS_OPA);
            if (!prove(module, next)) {
                next = attempt(module, Layout.CAREFUL);
                if (!prove(module, next)) {
                    return settled;
                }
                next = nearest ? nearest(module, next) : next;
            }
            if (next.text == null || next.text.equals(settled.text)) {
                return settled;
            }
            settled = next;
        }
        return null;
    }

    private static FormatResult done(
            RegoModule module, Attempt attempt, Outcome outcome, List<String> deviations, @Nullable String opaText) {
        String text = attempt.text == null ? "" : attempt.text;
        boolean changed = module.origin().source() == null
                || !text.equals(module.origin().source().text());
        return new FormatResult(outcome, text, changed, deviations, opaText, List.of());
    }

    private static FormatResult left(RegoModule module, Attempt opa, List<Diagnostic> errors) {
        String text =
                module.origin().source() == null ? "" : module.origin().source().text();
        return new FormatResult(
                Outcome.LEFT, text, false, List.of(opa.problem), opa.text, errors.isEmpty() ? opa.errors : errors);
    }
}
