package io.rego4j.format;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.format.layout.Layout;
import io.rego4j.format.layout.LayoutPlan;
import io.rego4j.format.layout.ModuleFacts;
import io.rego4j.format.prepare.TreePreparation;
import io.rego4j.format.prepare.UnreadMetadata;
import io.rego4j.format.target.FreshNames;
import io.rego4j.format.target.TargetVersionCheck;
import io.rego4j.format.text.LayoutFailure;
import io.rego4j.format.verify.Candidate;
import io.rego4j.format.verify.Difference;
import io.rego4j.format.verify.FragmentReadBack;
import io.rego4j.format.verify.PolicyComparison;
import io.rego4j.format.verify.Repair;
import io.rego4j.format.verify.RoundTripCheck;
import io.rego4j.format.verify.WrittenTextReader;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParseException;
import io.rego4j.parse.RegoParser;
import io.rego4j.parse.read.ModuleAssembler;
import io.rego4j.parse.read.Parsed;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes texts and trees as canonical Rego, as {@code opa fmt} does. OPA's formatter can change the meaning of a policy
 * or lose comments, so the text is checked: it has the tokens of the source, or is read again and compared with what
 * went in. If it is another policy, the statements in which it differs are written in the exact layout, which deviates
 * from OPA's only where needed; this text is checked too, and if no text passes, the original one stays and the result
 * has the errors.
 *
 * <p>A tree may come from anywhere: built, parsed, read from JSON, or put together from several of them. Its statements are
 * written in their order, and where a node stood is a hint for the layout only.
 *
 * <p>No writer changes the tree, so a formatter may be used by many threads and trees may be shared.
 */
public final class Formatter {
    /** Nodes that may have no location in a tree that was read, since no text has them, such as the zero of {@code -x}. */
    private static final Set<Class<?>> PLACELESS = Set.of(
            Annotations.class, Body.class, BooleanTerm.class, Expr.class, Head.class, RefTerm.class, VarTerm.class);

    private static final String UNSETTLED = "The text that OPA writes changes when it is formatted again.";
    /** The text of a changed tree is formatted again at most so often, until it stays the same. */
    private static final int MAX_ROUNDS = 6;

    private final FormatOptions options;

    /** A formatter. */
    public Formatter(FormatOptions options) {
        this.options = options;
    }

    /**
     * Formats the module of a text.
     *
     * @param parse how the text is read
     * @throws RegoParseException if the text has errors
     */
    public FormatResult format(Source source, ParseOptions parse) {
        // METADATA are read only for the comparison, which a text that stays the same does not need.
        Parsed<RegoModule> read = new ModuleAssembler(source, parse.withAnnotations(false)).read();
        RegoModule module = read.tree();
        if (module == null || !read.isSuccess()) {
            throw new RegoParseException(read.diagnostics());
        }
        // The depth comes from the parser: a walk over the tree for it would slow all formatting down.
        return DeepStack.call(
                read.levels(), () -> written(module, parse.version(), false, WrittenTextReader.ofText(read, parse)));
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
        return DeepStack.call(NodeWalk.depth(module), () -> {
            RegoModule prepared = TreePreparation.of(module);
            FormatResult result = written(prepared, version, prepared != module, new WrittenTextReader());
            boolean isOpas = result.outcome() == Outcome.AS_OPA && prepared == module && !isMixed(module);
            boolean isBuilt = result.isFormatted() && !isPlaced(module);
            if (isOpas || isBuilt || !options.safe() || isText(module, version, result.isFormatted())) {
                return result;
            }
            RegoModule withMetadata = result.isFormatted() ? module : UnreadMetadata.read(module, version);
            if (withMetadata != module) {
                return format(withMetadata, version);
            }
            FormatResult settled = settled(result);
            return settled == null ? withoutPlaces(module, version, result) : settled;
        });
    }

    /** Formats a tree for which no text was found, without the locations of its nodes, which are hints for the layout. */
    private FormatResult withoutPlaces(RegoModule module, RegoVersion version, FormatResult placed) {
        FormatResult result = written(TreePreparation.withoutPlaces(module), version, true, new WrittenTextReader());
        FormatResult settled = settled(result);
        if (settled != null) {
            return settled;
        }
        boolean isNearer = !placed.isFormatted() || result.outcome() == Outcome.AS_OPA;
        return result.isFormatted() && isNearer ? result : placed;
    }

    private static boolean isPlaced(RegoModule module) {
        return module.pkg().origin().isPresent()
                || module.rules().stream().anyMatch(rule -> rule.origin().isPresent());
    }

    /** True for a tree with nodes of another text than its own, or of none. */
    private static boolean isMixed(RegoModule module) {
        Source own = module.pkg().origin().source();
        return NodeWalk.any(module.rules(), node -> {
            Source source = node.origin().source();
            return source == null ? !PLACELESS.contains(node.getClass()) : source != own;
        });
    }

    /**
     * True for a tree that is equal to the one that its text is read as: nothing was changed in it.
     *
     * @param anywhere true to ignore the locations of its nodes and the comments that they were given
     */
    private static boolean isText(RegoModule module, RegoVersion version, boolean anywhere) {
        Source source = module.origin().source();
        return source != null
                && RegoParser.parse(source, ParseOptions.of(version).withAllFeatures())
                        .tree()
                        .map(read -> read.rules().equals(module.rules())
                                && (anywhere || places(read).equals(places(module))))
                        .orElse(false);
    }

