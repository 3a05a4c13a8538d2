package io.rego4j.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that builds and formats policies, with nothing on its class path that pom.xml calls optional. */
class SmallConsumerTest {
    private static final List<String> ALWAYS = List.of("antlr4-runtime", "jackson-", "snakeyaml-engine", "jspecify");

    private static final String CONSUMER = """
            import static io.rego4j.dsl.Dsl.*;

            public class Consumer implements java.util.concurrent.Callable<String> {
                public String call() {
                    String built = io.rego4j.Rego.format(module("p")
                            .add(rule("allow").when(input("user").eq("alice")))
                            .build());
                    return built + io.rego4j.Rego.format("package q\\n# METADATA\\n# title: t\\nx:=1\\n");
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void buildsAndFormatsWithoutAnyOptionalLibrary() throws Exception {
        List<URL> path = new ArrayList<>(List.of(folder.toUri().toURL(), url(Path.of("target/classes"))));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (ALWAYS.stream().anyMatch(name::startsWith)) {
                path.add(url(Path.of(entry)));
            } else if (Files.exists(Path.of(entry, "io/rego4j/Rego.class"))) {
                path.set(1, url(Path.of(entry)));
            }
        }
        compile();
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object consumer =
                    loader.loadClass("Consumer").getDeclaredConstructor().newInstance();
            assertThat(((Callable<?>) consumer).call())
                    .isEqualTo("package p\n\nallow if input.user == \"alice\"\n"
                            + "package q\n\n# METADATA\n# title: t\nx := 1\n");
        }
    }

    private void compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("consumer:///Consumer.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return CONSUMER;
                    }
                };
        assertThat(compiler.getTask(null, null, null, options, null, List.of(source))
                        .call())
                .isTrue();
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }
}
