package io.rego4j.format.prepare;

import io.rego4j.ast.AnnotationOwners;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.CommentOwners.Role;
import io.rego4j.ast.Import;
import io.rego4j.ast.MetadataLines;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.OriginRewriter;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A module whose statements come from several texts, or stand in another order than in theirs: with a text that is put
 * together from the parts that they had, each with its comments, in the order of the tree. A statement that was built
 * gets an empty place in it. So the writers, and the check of what they wrote, deal with one text only.
 */
final class RelocatedModule {
    /** Where a statement stood, with all that is below it. */
    private record Extent(Source source, int start, int end) {
        int firstRow() {
            return source.row(start);
        }

        int lastRow() {
            return source.row(Math.max(start, end - 1));
        }

        boolean holds(Origin origin) {
            return origin.source() == source
                    && start <= origin.start()
                    && origin.end() <= end
                    && start <= origin.anchor()
                    && origin.anchor() <= end;
        }
    }

    private final RegoModule module;
    private final CommentOwners owners;
    private final Map<Node, Extent> extents = new IdentityHashMap<>();
    /** The comments that belong to no statement, before the one that they stand above. */
    private final Map<Node, List<Comment>> free = new IdentityHashMap<>();

    private final List<Comment> last = new ArrayList<>();
    private final Set<Comment> written = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<List<Object>> documents = new HashSet<>();

    private final StringBuilder text = new StringBuilder();
    /** The origins that are to be, which need the finished text. */
    private final List<int[]> commentPlaces = new ArrayList<>();

    private final List<Comment> comments = new ArrayList<>();
    private final List<int[]> blockPlaces = new ArrayList<>();
    private final List<Annotations> blocks = new ArrayList<>();

    private RelocatedModule(RegoModule module) {
        this.module = module;
        this.owners = CommentOwners.of(withoutMetadata(module));
    }

    /** True for a block that belongs to rules, not to the package. */
    static boolean isOfRule(Annotations block) {
        return block.scope().equals("rule") || block.scope().equals("document");
    }

    /** True for a block that belongs to the package. */
    private static boolean isOfPackage(Annotations block) {
        return block.scope().equals("package") || block.scope().equals("subpackages");
    }

    /** False for a block above an import, which has no meaning: its lines stay where comments stay. */
    private static boolean isOwned(Annotations block) {
        return isOfRule(block) || isOfPackage(block);
    }

    /** The module in a text of its own. */
    static RegoModule of(RegoModule module) {
        return new RelocatedModule(module).relocated();
    }

    /** The module without the comments of METADATA: those are written where the tree has their blocks. */
    static RegoModule withoutMetadata(RegoModule module) {
        List<Annotations> blocks = MetadataLines.blocks(module);
        MetadataLines lines = MetadataLines.of(
                blocks.stream().filter(RelocatedModule::isOwned).toList());
        RegoModule plain = module.withComments(module.comments().stream()
                .filter(comment -> !lines.hold(comment))
                .toList());
        boolean unlocated = blocks.stream().anyMatch(block -> !block.origin().isPresent());
        return (unlocated ? plain.withComments(UnlocatedModule.otherComments(plain)) : plain)
                .withAnnotations(List.of());
    }

    private static boolean isWithin(Comment comment, Annotations block) {
        Origin inner = comment.origin();
        Origin outer = block.origin();
        return MetadataLines.isLine(comment)
                && inner.isPresent()
                && inner.source() == outer.source()
                && outer.start() <= inner.start()
                && inner.start() < outer.end();
    }

    private RegoModule relocated() {
        List<Node> statements = new ArrayList<>(List.of(module.pkg()));
        statements.addAll(module.imports());
        statements.addAll(module.rules());
        for (Node statement : statements) {
            Extent extent = extent(statement);
            if (extent != null) {
                extents.put(statement, extent);
            }
        }
        findFreeComments();
        List<Integer> starts = new ArrayList<>();
        Node before = null;
        for (Node statement : statements) {
            separate(before, statement);
            writeAbove(statement);
            starts.add(text.length());
            writeStatement(statement);
            before = statement;
        }
        if (!last.isEmpty()) {
            text.append('\n');
            last.forEach(this::writeLine);
        }
        return withOrigins(starts);
    }

