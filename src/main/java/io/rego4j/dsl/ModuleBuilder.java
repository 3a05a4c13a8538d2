package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Import;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Capabilities;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.dsl.finish.AnnotatedRules;
import io.rego4j.dsl.finish.FinishedRules;
import io.rego4j.dsl.finish.HiddenBuiltins;
import io.rego4j.dsl.finish.ImportRules;
import io.rego4j.dsl.finish.KnownNames;
import io.rego4j.dsl.finish.LocationStripper;
import io.rego4j.dsl.finish.TargetOpa;
import io.rego4j.dsl.value.CommentLines;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.dsl.value.ValueConverter;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a module: {@code module("a.b").imports("data.lib").add(rule(…)).build()}. */
public final class ModuleBuilder {
    private static final Comparator<Import> IMPORTS = Comparator.comparing(Import::path, TermOrder.INSTANCE)
            .thenComparing(i -> i.alias() == null ? "" : i.alias().name());

    /** The imports that bring the keyword {@code if} to Rego v0. */
    private static final List<String> IF_IMPORTS =
            List.of("future.keywords", "future.keywords.if", "rego.v1", "rego.v2");

    private final RefTerm path;
    private final List<Import> imports = new ArrayList<>();
    private final List<Annotations> packageAnnotations = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Comment> pending = new ArrayList<>();
    private final List<RegoModule> others = new ArrayList<>();
    private final List<Comment> header = new ArrayList<>();
    private final List<Comment> blocks = new ArrayList<>();
    private @Nullable Capabilities capabilities;
    private boolean portable;
    private RegoVersion version = RegoVersion.V1;

    ModuleBuilder(String path, String... more) {
        RefTerm document = RegoNames.path("data." + requireNonNull(path, "path"));
        RegoNames.check(((StringTerm) document.terms().get(1)).value());
        if (requireNonNull(more, "more").length > 0) {
            List<Term> terms = new ArrayList<>(document.terms());
            for (String part : more) {
                terms.add(new StringTerm(ValueConverter.requireText(requireNonNull(part, "more"))));
            }
            document = new RefTerm(terms);
        }
        this.path = document;
    }

    /** The version of Rego that the module is written in; v1 unless said otherwise. */
    public ModuleBuilder version(RegoVersion version) {
        this.version = requireNonNull(version, "version");
        return this;
    }

    /** The version of Rego that the module is written in. */
    RegoVersion version() {
        return version;
    }

    /**
     * What the OPA can do that will run the module; OPA {@value Capabilities#VERSION} unless said otherwise. A negation that
     * needs a keyword which this OPA lacks is written without it; {@code and}, {@code or} and template strings are errors of
     * {@link #build()} where the OPA lacks them. A {@linkplain #portable() portable} module may have {@code and} and
     * {@code or}.
     */
    public ModuleBuilder capabilities(Capabilities capabilities) {
        this.capabilities = requireNonNull(capabilities, "capabilities");
        return this;
    }

    /**
     * Writes the module for every OPA from 0.60 on: with {@code import rego.v1}, and with {@code and}, {@code or} and
     * {@code not} in forms that need no keyword. What it decides stays the same. It is for Rego v1.
     */
    public ModuleBuilder portable() {
        this.portable = true;
        return this;
    }

    /** Modules that the OPA will load beside this one: {@link #build()} checks this one together with them. */
    public ModuleBuilder alongside(RegoModule... others) {
        for (RegoModule other : requireNonNull(others, "others")) {
            this.others.add(requireNonNull(other, "others"));
        }
        return this;
    }

    /**
     * {@code import path}.
     *
     * @param path starts with {@code data}, {@code input}, {@code rego} or {@code future}
     */
    public ModuleBuilder imports(String path) {
        return add(new Import(ImportRules.checkPath(RegoNames.path(path)), null));
    }

