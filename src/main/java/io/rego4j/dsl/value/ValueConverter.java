package io.rego4j.dsl.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.dsl.ValueException;
import io.rego4j.dsl.value.ValuePath.Kind;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.values.TextValues;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Java values as terms, by the rules of {@code Dsl.value}. */
public final class ValueConverter {
    private static final int MAX_DEPTH = 1_000;
    private static final int SHALLOW = 100;

    private final Function<Object, @Nullable Term> known;

    private ValueConverter(Function<Object, @Nullable Term> known) {
        this.known = known;
    }

    /**
     * A value as a term.
     *
     * @param known the term of a value of the builder, such as an operand; null for other values
     */
    public static Term term(@Nullable Object value, Function<Object, @Nullable Term> known) {
        return new ValueConverter(known).convert(value, null);
    }

    /** Checks that a text has no lone surrogate, which UTF-8 cannot encode. */
    public static String requireText(String text) {
        return text(text, null);
    }

    private Term convert(@Nullable Object value, @Nullable ValuePath path) {
        Term term = scalar(value, path);
        if (term != null || value == null) {
            return term == null ? new NullTerm() : term;
        }
        int depth = ValuePath.depth(path) + 1;
        if (ValuePath.isWithin(value, path)) {
            throw error(path, "a value that contains itself");
        } else if (depth > MAX_DEPTH) {
            throw error(path, "more than " + MAX_DEPTH + " levels deep");
        }
        // Deeper levels run on a thread with a larger stack.
        return depth == SHALLOW ? DeepStack.call(MAX_DEPTH, () -> compound(value, path)) : compound(value, path);
    }

    private Term compound(Object value, @Nullable ValuePath path) {
        if (value instanceof JsonNode json) {
            return new JsonTerms(this::convert).term(json, path);
        }
        return isContainer(value) ? container(value, path) : bean(value, path);
    }

    /** The term of a scalar; null for a value that may contain others. */
    private @Nullable Term scalar(@Nullable Object value, @Nullable ValuePath path) {
        Term term = value == null ? null : known.apply(value);
        if (term != null || value == null) {
            return term;
        } else if (value instanceof Term given) {
            return given;
        } else if (value instanceof String string) {
            return new StringTerm(text(string, path));
        } else if (value instanceof Boolean bool) {
            return new BooleanTerm(bool);
        } else if (value instanceof Number number) {
            return number(number, path);
        } else if (value instanceof byte[] bytes) {
            return new StringTerm(Base64.getEncoder().encodeToString(bytes));
        }
        return TextValues.isText(value.getClass()) ? new StringTerm(text(TextValues.of(value), path)) : null;
    }

    private static boolean isContainer(Object value) {
        return value instanceof Map<?, ?>
                || value instanceof Iterable<?>
                || value.getClass().isArray() && !(value instanceof byte[])
                || value instanceof Optional<?>
                || value instanceof OptionalInt
                || value instanceof OptionalLong
                || value instanceof OptionalDouble;
    }

    private Term container(Object value, @Nullable ValuePath path) {
        if (value instanceof Map<?, ?> map) {
            return object(map, path);
        } else if (value instanceof Iterable<?> iterable) {
            List<Term> items = new ArrayList<>();
            for (Object item : iterable) {
                items.add(convert(item, ValuePath.of(path, value, Kind.INDEX, items.size())));
            }
            return value instanceof Set<?> ? new SetTerm(items) : new ArrayTerm(items);
        } else if (value instanceof Optional<?> optional) {
            return convert(optional.orElse(null), ValuePath.of(path, value, Kind.SAME, null));
        } else if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? convert(optional.getAsInt(), path) : new NullTerm();
        } else if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? convert(optional.getAsLong(), path) : new NullTerm();
        } else if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? convert(optional.getAsDouble(), path) : new NullTerm();
        }
        List<Term> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(convert(Array.get(value, i), ValuePath.of(path, value, Kind.INDEX, i)));
        }
        return new ArrayTerm(items);
    }

    private Term object(Map<?, ?> map, @Nullable ValuePath path) {
        List<ObjectTerm.Entry> entries = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            Term keyTerm = convert(key, ValuePath.of(path, map, Kind.KEY, key));
            entries.add(
                    new ObjectTerm.Entry(keyTerm, convert(entry.getValue(), ValuePath.of(path, map, Kind.CHILD, key))));
        }
        long distinct = entries.stream().map(ObjectTerm.Entry::key).distinct().count();
        if (distinct < entries.size()) {
            throw error(path, "two of its keys are the same in Rego");
        }
        return new ObjectTerm(entries);
    }

    private Term bean(Object value, @Nullable ValuePath path) {
        BeanShapes.Shape shape = BeanShapes.shape(value.getClass());
        if (shape.scalar() != null) {
            return convert(shape.scalar().of(value), ValuePath.of(path, value, Kind.SAME, null));
        } else if (value instanceof Enum<?> constant) {
            return new StringTerm(BeanShapes.constantName(constant));
        } else if (shape.properties().isEmpty() && !value.getClass().isRecord()) {
            throw error(
                    path,
                    "Rego cannot hold a " + value.getClass().getName()
                            + ": give a string, number, boolean, null, collection, map, record or bean");
        }
        List<ObjectTerm.Entry> entries = new ArrayList<>();
        for (BeanShapes.Property property : shape.properties()) {
            ValuePath child = ValuePath.of(path, value, Kind.CHILD, property.name());
            Term term = convert(property.value().of(value), child);
            entries.add(new ObjectTerm.Entry(new StringTerm(text(property.name(), child)), term));
        }
        return new ObjectTerm(entries);
    }

    private static Term number(Number number, @Nullable ValuePath path) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw error(path, "Rego has no number " + number);
            }
        }
        try {
            return new NumberTerm(number.toString());
        } catch (IllegalArgumentException e) {
            throw error(
                    path,
                    "not a number in Rego: " + number + " (" + number.getClass().getName() + ")");
        }
    }

    private static String text(String text, @Nullable ValuePath path) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw error(path, String.format("half of a surrogate pair, U+%04X, which UTF-8 cannot hold", (int) c));
            }
        }
        return text;
    }

    private static ValueException error(@Nullable ValuePath path, String problem) {
        return new ValueException(ValuePath.text(path), problem);
    }
}
