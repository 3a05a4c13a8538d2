package io.rego4j.testing;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Import;
import io.rego4j.ast.MetadataLines;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.VarTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** The changes of comments, METADATA and imports that {@link TreeMutator} makes. */
final class ModuleChange {
    private static final List<String> TEXTS =
            List.of(" said", "", "# twice", " regal ignore:x", "\ttab", " é 😀 \\n \"`{");

    private final Random random;

    ModuleChange(Random random) {
        this.random = random;
    }

    /** Without one of its comments that are no METADATA. */
    RegoModule dropComment(RegoModule module) {
        List<Comment> plain = plainComments(module);
        if (plain.isEmpty()) {
            return module;
        }
        Comment dropped = one(plain);
        return module.withComments(
                module.comments().stream().filter(comment -> comment != dropped).toList());
    }

    /** With a comment that claims the place of another node, or none. */
    RegoModule moveComment(RegoModule module) {
        List<Comment> plain = plainComments(module);
        if (plain.isEmpty()) {
            return module;
        }
        Comment moved = one(plain);
        List<Node> nodes = new ArrayList<>();
        NodeWalk.walk(module.rules(), nodes::add);
        Origin place =
                random.nextInt(3) == 0 ? Origin.NONE : one(nodes).origin().withoutComments();
        return module.withComments(module.comments().stream()
                .map(comment -> comment == moved ? moved.withOrigin(place) : comment)
                .toList());
    }

    /** With a new comment at the end, or at a rule, an expression, an import or the package. */
    RegoModule addComment(RegoModule module) {
        Comment added = new Comment(one(TEXTS));
        switch (random.nextInt(5)) {
            case 0 -> {
                List<Comment> comments = new ArrayList<>(module.comments());
                comments.add(random.nextInt(comments.size() + 1), added);
                return module.withComments(comments);
            }
            case 1 -> {
                return module.withPackage(
                        module.pkg().withOrigin(module.pkg().origin().with(added)));
            }
            case 2 -> {
                List<Import> imports = new ArrayList<>(module.imports());
                if (!imports.isEmpty()) {
                    int at = random.nextInt(imports.size());
                    imports.set(
                            at,
                            imports.get(at).withOrigin(imports.get(at).origin().with(added)));
                }
                return module.withImports(imports);
            }
            default -> {
                List<Rule> rules = new ArrayList<>(module.rules());
                int at = random.nextInt(rules.size());
                rules.set(at, commented(rules.get(at), added));
                return module.withRules(rules);
            }
        }
    }

    private Rule commented(Rule rule, Comment comment) {
        if (rule.isDefault() || random.nextBoolean()) {
            return rule.withOrigin(rule.origin().with(comment));
        }
        Commenting counted = new Commenting(-1, comment);
        counted.rule(rule);
        return new Commenting(random.nextInt(counted.met), comment).rule(rule);
    }

    /** Gives an expression a comment. */
    private static final class Commenting extends Rewriter {
        private final int wanted;
        private final Comment comment;
        private int met;

        Commenting(int wanted, Comment comment) {
            this.wanted = wanted;
            this.comment = comment;
        }

        @Override
        public Expr expr(Expr expr) {
            boolean isWanted = met++ == wanted;
            Expr rewritten = super.expr(expr);
            return isWanted ? rewritten.withOrigin(rewritten.origin().with(comment)) : rewritten;
        }
    }

    /** Without the METADATA of a rule, but with its comments. */
    RegoModule dropMetadata(RegoModule module) {
        return withAnnotations(module, annotated(module), List.of());
    }

    /**
     * With METADATA at a rule that has none.
     *
     * @param others the module that has it
     */
    RegoModule addMetadata(RegoModule module, RegoModule others) {
        List<Annotations> blocks = others.rules().stream()
                .flatMap(rule -> rule.annotations().stream())
                .filter(block -> block.scope().equals("rule"))
                .toList();
        List<Rule> bare = module.rules().stream()
                .filter(rule -> rule.annotations().isEmpty() && !rule.isDefault())
                .toList();
        if (blocks.isEmpty() || bare.isEmpty()) {
            return module;
        }
        Annotations block = one(blocks);
        Annotations given = random.nextBoolean() ? block : block.withOrigin(Origin.NONE);
        return withAnnotations(module, one(bare), List.of(given));
    }

    private Rule annotated(RegoModule module) {
        List<Rule> annotated = module.rules().stream()
                .filter(rule -> rule.annotations().stream()
                        .anyMatch(block -> block.scope().equals("rule")))
                .toList();
        return annotated.isEmpty() ? module.rules().get(0) : one(annotated);
    }

    /** The blocks of the scope of a rule replaced, those of its document kept. */
    private static RegoModule withAnnotations(RegoModule module, Rule changed, List<Annotations> blocks) {
        Predicate<Annotations> isOwn = block -> block.scope().equals("rule");
        List<Annotations> all = new ArrayList<>(module.annotations());
        List<Annotations> own = new ArrayList<>(changed.annotations());
        // Equal blocks may stand at several rules.
        all.removeIf(block -> changed.annotations().stream().anyMatch(each -> isOwn.test(each) && each == block));
        own.removeIf(isOwn);
        own.addAll(blocks);
        all.addAll(blocks);
        return module.withAnnotations(all)
                .withRules(module.rules().stream()
                        .map(rule -> rule == changed ? rule.withAnnotations(own) : rule)
                        .toList());
    }

    RegoModule dropImport(RegoModule module) {
        List<Import> imports = new ArrayList<>(module.imports());
        imports.removeIf(each -> !each.isDirective() && random.nextInt(imports.size()) == 0);
        return module.withImports(imports);
    }

    /**
     * With an import of another module, as it stood there or as if it were built.
     *
     * @param others the module that has it
     */
    RegoModule addImport(RegoModule module, RegoModule others) {
        List<Import> found = others.imports().stream()
                .filter(each -> !each.isDirective()
                        && module.imports().stream().noneMatch(own -> own.name().equals(each.name())))
                .toList();
        if (found.isEmpty()) {
            return module;
        }
        Import added = random.nextBoolean() ? one(found) : one(found).withOrigin(Origin.NONE);
        List<Import> imports = new ArrayList<>(module.imports());
        imports.add(random.nextInt(imports.size() + 1), added);
        return module.withImports(imports);
    }

    /** With other aliases for all imports. */
    RegoModule renameImports(RegoModule module) {
        List<Import> renamed = new ArrayList<>();
        for (Import each : module.imports()) {
            renamed.add(each.isDirective() ? each : each.withAlias(new VarTerm("other" + renamed.size())));
        }
        return module.withImports(renamed);
    }

    private static List<Comment> plainComments(RegoModule module) {
        return module.comments().stream()
                .filter(comment -> !MetadataLines.isLine(comment))
                .toList();
    }

    private <T> T one(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
