package io.rego4j.dsl.value;

import org.jspecify.annotations.Nullable;

/**
 * The path of a value within the converted one. Only errors need its text, so that is made on demand.
 *
 * @param parent the path of the container; null for the whole value
 * @param container the object that contains the value
 * @param kind how the step from the container to the value is written
 * @param step an index, a name or a key; null for {@link Kind#SAME}
 * @param depth the number of containers around the value
 */
record ValuePath(
        @Nullable ValuePath parent,
        Object container,
        Kind kind,
        @Nullable Object step,
        int depth) {
    /** The ways to write a step. */
    enum Kind {
        /** {@code [0]}. */
        INDEX,
        /** {@code .name} or {@code ["a name"]}. */
        CHILD,
        /** {@code <key 1>}: the key itself. */
        KEY,
        /** Nothing: the value is the content of an Optional, or a {@code @JsonValue}. */
        SAME
    }

    /** The path of a value in a container, whose path is {@code parent}. */
    static ValuePath of(@Nullable ValuePath parent, Object container, Kind kind, @Nullable Object step) {
        return new ValuePath(parent, container, kind, step, depth(parent) + 1);
    }

    static int depth(@Nullable ValuePath path) {
        return path == null ? 0 : path.depth;
    }

    /** True if this very object is one of the containers around the value at a path. */
    static boolean isWithin(Object object, @Nullable ValuePath path) {
        for (ValuePath at = path; at != null; at = at.parent) {
            if (at.container == object) {
                return true;
            }
        }
        return false;
    }

    /** The path as errors show it: {@code $} is the whole value. */
    static String text(@Nullable ValuePath path) {
        if (path == null) {
            return "$";
        }
        String above = text(path.parent);
        String step = String.valueOf(path.step);
        return switch (path.kind) {
            case INDEX -> above + "[" + step + "]";
            case CHILD -> above + (isPlain(step) ? "." + step : "[" + RegoNames.quote(step) + "]");
            case KEY -> above + "<key " + step + ">";
            case SAME -> above;
        };
    }

    private static boolean isPlain(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }
}
