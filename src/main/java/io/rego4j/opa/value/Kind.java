package io.rego4j.opa.value;

/** The kinds of values, in the order in which OPA sorts values of different kinds. */
public enum Kind {
    NULL("null"),
    BOOLEAN("boolean"),
    NUMBER("number"),
    STRING("string"),
    ARRAY("array"),
    OBJECT("object"),
    SET("set");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /** The name that OPA's messages and {@code type_name} use. */
    @Override
    public String toString() {
        return text;
    }
}