    private static @Nullable Extent extent(Node statement) {
        Origin own = statement.origin();
        Source source = own.source();
        if (source == null) {
            return null;
        }
        int[] range = {Math.min(own.start(), own.anchor()), own.end()};
        NodeWalk.walk(statement, node -> {
            if (node instanceof Annotations) {
                return false;
            }
            Origin origin = node.origin();
            if (origin.source() == source) {
                range[0] = Math.min(range[0], origin.start());
                range[1] = Math.max(range[1], origin.end());
            }
            return true;
        });
        return new Extent(source, range[0], range[1]);
    }

    private void findFreeComments() {
        List<Map.Entry<Node, Extent>> inOrder = new ArrayList<>(extents.entrySet());
        inOrder.sort(Comparator.comparingInt(entry -> entry.getValue().start()));
        for (Comment comment : owners.free()) {
            Node next = null;
            for (Map.Entry<Node, Extent> entry : inOrder) {
                if (entry.getValue().source() == comment.origin().source()
                        && entry.getValue().start() > comment.origin().start()) {
                    next = entry.getKey();
                    break;
                }
            }
            (next == null ? last : free.computeIfAbsent(next, node -> new ArrayList<>())).add(comment);
        }
    }

    /** Statements of one line in adjacent rows stay adjacent; else there is an empty line between two statements. */
    private void separate(@Nullable Node before, Node statement) {
        if (before == null) {
            return;
        }
        Extent a = extents.get(before);
        Extent b = extents.get(statement);
        boolean imports = before instanceof Import && statement instanceof Import;
        boolean adjacent =
                a == null || b == null ? imports : a.source() == b.source() && b.firstRow() == a.lastRow() + 1;
        if (!adjacent) {
            text.append('\n');
        }
    }

    private void writeAbove(Node statement) {
        List<Comment> loose = free.getOrDefault(statement, List.of());
        if (writeAll(loose)) {
            text.append('\n');
        }
        writeAll(owners.of(statement, Role.LEADING));
        if (statement instanceof RegoPackage) {
            module.annotations().stream().filter(RelocatedModule::isOfPackage).forEach(this::writeBlock);
        } else if (statement instanceof Rule rule) {
            for (Annotations block : rule.annotations()) {
                // Each rule of a document has its block, which stands once.
                if (!block.scope().equals("document")
                        || documents.add(List.of(UnlocatedModule.document(rule), block))) {
                    writeBlock(block);
                }
            }
        }
    }

    /** Writes comments, with empty lines where they had some; false if there are none left to write. */
    private boolean writeAll(List<Comment> lines) {
        Comment before = null;
        for (Comment line : lines) {
            if (!written.add(line)) {
                continue;
            }
            if (before != null && line.origin().row() > before.origin().row() + 1) {
                text.append('\n');
            }
            writeLine(line);
            before = line;
        }
        return before != null;
    }

    private void writeLine(Comment comment) {
        if (comment.origin().isPresent() && comment.origin().column() > 1) {
            // What is not in the first column is no METADATA.
            text.append('\t');
        }
        writeComment(comment);
        text.append('\n');
    }

    private void writeComment(Comment comment) {
        int at = text.length();
        text.append('#').append(comment.text());
        place(comment, at, text.length());
    }

    private void place(Comment comment, int start, int end) {
        comments.add(comment);
        commentPlaces.add(new int[] {start, end});
    }

    private void writeBlock(Annotations block) {
        int length = text.length();
        if (length > 1 && text.charAt(length - 2) != '\n') {
            text.append('\n');
        }
        int at = text.length();
        List<Comment> lines = new ArrayList<>();
        for (Comment comment : module.comments()) {
            if (isWithin(comment, block)) {
                lines.add(comment);
            }
        }
        for (Comment line : isReadAs(lines, block) ? lines : block.toComments()) {
            writeComment(line);
            text.append('\n');
        }
        blocks.add(block);
        blockPlaces.add(new int[] {at, text.length() - 1});
    }

