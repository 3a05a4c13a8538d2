package io.rego4j.codegen;

import io.rego4j.codegen.JavaCode.Call;
import io.rego4j.codegen.JavaCode.Link;
import io.rego4j.codegen.JavaCode.Literal;
import io.rego4j.codegen.JavaCode.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes calls of the builder's static methods, and collects those that a class must import. */
final class DslCalls {
    /** The length of a string that always fits into one constant of a class file, which has 65,535 bytes. */
    private static final int MAX_CONSTANT = 16_000;

    private final Set<String> dslNames = new TreeSet<>();
    private final Set<String> builtinNames = new TreeSet<>();

    /** The methods of {@code Dsl} that were used. */
    Set<String> dslNames() {
        return dslNames;
    }

    /** The methods of {@code Builtins} that were used. */
    Set<String> builtinNames() {
        return builtinNames;
    }

    Call dsl(Type type, String name, List<? extends JavaCode> args) {
        return dsl(type, name, args, 1, false);
    }

    Call dsl(Type type, String name, List<? extends JavaCode> args, int perLine, boolean breaks) {
        dslNames.add(name);
        return new Call(type, name, List.copyOf(args), perLine, breaks);
    }

    Call builtin(Type type, String name, List<? extends JavaCode> args) {
        builtinNames.add(name);
        return new Call(type, name, List.copyOf(args), 1, false);
    }

    static Link link(JavaCode receiver, Type type, String method, List<? extends JavaCode> args) {
        return new Link(receiver, new Call(type, method, List.copyOf(args), 1, false), false);
    }

    static Literal string(String value) {
        if (value.length() <= MAX_CONSTANT) {
            return new Literal(quote(value));
        }
        // A class file cannot hold a longer constant, and the compiler would fold a sum of short ones.
        StringBuilder parts = new StringBuilder("String.join(\"\"");
        for (int at = 0; at < value.length(); at += MAX_CONSTANT) {
            parts.append(", ").append(quote(value.substring(at, Math.min(value.length(), at + MAX_CONSTANT))));
        }
        return new Literal(parts.append(')').toString());
    }

    private static String quote(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (isPrintable(c)) {
                        out.append(c);
                    } else {
                        out.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** Letters of any language stay; what an editor hides, or what turns the direction of the text, is escaped. */
    private static boolean isPrintable(char c) {
        int type = Character.getType(c);
        return c >= 0x20 && c < 0x7f
                || c > 0xa0 && Character.isLetterOrDigit(c) && type != Character.MODIFIER_LETTER
                || c > 0xa0 && (type == Character.OTHER_PUNCTUATION || type == Character.DASH_PUNCTUATION);
    }
}
