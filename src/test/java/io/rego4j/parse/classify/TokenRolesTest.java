package io.rego4j.parse.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenReader;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The role of each token by what stands around it. A case is a text in which {@code ‹›} encloses the token that is asked for,
 * the class that decides, and the role. A rule is read after {@code package p}.
 */
class TokenRolesTest {
    /** Text, deciding class, role. The version is v2, in which every keyword is one. */
    static final List<String> CASES = List.of(
            // Brackets by what stands before them.
            "a := x‹[›0] | TokenClassifier | INDEX_OPEN",
            "a := [x]‹[›0] | TokenClassifier | INDEX_OPEN",
            "a := {[x] ‹[›0]} | TokenClassifier | LBRACK",
            "a := ‹[›0] | TokenClassifier | LBRACK",
            "a ‹[›x] { true } | TokenClassifier | INDEX_OPEN",
            "a := f‹(›0) | TokenClassifier | CALL_OPEN",
            "a := f(0)‹(›1) | TokenClassifier | LPAREN",
            "a := ‹(›0) | TokenClassifier | LPAREN",
            // The dot of a reference, and any other.
            "a := x‹.›y | TokenClassifier | REF_DOT",
            "a := ‹.›5 | TokenClassifier | DOT",
            // Braces that open bodies.
            "a ‹{› true } | TokenClassifier | BODY_OPEN",
            "a if ‹{› true } | TokenClassifier | BODY_OPEN",
            "a := 1 if { false } else ‹{› true } | TokenClassifier | BODY_OPEN",
            "a { true } ‹{› false } | TokenClassifier | BODY_OPEN",
            "a if { every x in y ‹{› x } } | TokenClassifier | BODY_OPEN",
            "a if { not ‹{› x } } | TokenClassifier | BODY_OPEN",
            // Operands of and and or.
            "a if { ‹{› x } and y } | TokenClassifier | OPERAND_OPEN",
            "a if { x or ‹{› y } } | TokenClassifier | OPERAND_OPEN",
            "a if ‹{› x } or y | TokenClassifier | OPERAND_OPEN",
            // Brackets by their contents.
            "a := ‹{›} | BracketScanner | OBJECT_OPEN",
            "a := ‹{›x: y} | BracketScanner | OBJECT_OPEN",
            "a := ‹{›x, y} | BracketScanner | SET_OPEN",
            "a := ‹{›x | y} | BracketScanner | SET_COMPREHENSION",
            "a := ‹{›x: y | z} | BracketScanner | OBJECT_COMPREHENSION",
            "a := ‹[›x | y] | BracketScanner | ARRAY_COMPREHENSION",
            "a := ‹[›x | y, z] | BracketScanner | LBRACK",
            "a := ‹{›1, x | y} | BracketScanner | SET_OPEN",
            "a if ‹{›x} == y | BracketScanner | SET_OPEN",
            "a if ‹{›x | y} | BracketScanner | SET_COMPREHENSION",
            // Bars.
            "a := {x ‹|› y} | BracketScanner | COMPREHENSION_BAR",
            "a := {x | y ‹|› z} | BracketScanner | UNION",
            "a := x ‹|› y | BracketScanner | UNION",
            // Commas.
            "a := [x‹,›] | TokenClassifier | LAST_COMMA",
            "a := [x‹,› y] | TokenClassifier | COMMA",
            "a := [‹,›] | TokenClassifier | COMMA",
            // Signs.
            "a := ‹-›x | TokenClassifier | SIGN",
            "a := x ‹-› y | TokenClassifier | MINUS",
            "a := f(‹-›1) | TokenClassifier | SIGN",
            "a := x + ‹-›1 | TokenClassifier | SIGN",
            "a if { some x, y\n ‹-›x < 1 } | SomeDeclarations | SIGN",
            // contains.
            "a ‹contains› x if true | TokenClassifier | HEAD_CONTAINS",
            "a := ‹contains›(x, y) | TokenClassifier | NAME",
            "a if { ‹contains›(x, y) } | TokenClassifier | NAME",
            // Keywords that are names.
            "a := x.‹if› | TokenClassifier | NAME",
            "a if { ‹if›.x } | TokenClassifier | NAME",
            "a if { ‹in›[0] } | TokenClassifier | NAME",
            "a := ‹and›(x, y) | TokenClassifier | NAME",
            "a := x ‹and› y | TokenClassifier | AND",
            "a := x ‹or› y | TokenClassifier | OR",
            "a if { ‹every› x in y { x } } | TokenClassifier | EVERY",
            "a if { some x ‹in› y } | TokenClassifier | IN",
            "a ‹if› true | TokenClassifier | IF",
            "a := 1 if { false } ‹else› := 2 | TokenClassifier | ELSE",
            "a if { x with input ‹as› y } | TokenClassifier | AS",
            "‹default› a := 1 | TokenReader | DEFAULT",
            "a := ‹null› | TokenReader | NULL",
            // White space after a dot.
            "a := x. ‹y› | TokenClassifier | ILLEGAL",
            // Characters that start no token.
            "a := ‹@› | TokenReader | ILLEGAL",
            // Pieces of a template string.
            "a := ‹$\"x {›y} z\" | TokenReader | TEMPLATE_PART",
            "a := $\"x {y}‹ z\"› | TokenReader | TEMPLATE_END",
            "a := ‹$\"x\"› | TokenReader | TEMPLATE_END",
            // Numbers, strings and names.
            "a := ‹1.5e3› | ConstantScanner | NUMBER",
            "a := ‹\"x\"› | ConstantScanner | STRING",
            "a := ‹`x`› | ConstantScanner | RAW_STRING",
            "‹a› := 1 | TokenReader | NAME");