    /** The locations of the nodes and comments, and the comments that the nodes were given. */
    private static List<Object> places(RegoModule module) {
        List<Object> places = new ArrayList<>();
        NodeWalk.walk(module.children(), node -> {
            boolean isOwn = !(node instanceof Annotations);
            if (isOwn) {
                places.add(node.origin().start());
                places.add(node.origin().end());
                places.add(node.origin().comments());
            }
            return isOwn;
        });
        module.comments().forEach(comment -> places.add(comment.text()));
        return places;
    }

    /** The text that repeated formatting ends at, which formatting does not change; null if it goes on changing. */
    private @Nullable FormatResult settled(FormatResult result) {
        FormatResult last = result;
        for (int i = 0; i < MAX_ROUNDS && last.isFormatted(); i++) {
            FormatResult again = format(Source.of(last.text()), ParseOptions.of(options.from()));
            if (again.isFormatted() && again.text().equals(last.text())) {
                return last;
            }
            String opas = result.opaText() == null ? result.text() : result.opaText();
            last = new FormatResult(
                    again.isFormatted() ? Outcome.REPAIRED : Outcome.LEFT,
                    again.text(),
                    true,
                    List.of(UNSETTLED),
                    result.renamed(),
                    opas,
                    again.errors());
        }
        return null;
    }

    /**
     * Writes a module that is ready.
     *
     * @param isChanged true if it is not as it was read: a text of OPA's that would change again is not used
     */
    private FormatResult written(RegoModule module, RegoVersion version, boolean isChanged, WrittenTextReader reader) {
        RoundTripCheck proof = new RoundTripCheck(options, reader);
        // OPA checks what was read, and writes a built module without checks.
        boolean asBuilt = options.ignorePlaces() && !options.safe();
        ModuleFacts facts = ModuleFacts.of(module, false);
        List<Diagnostic> refused = module.origin().isPresent() && !asBuilt
                ? TargetVersionCheck.check(module, options.to(), facts.isSuspicious())
                : List.of();
        if (!refused.isEmpty()) {
            Candidate none = new Candidate(LayoutPlan.ALL);
            none.problem = "Rego " + options.to() + " refuses the policy: "
                    + refused.get(0).text();
            return left(module, none, refused);
        }
        Expr negation = options.safe() ? facts.mixedNegation() : null;
        if (negation != null) {
            return left(module, new Candidate(LayoutPlan.ALL), List.of(mixed(negation)));
        }
        Candidate opa = proof.write(module, LayoutPlan.NONE, facts);
        if (!options.safe()) {
            return opa.text == null
                    ? left(module, opa, List.of())
                    : done(module, opa, Outcome.AS_OPA, List.of(), Map.of(), null);
        }
        if (version == options.from() && version == options.to() && proof.holdsByTokens(module, opa)) {
            return done(module, opa, Outcome.AS_OPA, List.of(), Map.of(), null);
        }
        RegoModule policy = reader.toCompare(module);
        boolean settles = isChanged && module.origin().isPresent() || facts.maySettle();
        if (proof.holds(policy, opa)) {
            Candidate settled = settles ? Repair.of(policy, opa, proof) : opa;
            if (settled == opa) {
                return done(module, opa, Outcome.AS_OPA, List.of(), Map.of(), null);
            }
            opa.problem = UNSETTLED;
            return done(module, settled, Outcome.REPAIRED, List.of(opa.problem), Map.of(), opa.text);
        }
        List<String> deviations = new ArrayList<>(List.of(opa.problem));
        Map<String, String> names = Map.of();
        Candidate repaired = Repair.of(policy, opa, proof);
        if (!repaired.proven && version != options.to()) {
            names = FreshNames.needed(policy, options.to(), options.takenNames());
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
        return new FragmentFormatter(options).format(kind, text, version);
    }

    /**
     * How a module that was read differs from the one that was meant, as a part of a sentence; empty if it is the same
     * policy with the same comments, whatever formatting may change in the spelling.
     */
    public static Optional<String> difference(RegoModule meant, RegoModule read) {
        Difference difference =
                DeepStack.call(NodeWalk.depth(List.of(meant, read)), () -> PolicyComparison.difference(meant, read));
        return Optional.ofNullable(difference).map(Difference::what);
    }

    /**
     * The text of any node by itself, as OPA writes it: a rule, a body, an expression, a term, an import, a comment. A rule,
     * body, expression or term is read back as that node.
     *
     * @throws FormatException if there is no such text
     */
    public String formatNode(Node node) {
        if (node instanceof RegoModule module) {
            return format(module).text();
        }
        return DeepStack.call(NodeWalk.depth(node), () -> text(node));
    }

    private String text(Node node) {
        String problem = null;
        for (LayoutPlan plan : List.of(LayoutPlan.NONE, LayoutPlan.ALL)) {
            try {
                String text = new Layout(options, plan).write(node);
                problem = options.safe() ? FragmentReadBack.problem(node, text, options.to()) : null;
                if (problem == null) {
                    return text;
                }
            } catch (LayoutFailure e) {
                problem = e.getMessage();
            }
        }
        throw new FormatException(List.of(new Diagnostic(
                Diagnostic.FORMAT_ERROR,
                "no text says what this node says: " + problem,
                node.origin().span().orElse(null))));
    }

    private static Diagnostic mixed(Expr negation) {
        return new Diagnostic(
                Diagnostic.FORMAT_ERROR,
                "one text cannot hold both kinds of not: \"" + negation + "\" is false where a part of it is undefined,"
                        + " and the not with a body, which the module has too, would make it true: move one of them to a"
                        + " rule of another module",
                negation.origin().span().orElse(null));
    }

    private static FormatResult done(
            RegoModule module,
            Candidate candidate,
            Outcome outcome,
            List<String> deviations,
            Map<String, String> renamed,
            @Nullable String opaText) {
        String text = candidate.text == null ? "" : candidate.text;
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
