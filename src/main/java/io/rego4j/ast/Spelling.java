package io.rego4j.ast;

/**
 * How a rule was written where two spellings mean the same, and what a comment was read as. OPA keeps the marks of rules in
 * unexported fields ({@code Head.keywords}, {@code Head.generatedValue}, {@code Rule.generatedBody}); its formatter reads them.
 */
public enum Spelling {
    /** On a head: the keyword {@code if} stood before the body. */
    IF(1),
    /** On a head: the keyword {@code contains} stood before the key. */
    CONTAINS(2),
    /** On a head: no value was written, {@code true} is meant. */
    GENERATED_VALUE(4),
    /** On a rule: no body was written, {@code true} is meant. */
    GENERATED_BODY(8),
    /** On a comment: it is a line of METADATA that was read, so that a module without that METADATA is one that lost it. */
    METADATA(16);

    /** The bits of all of them. */
    static final int ALL = 31;

    private final int bit;

    Spelling(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
