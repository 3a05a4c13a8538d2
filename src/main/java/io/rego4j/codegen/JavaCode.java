package io.rego4j.codegen;

import java.util.ArrayList;
import java.util.List;

/**
 * A Java expression made of calls, and how it is laid out: on one line where it fits, else with each argument, or each
 * link of a chain, on a line of its own.
 */
sealed interface JavaCode permits JavaCode.Literal, JavaCode.Call, JavaCode.Link, HelperMethods.Helper {
    /** The longest line. */
    int WIDTH = 120;
    /** The indentation of a continued line. */
    int STEP = 8;

    /** The number of calls and literals in it. */
    int size();

    /** The number of levels in it. */
    int height();

    /** On one line. */
    String flat();

    /** True if it is broken over lines even where it fits on one. */
    boolean breaks();

    /** Code as it is: a literal, or a call of a helper. */
    record Literal(String flat) implements JavaCode {
        @Override
        public Type type() {
            return Type.OPERAND;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public int height() {
            return 0;
        }

        @Override
        public boolean breaks() {
            return false;
        }
    }

    /**
     * A call of a static method.
     *
     * @param type what it returns
     * @param name the method
     * @param args the arguments
     * @param perLine how many arguments belong on one line together where they are broken
     * @param breaks true if each argument always starts a line
     */
    record Call(Type type, String name, List<JavaCode> args, int perLine, boolean breaks, int size, int height)
            implements JavaCode {
        Call(Type type, String name, List<JavaCode> args, int perLine, boolean breaks) {
            this(type, name, List.copyOf(args), perLine, breaks, 1 + sizeOf(args), 1 + heightOf(args));
        }

        @Override
        public String flat() {
            return name + "(" + join(args) + ")";
        }
    }

    /**
     * A call of a method on the code before it.
     *
     * @param receiver the code before the dot
     * @param call the call after it
     * @param ownLine true if the call always starts a line
     */
    record Link(JavaCode receiver, Call call, boolean ownLine, int size, int height) implements JavaCode {
        Link(JavaCode receiver, Call call, boolean ownLine) {
            this(
                    receiver,
                    call,
                    ownLine,
                    receiver.size() + call.size(),
                    1 + Math.max(receiver.height(), call.height()));
        }

        @Override
        public Type type() {
            return call.type();
        }

        @Override
        public String flat() {
            return receiver.flat() + "." + call.flat();
        }

        @Override
        public boolean breaks() {
            return ownLine || receiver.breaks() || call.breaks();
        }
    }

    /** The types of the builder that code can have. */
    enum Type {
        OPERAND,
        STATEMENT,
        BLOCK,
        RULE,
        RULES,
        VALUES,
        MODULE
    }

    /** Its type in the builder. */
    Type type();

    /** The text, whose first line starts at {@code column} and whose further lines are indented relative to {@code indent}. */
    default String layout(int column, int indent, int reserve) {
        StringBuilder out = new StringBuilder();
        new JavaCodePrinter(out).write(this, column, indent, reserve);
        return out.toString();
    }

    private static String join(List<JavaCode> args) {
        List<String> texts = new ArrayList<>();
        for (JavaCode arg : args) {
            texts.add(arg.flat());
        }
        return String.join(", ", texts);
    }

    private static int sizeOf(List<JavaCode> args) {
        return args.stream().mapToInt(JavaCode::size).sum();
    }

    private static int heightOf(List<JavaCode> args) {
        return args.stream().mapToInt(JavaCode::height).max().orElse(0);
    }
}
