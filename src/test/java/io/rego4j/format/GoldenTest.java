package io.rego4j.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.rego4j.Rego;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.parse.ParseOptions;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Policies beside what the real OPA makes of them: {@code NAME.MODE.txt} is the text, {@code NAME.MODE.canonical.txt} that of
 * the tree without places. The modes are those of {@code opa fmt}, and those that only OPA's Go packages have.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/format");

    private record Mode(RegoVersion read, FormatOptions options) {}

    private static final Map<String, Mode> MODES = Map.of(
            "v0", new Mode(RegoVersion.V0, FormatOptions.of(RegoVersion.V0)),
            "v1", new Mode(RegoVersion.V1, FormatOptions.of(RegoVersion.V1)),
            "v2", new Mode(RegoVersion.V2, FormatOptions.of(RegoVersion.V2)),
            "v0v1", new Mode(RegoVersion.V0, FormatOptions.between(RegoVersion.V0, RegoVersion.V1)),
            "v1v0", new Mode(RegoVersion.V1, FormatOptions.between(RegoVersion.V0, RegoVersion.V1)),
            "v0v2", new Mode(RegoVersion.V0, FormatOptions.between(RegoVersion.V0, RegoVersion.V2)),
            "v1v2", new Mode(RegoVersion.V1, FormatOptions.between(RegoVersion.V1, RegoVersion.V2)));

    @TestFactory
    Stream<DynamicTest> textsAreThoseOfOpa() throws IOException {
        return expectations()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    String[] name = file.getFileName().toString().split("\\.");
                    Mode mode = MODES.get(name[1]);
                    Source source = Source.read(FOLDER.resolve(name[0] + ".rego"));
                    boolean canonical = name[2].equals("canonical");
                    FormatResult result = canonical
                            ? Rego.format(
                                    Rego.parse(source, ParseOptions.of(mode.read()))
                                            .orThrow(),
                                    mode.options().withIgnorePlaces(true).withSafe(false))
                            : Rego.format(source, mode.read(), mode.options());
                    String expected = Files.readString(file);
                    assertThat(result.text())
                            .as(() -> WriterFinder.describe(
                                    expected, result.text(), mode.options().to()))
                            .isEqualTo(expected);
                    assertThat(result.outcome()).isEqualTo(Outcome.AS_OPA);
                }));
    }

    @Test
    void aFailureNamesTheWriter() {
        String expected =
                "package p\n\nimport data.x\n\n# about q\nq := [1, 2] if {\n\tsome a in {y | y = 1 + 2}\n\tnot a.b\n}\n";
        assertThat(WriterFinder.describe(expected, expected.replace("package p", "packages p"), RegoVersion.V1))
                .isEqualTo("row 1, look at format.layout.ModuleWriter");
        assertThat(WriterFinder.describe(expected, expected.replace("import data", "impart data"), RegoVersion.V1))
                .isEqualTo("row 3, look at format.layout.ImportWriter");
        assertThat(WriterFinder.describe(expected, expected.replace("about", "over"), RegoVersion.V1))
                .isEqualTo("row 5, look at format.layout.OpaComments");
        assertThat(WriterFinder.describe(expected, expected.replace("[1, ", "[1,"), RegoVersion.V1))
                .isEqualTo("row 6, look at format.layout.IterableWriter");
        assertThat(WriterFinder.describe(expected, expected.replace("y | ", "y| "), RegoVersion.V1))
                .isEqualTo("row 7, look at format.layout.ComprehensionWriter");
        assertThat(WriterFinder.describe(expected, expected.replace("1 + 2", "1+2"), RegoVersion.V1))
                .isEqualTo("row 7, look at format.layout.CallWriter");
        assertThat(WriterFinder.describe(expected, expected.replace("\tnot", "\tnit"), RegoVersion.V1))
                .isEqualTo("row 8, look at format.layout.ExprWriter");
    }

    @TestFactory
    Stream<DynamicTest> theExpectationsAreThoseOfTheInstalledOpa() throws IOException {
        Set<String> onTheCommandLine = Set.of("v0", "v1", "v0v1");
        return expectations()
                .filter(file ->
                        onTheCommandLine.contains(file.getFileName().toString().split("\\.")[1]))
                .filter(file -> !file.toString().contains("canonical"))
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    String[] name = file.getFileName().toString().split("\\.");
                    Mode mode = MODES.get(name[1]);
                    String source = Files.readString(FOLDER.resolve(name[0] + ".rego"));
                    assertThat(OpaFmt.text(source, mode.read(), mode.options().to()))
                            .isEqualTo(Files.readString(file));
                }));
    }

    private static Stream<Path> expectations() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream();
        }
    }
}
