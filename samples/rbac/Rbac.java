import static io.rego4j.dsl.Dsl.data;
import static io.rego4j.dsl.Dsl.defaultRule;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.metadata;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.typed;
import static io.rego4j.dsl.Dsl.value;
import static io.rego4j.dsl.Dsl.var;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.dsl.TypedInput;
import io.rego4j.opa.Opa;
import io.rego4j.opa.Policies;
import java.util.List;
import java.util.Map;

/** Role-based access: the policy is written once, roles and grants are data. */
public final class Rbac {
    private Rbac() {}

    /** Who asks for what. */
    public record Request(String user, String action, String type) {}

    /** What a role may do. */
    public record Grant(String action, String type) {}

    static RegoModule policy() {
        TypedInput<Request> in = input(Request.class);
        TypedInput<Grant> grant = typed(var("grant"), Grant.class);
        return module("app.rbac")
                .add(defaultRule("allow", false))
                .add(rule("allow")
                        .metadata(metadata()
                                .title("Some role of the user grants it")
                                .entrypoint())
                        .when(
                                some("grant").in(var("grants")),
                                in.at(Request::action).eq(grant.at(Grant::action)),
                                in.at(Request::type).eq(grant.at(Grant::type))))
                .add(rule("allow")
                        .comment("Admins may do anything.")
                        .when(value("admin").in(data("user_roles", in.at(Request::user)))))
                .add(rule("grants")
                        .contains(var("grant"))
                        .when(
                                some("role").in(data("user_roles", in.at(Request::user))),
                                some("grant").in(data("role_grants", var("role")))))
                .build();
    }

    /** Prints the policy and four decisions. */
    public static void main(String[] args) {
        Map<String, List<String>> users =
                Map.of("alice", List.of("admin"), "bob", List.of("employee", "billing"), "eve", List.of("customer"));
        Map<String, List<Grant>> roles = Map.of(
                "customer", List.of(new Grant("read", "dog")),
                "employee", List.of(new Grant("read", "dog"), new Grant("update", "dog")),
                "billing", List.of(new Grant("read", "finance")));
        System.out.println(Rego.format(policy()));
        try (Opa opa = Opa.command()) {
            opa.load(Policies.of(policy()).data(Map.of("user_roles", users, "role_grants", roles)));
            for (Request request : List.of(
                    new Request("alice", "delete", "finance"),
                    new Request("bob", "read", "finance"),
                    new Request("eve", "update", "dog"),
                    new Request("nobody", "read", "dog"))) {
                System.out.println(request + ": " + opa.allowed("data.app.rbac.allow", request));
            }
        }
    }
}
