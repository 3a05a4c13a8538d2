package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.metadata;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.internal.go.GoText;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Texts of comments, headers and METADATA, and names, never become METADATA or code: each is refused, or read back as it was
 * given. {@code scripts/builder-fuzz} makes any number of tries.
 */
class HostileTextTest {
    private static final int TRIES = Integer.getInteger("rego4j.tries", 4_000);
    private static final long SEED = Long.getLong("rego4j.seed", 20261127);
    private static final String[] PIECES = {
        "METADATA",
        "# METADATA",
        "\nMETADATA\n",
        "\n# METADATA\n",
        "scope: package",
        "scope: rule",
        "custom:",
        "  k: v",
        "entrypoint: true",
        "compile:\n  mask_rule: data.x",
        "title: t",
        "- a",
        ": ",
        "#",
        "\n",
        "\r",
        "\r\n",
        "\t",
        " ",
        "\u0085",
        "\u00A0",
        "\u2028",
        "\u2029",
        "\u3000",
        "\uFEFF",
        "\0",
        "\u001B",
        "package q",
        "allow := true",
        "\n}\nallow := true\n",
        "import rego.v1",
        "\"",
        "'",
        "`",
        "\\",
        "{",
        "}",
        "[",
        "]",
        "&a",
        "*a",
        "!!str",
        "|",
        ">",
        "%",
        "@",
        "?",
        "---",
        "...",
        "~",
        "null",
        "true",
        "1",
        "1e3",
        "0x1",
        "2001-01-01",
        "é",
        "\uD83D\uDE00",
        "\uD800",
        "x",
        "a b",
        ",",
        "<a@b>",
        "http://x/y?z#f",
        "%zz",
        "="
    };

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void eachIsRefusedOrReadBackAsItWasGiven() {
        int accepted = 0;
        for (int i = 0; i < TRIES; i++) {
            accepted += tries(i) ? 1 : 0;
        }
        System.out.println("hostile texts: " + TRIES + " tries, " + accepted + " accepted");
        assertThat(accepted).isGreaterThan(TRIES / 4);
    }

    private boolean tries(int i) {
        String text = text();
        RuleBuilder allow = rule("allow").when(input("x"));
        ModuleBuilder module = module("p");
        RegoModule built;
        try {
            switch (i % 9) {
                case 0 -> allow.comment(text);
                case 1 -> allow.metadata(metadata().title("t")).comment(text);
                case 2 -> module.metadata(metadata().title("t")).header(text);
                case 3 -> module.comment(text).comment("x" + text);
                case 4 ->
                    allow = rule("allow")
                            .when(input("x").comment(text), input("y").comment(text));
                case 5 ->
                    allow.comment(text)
                            .metadata(
                                    metadata().title(text).description(text).custom(text, Map.of(text, List.of(text))));
                case 6 ->
                    allow.metadata(
                            metadata().organization(text).author(text, text).label(text, text));
                case 7 ->
                    module.metadata(metadata().relatedResource(text, text).description("d"))
                            .header(text);
                default ->
                    allow = rule("allow")
                            .when(input(text).comment(text))
                            .metadata(metadata().title(text));
            }
            built = module.add(allow).add(rule("other").assign(1)).build();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return false;
        }
        String written = Rego.format(built);
        RegoModule read = Rego.parse(written);

        assertThat(read.withComments(List.of()))
                .as("%s in%n%s", text, written)
                .isEqualTo(built.withComments(List.of()));
        assertThat(read.rules())
                .extracting(rule -> rule.head().ref().toString())
                .containsExactly("allow", "other");
        assertThat(read.rules().get(1)).extracting(Rule::annotations).isEqualTo(List.<Annotations>of());
        boolean comments = i % 9 < 5;
        if (comments) {
            List<String> lines = text.isEmpty() ? List.of("") : text.lines().toList();
            assertThat(read.comments())
                    .extracting(HostileTextTest::line)
                    .as(written)
                    .containsAll(lines.stream().map(GoText::trim).toList());
        }
        return true;
    }

    private static String line(Comment comment) {
        return GoText.trim(comment.text());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
