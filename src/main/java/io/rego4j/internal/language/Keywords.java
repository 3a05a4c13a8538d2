package io.rego4j.internal.language;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
    public static final Set<String> IMPORTABLE = importable();

    private Keywords() {}

    // Without a stream: it is made in each start, and the JDK's own lambdas are milliseconds of it.
    private static Set<String> importable() {
        Set<String> all = new TreeSet<>(OF_V1);
        all.addAll(OF_V2);
        return Collections.unmodifiableSet(all);
    }
}
