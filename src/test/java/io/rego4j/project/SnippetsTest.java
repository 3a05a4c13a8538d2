package io.rego4j.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.rego4j.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Java block on every page compiles; what is marked runs, and prints what the page says. See CONTRIBUTING.md. */
@Tag("slow")
class SnippetsTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyPageIsTrue() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        List<Page> pages = new ArrayList<>(Page.all());
        pages.addAll(Page.samples());
        for (Page page : pages) {
            List<Page.JavaSource> sources = page.javaSources();
            Path classes = Files.createDirectories(folder.resolve(page.file().toString()));
            if (!sources.isEmpty()) {
                tests.add(dynamicTest(page.file() + " compiles", () -> compile(sources, classes)));
            }
            for (Page.JavaSource source : sources) {
                if (source.block().isRun()) {
                    tests.add(dynamicTest(
                            page.file() + ":" + source.block().row() + " runs",
                            () -> assertThat(runJava(source.className(), classes))
                                    .isEqualTo(page.printed(source.block()))));
                }
            }
            for (Page.Block block : page.blocks()) {
                if (block.language().equals("console") && block.isRun()) {
                    tests.add(dynamicTest(
                            page.file() + ":" + block.row() + " runs",
                            () -> assertThat(runCommands(block.text())).isEqualTo(block.text())));
                }
            }
        }
        return tests.stream();
    }

    private static void compile(List<Page.JavaSource> sources, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<String> options =
                List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        compiler.getTask(
                        null,
                        null,
                        problems,
                        options,
                        null,
                        sources.stream().map(InMemory::new).toList())
                .call();
        assertThat(problems.getDiagnostics().stream()
                        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                        .map(Object::toString))
                .isEmpty();
    }

    private static String runJava(String className, Path classes) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        URL[] path = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, SnippetsTest.class.getClassLoader())) {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            Method main = loader.loadClass(className).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw new AssertionError("the snippet failed", e.getCause());
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Runs each line that starts with {@code $ ./rego4j}, and gives back the lines with what came out. */
    private static String runCommands(String text) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(all, true, StandardCharsets.UTF_8);
        for (String line : text.split("\n")) {
            if (line.startsWith("$ ")) {
                List<String> words = Arrays.asList(line.substring(2).split(" "));
                assertThat(words.get(0)).as("a page runs nothing but rego4j").isEqualTo("./rego4j");
                out.println(line);
                new Main(out, out, new ByteArrayInputStream(new byte[0]))
                        .run(words.subList(1, words.size()).toArray(String[]::new));
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final String text;

        InMemory(Page.JavaSource source) {
            super(URI.create("page:///" + source.className() + ".java"), Kind.SOURCE);
            this.text = source.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