    @ParameterizedTest
    @FieldSource("CASES")
    void theRoleOfATokenDependsOnWhatStandsAroundIt(String given) {
        Case asked = Case.of(given);

        assertThat(asked.role(ParseOptions.of(RegoVersion.V2)))
                .as("decided by %s", asked.decidedBy)
                .isEqualTo(asked.role);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "v0; a ‹if› true; NAME",
                "v0; a := x ‹in› y; NAME",
                "v0; import rego.v1 a ‹if› true; IF",
                "v0; import future.keywords.in a := x ‹in› y; IN",
                "v1; a := x ‹and› y; NAME",
                "v1; import rego.v2 a := x ‹and› y; AND",
                "v1; a if { not ‹{›x} }; SET_OPEN",
                "v1; import future.keywords.not a if { not ‹{› x } }; BODY_OPEN"
            })
    void aWordIsAKeywordFromAVersionOrAnImportOn(String version, String text, String role) {
        Case asked = Case.of(text + " | ActiveKeywords | " + role);

        assertThat(asked.role(ParseOptions.of(RegoVersion.of(version))))
                .as("decided by %s", asked.decidedBy)
                .isEqualTo(role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a := x.‹if›", "a if { ‹if›.x }"})
    void withoutTheFeatureNoKeywordIsAName(String text) {
        ParseOptions options = ParseOptions.of(RegoVersion.V1).withCapabilities(Set.of(), Set.of("rego_v1"));

        assertThat(Case.of(text + " | LanguageFeatures | IF").role(options))
                .as("decided by LanguageFeatures")
                .isEqualTo("IF");
    }

    @Test
    void whereOnlyQueriesMayStandABraceAfterATermOpensNoBody() {
        assertThat(Case.of("a ‹{›x} | TokenClassifier | SET_OPEN").role(ParseOptions.DEFAULT, false))
                .as("decided by TokenClassifier")
                .isEqualTo("SET_OPEN");
    }

    @Test
    void eachRoleThatTheGrammarDeclaresBesideTheCharactersHasACase() {
        Set<String> tested =
                CASES.stream().map(given -> Case.of(given).role).collect(Collectors.toCollection(TreeSet::new));
        // The types that the lexer grammar declares without characters come before all others.
        List<String> declared = IntStream.range(1, RegoLexer.PACKAGE)
                .mapToObj(RegoLexer.VOCABULARY::getSymbolicName)
                .toList();

        assertThat(declared).isNotEmpty();
        assertThat(tested).containsAll(declared);
    }

    private record Case(String text, int offset, String decidedBy, String role) {
        static Case of(String given) {
            List<String> parts = Arrays.asList(given.split(" \\| (?=\\w+ \\| \\w+$)| \\| (?=\\w+$)"));
            String text = "package p\n" + parts.get(0);
            return new Case(text.replace("‹", "").replace("›", ""), text.indexOf('‹'), parts.get(1), parts.get(2));
        }

        String role(ParseOptions options) {
            return role(options, true);
        }

        String role(ParseOptions options, boolean rules) {
            TokenBuffer tokens = new TokenReader(Source.of(text), options).read();
            new TokenClassifier(tokens, options, rules).read(0);
            return RegoLexer.VOCABULARY.getSymbolicName(tokens.role(tokens.after(offset)));
        }
    }
}
