package io.rego4j.testing;

/** Java sources as text. */
public final class JavaText {
    private JavaText() {}

    /** A source without white space, imports and the asterisks of Javadoc, all of which laying it out may move. */
    public static String withoutLayout(String java) {
        return java.replaceAll("(?m)^\\s*\\*", "").replaceAll("\\s+", "").replaceAll("import[\\w.]+;", "");
    }
}
