package io.rego4j.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.bundle.Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the linters of others say about each kind of pack. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("slow")
class PackLintTest {
    private static final Bundle BUNDLE =
            Bundle.builder().module("hello.rego", "package hello\n\nx := 1\n").build();

    private static Path packs;

    /** Every combination that fits together, by the name of its folder. */
    private static final Map<String, LambdaPackBuilder> ALL = new TreeMap<>();

    /** Those that the slower linters look at: each file of each kind at least once. */
    private static final List<String> SOME = List.of(
            "bootstrap-rest-none-x86_64",
            "shell-rest-api_key-x86_64",
            "web_adapter-rest-iam-arm64",
            "web_adapter-http-none-x86_64",
            "bootstrap-http-iam-arm64",
            "authorizer-simple-arm64",
            "authorizer-policy-x86_64",
            "released");

    @BeforeAll
    static void writePacks(@TempDir Path folder) throws Exception {
        for (Architecture architecture : Architecture.values()) {
            for (Adapter adapter : Adapter.values()) {
                for (ApiType api : ApiType.values()) {
                    for (ApiAuth auth : ApiAuth.values()) {
                        if (api == ApiType.REST || auth != ApiAuth.API_KEY) {
                            String name = String.join("-", adapter.name(), api.name(), auth.name());
                            put(
                                    name,
                                    architecture,
                                    builder().adapter(adapter).api(api).auth(auth));
                        }
                    }
                }
            }
            put("authorizer-simple", architecture, builder().authorizer("authz/allow"));
            LambdaPackBuilder policies = builder().authorizer("authz/allow");
            put("authorizer-policy", architecture, policies.authorizerPolicies().authorizerTtl(300));
        }
        ALL.put("released", builder().releasedOpa("a".repeat(64), "b".repeat(64)));
        for (Map.Entry<String, LambdaPackBuilder> each : ALL.entrySet()) {
            each.getValue().build().writeTo(folder.resolve(each.getKey()));
        }
        packs = folder;
    }

    private static void put(String name, Architecture architecture, LambdaPackBuilder builder) {
        ALL.put(
                name.toLowerCase(Locale.ROOT) + "-" + architecture.label(),
                builder.architecture(architecture).allow(List.of("GET,POST:/v1/data/*", "GET:/health")));
    }

    private static LambdaPackBuilder builder() {
        return LambdaPack.builder().bundle(BUNDLE);
    }

    @Test
    void cfnLintTakesEachTemplate() throws Exception {
        clean(List.of(Tools.linter("cfn-lint").toString(), "--regions", "eu-central-1", "--"), "template.yaml");
    }

    @Test
    void hadolintTakesEachDockerfile() throws Exception {
        clean(List.of(Tools.linter("hadolint").toString()), "Dockerfile");
    }

    @Test
    void shellcheckTakesEachScript() throws Exception {
        clean(List.of(Tools.linter("shellcheck").toString()), "start.sh", "pack.sh", "bootstrap");
    }

    @Test
    void eachOpenApiFileIsOne() throws Exception {
        clean(List.of(Tools.linter("python").toString(), "-m", "openapi_spec_validator"), "openapi.yaml");
    }

    @Test
    void theForwarderIsCleanGo() throws Exception {
        Path pack = packs.resolve(SOME.get(0));
        for (String test : List.of("event_test.go", "bundle_test.go", "logs_test.go")) {
            Files.copy(
                    Path.of("src/test/resources/io/rego4j/lambda/forwarder", test),
                    pack.resolve("forwarder").resolve(test));
        }
        Tools.Result version = Tools.run(pack, "go", "version");
        Tools.skipUnless(version.exitCode() == 0, "there is no Go: " + version.output());

        Tools.Result vet = Tools.run(pack.resolve("forwarder"), "go", "vet", "./...");
        assertThat(vet.exitCode()).as(vet.output()).isZero();
        assertThat(Tools.run(pack, "gofmt", "-l", "forwarder").output()).isEmpty();
        Tools.Result tests = Tools.run(pack.resolve("forwarder"), "go", "test", "./...");
        assertThat(tests.exitCode()).as(tests.output()).isZero();
        for (Architecture architecture : Architecture.values()) {
            String target = "GOARCH=" + architecture.docker();
            Tools.Result build = Tools.run(
                    pack.resolve("forwarder"), "env", "GOOS=linux", target, "go", "build", "-o", "/dev/null", ".");
            assertThat(build.exitCode()).as(target + ": " + build.output()).isZero();
        }
    }

    /** AWS's transform refuses what linters let pass, and shows what becomes of the security of each path. */
    @Test
    void awsTransformsEachTemplateAndEachPathIsAsSecureAsWasAskedFor() throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Tools.linter("python").toString(), "src/test/resources/io/rego4j/lambda/sam_transform.py"));
        ALL.keySet()
                .forEach(name ->
                        command.add(packs.resolve(name).resolve("template.yaml").toString()));
        Tools.Result result = Tools.run(Path.of("").toAbsolutePath(), command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();

        JsonNode said = new ObjectMapper()
                .readTree(result.output().substring(result.output().indexOf("{\"")));
        assertThat(said).hasSize(ALL.size());
        for (String name : ALL.keySet()) {
            JsonNode template =
                    said.path(packs.resolve(name).resolve("template.yaml").toString());
            String expected =
                    name.contains("-iam-") ? "[\"sigv4\"]" : name.contains("-api_key-") ? "[\"api_key\"]" : "[]";
            boolean api = !name.startsWith("authorizer");
            assertThat(template.path("security").isEmpty()).as(name).isNotEqualTo(api);
            assertThat(template.path("security"))
                    .as(name)
                    .allSatisfy(each -> assertThat(each.toString()).isEqualTo(expected));
            assertThat(template.path("schemes").size()).as(name).isEqualTo(expected.equals("[]") ? 0 : 1);
            assertThat(template.path("types").toString())
                    .as(name)
                    .contains(
                            !api
                                    ? "AWS::ApiGatewayV2::Authorizer"
                                    : name.contains("-http-") ? "AWS::ApiGatewayV2::Api" : "AWS::ApiGateway::RestApi");
            Path openApi = packs.resolve(name).resolve("openapi.yaml");
            assertThat(Files.exists(openApi)).isEqualTo(api);
            if (api) {
                String security = "security:\\s+- " + expected.replaceAll("[\\[\\]\"]", "") + ": \\[]";
                assertThat(Pattern.compile(security)
                                .matcher(Files.readString(openApi))
                                .find())
                        .as(name)
                        .isEqualTo(!expected.equals("[]"));
            }
        }
    }

    /** Runs a linter on all files of these names. */
    private static void clean(List<String> linter, String... names) {
        List<String> command = new ArrayList<>(linter);
        for (String pack : SOME) {
            Stream.of(names)
                    .map(name -> packs.resolve(pack).resolve(name))
                    .filter(Files::exists)
                    .forEach(path -> command.add(path.toString()));
        }
        assertThat(command).hasSizeGreaterThan(linter.size() + 4);
        Tools.Result result = Tools.run(packs, command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
