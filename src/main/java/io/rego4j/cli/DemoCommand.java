package io.rego4j.cli;

import static io.rego4j.dsl.Dsl.array;
import static io.rego4j.dsl.Dsl.defaultRule;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.var;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.format.FormatOptions;
import io.rego4j.migrate.PolicyFormat;
import io.rego4j.opa.Decision;
import io.rego4j.opa.Opa;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.parse.ParseOptions;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/** {@code rego4j demo}: the main job on two small policies, with a sentence about each step. */
@CommandLine.Command(
        name = "demo",
        description =
                "Show the main job: build a policy in Java, print it, have OPA check and decide it; then take an old"
                        + " policy to the Rego of today. Needs opa, which is found or installed.",
        footer = {"", "Example:", "  rego4j demo"})
final class DemoCommand implements Command {
    private static final String PET = "pet113-987";

    private final Shell shell;
    private final PrintStream out;

    DemoCommand(Shell shell) {
        this.shell = shell;
        this.out = shell.out();
    }

    @Override
    public int run() throws IOException {
        OpaBinary opa = OpaBinary.finder().listener(shell.err()::println).find();
        petstore(opa);
        hello(opa);
        return 0;
    }

    private void petstore(OpaBinary opa) throws IOException {
        step(1, "A policy built in Java. The builder makes a typed tree; no line of Rego text is involved.");
        RegoModule policy = petstorePolicy();
        step(2, "The tree written as Rego:");
        String text = Rego.format(policy);
        show(text);
        step(3, "The real OPA looks at that text.");
        confirm("opa fmt would not change it", fmt(opa, text).equals(text));
        try (Opa engine = Opa.local(OpaOptions.defaults().binary(opa))) {
            engine.load(Policies.none().module("petstore.rego", text));
            confirm("opa check accepts it", true);
            step(4, "OPA decides data.application.authz.allow. Only the owner may change a pet:");
            decide(engine, "data.application.authz.allow", requests());
            step(5, "A document that no rule defines is undefined. That is neither false nor an error:");
            decide(engine, "data.application.authz.deny", Map.of("the same PUT by bob", request("PUT", "bob")));
        }
    }

    private void hello(OpaBinary opa) throws IOException {
        step(6, "An old policy, in the Rego before OPA 1.0:");
        String old = resource("hello.rego");
        show(old);
        step(7, "It is read as v0 and written as v1:");
        PolicyFormat migration =
                new PolicyFormat(ParseOptions.of(RegoVersion.V0), FormatOptions.DEFAULT.withDropV0Imports(true));
        String text = migration.of(Source.of("hello.rego", old)).text();
        show(text);
        out.println();
        confirm("opa fmt would not change it", fmt(opa, text).equals(text));
        try (Opa engine = Opa.local(OpaOptions.defaults().binary(opa))) {
            JsonNode data = new ObjectMapper().readTree(resource("data.json"));
            engine.load(Policies.none().module("hello.rego", text).data(data));
            confirm("opa check accepts it", true);
            step(8, "OPA decides data.hello.hello with three greetings as its data; there is none in German:");
            Map<String, Object> inputs = new LinkedHashMap<>();
            for (String language : List.of("en", "es", "fr", "de")) {
                inputs.put("{\"lang\": \"" + language + "\"}", Map.of("lang", language));
            }
            decide(engine, "data.hello.hello", inputs);
        }
    }

    /** The policy of samples/petstore. */
    static RegoModule petstorePolicy() {
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

    private static Map<String, Object> requests() {
        Map<String, Object> requests = new LinkedHashMap<>();
        requests.put("PUT by bob, the owner", request("PUT", "bob"));
        requests.put("PUT by alice, who is not", request("PUT", "alice"));
        requests.put("GET by bob", request("GET", "bob"));
        return requests;
    }

    private static Map<String, Object> request(String method, String user) {
        return Map.of("method", method, "path", List.of("pets", PET), "user", user, "owner", "bob");
    }

    private void decide(Opa engine, String reference, Map<String, Object> inputs) {
        inputs.forEach((name, input) -> {
            Decision<JsonNode> decision = engine.decide(reference, input);
            String answer = decision.fold(JsonNode::toString, () -> "undefined", error -> "failed: " + error.message());
            out.printf("    %-26s -> %s%n", name, answer);
        });
    }

    private static String fmt(OpaBinary opa, String text) {
        return opa.run(text, List.of("fmt")).out();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DemoCommand.class.getResourceAsStream("hello/" + name))) {
            return Source.of(name, in.readAllBytes()).text();
        }
    }

    private void step(int number, String what) {
        out.println((number == 1 ? "" : "\n") + number + ". " + what);
    }

    private void show(String rego) {
        out.println();
        rego.lines().forEach(line -> out.println(line.isEmpty() ? "" : "    " + line));
    }

    private void confirm(String what, boolean holds) {
        if (!holds) {
            throw new UserError(2, "the demonstration failed: it is not true that " + what);
        }
        out.println("    " + what + ": yes");
    }
}
