package io.rego4j.dsl;

import static io.rego4j.dsl.Builtins.count;
import static io.rego4j.dsl.Dsl.call;
import static io.rego4j.dsl.Dsl.data;
import static io.rego4j.dsl.Dsl.defaultRule;
import static io.rego4j.dsl.Dsl.function;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.operand;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.templateString;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Capabilities;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What OPA would reject is an error when the module is built, and names the rule and the expression. */
class BuildCheckTest {
    private static List<String> errors(ModuleBuilder module) {
        try {
            module.build();
            return List.of();
        } catch (PolicyException e) {
            return e.errors().stream().map(Diagnostic::toLine).toList();
        }
    }

    @Test
    void anUnsafeVariableIsNamedWithItsRuleAndExpression() {
        assertThatThrownBy(module("shop").add(rule("allow").when(var("x").gt(1)))::build)
                .isInstanceOf(PolicyException.class)
                .hasMessage("""
                        module shop is wrong:
                        - rego_unsafe_var_error: var x is unsafe (rule allow, expression x > 1)
                        Declare what is missing, name the modules that have it with alongside(…), or do without the check \
                        with buildUnchecked().""");
    }

    @Test
    void aRuleByItselfIsHeldToTheArgumentsOfTheBuiltIns() {
        assertThatThrownBy(rule("allow").when(call("plus", 1, "x").gt(2), call("count", input("a"), 1, 2))::build)
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("rule allow is wrong:\n- rego_type_error: plus: invalid argument(s)")
                .hasMessageContaining("\n- rego_type_error: count: arity mismatch (expression count(input.a, 1, 2))")
                .hasMessageEndingWith("for instance where the policy has a function of the same name.");
        assertThat(rule("allow")
                        .when(call("count", input("a"), 1, 2))
                        .buildUnchecked()
                        .toString())
                .contains("count(input.a, 1, 2)");
        // Who declares these is not known here.
        assertThat(rule("allow")
                        .when(var("x").gt(1), call("f", 1))
                        .build()
                        .head()
                        .name())
                .isEqualTo("allow");
    }

    @Test
    void aNameThatIsDeclaredTwiceIsNamedWithItsRule() {
        assertThat(errors(module("shop")
                        .add(rule("allow")
                                .when(some("x").in(input("xs")), some("x").in(input("ys"))))))
                .singleElement()
                .asString()
                .startsWith("rego_compile_error: var x declared above (rule allow, expression some ");
    }

    @Test
    void aRelationInATemplateStringIsNamedWithItsRule() {
        assertThat(errors(module("shop")
                        .add(rule("text").assign(1).when(templateString("a", Builtins.walk(input("x")))))))
                .singleElement()
                .asString()
                .startsWith(
                        "rego_compile_error: illegal call to relation built-in 'walk' that may cause multiple outputs"
                                + " (rule text, expression walk(input.x");
    }

    @Test
    void everyUnsafeVariableIsReported() {
        assertThat(errors(module("shop")
                        .add(rule("allow").when(var("x").gt(1)))
                        .add(rule("deny").when(input("a").eq(var("y"))))))
                .containsExactly(
                        "rego_unsafe_var_error: var x is unsafe (rule allow, expression x > 1)",
                        "rego_unsafe_var_error: var y is unsafe (rule deny, expression input.a == y)");
    }

    @Test
    void anUnknownBuiltInIsAnError() {
        assertThat(errors(module("shop").add(rule("allow").when(call("cuont", input("xs"))))))
                .containsExactly("rego_type_error: undefined function cuont (rule allow, expression cuont(input.xs))");
    }

    @Test
    void aWrongNumberOfArgumentsIsAnError() {
        assertThat(errors(module("shop").add(rule("allow").when(call("startswith", input("x"))))))
                .singleElement()
                .asString()
                .startsWith("rego_type_error: startswith: arity mismatch (rule allow, expression startswith(input.x))");
        assertThat(errors(module("shop")
                        .add(function("f", "x").assign(var("x")))
                        .add(rule("allow").when(call("f", 1, 2, 3)))))
                .containsExactly("rego_type_error: function data.shop.f has arity 1, got 3 arguments"
                        + " (rule allow, expression f(1, 2, 3))");
    }

    @Test
    void whatAnotherOpaDoesNotHaveIsUnknown() {
        Capabilities offline = Capabilities.current().without(List.of("http.send"));
        ModuleBuilder module =
                module("shop").add(rule("allow").when(Builtins.httpSend(input()).get("ok")));

        assertThat(errors(module)).isEmpty();
        assertThat(errors(module.capabilities(offline)))
                .singleElement()
                .asString()
                .startsWith("rego_type_error: undefined function http.send (rule allow, expression ");
    }

