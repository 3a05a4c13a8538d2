package io.rego4j.format.prepare;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A tree that was read from JSON without locations, with its METADATA where a text has them: in comments above what they
 * belong to. Only the rows of its comments are known, and no location of its rules, so that no comment can be put where
 * it stood: those of METADATA are written anew from what the tree holds, the others follow all rules.
 */
final class UnlocatedModule {
    private static final String WORD = "METADATA";

    private final RegoModule module;
    private final boolean holdsMetadata;

    private UnlocatedModule(RegoModule module) {
        this.module = module;
        this.holdsMetadata = !module.annotations().isEmpty()
                || module.rules().stream().anyMatch(rule -> !rule.annotations().isEmpty());
    }

    /** The module to write; the same one if its nodes have places, or a builder put its METADATA into comments already. */
    static RegoModule prepare(RegoModule module) {
        if (module.pkg().origin().isPresent()) {
            // Nearly every module: it was read from a text, so the rest need not be looked at.
            return module;
        }
        UnlocatedModule placeless = new UnlocatedModule(module);
        boolean placedComments =
                module.comments().stream().anyMatch(comment -> comment.origin().isPresent());
        if (!placeless.holdsMetadata && !placedComments) {
            return module;
        }
        List<Node> statements = new ArrayList<>(List.of(module.pkg()));
        statements.addAll(module.imports());
        statements.addAll(module.rules());
        for (Node statement : statements) {
            if (statement.origin().isPresent()
                    || statement.origin().comments().stream().anyMatch(UnlocatedModule::startsBlock)) {
                return module;
            }
        }
        return placeless.written();
    }

    private RegoModule written() {
        List<Annotations> left = new ArrayList<>(module.annotations());
        List<Rule> rules = new ArrayList<>(module.rules().size());
        Set<List<Object>> documents = new HashSet<>();
        for (Rule rule : module.rules()) {
            Origin origin = rule.origin();
            for (Annotations block : rule.annotations()) {
                left.remove(block);
                // Each rule of a document has its block, which stands once.
                if (!block.scope().equals("document") || documents.add(List.of(document(rule), block))) {
                    origin = with(origin, block.toComments());
                }
            }
            rules.add(rule.withOrigin(origin));
        }
        List<Comment> comments = new ArrayList<>(otherComments(module, holdsMetadata));
        Origin pkg = module.pkg().origin();
        for (Annotations block : left) {
            List<Comment> lines = block.toComments();
            if (block.scope().equals("package") || block.scope().equals("subpackages")) {
                pkg = with(pkg, lines);
            } else {
                // It is unknown to which rule it belongs.
                lines.forEach(line -> comments.add(asText(line)));
            }
        }
        return module.withPackage(module.pkg().withOrigin(pkg)).withRules(rules).withComments(comments);
    }

    /** The key of the document that a rule belongs to: its reference up to the first variable. */
    static List<Term> document(Rule rule) {
        List<Term> terms = rule.head().ref().terms();
        int end = 1;
        while (end < terms.size() && terms.get(end).isGround()) {
            end++;
        }
        return terms.subList(0, end);
    }

    private static Origin with(Origin origin, List<Comment> lines) {
        Origin all = origin;
        for (Comment line : lines) {
            all = all.with(line);
        }
        return all;
    }

    /** The comments without METADATA. */
    static List<Comment> otherComments(RegoModule module) {
        return otherComments(module, true);
    }

    /** The comments without METADATA; with it, as mere text, where the tree does not hold METADATA. */
    private static List<Comment> otherComments(RegoModule module, boolean holdsMetadata) {
        List<Comment> others = new ArrayList<>();
        boolean inBlock = false;
        int row = 0;
        for (Comment comment : module.comments()) {
            int next = comment.origin().row();
            boolean follows = next == row + 1 && comment.origin().column() == 1 || next == 0;
            inBlock = startsBlock(comment) || inBlock && follows;
            row = next;
            if (!inBlock) {
                others.add(new Comment(comment.text()));
            } else if (!holdsMetadata) {
                others.add(asText(comment));
            }
        }
        return others;
    }

    /** A comment that OPA does not read as a part of METADATA. */
    private static Comment asText(Comment comment) {
        return new Comment("#" + comment.text());
    }

    /** True for the first line of a METADATA block. */
    static boolean startsBlock(Comment comment) {
        return comment.text().strip().startsWith(WORD) && comment.origin().column() <= 1;
    }
}
