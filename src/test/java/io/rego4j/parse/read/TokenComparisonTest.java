package io.rego4j.parse.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.Comment;
import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.ModuleGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where tokens alone tell that two texts are the same module, reading both says so too. */
class TokenComparisonTest {
    private static final String POLICY = """
            # METADATA
            # title: all
            package p

            import data.users

            # METADATA
            # title: first
            # custom:
            #   a: |
            #     b
            q contains x if {
            	some x in [1, 2] # why
            	# because
            	users[x].name == f(x, {"a": {x}})
            	y := {k | some k in users}
            	$"{x}" != "a"
            }

            # METADATA
            # title: second
            r := {"a": 1}
            """;

    /** A part of the policy, and what is put in its place. */
    private record Edit(String from, String to) {
        String applied() {
            assertThat(POLICY).contains(from);
            return POLICY.replace(from, to);
        }
    }

    static Stream<Edit> harmless() {
        return Stream.of(
                new Edit("r := {", "\n\nr  :=\t{"),
                new Edit("[1, 2]", "[\n\t\t1,\n\t\t2,\n\t]"),
                new Edit("{\"a\": 1}", "{\"a\": 1,}"),
                new Edit("{x}})", "{x,},},)"),
                new Edit("# why\n\t# because", "# why  \n\n\t\t# because\t"),
                new Edit("\t# because\n\tusers[x].name == f", "\tusers[x].name ==\n\t\t# because\n\t\tf"));
    }

    static Stream<Edit> harmful() {
        return Stream.of(
                new Edit("f(x, ", "f (x, "),
                new Edit("users[x]", "users [x]"),
                new Edit("# why\n\t# because\n\t", "# why\n\t# because\n\tnot "),
                new Edit("name == f", "name != f"),
                new Edit("users[x]", "users[y]"),
                new Edit("users[x]", "users[x,]"),
                new Edit("in users}\n\t$", "in users} $"),
                new Edit("k in users}", "k in users,}"),
                new Edit("$\"{x}\"", "$\"{ #\nx}\""),
                new Edit("# because", "# of course"),
                new Edit("\t# because\n", ""),
                new Edit("# METADATA\n# title: second", "#METADATA\n\n# title: second"),
                new Edit("# METADATA\n# title: second", " # METADATA\n# title: second"),
                new Edit("#     b\nq", "#     b \nq"),
                new Edit("#     b\nq", "#     b\n# METADATA\nq"),
                new Edit(
                        "\n# METADATA\n# title: second\nr := {\"a\": 1}",
                        "r := {\"a\": 1}\n# METADATA\n# title: second"),
                new Edit("\n# METADATA\n# title: second", "z := 1\n# METADATA\n# title: second"),
                new Edit("import data.users", "import data.users\nimport rego.v2"));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void layoutAndLastCommasMayChange(Edit edit) {
        assertThat(told(POLICY, edit.applied(), RegoVersion.V1)).isTrue();
        assertThat(told(edit.applied(), POLICY, RegoVersion.V1)).isTrue();
        assertThat(areSame(POLICY, edit.applied(), RegoVersion.V1)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("harmful")
    void anythingElseIsLeftToAReader(Edit edit) {
        assertThat(told(POLICY, edit.applied(), RegoVersion.V1)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(RegoVersion.class)
    void whateverIsToldIsTrueOfTextsWithOddChanges(RegoVersion version) throws IOException {
        Random random = new Random(version.ordinal());
        List<String> texts = texts(version);
        int told = 0;
        for (int i = 0; i < 3000; i++) {
            String text = texts.get(random.nextInt(texts.size()));
            String changed = changed(text, random);
            if (told(text, changed, version)) {
                told++;
                assertThat(areSame(text, changed, version))
                        .as(text + "\n---\n" + changed)
                        .isTrue();
            }
        }
        assertThat(told).isGreaterThan(300);
    }

    private static List<String> texts(RegoVersion version) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".rego")).sorted().toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        if (version == RegoVersion.V1) {
            texts.add(POLICY);
        }
        ModuleGenerator generator = new ModuleGenerator(3, version);
        for (int i = 0; i < 100; i++) {
            texts.add(generator.module());
        }
        texts.removeIf(text -> text.isEmpty() || !read(text, version).isSuccess());
        return texts;
    }

    private static final List<String> PIECES = List.of(
            " ",
            "\n",
            "\n\n",
            "\t",
            "\r\n",
            " # c\n",
            "#",
            ",",
            ",\n",
            ";",
            "\n# METADATA\n# title: x\n",
            "# scope: rule\n");

    private static String changed(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int n = random.nextInt(3); n >= 0; n--) {
            boolean closing = random.nextInt(4) == 0;
            String blanks = closing ? "]})" : " \n\t,;";
            int at = random.nextInt(changed.length());
            while (at < changed.length() && blanks.indexOf(changed.charAt(at)) < 0) {
                at++;
            }
            if (at == changed.length()) {
                continue;
            }
            if (closing || random.nextBoolean()) {
                changed.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            } else if (random.nextBoolean()) {
                changed.deleteCharAt(at);
            } else {
                changed.setCharAt(at, blanks.charAt(random.nextInt(3)));
            }
        }
        return changed.toString();
    }

    private static ParseResult<RegoModule> read(String text, RegoVersion version) {
        return RegoParser.parse(Source.of(text), ParseOptions.of(version).withAnnotations(false));
    }

    private static boolean told(String text, String other, RegoVersion version) {
        Parsed<RegoModule> read =
                new ModuleAssembler(Source.of(text), ParseOptions.of(version).withAnnotations(false)).read();
        return ModuleAssembler.isSame(read, Source.of(other));
    }

    private static boolean areSame(String text, String other, RegoVersion version) {
        RegoModule module = read(text, version).orThrow();
        ParseResult<RegoModule> annotated = RegoParser.parseAnnotations(module);
        ParseResult<RegoModule> reading = read(other, version);
        if (!reading.isSuccess()) {
            return false;
        }
        RegoModule second = reading.orThrow();
        if (annotated.isSuccess()) {
            // METADATA that are wrong are only comments to a formatter.
            module = annotated.orThrow();
            reading = RegoParser.parseAnnotations(second);
            if (!reading.isSuccess()) {
                return false;
            }
            second = reading.orThrow();
        }
        return module.withComments(List.of()).equals(second.withComments(List.of()))
                && texts(module.comments()).equals(texts(second.comments()));
    }

    private static List<String> texts(List<Comment> comments) {
        return comments.stream().map(comment -> comment.text().stripTrailing()).toList();
    }
}
