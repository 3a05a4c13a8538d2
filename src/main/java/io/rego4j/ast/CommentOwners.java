package io.rego4j.ast;

import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which statement each comment of a parsed module belongs to. A comment leads the package, import or rule that it stands
 * above without an empty line between them; METADATA leads the next statement in any case. A comment between the first
 * and last character of a statement is inside it, and one behind the end on the same line trails it. All others are
 * free: they belong to no statement.
 */
public final class CommentOwners {
    /** Where a comment stands, seen from the statement that it belongs to. */
    public enum Role {
        /** Above it. */
        LEADING,
        /** Within it. */
        INSIDE,
        /** Behind it, on its last line. */
        TRAILING
    }

    /**
     * A comment of a statement.
     *
     * @param comment the comment
     * @param role where it stands
     */
    public record Owned(Comment comment, Role role) {}

    /** A statement with its first and last offset. */
    private record Extent(Node statement, int start, int end) {}

    private final Map<Node, List<Owned>> owned = new IdentityHashMap<>();
    private final List<Comment> free = new ArrayList<>();

    private CommentOwners() {}

    /** The owners of a module's comments. Without positions every comment is free. */
    public static CommentOwners of(RegoModule module) {
        CommentOwners owners = new CommentOwners();
        Map<Source, List<Comment>> bySource = new HashMap<>();
        for (Comment comment : module.comments()) {
            Source source = comment.origin().source();
            if (source == null) {
                owners.free.add(comment);
            } else {
                bySource.computeIfAbsent(source, s -> new ArrayList<>()).add(comment);
            }
        }
        List<Origin> blocks =
                module.annotations().stream().map(Annotations::origin).toList();
        bySource.forEach((source, comments) -> owners.assign(source, comments, extents(module, source), blocks));
        return owners;
    }

    /** The comments of a package, an import or a rule, in order. */
    public List<Owned> of(Node statement) {
        return owned.getOrDefault(statement, List.of());
    }

    /** The comments of a statement that stand in one place, in order. */
    public List<Comment> of(Node statement, Role role) {
        return of(statement).stream()
                .filter(one -> one.role() == role)
                .map(Owned::comment)
                .toList();
    }

    /** The comments that belong to no statement, in order. */
    public List<Comment> free() {
        return List.copyOf(free);
    }

    private static List<Extent> extents(RegoModule module, Source source) {
        List<Node> statements = new ArrayList<>();
        statements.add(module.pkg());
        statements.addAll(module.imports());
        statements.addAll(module.rules());
        List<Extent> extents = new ArrayList<>();
        for (Node statement : statements) {
            if (statement.origin().source() == source) {
                extents.add(extent(statement, source));
            }
        }
        extents.sort(Comparator.comparingInt(Extent::start));
        return extents;
    }

    /**
     * From the first to the last character of a statement that was read from a text, its comments aside.
     *
     * @throws IllegalArgumentException if it was built
     */
    public static Span extent(Node statement) {
        Source source = statement.origin().source();
        if (source == null) {
            throw new IllegalArgumentException("a statement that was built stands nowhere");
        }
        Extent extent = extent(statement, source);
        return Span.of(source, extent.start(), extent.end());
    }

    /**
     * The origin of a statement may cover its first word only, so its end is that of the nodes below it. Its start is
     * not: a further body of a rule of Rego v0 shares the head of the first one.
     */
    private static Extent extent(Node statement, Source source) {
        int[] end = {statement.origin().end()};
        NodeWalk.walk(statement, node -> {
            if (node instanceof Annotations) {
                return false;
            }
            Origin origin = node.origin();
            if (origin.source() == source) {
                end[0] = Math.max(end[0], origin.end());
            }
            return true;
        });
        return new Extent(statement, statement.origin().start(), end[0]);
    }

    private void assign(Source source, List<Comment> comments, List<Extent> extents, List<Origin> blocks) {
        Deque<Runnable> inOrder = new ArrayDeque<>();
        Node led = null;
        int rowBelow = 0;
        // From the last comment up, since a comment leads what the comment right below it leads.
        for (int i = comments.size() - 1; i >= 0; i--) {
            Comment comment = comments.get(i);
            int at = comment.origin().start();
            int row = comment.origin().row();
            int next = firstBehind(extents, at);
            Extent before = next == 0 ? null : extents.get(next - 1);
            Extent after = next == extents.size() ? null : extents.get(next);
            boolean inside = before != null && at < before.end();
            boolean behind = before != null && source.row(Math.max(before.start(), before.end() - 1)) == row;
            boolean leads = !inside
                    && !behind
                    && after != null
                    && (led != null && rowBelow == row + 1
                            || source.row(after.start()) == row + 1
                            || blocks.stream().anyMatch(block -> block.start() <= at && at < block.end()));
            Node owner = leads ? statement(after) : inside || behind ? statement(before) : null;
            Role role = leads ? Role.LEADING : inside ? Role.INSIDE : Role.TRAILING;
            inOrder.push(() -> add(comment, owner, role));
            led = leads ? owner : null;
            rowBelow = row;
        }
        inOrder.forEach(Runnable::run);
    }

    private static @Nullable Node statement(@Nullable Extent extent) {
        return extent == null ? null : extent.statement();
    }

    private void add(Comment comment, @Nullable Node owner, Role role) {
        if (owner == null) {
            free.add(comment);
        } else {
            owned.computeIfAbsent(owner, statement -> new ArrayList<>()).add(new Owned(comment, role));
        }
    }

    /** The index of the first statement that starts behind an offset. */
    private static int firstBehind(List<Extent> extents, int at) {
        int low = 0;
        int high = extents.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (extents.get(middle).start() <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
