package io.rego4j.internal.go;

/**
 * Go's {@code Printf} of a format without arguments. The built-in {@code sprintf} is implemented apart, as it has arguments and
 * the limits of an evaluation.
 */
public final class GoPrintf {
    private static final int MAX_NUMBER = 1_000_000;

    private final String format;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private boolean indexed;
    private boolean badIndex;

    public GoPrintf(String format) {
        // The line feed is part of the format: a percent sign at the end takes it for its verb.
        this.format = format + "\n";
    }

    public String print() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                out.append(format, at, format.length());
                break;
            }
            out.append(format, at, percent);
            at = percent + 1;
            printVerb();
        }
        return out.substring(0, out.length() - (out.length() > 0 && out.charAt(out.length() - 1) == '\n' ? 1 : 0));
    }

    private void printVerb() {
        badIndex = false;
        while (at < format.length() && "#0+- ".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        skipIndex();
        if (is('*')) {
            at++;
            out.append("%!(BADWIDTH)");
            indexed = false;
        } else if (skipNumber() && indexed) {
            badIndex = true;
        }
        if (is('.')) {
            at++;
            badIndex |= indexed;
            skipIndex();
            if (is('*')) {
                at++;
                out.append("%!(BADPREC)");
                indexed = false;
            } else {
                skipNumber();
            }
        }
        if (!indexed) {
            skipIndex();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else {
            out.append("%!").appendCodePoint(verb).append(badIndex ? "(BADINDEX)" : "(MISSING)");
        }
    }

    private boolean is(char c) {
        return at < format.length() && format.charAt(at) == c;
    }

    /** Skips an argument index in brackets, which is always out of range. */
    private void skipIndex() {
        indexed = false;
        if (!is('[')) {
            return;
        }
        badIndex = true;
        int close = format.length() - at < 3 ? -1 : format.indexOf(']', at);
        if (close < 0) {
            at++;
            return;
        }
        int open = at++;
        indexed = skipNumber() && at == close;
        at = Math.max(open, close) + 1;
    }

    private boolean skipNumber() {
        int start = at;
        long value = 0;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            value = 10 * value + format.charAt(at++) - '0';
            if (value > MAX_NUMBER) {
                // Go gives up on the whole format here.
                at = format.length();
                return false;
            }
        }
        return at > start;
    }
}
