package io.rego4j.ast.order;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.TermOrder;
import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** OPA's order of METADATA ({@code Annotations.Compare}), and of the values of any kind that it holds. */
public final class AnnotationsOrder {
    private static final Comparator<String> TEXT = TermOrder::compareText;
    private static final Comparator<@Nullable RefTerm> REF = Comparator.nullsFirst(TermOrder.INSTANCE::compare);
    private static final Comparator<@Nullable Object> VALUE = AnnotationsOrder::compareValues;

    private static final Comparator<Annotations.RelatedResource> RESOURCE = Comparator.comparing(
                    Annotations.RelatedResource::description, TEXT)
            .thenComparing(Annotations.RelatedResource::ref, TEXT);
    private static final Comparator<Annotations.Author> AUTHOR =
            Comparator.comparing(Annotations.Author::name, TEXT).thenComparing(Annotations.Author::email, TEXT);
    private static final Comparator<Annotations.Schema> SCHEMA = Comparator.comparing(Annotations.Schema::path, REF)
            .thenComparing(Annotations.Schema::schema, REF)
            .thenComparing(Annotations.Schema::definition, VALUE);
    private static final Comparator<Annotations.Compile> COMPILE = Comparator.comparing(
                    Annotations.Compile::unknowns, byItems(REF))
            .thenComparing(Annotations.Compile::maskRule, REF);

    private static final Comparator<Annotations> ORDER = Comparator.comparingInt(
                    (Annotations a) -> a.scope().equals("rule") ? 1 : 0)
            .thenComparing(Annotations::scope, TEXT)
            .thenComparing(Annotations::title, TEXT)
            .thenComparing(Annotations::description, TEXT)
            .thenComparing(Annotations::organizations, byItems(TEXT))
            .thenComparing(Annotations::relatedResources, byItems(RESOURCE))
            .thenComparing(Annotations::authors, byItems(AUTHOR))
            .thenComparing(Annotations::schemas, byItems(SCHEMA))
            .thenComparing(Annotations::compile, Comparator.nullsFirst(COMPILE))
            .thenComparing(Annotations::entrypoint)
            .thenComparing(Annotations::custom, VALUE)
            .thenComparing(Annotations::labels, VALUE);

    private AnnotationsOrder() {}

    /** The order of two blocks, as a {@link Comparator} gives it. */
    public static int compare(Annotations a, Annotations b) {
        return ORDER.compare(a, b);
    }

    private static <T extends @Nullable Object> Comparator<List<T>> byItems(Comparator<? super T> order) {
        return (a, b) -> TermOrder.compareLists(a, b, order);
    }

    /** Null, booleans, numbers, strings, lists, maps. */
    private static int compareValues(@Nullable Object a, @Nullable Object b) {
        int kinds = Integer.compare(rank(a), rank(b));
        if (kinds != 0) {
            return kinds;
        }
        if (a instanceof Boolean x && b instanceof Boolean y) {
            return Boolean.compare(x, y);
        } else if (a instanceof NumberTerm x && b instanceof NumberTerm y) {
            return TermOrder.INSTANCE.compare(x, y);
        } else if (a instanceof Double x && b instanceof Double y) {
            return Double.compare(x, y);
        } else if (a instanceof Double || b instanceof Double) {
            return a instanceof Double ? -1 : 1;
        } else if (a instanceof String x && b instanceof String y) {
            return TermOrder.compareText(x, y);
        } else if (a instanceof List<?> x && b instanceof List<?> y) {
            return DeepStack.step(() -> TermOrder.compareLists(x, y, VALUE));
        } else if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return DeepStack.step(() -> TermOrder.compareLists(flat(x), flat(y), VALUE));
        }
        return 0;
    }

    /** Keys in order, each followed by its value. */
    private static List<@Nullable Object> flat(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>(TEXT);
        map.forEach((key, value) -> sorted.put((String) key, value));
        List<@Nullable Object> flat = new ArrayList<>();
        sorted.forEach((key, value) -> {
            flat.add(key);
            flat.add(value);
        });
        return flat;
    }

    private static int rank(@Nullable Object value) {
        if (value == null) {
            return 0;
        } else if (value instanceof Boolean) {
            return 1;
        } else if (value instanceof NumberTerm || value instanceof Double) {
            return 2;
        } else if (value instanceof String) {
            return 3;
        }
        return value instanceof List ? 4 : 5;
    }
}