    /** {@code import path as alias}. */
    public ModuleBuilder imports(String path, String alias) {
        requireNonNull(alias, "alias");
        return add(new Import(ImportRules.checkPath(RegoNames.path(path)), alias(alias)));
    }

    /** {@code import path}, for paths that dots cannot write: {@code imports(data("lib").get("a.b"))}. */
    public ModuleBuilder imports(Operand path) {
        return add(new Import(ImportRules.checkPath(reference(path)), null));
    }

    /** {@code import path as alias}. */
    public ModuleBuilder imports(Operand path, String alias) {
        return add(new Import(ImportRules.checkPath(reference(path)), alias(alias)));
    }

    /** Adds an import, for instance one with comments in its origin. */
    public ModuleBuilder add(Import imported) {
        ImportRules.checkPath(requireNonNull(imported, "imported").path());
        imports.add(imported.withOrigin(withPending(imported.origin())));
        return this;
    }

    /** Adds a rule after those that are there. */
    public ModuleBuilder add(RuleBuilder rule) {
        return add(requireNonNull(rule, "rule").unfinished());
    }

    /** Adds rules in their order. */
    public ModuleBuilder add(Iterable<RuleBuilder> rules) {
        requireNonNull(rules, "rules").forEach(this::add);
        return this;
    }

    /**
     * Adds a rule of another tree, or one that was built before. The comments around a rule that was read stay with its
     * module: {@link #addRules} takes them along.
     */
    public ModuleBuilder add(Rule rule) {
        requireNonNull(rule, "rule");
        rules.add(pending.isEmpty() ? rule : rule.withOrigin(withPending(rule.origin())));
        return this;
    }

    /** Adds the rules of a module that was read, each with its METADATA and with the comments that belong to it. */
    public ModuleBuilder addRules(RegoModule module) {
        LocationStripper.of(requireNonNull(module, "module")).rules().forEach(this::add);
        return this;
    }

    /** Adds comments above the package: one for each line of the text. */
    public ModuleBuilder header(String text) {
        CommentLines.of(text).forEach(this::header);
        return this;
    }

    /** Adds this comment above the package. */
    public ModuleBuilder header(Comment comment) {
        header.add(requireNonNull(comment, "comment"));
        return this;
    }

    /** Adds comments above what is added next, or at the end of the module: one for each line of the text. */
    public ModuleBuilder comment(String text) {
        pending.addAll(CommentLines.of(text));
        return this;
    }

    /** Adds this comment above what is added next, or at the end of the module. */
    public ModuleBuilder comment(Comment comment) {
        pending.add(requireNonNull(comment, "comment"));
        return this;
    }

    /**
     * Puts METADATA above the package.
     *
     * @throws IllegalArgumentException if there is a block of that scope already
     */
    public ModuleBuilder metadata(Metadata metadata) {
        Annotations block = requireNonNull(metadata, "metadata").requireContent(List.of("package", "subpackages"));
        if (packageAnnotations.stream().anyMatch(other -> other.scope().equals(block.scope()))) {
            throw new IllegalArgumentException(
                    this + " has METADATA of the scope " + block.scope() + " already: put all of it into one block");
        }
        packageAnnotations.add(block);
        blocks.addAll(metadata.comments());
        return this;
    }

    /**
     * The module, after a check of what {@code opa check} would reject: unsafe variables, unknown functions, wrong
     * arguments, rules in conflict, recursion. A function of another package may be in a module that is not known here,
     * so a call of it is only checked if that module stands {@linkplain #alongside alongside}. A name without a package,
     * such as the {@code f} of {@code f(x)}, must be declared here or in a module alongside.
     *
     * @throws PolicyException if the check finds errors; each names the rule and the expression
     * @throws IllegalArgumentException if a rule cannot be written in the module's version; the message names the rule
     */
    public RegoModule build() {
        RegoModule module = buildUnchecked();
        List<RegoModule> all = new ArrayList<>(others);
        all.add(module);
        CheckOptions options = CheckOptions.of(version).withPartial(true);
        if (capabilities != null) {
            options = options.withCapabilities(capabilities);
        }
        List<Diagnostic> errors = Checker.check(all, options);
        if (!errors.isEmpty()) {
            Capabilities known = options.capabilities();
            throw PolicyException.of(this, errors, error -> HiddenBuiltins.explanation(module, error, known));
        }
        return module;
    }

