package io.rego4j.json;

import io.rego4j.source.Span;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the JSON holds beside the policy itself, as {@code opa parse --json-include} has it.
 *
 * @param locations true to give each node its file, row, column and text
 * @param comments true to list the module's comments
 * @param indented true for one value a line, two blanks a level, as the command prints; false for one line
 * @param places takes the place of a node to the one that is written, for a text that stands inside another; null to write
 *     the node's own
 */
public record AstJsonOptions(
        boolean locations,
        boolean comments,
        boolean indented,
        @Nullable UnaryOperator<Span> places) {
    /** What {@code opa parse --format json} prints without further flags: comments, no locations, indented. */
    public static final AstJsonOptions DEFAULT = new AstJsonOptions(false, true, true);

    /** Everything: locations and comments, indented. */
    public static final AstJsonOptions ALL = new AstJsonOptions(true, true, true);

    /** Options that write the nodes' own places. */
    public AstJsonOptions(boolean locations, boolean comments, boolean indented) {
        this(locations, comments, indented, null);
    }

    /**
     * The options that a value of {@code --json-include} stands for: names with commas between them, each with a minus
     * sign before it if it is to be left out, for instance {@code locations,-comments}. Like the command, this reads only
     * how each name ends and passes over what it does not know.
     */
    public static AstJsonOptions including(String names) {
        boolean locations = DEFAULT.locations;
        boolean comments = DEFAULT.comments;
        for (String name : names.split(",", -1)) {
            boolean wanted = !name.startsWith("-");
            if (name.endsWith("locations")) {
                locations = wanted;
            }
            if (name.endsWith("comments")) {
                comments = wanted;
            }
        }
        return new AstJsonOptions(locations, comments, true);
    }

    /** The same, with or without locations. */
    public AstJsonOptions withLocations(boolean locations) {
        return new AstJsonOptions(locations, comments, indented, places);
    }

    /** The same, with or without comments. */
    public AstJsonOptions withComments(boolean comments) {
        return new AstJsonOptions(locations, comments, indented, places);
    }

    /** The same, indented or on one line. */
    public AstJsonOptions withIndent(boolean indented) {
        return new AstJsonOptions(locations, comments, indented, places);
    }

    /** The same, with the places of a text that the policy's own text stands in. */
    public AstJsonOptions withPlaces(UnaryOperator<Span> places) {
        return new AstJsonOptions(locations, comments, indented, places);
    }
}
