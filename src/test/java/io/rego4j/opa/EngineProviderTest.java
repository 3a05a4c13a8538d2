package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

/** An engine from outside: found by its name, and no different to its user. */
class EngineProviderTest {
    /** Answers with the reference that it is asked for. */
    public static final class Parrot implements EngineProvider {
        @Override
        public String name() {
            return "parrot";
        }

        @Override
        public Engine create(OpaOptions options) {
            return new Engine() {
                @Override
                public void load(Policies policies) {}

                @Override
                public Reply ask(Question question) {
                    return Reply.of(TextNode.valueOf(question.query()));
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void findsAnEngineByItsName() {
        try (Opa opa = Opa.engine("parrot", OpaOptions.defaults())) {
            assertThat(opa.load().decide("data.a[\"b c\"]", null, String.class).orElseThrow())
                    .isEqualTo("data.a[\"b c\"]");
            assertThatThrownBy(opa::documents).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void namesTheEnginesThatThereAre() {
        assertThatThrownBy(() -> Opa.engine("magpie", OpaOptions.defaults()))
                .hasMessageContaining("no engine \"magpie\"")
                .hasMessageContaining("parrot")
                .hasMessageContaining("plan");
    }
}
