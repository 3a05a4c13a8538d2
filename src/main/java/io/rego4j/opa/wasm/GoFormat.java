package io.rego4j.opa.wasm;

import java.util.List;

/**
 * Go's {@code fmt.Sprintf} for the values that OPA's {@code sprintf} hands to it: integers, floating-point numbers,
 * strings, and the text of all else. What is not covered here is an error and never another text.
 */
final class GoFormat {
    private static final String FLAGS = "+-# 0";
    private static final int LONGEST_NUMBER = 6;

    private final String format;
    private final List<?> operands;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;

    private GoFormat(String format, List<?> operands) {
        this.format = format;
        this.operands = operands;
    }

    static String format(String format, List<?> operands) {
        return new GoFormat(format, operands).run();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c == '%') {
                directive();
            } else {
                out.append(c);
            }
        }
        if (next < operands.size()) {
            out.append("%!(EXTRA ");
            for (int i = next; i < operands.size(); i++) {
                GoOperand operand = GoOperand.of(operands.get(i));
                out.append(i > next ? ", " : "")
                        .append(operand.type())
                        .append('=')
                        .append(operand.text('v', GoOperand.Form.PLAIN));
            }
            out.append(')');
        }
        return out.toString();
    }

    private void directive() {
        int start = at;
        while (at < format.length() && FLAGS.indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        String flags = format.substring(start, at);
        int width = number();
        int precision = -1;
        // A point at the very end is the verb.
        if (at + 1 < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, number());
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        if (verb == '[' || verb == '*') {
            throw GoOperand.unsupported("an index or \"*\"");
        }
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (next >= operands.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            out.append(GoOperand.of(operands.get(next++)).text(verb, GoOperand.Form.of(flags, width, precision)));
        }
    }

    /** A width or a precision; -1 if there is none. */
    private int number() {
        int start = at;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            at++;
        }
        if (at - start > LONGEST_NUMBER) {
            throw GoOperand.unsupported("so large a width");
        }
        return start == at ? -1 : Integer.parseInt(format.substring(start, at));
    }
}
