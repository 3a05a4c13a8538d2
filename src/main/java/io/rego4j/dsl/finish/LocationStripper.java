package io.rego4j.dsl.finish;

import io.rego4j.ast.Comment;
import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.CommentOwners.Role;
import io.rego4j.ast.Import;
import io.rego4j.ast.MetadataLines;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.OriginRewriter;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.value.CommentLines;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.internal.go.GoText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the places out of a parsed tree, so that it is as if it had been built. Its wildcards become ones of their own. */
public final class LocationStripper extends OriginRewriter {
    private final Map<String, Term> wildcards = new HashMap<>();

    /** A stripper for one part of a policy. */
    public LocationStripper() {
        super(Origin::withoutPlace);
    }

    /** A module without places; its comments lie in the statements that they belong to. */
    public static RegoModule of(RegoModule module) {
        CommentOwners owners = CommentOwners.of(module.withComments(MetadataLines.withoutLost(module)));
        LocationStripper unplaced = new LocationStripper();
        List<Import> imports = new ArrayList<>();
        for (Import imported : module.imports()) {
            imports.add(imported.withOrigin(commented(imported, imported.origin(), owners)));
        }
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : module.rules()) {
            Rule bare = unplaced.rule(rule);
            rules.add(bare.withOrigin(commented(rule, bare.origin(), owners)));
        }
        return new RegoModule(
                module.pkg().withOrigin(commented(module.pkg(), module.pkg().origin(), owners)),
                imports,
                module.annotations(),
                rules,
                owners.free().stream().map(LocationStripper::bare).toList());
    }

    /** Where a statement is all on its own, its comments stand above it. */
    private static Origin commented(Node node, Origin own, CommentOwners owners) {
        List<Comment> comments = new ArrayList<>(owners.of(node, Role.INSIDE));
        comments.addAll(owners.of(node, Role.TRAILING));
        List<Comment> blocks = new ArrayList<>();
        int blockRow = 0;
        for (Comment comment : owners.of(node, Role.LEADING)) {
            int row = comment.origin().row();
            boolean isInBlock =
                    row == blockRow + 1 && !blocks.isEmpty() || GoText.startsWith(comment.text(), "METADATA");
            blockRow = isInBlock ? row : blockRow;
            (isInBlock ? blocks : comments).add(comment);
        }
        comments.replaceAll(LocationStripper::bare);
        blocks.replaceAll(LocationStripper::bare);
        return CommentLines.above(own.withoutPlace(), comments, blocks);
    }

    private static Comment bare(Comment comment) {
        return new Comment(comment.text());
    }

    @Override
    public Term term(Term term) {
        if (term instanceof VarTerm variable && variable.isWildcard()) {
            return wildcards.computeIfAbsent(variable.name(), name -> RegoNames.wildcard());
        }
        return super.term(term);
    }
}
