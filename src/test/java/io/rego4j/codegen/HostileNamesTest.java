package io.rego4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.Dsl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text of a policy becomes anything but a string or a comment in the Java that is generated from it. */
class HostileNamesTest {
    private static final int TRIES = Integer.getInteger("rego4j.tries", 500);
    private static final long SEED = Long.getLong("rego4j.seed", 20261127);
    private static final int BATCH = 100;
    private static final String[] PIECES = {
        "*/",
        "/*",
        "*",
        "/",
        "\\",
        "\\u",
        "\\u002a/",
        "\\u002a\\u002f",
        "\\\\u000a",
        "\n",
        "\r",
        "\u2028",
        "\u2029",
        "\u0085",
        "\"",
        "\"\"\"",
        "import javax.swing.JFrame;",
        "@Deprecated",
        "{@code ",
        "}",
        "{",
        "@",
        "<script>",
        "&#42;/",
        "$L",
        "$T",
        "$$",
        "$",
        "\uE000",
        "\uE001",
        "\uE000List\uE001",
        "%s",
        "a",
        ".",
        "\0",
        "\u001A",
        "\uFEFF",
        "\u202E",
        "é",
        "\uD83D\uDE00"
    };

    private final SplittableRandom random = new SplittableRandom(SEED);

    @ParameterizedTest
    @ValueSource(strings = {"*/ import javax.swing.JFrame; @Deprecated /*", "text/*/", "\\u002a/ class X {} /*", "}*/"})
    void aPackageStaysInItsComment(String name) throws IOException {
        assertIsOneClassEach(List.of(named(name)));
    }

    @Test
    void noTextBecomesCode() throws IOException {
        List<RegoModule> batch = new ArrayList<>();
        for (int i = 1; i <= TRIES; i++) {
            batch.add(Dsl.module("p", text())
                    .imports(Dsl.data("lib").get(text()), "lib")
                    .add(Dsl.rule(Dsl.var("q").get(text()))
                            .metadata(Dsl.metadata().title("t").custom(text(), text()))
                            .assign(List.of(text(), Dsl.input("x").get(text())))
                            .when(Dsl.templateString(text(), Dsl.input("y"))))
                    .buildUnchecked());
            if (batch.size() == BATCH || i == TRIES) {
                assertIsOneClassEach(batch);
                batch.clear();
            }
        }
    }

    private static RegoModule named(String name) {
        RefTerm path = new RefTerm(List.of(new VarTerm("data"), new StringTerm("shop"), new StringTerm(name)));
        return new RegoModule(new RegoPackage(path), List.of(), List.of(), List.of(), List.of());
    }

    /** A file of Java that stands in memory alone. */
    private static final class JavaText extends SimpleJavaFileObject {
        private final String text;

        JavaText(String text) {
            super(URI.create("string:///ShopPolicy.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static String text(JavaFileObject file) {
        try {
            return file.getCharContent(true).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For several modules at once, as most of the time goes to starting the compiler. */
    private static void assertIsOneClassEach(List<RegoModule> modules) throws IOException {
        List<JavaText> files = modules.stream()
                .map(module -> new JavaText(PolicyGenerator.into("com.example").generate("ShopPolicy", module)))
                .toList();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, problems, List.of("-proc:none"), null, files);
        Iterable<? extends CompilationUnitTree> units = task.parse();
        assertThat(problems.getDiagnostics())
                .as(() -> text(problems.getDiagnostics().get(0).getSource()))
                .isEmpty();
        assertThat(units).hasSameSizeAs(files);
        for (CompilationUnitTree unit : units) {
            String java = text(unit.getSourceFile());
            assertThat(unit.getImports())
                    .as(java)
                    .allMatch(i -> i.toString().matches("import (static )?(io\\.rego4j|java\\.util)\\..*\\s*"));
            assertThat(unit.getTypeDecls()).as(java).hasSize(1);
            ClassTree type = (ClassTree) unit.getTypeDecls().get(0);
            assertThat(type.getModifiers().getAnnotations()).as(java).isEmpty();
            for (Tree member : type.getMembers()) {
                assertThat(member).as(java).isInstanceOf(MethodTree.class);
            }
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
