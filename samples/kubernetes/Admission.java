import static io.rego4j.dsl.Builtins.startsWith;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.not;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.templateString;
import static io.rego4j.dsl.Dsl.var;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.opa.Opa;
import io.rego4j.opa.Policies;
import java.util.List;
import java.util.Map;

/** Kubernetes admission: each reason to deny a pod is a message made by a template string. */
public final class Admission {
    private static final String REGISTRY = "registry.example.com/";

    private Admission() {}

    static RegoModule policy() {
        return module("kubernetes.admission")
                .add(rule("containers")
                        .contains(var("container"))
                        .when(
                                input("request.kind.kind").eq("Pod"),
                                some("container").in(input("request.object.spec.containers"))))
                .add(rule("deny")
                        .contains(templateString(
                                "image ", var("container").get("image"), " does not come from ", REGISTRY))
                        .when(
                                some("container").in(var("containers")),
                                not(startsWith(var("container").get("image"), REGISTRY))))
                .add(rule("deny")
                        .contains(templateString("container ", var("container").get("name"), " runs as root"))
                        .when(
                                some("container").in(var("containers")),
                                not(var("container").get("securityContext", "runAsNonRoot"))))
                .build();
    }

    /** Prints the policy, and what it says of two pods. */
    public static void main(String[] args) {
        System.out.println(Rego.format(policy()));
        try (Opa opa = Opa.command()) {
            opa.load(Policies.of(policy()));
            for (Map<String, ?> container : List.of(
                    Map.of("name", "web", "image", "nginx"),
                    Map.of(
                            "name",
                            "web",
                            "image",
                            REGISTRY + "web:1",
                            "securityContext",
                            Map.of("runAsNonRoot", true)))) {
                Map<String, ?> pod = Map.of(
                        "request",
                        Map.of(
                                "kind", Map.of("kind", "Pod"),
                                "object", Map.of("spec", Map.of("containers", List.of(container)))));
                System.out.println(container.get("image") + ": "
                        + opa.decide("data.kubernetes.admission.deny", pod).orElseThrow());
            }
        }
    }
}
