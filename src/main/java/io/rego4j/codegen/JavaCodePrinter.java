package io.rego4j.codegen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes {@link JavaCode} with its line breaks. */
final class JavaCodePrinter {
    private final StringBuilder out;

    JavaCodePrinter(StringBuilder out) {
        this.out = out;
    }

    /**
     * Writes one expression.
     *
     * @param column where it starts
     * @param indent the indentation of the line on which it starts
     * @param reserve how many characters must follow it on its last line
     */
    void write(JavaCode code, int column, int indent, int reserve) {
        if (!code.breaks() && column + flatWidth(code) + reserve <= JavaCode.WIDTH) {
            out.append(code.flat());
        } else if (code instanceof JavaCode.Call call) {
            out.append(call.name());
            writeArguments(call, column + call.name().length(), indent, reserve);
        } else if (code instanceof JavaCode.Link link) {
            writeChain(link, column, indent, reserve);
        } else {
            out.append(code.flat());
        }
    }

    private void writeChain(JavaCode.Link last, int column, int indent, int reserve) {
        Deque<JavaCode.Link> links = new ArrayDeque<>();
        JavaCode root = last;
        while (root instanceof JavaCode.Link link) {
            links.push(link);
            root = link.receiver();
        }
        boolean ownLines = links.stream().anyMatch(JavaCode.Link::ownLine);
        if (!ownLines && !last.receiver().breaks() && headFits(last, column)) {
            // Everything but the last arguments stays on the line.
            String head = last.receiver().flat() + "." + last.call().name();
            out.append(head);
            writeArguments(last.call(), column + head.length(), indent, reserve);
            return;
        }
        write(root, column, indent, 0);
        for (JavaCode.Link link : links) {
            int end = link == last ? reserve : 0;
            int at = indent + JavaCode.STEP;
            newLine(at);
            out.append('.');
            write(link.call(), at + 1, at, end);
        }
    }

    private static boolean headFits(JavaCode.Link link, int column) {
        return !link.call().args().isEmpty()
                && column + flatWidth(link.receiver()) + link.call().name().length() + 2 <= JavaCode.WIDTH;
    }

    private void writeArguments(JavaCode.Call call, int column, int indent, int reserve) {
        List<JavaCode> args = call.args();
        if (args.size() == 1 && !call.breaks()) {
            out.append('(');
            write(args.get(0), column + 1, indent, reserve + 1);
            out.append(')');
            return;
        }
        out.append('(');
        int at = indent + JavaCode.STEP;
        for (int i = 0; i < args.size(); i++) {
            boolean startsLine = i % call.perLine() == 0;
            if (startsLine) {
                newLine(at);
            } else {
                out.append(' ');
            }
            boolean last = i == args.size() - 1;
            write(args.get(i), currentColumn(), at, last ? reserve + 1 : 1);
            if (!last) {
                out.append(',');
            }
        }
        out.append(')');
    }

    private int currentColumn() {
        int line = out.lastIndexOf("\n");
        return out.length() - line - 1;
    }

    private void newLine(int indent) {
        out.append('\n').append(" ".repeat(indent));
    }

    private static int flatWidth(JavaCode code) {
        return code.flat().length();
    }
}
