package io.rego4j.filter;

/** The databases whose SQL is written. Others take the one that is closest to theirs: H2 that of PostgreSQL. */
public enum Dialect {
    POSTGRESQL,
    MYSQL,
    SQLSERVER,
    SQLITE
}
