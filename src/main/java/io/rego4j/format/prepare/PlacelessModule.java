package io.rego4j.format.prepare;

import io.rego4j.ast.Body;
import io.rego4j.ast.Comment;
import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.CommentOwners.Owned;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.OriginRewriter;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * A module without the places of its nodes, as if it had been built: each of its comments stands above the statement
 * that it belonged to. For a tree whose places or comments fit no text, such as the locations of two files that have one
 * name in AST JSON, or a comment in the head of a rule.
 */
final class PlacelessModule {
    private static final OriginRewriter BARE =
            new OriginRewriter(origin -> origin.withoutPlace().withoutComments());

    private final CommentOwners owners;

    private PlacelessModule(CommentOwners owners) {
        this.owners = owners;
    }

    static RegoModule of(RegoModule module) {
        PlacelessModule bare = new PlacelessModule(CommentOwners.of(RelocatedModule.withoutMetadata(module)));
        RegoPackage pkg = BARE.pkg(module.pkg());
        List<Import> imports = new ArrayList<>();
        for (Import imported : module.imports()) {
            Import moved = BARE.importing(imported);
            imports.add(moved.withOrigin(bare.commented(imported, moved.origin())));
        }
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : module.rules()) {
            Rule moved = BARE.rule(rule);
            rules.add(moved.withOrigin(bare.commented(rule, moved.origin())));
        }
        List<Comment> free = bare.owners.free().stream()
                .map(comment -> new Comment(comment.text()))
                .toList();
        return UnlocatedModule.prepare(new RegoModule(
                pkg.withOrigin(bare.commented(module.pkg(), pkg.origin())),
                imports,
                module.annotations(),
                rules,
                free));
    }

    private Origin commented(Node statement, Origin origin) {
        List<Comment> built = new ArrayList<>();
        NodeWalk.walk(statement, node -> {
            // A body has the origin of its first expression.
            if (!(node instanceof Body)) {
                built.addAll(node.origin().comments());
            }
            return true;
        });
        Origin result = origin;
        for (Comment comment : built) {
            result = result.with(comment);
        }
        for (Owned owned : owners.of(statement)) {
            result = result.with(new Comment(owned.comment().text()));
        }
        return result;
    }
}
