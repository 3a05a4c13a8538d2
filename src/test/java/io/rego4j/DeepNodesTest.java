package io.rego4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.NodeOrder;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.Capabilities;
import io.rego4j.check.Checker;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Built terms that are nested deep, asked on a thread with the default stack; {@code -Drego4j.depth} asks for another depth. */
@Tag("slow")
class DeepNodesTest {
    private static final int DEPTH = Integer.getInteger("rego4j.depth", 100_000);
    private static final Term ONE = new NumberTerm("1");
    private static final RefTerm INPUT = new RefTerm(List.of(new VarTerm("input")));

    private static final Map<String, UnaryOperator<Term>> KINDS = Map.ofEntries(
            Map.entry("array", t -> new ArrayTerm(List.of(t))),
            Map.entry("set", t -> new SetTerm(List.of(t))),
            Map.entry("set of two", t -> new SetTerm(List.of(t, ONE))),
            Map.entry("value", t -> new ObjectTerm(List.of(new ObjectTerm.Entry(new StringTerm("a"), t)))),
            Map.entry("key", t -> new ObjectTerm(List.of(new ObjectTerm.Entry(t, ONE)))),
            Map.entry("call", t -> new CallTerm(INPUT, List.of(t))),
            Map.entry("reference", t -> new RefTerm(List.of(new VarTerm("input"), t))),
            Map.entry("head", t -> new ArrayComprehensionTerm(t, Body.of(new Expr(new BooleanTerm(true))))),
            Map.entry("body", t -> new ArrayComprehensionTerm(ONE, Body.of(new Expr(t)))),
            Map.entry("template", t -> new TemplateStringTerm(List.of(new Expr(t)), false)),
            Map.entry(
                    "every",
                    t -> new ArrayComprehensionTerm(
                            ONE, Body.of(new Expr(new Every(null, new VarTerm("x"), INPUT, Body.of(new Expr(t))))))),
            Map.entry(
                    "with",
                    t -> new ArrayComprehensionTerm(
                            ONE, Body.of(new Expr(INPUT, List.of(new With(INPUT, t)), false, false)))));

    static Stream<String> kinds() {
        return KINDS.keySet().stream().sorted();
    }

    private static Term deep(String kind) {
        Term term = ONE;
        for (int i = 0; i < DEPTH; i++) {
            term = KINDS.get(kind).apply(term);
        }
        return term;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void answersWhatIsAskedOfADeepTerm(String kind) {
        Term term = deep(kind);
        Term same = deep(kind);

        assertThat(term.equals(same)).isTrue();
        assertThat(term.hashCode()).isEqualTo(same.hashCode());
        assertThat(NodeOrder.INSTANCE.compare(term, same)).isZero();
        assertThat(new SetTerm(List.of(term, same)).items().size()).isEqualTo(1);
        assertThat(term.isGround()).isEqualTo(!kind.equals("template") && !kind.equals("every"));
        assertThat(term.toString().length()).isGreaterThan(DEPTH);
        Rewriter changing = new Rewriter() {
            @Override
            public Term visitNumber(NumberTerm number) {
                return new NumberTerm("2");
            }
        };
        assertThat(changing.term(term).equals(term)).isFalse();
        assertThat(new Rewriter() {}.term(term) == term).isTrue();
        assertThat(Checker.checkCalls(term, Capabilities.current())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void writesAndReadsTheJsonOfADeepTerm(String kind) {
        Term term = deep(kind);

        String json = AstJson.toString(term, AstJsonOptions.DEFAULT.withIndent(false));

        assertThat(AstJson.readTerm(json).equals(term)).isTrue();
    }
}
