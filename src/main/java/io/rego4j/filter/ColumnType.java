package io.rego4j.filter;

/** What a column holds, in the order in which OPA sorts values of different types; null comes before them all. */
public enum ColumnType {
    BOOLEAN,
    NUMBER,
    TEXT;

    static ColumnType of(Object value) {
        return value instanceof Boolean ? BOOLEAN : value instanceof Number ? NUMBER : TEXT;
    }
}
