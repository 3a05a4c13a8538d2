package io.rego4j.ast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * A tree for people, as {@code opa parse} prints it: a line for each node, one blank deeper than the node above. It shows
 * what OPA's {@code ast.Pretty} shows: the key of {@code contains} and what template strings hold are not among it.
 */
public final class TreeText {
    /** A line that waits, with the node below which more lines are; the node of a line without any is its text's. */
    private record Line(int depth, String text, List<Object> below) {}

    private TreeText() {}

    /** The lines of a node, each with a line feed. */
    public static String of(Node node) {
        StringBuilder out = new StringBuilder();
        try {
            write(node, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** Writes the lines of a node. */
    public static void write(Node node, Appendable out) throws IOException {
        Deque<Line> open = new ArrayDeque<>();
        open.push(line(0, node));
        while (!open.isEmpty()) {
            Line line = open.pop();
            out.append(" ".repeat(line.depth)).append(line.text).append('\n');
            for (int i = line.below.size() - 1; i >= 0; i--) {
                Object below = line.below.get(i);
                open.push(
                        below instanceof Expr expr && line.text.equals("body")
                                ? expr(line.depth + 1, expr, i)
                                : line(line.depth + 1, below));
            }
        }
    }

    private static Line line(int depth, Object item) {
        if (item instanceof Node node && !(item instanceof Term)) {
            return node instanceof Expr expr ? expr(depth, expr, 0) : new Line(depth, name(node), below(node));
        } else if (item instanceof Args args) {
            return new Line(depth, "args", List.copyOf(args.terms));
        } else if (item instanceof Term term) {
            return isLeaf(term)
                    ? new Line(depth, printed(term.toString()), List.of())
                    : new Line(depth, term.kind(), below(term));
        }
        return new Line(depth, item.toString(), List.of());
    }

    /** The parameters of a function. */
    private record Args(List<Term> terms) {}

    private static boolean isLeaf(Term term) {
        return term instanceof NullTerm
                || term instanceof BooleanTerm
                || term instanceof NumberTerm
                || term instanceof StringTerm
                || term instanceof VarTerm;
    }

    private static Line expr(int depth, Expr expr, int index) {
        List<Object> below = new ArrayList<>();
        if (expr.terms() instanceof CallTerm call) {
            below.addAll(call.children());
        } else {
            below.add(expr.terms());
        }
        below.addAll(expr.with());
        return new Line(depth, "expr " + (expr.negated() ? "negated " : "") + "index=" + index, below);
    }

    private static String name(Node node) {
        return node instanceof RegoModule
                ? "module"
                : node instanceof RegoPackage
                        ? "package"
                        : node.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static List<Object> below(Node node) {
        List<Object> below = new ArrayList<>();
        if (node instanceof RegoModule module) {
            below.add(module.pkg());
            below.addAll(module.imports());
            below.addAll(module.rules());
            below.addAll(module.annotations());
            below.addAll(module.comments());
        } else if (node instanceof Import imported) {
            below.add(imported.path());
            VarTerm alias = imported.alias();
            // An import without alias still has a line for it.
            below.add(alias == null ? "" : alias);
        } else if (node instanceof Rule rule) {
            below.add(rule.head());
            below.add(rule.body());
            Rule otherwise = rule.elseRule();
            if (otherwise != null) {
                below.add(otherwise);
            }
        } else if (node instanceof Head head) {
            below.add(head.ref());
            if (!head.args().isEmpty()) {
                below.add(new Args(head.args()));
            }
            Term value = head.value();
            if (value != null) {
                below.add(value);
            }
        } else if (!(node instanceof TemplateStringTerm)) {
            below.addAll(node.children());
        }
        return below;
    }

    /**
     * A value as OPA prints it. OPA hands it to Go's {@code Fprintf} as the format, without arguments, so that each percent
     * sign asks for one that is missing.
     */
    private static String printed(String text) {
        return text.indexOf('%') < 0 ? text : new MissingArguments(text).print();
    }
}
