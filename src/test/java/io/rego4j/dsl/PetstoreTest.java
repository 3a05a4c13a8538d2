package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.array;
import static io.rego4j.dsl.Dsl.defaultRule;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Spelling;
import org.junit.jupiter.api.Test;

/** The policy that the builder exists for. */
class PetstoreTest {
    static RegoModule petstore() {
        return module("application.authz")
                .add(defaultRule("allow", false))
                .add(rule("allow")
                        .when(
                                input("method").eq("PUT"),
                                some("petid"),
                                input("path").unify(array("pets", var("petid"))),
                                input("user").eq(input("owner"))))
                .build();
    }

    @Test
    void hasOneExpressionForEachLine() {
        RegoModule petstore = petstore();

        assertThat(petstore.pkg().name()).isEqualTo("application.authz");
        assertThat(petstore.rules()).hasSize(2);
        assertThat(petstore.rules().get(0).isDefault()).isTrue();
        Rule allow = petstore.rules().get(1);
        assertThat(allow.head().origin().has(Spelling.IF)).isTrue();
        assertThat(allow.body().exprs())
                .extracting(e -> e.terms().toString())
                .first()
                .isEqualTo("equal(input.method, \"PUT\")");
        assertThat(allow.body().get(1).terms()).isInstanceOf(SomeDecl.class);
    }
}
