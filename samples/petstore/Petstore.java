import static io.rego4j.dsl.Dsl.array;
import static io.rego4j.dsl.Dsl.defaultRule;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.var;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.opa.Opa;
import java.util.List;
import java.util.Map;

/** Who may change a pet: a policy that is built in Java, written as Rego, and decided by a real OPA. */
public class Petstore {
    static RegoModule policy() {
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

    public static void main(String[] args) {
        RegoModule policy = policy();
        System.out.println(Rego.format(policy));
        try (Opa opa = Opa.local().load(policy)) {
            for (String user : List.of("bob", "alice")) {
                Map<String, Object> request =
                        Map.of("method", "PUT", "path", List.of("pets", "pet113-987"), "user", user, "owner", "bob");
                System.out.println(user + ": " + opa.allowed("data.application.authz.allow", request));
            }
        }
    }
}
