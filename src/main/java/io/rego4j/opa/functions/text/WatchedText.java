package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.BuiltinContext;

/** A text that looks at the clock while it is read: a regular expression can take long at each character. */
public final class WatchedText implements CharSequence {
    private static final int READS = 63;

    private final String text;
    private final BuiltinContext context;
    private int reads;

    private WatchedText(String text, BuiltinContext context) {
        this.text = text;
        this.context = context;
    }

    /** The text, watched if it is long enough to matter. */
    public static CharSequence of(String text, BuiltinContext context) {
        return text.length() > READS ? new WatchedText(text, context) : text;
    }

    @Override
    public char charAt(int index) {
        reads++;
        if ((reads & READS) == 0) {
            context.checkDeadline();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
