package io.rego4j.format.prepare;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.MetadataLines;
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
    /** A block of more lines is not looked for among comments without rows. */
    private static final int MOST_LINES = 200;

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
        boolean tellingComments =
                module.comments().stream().anyMatch(comment -> comment.origin().isPresent() || startsBlock(comment));
        if (!placeless.holdsMetadata && !tellingComments) {
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
        List<Comment> comments = new ArrayList<>();
        otherComments(module).forEach(comment -> comments.add(new Comment(comment.text())));
        Origin pkg = module.pkg().origin();
        for (Annotations block : left) {
            List<Comment> lines = block.toComments();
            if (block.scope().equals("package") || block.scope().equals("subpackages")) {
                pkg = with(pkg, lines);
            } else {
                // It is unknown to which rule it belongs.
                lines.forEach(line -> comments.add(MetadataLines.asText(line)));
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

    /** The comments without the METADATA that the module holds, and as mere text those of METADATA that it does not. */
    static List<Comment> otherComments(RegoModule module) {
        List<Annotations> blocks = MetadataLines.blocks(module);
        List<Comment> all = module.comments();
        List<Comment> others = new ArrayList<>();
        int next = 0;
        while (next < all.size()) {
            Comment first = all.get(next);
            if (!startsBlock(first)) {
                others.add(first);
                next++;
                continue;
            }
            int end = endOfBlock(all, next);
            int held = linesOfBlock(all.subList(next, end), blocks);
            // Without rows the end of a block that the module does not hold is unknown.
            int text =
                    held > 0 ? 0 : MetadataLines.isLine(first) || first.origin().isPresent() ? end - next : 1;
            all.subList(next, next + text).forEach(line -> others.add(MetadataLines.asText(line)));
            next += held + text;
        }
        return others;
    }

    /** The index behind the lines that may belong to the block that starts at an index. */
    private static int endOfBlock(List<Comment> all, int start) {
        int end = start + 1;
        while (end < all.size() && continues(all.get(end), all.get(end - 1))) {
            end++;
        }
        return end;
    }

    private static boolean continues(Comment line, Comment before) {
        Origin place = line.origin();
        boolean follows = MetadataLines.isLine(before)
                ? MetadataLines.isLine(line)
                : !place.isPresent() || place.row() == before.origin().row() + 1 && place.column() == 1;
        return follows && !startsBlock(line);
    }

    /** The number of lines, from the first, that are read as one of some blocks; 0 if none are. */
    private static int linesOfBlock(List<Comment> lines, List<Annotations> blocks) {
        if (blocks.isEmpty()) {
            return 0;
        }
        boolean known =
                MetadataLines.isLine(lines.get(0)) || lines.get(0).origin().isPresent();
        for (int end = known ? lines.size() : 1; end <= Math.min(lines.size(), MOST_LINES); end++) {
            List<Comment> some = lines.subList(0, end);
            if (blocks.stream().anyMatch(block -> RelocatedModule.isReadAs(some, block))) {
                return end;
            }
        }
        return 0;
    }

    /** True for the first line of a METADATA block. */
    static boolean startsBlock(Comment comment) {
        return comment.text().strip().startsWith(WORD) && comment.origin().column() <= 1;
    }
}
