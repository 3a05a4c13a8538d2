package io.rego4j.ast;

import io.rego4j.internal.go.GoPrintf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A tree as indented text, as {@code opa parse} prints it: a line for each node, one blank deeper than the node above.
 * It shows what OPA's {@code ast.Pretty} shows, which leaves out the key of {@code contains} and the parts of template
 * strings.
 */
public final class TreeText {
    /** A line that was written, and what the lines below it are for. */
    private static final class Line {
        final int depth;
        final String text;
        final List<?> below;
        /** The first of them that is not written yet. */
        int next;

        Line(int depth, String text, List<?> below) {
            this.depth = depth;
            this.text = text;
            this.below = below;
        }
    }

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
        // Not by recursion, for any depth; and each line is made when it is written, for any width.
        Deque<Line> open = new ArrayDeque<>();
        write(line(0, node, 0), open, out);
        while (!open.isEmpty()) {
            Line line = open.peek();
            if (line.next == line.below.size()) {
                open.pop();
                continue;
            }
            int index = line.next++;
            // Only a body counts its expressions.
            write(line(line.depth + 1, line.below.get(index), line.text.equals("body") ? index : 0), open, out);
        }
    }

    private static void write(Line line, Deque<Line> open, Appendable out) throws IOException {
        out.append(" ".repeat(line.depth)).append(line.text).append('\n');
        open.push(line);
    }

    private static Line line(int depth, Object item, int index) {
        if (item instanceof Node node) {
            return node.accept(new Lines(depth, index));
        } else if (item instanceof Args args) {
            return new Line(depth, "args", List.copyOf(args.terms));
        }
        return new Line(depth, item.toString(), List.of());
    }

    /** The parameters of a function. */
    private record Args(List<Term> terms) {}

    /**
     * A value as OPA prints it. OPA gives it to Go's {@code Fprintf} as the format, without arguments, so that each
     * percent sign is written as one with a missing argument.
     */
    private static String printed(String text) {
        return text.indexOf('%') < 0 ? text : new GoPrintf(text).print();
    }

    /** The line of each kind of node. */
    private static final class Lines implements NodeVisitor<Line> {
        private final int depth;
        /** The index of an expression in its body. */
        private final int index;

        Lines(int depth, int index) {
            this.depth = depth;
            this.index = index;
        }

        @Override
        public Line visitModule(RegoModule node) {
            List<Object> below = new ArrayList<>();
            below.add(node.pkg());
            below.addAll(node.imports());
            below.addAll(node.rules());
            below.addAll(node.annotations());
            below.addAll(node.comments());
            return new Line(depth, "module", below);
        }

        @Override
        public Line visitPackage(RegoPackage node) {
            return new Line(depth, "package", node.children());
        }

        @Override
        public Line visitImport(Import node) {
            VarTerm alias = node.alias();
            // An import without alias still has a line for it.
            return new Line(depth, "import", List.of(node.path(), alias == null ? "" : alias));
        }

        @Override
        public Line visitRule(Rule node) {
            List<Object> below = new ArrayList<>(List.of(node.head(), node.body()));
            Rule otherwise = node.elseRule();
            if (otherwise != null) {
                below.add(otherwise);
            }
            return new Line(depth, "rule", below);
        }

        @Override
        public Line visitHead(Head node) {
            List<Object> below = new ArrayList<>();
            below.add(node.ref());
            if (!node.args().isEmpty()) {
                below.add(new Args(node.args()));
            }
            Term value = node.value();
            if (value != null) {
                below.add(value);
            }
            return new Line(depth, "head", below);
        }

        @Override
        public Line visitBody(Body node) {
            return new Line(depth, "body", node.children());
        }

        @Override
        public Line visitExpr(Expr node) {
            List<Object> below = new ArrayList<>();
            if (node.terms() instanceof CallTerm call) {
                below.addAll(call.children());
            } else {
                below.add(node.terms());
            }
            below.addAll(node.with());
            return new Line(depth, "expr " + (node.negated() ? "negated " : "") + "index=" + index, below);
        }

        @Override
        public Line visitWith(With node) {
            return new Line(depth, "with", node.children());
        }

        @Override
        public Line visitComment(Comment node) {
            return new Line(depth, "comment", List.of());
        }

        @Override
        public Line visitAnnotations(Annotations node) {
            return new Line(depth, "annotations", node.children());
        }

        @Override
        public Line visitTerm(Term node) {
            if (Nodes.isLeaf(node)) {
                return new Line(depth, printed(node.toString()), List.of());
            }
            // OPA does not show what a template string holds.
            return new Line(depth, node.kind(), node instanceof TemplateStringTerm ? List.of() : node.children());
        }

        @Override
        public Line visitCall(CallTerm node) {
            return new Line(depth, node.kind(), node.children());
        }

        @Override
        public Line visitSomeDecl(SomeDecl node) {
            return new Line(depth, "somedecl", node.children());
        }

        @Override
        public Line visitEvery(Every node) {
            return new Line(depth, "every", node.children());
        }

        @Override
        public Line visitNot(Not node) {
            return new Line(depth, "not", node.children());
        }

        @Override
        public Line visitLogicalAnd(LogicalAnd node) {
            return new Line(depth, "logicaland", node.children());
        }

        @Override
        public Line visitLogicalOr(LogicalOr node) {
            return new Line(depth, "logicalor", node.children());
        }
    }
}
