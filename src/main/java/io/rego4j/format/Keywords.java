package io.rego4j.format;

import java.util.Set;

/** The words that each version of Rego reserves. */
final class Keywords {
    static final Set<String> V0 =
            Set.of("not", "package", "import", "as", "default", "else", "with", "null", "true", "false", "some");
    static final Set<String> V1 = Set.of(
            "not",
            "package",
            "import",
            "as",
            "default",
            "else",
            "with",
            "null",
            "true",
            "false",
            "some",
            "if",
            "contains",
            "in",
            "every");
    static final Set<String> V2 = Set.of(
            "not",
            "package",
            "import",
            "as",
            "default",
            "else",
            "with",
            "null",
            "true",
            "false",
            "some",
            "if",
            "contains",
            "in",
            "every",
            "and",
            "or");

    private Keywords() {}
}
