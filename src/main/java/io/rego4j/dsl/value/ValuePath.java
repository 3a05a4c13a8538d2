package io.rego4j.dsl.value;

import org.jspecify.annotations.Nullable;

/**
 * Where a value lies within the one that is converted. Its text, which only errors need, is made when it is asked for.
 *
 * @param parent where the container lies; null for the whole value
 * @param container what holds the value
 * @param kind how the step from the container to the value is written
 * @param step an index, a name or a key; null if the value stands for the container
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
        /** Nothing: the value is what the container stands for. */
        SAME
    }

    /** The place of a value within a container, which lies at {@code parent}. */
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
