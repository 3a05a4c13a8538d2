package io.rego4j.format.layout;

/**
 * OPA's {@code unexpectedCommentError}: a comment stands where the layout has no line for it. The term around it is then
 * written as it stood. It is a signal between writers, thrown often and never shown, so it carries nothing.
 */
final class UnexpectedComment extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final UnexpectedComment SIGNAL = new UnexpectedComment();

    private UnexpectedComment() {
        super(null, null, false, false);
    }
}
