package io.rego4j.ast;

import java.util.List;

/**
 * The text of a term on one line, as OPA's {@code Term.String} has it: calls in prefix form, collections sorted. It is
 * what error messages show; {@code io.rego4j.format} writes Rego.
 */
final class TermText {
    private TermText() {}

    static String of(Term term) {
        StringBuilder out = new StringBuilder();
        append(out, term);
        return out.toString();
    }

    /** A string in double quotes with JSON's escapes. */
    static String quote(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, Term term) {
        if (term instanceof StringTerm string) {
            out.append(quote(string.value()));
        } else if (term instanceof RefTerm ref) {
            appendRef(out, ref);
        } else if (term instanceof VarTerm v) {
            out.append(v.isWildcard() ? "_" : v.name());
        } else if (term instanceof NumberTerm number) {
            out.append(number.text());
        } else if (term instanceof BooleanTerm bool) {
            out.append(bool.value());
        } else if (term instanceof NullTerm) {
            out.append("null");
        } else if (term instanceof CallTerm call) {
            append(out, call.operator());
            appendAll(out, "(", call.args(), ")");
        } else if (term instanceof ArrayTerm array) {
            appendAll(out, "[", array.items(), "]");
        } else if (term instanceof SetTerm set) {
            if (set.items().isEmpty()) {
                out.append("set()");
            } else {
                appendAll(out, "{", set.items(), "}");
            }
        } else if (term instanceof ObjectTerm object) {
            String separator = "{";
            for (ObjectTerm.Entry entry : object.entries()) {
                out.append(separator);
                append(out, entry.key());
                out.append(": ");
                append(out, entry.value());
                separator = ", ";
            }
            out.append(object.entries().isEmpty() ? "{}" : "}");
        } else {
            out.append(term.kind());
        }
    }

    private static void appendAll(StringBuilder out, String open, List<Term> terms, String close) {
        out.append(open);
        for (int i = 0; i < terms.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(out, terms.get(i));
        }
        out.append(close);
    }

    private static void appendRef(StringBuilder out, RefTerm ref) {
        if (ref.head() instanceof StringTerm string) {
            out.append(string.value());
        } else {
            append(out, ref.head());
        }
        for (Term operand : ref.terms().subList(1, ref.terms().size())) {
            if (operand instanceof StringTerm string && isName(string.value())) {
                out.append('.').append(string.value());
            } else {
                out.append('[');
                append(out, operand);
                out.append(']');
            }
        }
    }

    private static boolean isName(String value) {
        if (value.isEmpty() || Character.isDigit(value.charAt(0))) {
            return false;
        }
        return value.chars().allMatch(c -> c == '_' || c < 128 && Character.isLetterOrDigit(c));
    }
}
