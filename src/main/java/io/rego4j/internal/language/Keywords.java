package io.rego4j.internal.language;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keywords of Rego by the version that they came with, in OPA's order. */
public final class Keywords {
    /** Those that every version reserves. */
    public static final List<String> ALWAYS =
            List.of("not", "package", "import", "as", "default", "else", "with", "null", "true", "false", "some");
    /** What Rego v1 added. */
    public static final List<String> OF_V1 = List.of("if", "contains", "in", "every");
    /** What Rego v2 added; its {@code not} takes a body. */
    public static final List<String> OF_V2 = List.of("and", "or", "not");

    /** What {@code import future.keywords} may name, sorted: all that came later than the language itself. */
    public static final Set<String> IMPORTABLE = Collections.unmodifiableSortedSet(
            Stream.of(OF_V1, OF_V2).flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new)));

    private Keywords() {}
}
