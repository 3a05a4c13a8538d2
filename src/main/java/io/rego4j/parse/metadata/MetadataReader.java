package io.rego4j.parse.metadata;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Term;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.go.GoText;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/**
 * METADATA: comments that start in the first column, the first of which begins with the word METADATA, hold YAML about
 * the rule or package below them. OPA defines their fields, where they may stand and the errors in {@code
 * parseAnnotations} and {@code annotations.go}.
 */
public final class MetadataReader {
    private static final String WORD = "METADATA";

    private MetadataReader() {}

    /** Reads the references that METADATA holds as Rego. */
    public interface TermReader {
        /**
         * The term that a text is.
         *
         * @throws MetadataException with OPA's message if it is none
         */
        Term read(String text) throws MetadataException;
    }

    /**
     * The blocks among a module's comments, in order, without scope where none was written.
     *
     * @param comments all comments, in order
     * @param terms reads references
     * @param errors takes what is wrong
     */
    public static List<Annotations> read(List<Comment> comments, TermReader terms, List<Diagnostic> errors) {
        List<Annotations> found = new ArrayList<>();
        int next = 0;
        while (next < comments.size()) {
            Comment first = comments.get(next++);
            if (!starts(first)) {
                continue;
            }
            int start = next;
            while (next < comments.size() && continues(comments.get(next), comments.get(next - 1))) {
                next++;
            }
            MetadataBlock block = new MetadataBlock(first, comments.subList(start, next), terms);
            DeepStack.call(block.levels(), () -> read(block, found, errors));
        }
        return found;
    }

    private static boolean read(MetadataBlock block, List<Annotations> found, List<Diagnostic> errors) {
        try {
            return found.add(block.read());
        } catch (MetadataException e) {
            return errors.add(new Diagnostic(
                    Diagnostic.PARSE_ERROR,
                    e.text(),
                    block.faulty().origin().span().orElse(null),
                    List.of(),
                    true));
        }
    }

    /**
     * Gives each block its scope and each rule the blocks that apply to it.
     *
     * @param module the module as parsed; its rules hold no annotations yet
     * @param annotations the blocks, as {@link #read} found them
     * @param errors takes what is wrong
     * @return the module with its annotations; without them if there are errors
     */
    public static RegoModule attach(RegoModule module, List<Annotations> annotations, List<Diagnostic> errors) {
        return annotations.isEmpty() ? module : new MetadataAttachment(module, errors).attach(annotations);
    }

    /** True if a comment starts a block. */
    public static boolean starts(Comment comment) {
        return GoText.startsWith(comment.text(), WORD) && comment.origin().column() == 1;
    }

    /** True if a comment belongs to the block of the one before it. */
    public static boolean continues(Comment comment, Comment before) {
        return comment.origin().column() == 1
                && comment.origin().row() - 1 == before.origin().row()
                && !starts(comment);
    }
}