    /**
     * The module without the check: for one that leans on names of modules that are not at hand, or that is made wrong on
     * purpose.
     *
     * @throws IllegalArgumentException if a rule cannot be written in the module's version; the message names the rule
     */
    public RegoModule buildUnchecked() {
        TargetOpa target;
        try {
            target = new TargetOpa(version, capabilities, portable);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(this + ": " + e.getMessage(), e);
        }
        imports.forEach(imported -> ImportRules.checkName(imported, version));
        boolean notTakesBody = version == RegoVersion.V2
                || isImported("rego.v2")
                || isImported("future.keywords")
                || isImported("future.keywords.not");
        FinishedRules finished = FinishedRules.of(
                rules, () -> KnownNames.of(new RegoPackage(path), imports, rules, others), target, notTakesBody);
        if (version != RegoVersion.V0
                || finished.keywords().contains("if")
                || IF_IMPORTS.stream().anyMatch(this::isImported)) {
            finished = finished.withIf();
        }
        AnnotatedRules annotated = AnnotatedRules.of(finished.rules());
        List<Annotations> annotations = new ArrayList<>(packageAnnotations);
        annotations.addAll(annotated.blocks());
        return new RegoModule(
                new RegoPackage(path, CommentLines.above(Origin.NONE, header, blocks)),
                allImports(target, finished.keywords()),
                annotations,
                annotated.rules(),
                pending);
    }

    /** The imports, and those that the OPA and the keywords of the rules need, sorted as the formatter sorts them. */
    private List<Import> allImports(TargetOpa target, Set<String> keywords) {
        List<Import> all = new ArrayList<>(imports);
        if (target.wantsRegoV1() && !isImported("rego.v1")) {
            all.add(new Import(RegoNames.path("rego.v1"), null));
        }
        for (String keyword : keywords) {
            if (!isKnown(keyword)) {
                all.add(new Import(RegoNames.path("future.keywords." + keyword), null));
            }
        }
        all.sort(IMPORTS);
        return all;
    }

    /** True for a keyword that the version has, or an import of the module brings. */
    private boolean isKnown(String keyword) {
        return version == RegoVersion.V2
                || isImported("rego.v2")
                || isImported("future.keywords")
                || isImported("future.keywords." + keyword)
                || version == RegoVersion.V0
                        && isImported("rego.v1")
                        && RegoVersion.V1.keywords().contains(keyword)
                        && !keyword.equals("not");
    }

    private boolean isImported(String path) {
        return !imports.isEmpty() && isImported(RegoNames.path(path));
    }

    private boolean isImported(RefTerm path) {
        return !imports.isEmpty() && imports.stream().anyMatch(i -> i.path().equals(path));
    }

    /** The comments that wait, then those of the node. */
    private Origin withPending(Origin own) {
        if (pending.isEmpty()) {
            return own;
        }
        Origin result = own.withoutComments();
        pending.addAll(own.comments());
        for (Comment comment : pending) {
            result = result.with(comment);
        }
        pending.clear();
        return result;
    }

    private static VarTerm alias(String alias) {
        return new VarTerm(RegoNames.check(requireNonNull(alias, "alias")));
    }

    private static RefTerm reference(Operand path) {
        return requireNonNull(path, "path").term() instanceof RefTerm ref ? ref : new RefTerm(List.of(path.term()));
    }

    /** The name of the package, for messages. */
    @Override
    public String toString() {
        return "module " + new RegoPackage(path).name();
    }
}
