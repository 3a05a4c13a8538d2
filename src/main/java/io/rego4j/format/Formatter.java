package io.rego4j.format;

import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.format.layout.CommentQueue;
import io.rego4j.format.layout.Layout;
import io.rego4j.format.layout.LayoutPlan;
import io.rego4j.format.layout.ModuleFacts;
import io.rego4j.format.layout.ModuleWriter;
import io.rego4j.format.layout.UnlocatedModule;
import io.rego4j.format.layout.WriterContext;
import io.rego4j.format.target.FreshNames;
import io.rego4j.format.target.TargetVersionCheck;
import io.rego4j.format.text.LayoutFailure;
import io.rego4j.format.text.LineBuffer;
import io.rego4j.format.text.SourceLocations;
import io.rego4j.format.verify.Candidate;
import io.rego4j.format.verify.PolicyComparison;
import io.rego4j.format.verify.Repair;
import io.rego4j.format.verify.RoundTripCheck;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes trees as canonical Rego.
 *
 * <p>The way of a module: {@link ModuleFacts} walks the tree once and finds what the text will need (keywords, imports, names for
 * wildcards). {@link ModuleWriter} puts imports and rules in order and hands each to its writer; a writer asks
 * {@link SourceLocations} in which row a node stood, takes the comments before that row from the {@link CommentQueue}, and writes into
 * a {@link LineBuffer}. What comes out is OPA's text, harm and all, for OPA's formatter can harm a policy. So the text
 * is proven: it has the tokens, comments and METADATA of the source ({@link ModuleReader#isSame}), or is read again and
 * compared with what went in ({@link PolicyComparison}). If it is another policy, or has other comments, the same writers run once
 * more {@linkplain WriterContext#careful carefully}: they keep OPA's layout but never fall back to the text of the source, never
 * drop a comment and never leave out a parenthesis. {@link Repair} finds which statements need such care: the others keep
 * OPA's layout, and a rule for which care is not enough keeps its own text. What comes of it is proven as well; if even that
 * fails, the original text stays and errors say why.
 *
 * <p>No writer changes the tree, so a formatter may be used by many threads and trees may be shared.
 */
public final class Formatter {
    /** Looked for once, and only where it is asked for. */
    private static final class Installed {
        static final Optional<ModuleReader> PARSER = ModuleReader.installed();
    }

    private final FormatOptions options;
    private final ModuleReader reader;
    private final RoundTripCheck proof;

    /**
     * A formatter.
     *
     * @param reader reads what was written, for the proof; not called if the options ask for none
     */
    public Formatter(FormatOptions options, ModuleReader reader) {
        this.options = options;
        this.reader = reader;
        this.proof = new RoundTripCheck(options, reader);
    }

    /** A formatter for trees from anywhere, which proves what it writes where the parser is on the class path. */
    public static Formatter installed(RegoVersion version) {
        Optional<ModuleReader> parser = Installed.PARSER;
        ModuleReader none = (text, v) -> new ModuleReader.Reading(null, List.of());
        return new Formatter(FormatOptions.of(version).withSafe(parser.isPresent()), parser.orElse(none));
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
        return written(UnlocatedModule.prepare(module), version);
    }

    private FormatResult written(RegoModule module, RegoVersion version) {
        // OPA refuses what was read, and takes a built module as it is.
        boolean asBuilt = options.ignorePlaces() && !options.safe();
        ModuleFacts survey = ModuleFacts.of(module, false);
        List<Diagnostic> refused = module.origin().isPresent() && !asBuilt
                ? TargetVersionCheck.check(module, options.to(), survey.isSuspicious())
                : List.of();
        if (!refused.isEmpty()) {
            Candidate none = new Candidate(LayoutPlan.ALL);
            none.problem = "Rego " + options.to() + " refuses the policy: "
                    + refused.get(0).text();
            return left(module, none, refused);
        }
        Candidate opa = proof.write(module, LayoutPlan.NONE, survey);
        if (!options.safe()) {
            return opa.text == null
                    ? left(module, opa, List.of())
                    : done(module, opa, Outcome.AS_OPA, List.of(), Map.of(), null);
        }
        if (version == options.from() && version == options.to() && proof.holdsByTokens(module, opa)) {
            return done(module, opa, Outcome.AS_OPA, List.of(), Map.of(), null);
        }
        RegoModule policy = reader.toCompare(module);
        if (proof.holds(policy, opa)) {
            return done(module, opa, Outcome.AS_OPA, List.of(), Map.of(), null);
        }
        List<String> deviations = new ArrayList<>(List.of(opa.problem));
        Map<String, String> names = Map.of();
        Candidate repaired = Repair.of(policy, opa, proof);
        if (!repaired.proven && version != options.to()) {
            names = FreshNames.needed(policy, options.to());
            if (!names.isEmpty()) {
                RegoModule renamed = FreshNames.rename(policy, names);
                repaired = Repair.of(renamed, proof.prove(renamed, LayoutPlan.NONE), proof);
                names.forEach((name, fresh) -> deviations.add("The variable " + name + " has become " + fresh
                        + ", for its name is a keyword in Rego " + options.to() + "."));
            }
        }
        return repaired.proven
                ? done(module, repaired, Outcome.REPAIRED, deviations, names, opa.text)
                : left(module, opa, repaired.errors);
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
            return new Layout(options, LayoutPlan.NONE).write(node);
        } catch (LayoutFailure e) {
            throw new FormatException(
                    List.of(new Diagnostic(Diagnostic.FORMAT_ERROR, String.valueOf(e.getMessage()), null)));
        }
    }

    private static FormatResult done(
            RegoModule module,
            Candidate attempt,
            Outcome outcome,
            List<String> deviations,
            Map<String, String> renamed,
            @Nullable String opaText) {
        String text = attempt.text == null ? "" : attempt.text;
        boolean changed = module.origin().source() == null
                || !text.equals(module.origin().source().text());
        return new FormatResult(outcome, text, changed, deviations, renamed, opaText, List.of());
    }

    private static FormatResult left(RegoModule module, Candidate opa, List<Diagnostic> errors) {
        String text =
                module.origin().source() == null ? "" : module.origin().source().text();
        return new FormatResult(
                Outcome.LEFT,
                text,
                false,
                List.of(opa.problem),
                Map.of(),
                opa.text,
                errors.isEmpty() ? opa.errors : errors);
    }
}
