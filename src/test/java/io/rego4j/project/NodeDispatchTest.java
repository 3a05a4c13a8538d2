package io.rego4j.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import io.rego4j.ast.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Decisions by the kind of a node are made by visitors, so that a new node breaks the build wherever it must be handled. A
 * chain of {@code instanceof} forgets it in silence. A chain is one expression that a method tests for {@value #CHAIN} node
 * types or more. The resource lists the chains that stay, with the reason; it may only get shorter.
 */
class NodeDispatchTest {
    private static final int CHAIN = 3;
    private static final Path MAIN = Path.of("src/main/java/io/rego4j");
    private static final Path LIST = Path.of("src/test/resources/io/rego4j/project/instanceof-chains.txt");

    /** The simple names of all node types, interfaces included. */
    private static final Set<String> NODES = nodeTypes();

    @Test
    void noNewChainOfInstanceofDecidesByTheKindOfANode() throws IOException {
        Map<String, List<String>> found;
        try (Stream<Path> files = Files.walk(MAIN)) {
            found = chains(
                    files.filter(path -> path.toString().endsWith(".java")).toList());
        }
        Map<String, Integer> listed = listed();
        Set<String> against = new TreeSet<>();
        Set<String> files = new TreeSet<>(found.keySet());
        files.addAll(listed.keySet());
        for (String file : files) {
            List<String> chains = found.getOrDefault(file, List.of());
            int allowed = listed.getOrDefault(file, 0);
            if (chains.size() > allowed) {
                against.add(file + " has " + chains.size() + " chains, " + allowed + " are listed: use a visitor for "
                        + String.join("; ", chains));
            } else if (chains.size() < allowed) {
                against.add(file + " has " + chains.size() + " chains: lower its number in " + LIST);
            }
        }
        assertThat(against).isEmpty();
    }

    @Test
    void aChainIsFoundByTheExpressionThatItTests() throws IOException {
        Path file = Files.createTempFile("Chain", ".java");
        try {
            Files.writeString(file, """
                    class Chain {
                        boolean chain(Object a) {
                            return a instanceof VarTerm || a instanceof RefTerm || a instanceof CallTerm;
                        }

                        boolean two(Object a, Object b) {
                            return a instanceof VarTerm || a instanceof RefTerm || b instanceof CallTerm;
                        }

                        boolean others(Object a) {
                            return a instanceof String || a instanceof Integer || a instanceof Long;
                        }
                    }
                    """);
            assertThat(chains(List.of(file)).values())
                    .containsExactly(List.of("a in chain: CallTerm, RefTerm, VarTerm"));
        } finally {
            Files.delete(file);
        }
    }

    /** The chains of each file that has some, by its path below the main package. */
    private static Map<String, List<String>> chains(List<Path> files) throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                List<String> chains = new ArrayList<>();
                new Methods(chains).scan(unit, null);
                if (!chains.isEmpty()) {
                    Path file = Path.of(unit.getSourceFile().toUri());
                    found.put(MAIN.toAbsolutePath().relativize(file).toString().replace('\\', '/'), chains);
                }
            }
        }
        return found;
    }

    /** Collects what each method tests; a lambda belongs to the method around it. */
    private static final class Methods extends TreeScanner<Void, Void> {
        private final List<String> chains;
        private final Deque<Map<String, Set<String>>> open = new ArrayDeque<>();

        Methods(List<String> chains) {
            this.chains = chains;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            open.push(new TreeMap<>());
            super.visitMethod(method, null);
            open.pop().forEach((expression, types) -> {
                if (types.size() >= CHAIN) {
                    chains.add(expression + " in " + method.getName() + ": " + String.join(", ", types));
                }
            });
            return null;
        }

        @Override
        public Void visitInstanceOf(InstanceOfTree test, Void nothing) {
            String type = String.valueOf(test.getType());
            if (!open.isEmpty() && NODES.contains(type)) {
                open.peek()
                        .computeIfAbsent(test.getExpression().toString(), any -> new TreeSet<>())
                        .add(type);
            }
            return super.visitInstanceOf(test, null);
        }
    }

    private static Map<String, Integer> listed() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" ", 3))
                .peek(parts -> assertThat(parts).as("file, number and reason").hasSize(3))
                .collect(Collectors.toMap(parts -> parts[0], parts -> Integer.valueOf(parts[1])));
    }

    private static Set<String> nodeTypes() {
        Set<String> names = new HashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(Node.class));
        while (!open.isEmpty()) {
            Class<?> type = open.pop();
            names.add(type.getSimpleName());
            if (type.isSealed()) {
                open.addAll(List.of(type.getPermittedSubclasses()));
            }
        }
        return names;
    }
}