    @Test
    void aKeywordOfTheTargetVersionIsNoName() {
        assertThatThrownBy(module("shop").add(rule("if").assign(1))::build)
                .hasMessage("rule if: \"if\" is a keyword of Rego v1: choose another name");
        assertThat(errors(module("shop").version(RegoVersion.V0).add(rule("if").assign(1))))
                .isEmpty();
        assertThat(errors(module("shop")
                        .version(RegoVersion.V0)
                        .imports("future.keywords.if")
                        .add(rule("if").assign(1))))
                .containsExactly("rego_parse_error: if keyword cannot be used for rule name (rule if)");
    }

    @Test
    void whatOpaTakesForANameIsNoKeyword() {
        assertThat(errors(module("shop")
                        .add(rule("p")
                                .when(var("contains").assign(1), var("contains").gt(0)))
                        .add(rule("if.x").assign(1))
                        .add(rule("q").when(operand(new VarTerm("if")).get("x")))))
                .isEmpty();
    }

    @Test
    void defaultsAndKindsOfRulesMustAgree() {
        assertThat(errors(module("shop").add(defaultRule("allow", false)).add(defaultRule("allow", true))))
                .containsExactly("rego_type_error: multiple default rules data.shop.allow found at"
                        + " rule allow, rule allow (rule allow)");
        assertThat(errors(module("shop")
                        .add(rule("deny").contains("a").when(input("a")))
                        .add(rule("deny").assign(1).when(input("b")))))
                .singleElement()
                .asString()
                .startsWith("rego_type_error: conflicting rules data.shop.deny found");
    }

    @Test
    void recursionIsAnError() {
        assertThat(errors(module("shop")
                        .add(rule("p").when(var("q")))
                        .add(rule("q").when(var("p")))))
                .contains("rego_recursion_error: rule data.shop.p is recursive:"
                        + " data.shop.p -> data.shop.q -> data.shop.p (rule p)");
    }

    @Test
    void functionsOfOtherPackagesAreLeftToThoseWhoKnowThem() {
        ModuleBuilder orders = module("shop.orders")
                .imports("data.shop.users")
                .add(rule("allow").when(call("users.known", input("name"), 1, 2)))
                .add(rule("price").assign(call("data.shop.prices.of", input("item"))))
                .add(rule("deny").when(call("data.shop.prices.of", input("item"), var("p")), var("p").gt(1)))
                .add(rule("mocked").when(var("allow").with(data("shop.users.known"), var("count"))));
        RegoModule users = module("shop.users")
                .add(function("known", "name").when(var("name").in(input("names"))))
                .build();

        assertThat(errors(orders)).isEmpty();
        assertThat(errors(orders.alongside(users)))
                .containsExactly("rego_type_error: function data.shop.users.known has arity 1, got 3 arguments"
                        + " (rule allow, expression users.known(input.name, 1, 2))");
    }

    @Test
    void rulesOfTheSamePackageMayStandInAModuleAlongside() {
        ModuleBuilder second = module("shop").add(rule("allow").when(var("known")));
        RegoModule first = Rego.parse("package shop\n\nknown if input.name");

        assertThat(errors(second))
                .containsExactly("rego_unsafe_var_error: var known is unsafe (rule allow, expression known)");
        assertThat(errors(second.alongside(first))).isEmpty();
    }

    @Test
    void aFunctionThatTheModuleItselfCouldOnlyHaveIsMissing() {
        assertThat(errors(module("shop")
                        .add(rule("users").assign(1))
                        .add(rule("allow").when(call("data.shop.users.known", 1)))))
                .containsExactly("rego_type_error: undefined function data.shop.users.known"
                        + " (rule allow, expression data.shop.users.known(1))");
    }

    @Test
    void typesAreCheckedAsOpaChecksThem() {
        assertThat(errors(module("shop")
                        .add(rule("limit").assign("ten"))
                        .add(rule("allow")
                                .when(count(var("limit")).gt(1), var("limit").eq(10)))))
                .containsExactly("rego_type_error: match error (rule allow, expression limit == 10)"
                        + " (hints: left: string, right: number)");
    }

    @Test
    void theCheckCanBeLeftOut() {
        RegoModule wrong =
                module("shop").add(rule("allow").when(var("x").gt(1))).buildUnchecked();

        assertThat(Rego.format(wrong)).isEqualTo("package shop\n\nallow if x > 1\n");
    }

    @Test
    void quotedRegoIsCheckedToo() {
        assertThat(errors(module("shop").add(rule("allow").when(some("y"), Rego.expr("x > 1")))))
                .contains("rego_unsafe_var_error: var x is unsafe (rule allow, expression x > 1)");
    }
}
