import static io.rego4j.dsl.Builtins.concat;
import static io.rego4j.dsl.Builtins.jwtDecodeVerify;
import static io.rego4j.dsl.Builtins.jwtEncodeSign;
import static io.rego4j.dsl.Builtins.startsWith;
import static io.rego4j.dsl.Builtins.trimPrefix;
import static io.rego4j.dsl.Dsl.array;
import static io.rego4j.dsl.Dsl.data;
import static io.rego4j.dsl.Dsl.defaultRule;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.object;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.set;
import static io.rego4j.dsl.Dsl.var;
import static io.rego4j.dsl.Dsl.wildcard;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.dsl.Operand;
import io.rego4j.opa.Opa;
import io.rego4j.opa.Policies;
import java.util.List;
import java.util.Map;

/** An authorizer for an API gateway: it checks the token of the request and looks at its claims. */
public final class ApiAuthorizer {
    private ApiAuthorizer() {}

    static RegoModule policy() {
        Operand authorization = input("headers.authorization");
        Operand trusted = object("secret", data("gateway.secret"), "alg", "HS256", "iss", "example");
        return module("gateway.authz")
                .add(defaultRule("allow", false))
                .add(rule("claims")
                        .assign(var("payload"))
                        .when(
                                startsWith(authorization, "Bearer "),
                                var("token").assign(trimPrefix(authorization, "Bearer ")),
                                array(var("valid"), wildcard(), var("payload"))
                                        .assign(jwtDecodeVerify(var("token"), trusted)),
                                var("valid")))
                .add(rule("allow")
                        .comment("Everybody with a token may read.")
                        .when(input("method").in(set("GET", "HEAD")), var("claims")))
                .add(rule("allow")
                        .comment("Who writes needs the scope of the resource.")
                        .when(
                                var("scope").assign(concat(":", array(input("resource"), "write"))),
                                var("scope").in(var("claims").get("scopes"))))
                .build();
    }

    /** A module that makes tokens, as the issuer would. */
    static RegoModule issuer() {
        return module("issuer")
                .add(rule("token")
                        .assign(jwtEncodeSign(
                                object("alg", "HS256", "typ", "JWT"),
                                object("iss", "example", "scopes", input("scopes")),
                                object("kty", "oct", "k", "c2VjcmV0"))))
                .build();
    }

    /** Prints the policy and four decisions. */
    public static void main(String[] args) {
        System.out.println(Rego.format(policy()));
        try (Opa opa = Opa.command()) {
            opa.load(Policies.of(policy(), issuer()).data(Map.of("gateway", Map.of("secret", "secret"))));
            String token = opa.decide("data.issuer.token", Map.of("scopes", List.of("pets:write")), String.class)
                    .orElseThrow();
            ask(opa, "no token", "GET", "pets", "");
            ask(opa, "a token", "GET", "pets", "Bearer " + token);
            ask(opa, "a token with the scope", "POST", "pets", "Bearer " + token);
            ask(opa, "a token with another scope", "POST", "orders", "Bearer " + token);
            ask(opa, "a token with a broken signature", "GET", "pets", "Bearer " + token + "x");
        }
    }

    private static void ask(Opa opa, String what, String method, String resource, String authorization) {
        Map<String, ?> input =
                Map.of("method", method, "resource", resource, "headers", Map.of("authorization", authorization));
        System.out.println(
                method + " " + resource + " with " + what + ": " + opa.allowed("data.gateway.authz.allow", input));
    }
}
