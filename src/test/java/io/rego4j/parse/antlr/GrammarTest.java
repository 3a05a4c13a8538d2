package io.rego4j.parse.antlr;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenReader;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.ModuleGenerator;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.junit.jupiter.api.Test;

/** The grammar says what the parser does: its lexer cuts as the reader does, and its page is drawn from it. */
class GrammarTest {
    /** Set this property to write the page anew: {@code mvn test -Dtest=GrammarTest -Drego4j.docs=write}. */
    private static final boolean WRITE = "write".equals(System.getProperty("rego4j.docs"));

    @Test
    void theReaderCutsTokensAsTheLexerGrammarSays() {
        ModuleGenerator generator = new ModuleGenerator(3, RegoVersion.V0);
        ParseOptions options = ParseOptions.of(RegoVersion.V2);
        for (int i = 0; i < 50; i++) {
            String text = generator.module();
            assertThat(read(text, options)).as(text).isEqualTo(lexed(text));
        }
    }

    @Test
    void noDecisionOfTheGrammarNeedsMoreThanOneToken() throws Exception {
        Path parser = Path.of("target/generated-sources/antlr4/io/rego4j/parse/antlr/RegoGrammar.java");
        if (Files.exists(parser)) {
            assertThat(Files.readString(parser)).doesNotContain("adaptivePredict");
        }
    }

    @Test
    void theParserStartsWithoutItsAutomatonAndStillHasIt() {
        assertThat(RegoGrammar.class.getDeclaredFields())
                .extracting(Field::getType)
                .doesNotContain(ATN.class);
        RegoGrammar parser = new RegoGrammar(new CommonTokenStream(new RegoLexer(CharStreams.fromString(""))));
        assertThat(parser.getATN().ruleToStartState).hasSameSizeAs(RegoGrammar.ruleNames);
    }

    @Test
    void thePageOfDiagramsIsDrawnFromTheGrammar() throws Exception {
        String page = RailroadPage.of(Files.readString(Path.of("grammar/RegoGrammar.g4")));
        Path file = Path.of("docs/grammar.html");
        if (WRITE) {
            Files.writeString(file, page);
        }
        assertThat(Files.readString(file)).isEqualTo(page);
    }

    private static List<String> read(String text, ParseOptions options) {
        TokenBuffer tokens = new TokenReader(Source.of(text), options).read();
        List<String> out = new ArrayList<>();
        for (int i = 0; i < tokens.size() - 1; i++) {
            out.add(tokens.type(i) + " " + tokens.text(i));
        }
        return out;
    }

    private static List<String> lexed(String text) {
        List<String> out = new ArrayList<>();
        for (Token token : new RegoLexer(CharStreams.fromString(text)).getAllTokens()) {
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                out.add(token.getType() + " " + token.getText());
            }
        }
        return out;
    }
}