    /** True if comments are read as a block: a program may have changed the one and not the other. */
    static boolean isReadAs(List<Comment> lines, Annotations block) {
        if (lines.isEmpty()) {
            return false;
        }
        StringBuilder above = new StringBuilder();
        lines.forEach(line -> above.append('#').append(line.text()).append('\n'));
        String policy = isOfPackage(block) ? above + "package p\n" : "package p\n\n" + above + "p := 1\n";
        ParseResult<RegoModule> read = RegoParser.parse(Source.of(policy), ParseOptions.DEFAULT.withAnnotations(true));
        return read.isSuccess() && read.orThrow().annotations().equals(List.of(block));
    }

    private void writeStatement(Node statement) {
        Extent extent = extents.get(statement);
        if (extent == null) {
            text.append('\n');
            return;
        }
        int by = text.length() - extent.start();
        text.append(extent.source().text(), extent.start(), extent.end());
        for (Comment inside : owners.of(statement, Role.INSIDE)) {
            if (written.add(inside)) {
                place(inside, inside.origin().start() + by, inside.origin().end() + by);
            }
        }
        for (Comment trailing : owners.of(statement, Role.TRAILING)) {
            if (written.add(trailing)) {
                text.append(' ');
                writeComment(trailing);
            }
        }
        text.append('\n');
    }

    private RegoModule withOrigins(List<Integer> starts) {
        Source source = Source.of(name(), text.toString());
        List<Comment> placed = new ArrayList<>();
        for (int i = 0; i < comments.size(); i++) {
            int[] at = commentPlaces.get(i);
            Origin place = Origin.of(source, at[0], at[0], at[1]);
            placed.add(comments.get(i).withOrigin(place));
        }
        List<Annotations> attached = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            int[] at = blockPlaces.get(i);
            attached.add(blocks.get(i).withOrigin(Origin.of(source, at[0], at[0], at[1])));
        }
        for (Annotations block : module.annotations()) {
            if (!isOwned(block)) {
                addLoose(block, placed, attached);
            }
        }
        attached.sort(Comparator.comparingInt(block -> block.origin().start()));
        int next = 0;
        int at = starts.get(next++);
        RegoPackage pkg = rewriter(module.pkg(), source, at).pkg(module.pkg());
        pkg = pkg.withOrigin(placed(module.pkg(), pkg, source, at));
        List<Import> imports = new ArrayList<>();
        for (Import imp : module.imports()) {
            at = starts.get(next++);
            Import moved = rewriter(imp, source, at).importing(imp);
            imports.add(moved.withOrigin(placed(imp, moved, source, at)));
        }
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : module.rules()) {
            at = starts.get(next++);
            Rule moved = rewriter(rule, source, at).rule(rule).withAnnotations(List.of());
            rules.add(moved.withOrigin(placed(rule, moved, source, at)));
        }
        RegoModule whole = new RegoModule(
                pkg,
                imports,
                List.of(),
                rules,
                placed,
                Origin.of(source, 0, 0, source.text().length()));
        return AnnotationOwners.of(whole).attach(attached);
    }

    /** Adds a block whose lines were written with the other comments. */
    private void addLoose(Annotations block, List<Comment> placed, List<Annotations> attached) {
        Origin first = null;
        Origin end = null;
        for (int i = 0; i < comments.size(); i++) {
            if (isWithin(comments.get(i), block)) {
                end = placed.get(i).origin();
                first = first == null ? end : first;
            }
        }
        if (first != null && end != null && first.source() != null) {
            attached.add(block.withOrigin(Origin.of(first.source(), first.start(), first.start(), end.end())));
        }
    }

    private String name() {
        Source source = module.origin().source();
        return source == null ? "" : source.name();
    }

    private OriginRewriter rewriter(Node statement, Source source, int start) {
        Extent extent = extents.get(statement);
        if (extent == null) {
            return new OriginRewriter(Origin::withoutPlace);
        }
        int by = start - extent.start();
        return new OriginRewriter(origin -> extent.holds(origin)
                ? origin.at(Origin.of(source, origin.anchor() + by, origin.start() + by, origin.end() + by))
                : origin.withoutPlace());
    }

    /** The origin of a statement: an empty place if it was built. */
    private Origin placed(Node statement, Node moved, Source source, int start) {
        return extents.containsKey(statement)
                ? moved.origin()
                : statement.origin().at(Origin.of(source, start, start, start));
    }
}
