package io.rego4j.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.SignatureAlgorithm;
import io.rego4j.bundle.SigningKey;
import io.rego4j.opa.OpaBinary;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The pack as a folder: what is in it for which settings, and what never gets in. */
class LambdaPackTest {
    private static final Bundle BUNDLE = Bundle.builder()
            .module("hello.rego", "package hello\n\ngreeting := \"Hello\"\n")
            .roots("hello")
            .build();

    @TempDir
    private Path folder;

    private static String text(LambdaPack pack, String file) {
        return new String(pack.files().get(file), StandardCharsets.UTF_8);
    }

    @Test
    void theFolderHasAllThatDockerAndSamNeed() throws IOException {
        Path target = folder.resolve("deep/pack");
        LambdaPack pack = LambdaPack.builder().bundle(BUNDLE).build();
        pack.writeTo(target);

        assertThat(pack.files().keySet())
                .contains(
                        "Dockerfile",
                        "start.sh",
                        "bootstrap",
                        "bundle.tar.gz",
                        "template.yaml",
                        "openapi.yaml",
                        "pack.sh",
                        "README.md",
                        "forwarder/main.go",
                        "events/decision-200.json");
        for (Map.Entry<String, byte[]> file : pack.files().entrySet()) {
            assertThat(target.resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
        assertThat(Files.isExecutable(target.resolve("start.sh"))).isTrue();
        assertThat(Files.isExecutable(target.resolve("bootstrap"))).isTrue();
        assertThat(Files.isExecutable(target.resolve("pack.sh"))).isTrue();
        assertThat(Bundle.read(target.resolve("bundle.tar.gz"))).isEqualTo(BUNDLE);
        try (Stream<Path> beside = Files.list(target.getParent())) {
            assertThat(beside).containsExactly(target);
        }
    }

    @Test
    void theArticlesSettingsAreTheDefault() {
        LambdaPack pack = LambdaPack.builder().bundle(BUNDLE).build();

        assertThat(text(pack, "template.yaml"))
                .contains("MemorySize: 2048", "Timeout: 300", "Architectures: [x86_64]", "CachingEnabled: false")
                .contains("FunctionName: opa-serverless", "passthroughBehavior: never")
                .doesNotContain("@@", "BinaryMediaTypes");
        assertThat(text(pack, "Dockerfile"))
                .contains(
                        "public.ecr.aws/lambda/provided:al2023",
                        "OPA_SUM=h1:",
                        "USER 65534",
                        "OPA_VERSION=" + OpaBinary.PINNED_VERSION)
                .doesNotContain("@@", "ADD http");
        assertThat(text(pack, "README.md")).contains("pack.sh clean").doesNotContain("@@");
        assertThat(text(pack, "pack.sh")).contains("delete-rest-api", "delete-function", "delete-repository");
    }

    @Test
    void theStepsFitTheAdapterAndTheApi() {
        LambdaPackBuilder builder = LambdaPack.builder().bundle(BUNDLE);
        assertThat(text(builder.build(), "pack.sh"))
                .contains("cat Dockerfile bundle.tar.gz start.sh forwarder/* |", "--publish 127.0.0.1:9000:8080");
        assertThat(text(builder.api(ApiType.HTTP).build(), "pack.sh"))
                .contains("apigatewayv2 delete-api")
                .doesNotContain("delete-rest-api");
        LambdaPack web =
                LambdaPack.builder().bundle(BUNDLE).adapter(Adapter.WEB_ADAPTER).build();
        // There is no emulator for the web adapter, so OPA itself is what runs on the developer's machine.
        assertThat(text(web, "pack.sh")).contains("cat Dockerfile bundle.tar.gz start.sh |", "OPA_ADDR=0.0.0.0:8181");
        assertThat(text(web, "start.sh")).contains("${OPA_ADDR:-127.0.0.1:");
        assertThat(text(web, "README.md")).contains("OPA of the image alone").doesNotContain("emulator");
    }

    @Test
    void theSameSettingsGiveTheSameBytes() {
        LambdaPack one = LambdaPack.builder().bundle(BUNDLE).build();
        LambdaPack other = LambdaPack.builder().bundle(BUNDLE).build();
        Map<String, String> left = new TreeMap<>();
        one.files().forEach((path, bytes) -> left.put(path, new String(bytes, StandardCharsets.ISO_8859_1)));
        Map<String, String> right = new TreeMap<>();
        other.files().forEach((path, bytes) -> right.put(path, new String(bytes, StandardCharsets.ISO_8859_1)));

        assertThat(left).isEqualTo(right);
    }

    @Test
    void eachSettingShowsWhereItBelongs() {
        LambdaPack pack = LambdaPack.builder()
                .bundle(BUNDLE)
                .name("my-opa")
                .architecture(Architecture.ARM64)
                .adapter(Adapter.SHELL)
                .api(ApiType.HTTP)
                .auth(ApiAuth.IAM)
                .memory(512)
                .timeout(30)
                .allow(List.of("POST:/v1/data/hello"))
                .releasedOpa("a".repeat(64), "b".repeat(64))
                .build();

        assertThat(text(pack, "template.yaml"))
                .contains(
                        "my-opa",
                        "[arm64]",
                        "AWS::Serverless::HttpApi",
                        "x-amazon-apigateway-authtype: awsSigv4",
                        "MemorySize: 512")
                .contains("Timeout: 30", "OPA_ALLOW: \"POST:/v1/data/hello\"", "payloadFormatVersion: \"2.0\"");
        assertThat(text(pack, "Dockerfile"))
                .contains("TARGETARCH=arm64", "sha256sum -c", "a".repeat(64), "b".repeat(64), "dnf install -y jq")
                .doesNotContain("go build");
        assertThat(pack.files()).doesNotContainKey("forwarder/main.go");
        assertThat(text(
                        LambdaPack.builder()
                                .bundle(BUNDLE)
                                .auth(ApiAuth.API_KEY)
                                .build(),
                        "template.yaml"))
                .contains("AWS::ApiGateway::UsagePlanKey", "- api_key: []");
        assertThat(text(
                        LambdaPack.builder()
                                .bundle(BUNDLE)
                                .authorizer("authz/allow")
                                .build(),
                        "template.yaml"))
                .contains("OPA_AUTHORIZER: \"authz/allow\"", "AuthorizerUri")
                .doesNotContain("AWS::Serverless::Api", "OPA_ALLOW");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "a_b",
                "a b",
                "-a",
                "a-",
                "a\"; rm -rf /",
                "$(id)",
                "a\nb",
                "a/b",
                "a:b",
                "`id`",
                "ä",
                "a123456789012345678901234567890123456789012345678901234567890"
            })
    void noNameBecomesCode(String name) {
        assertThatThrownBy(() -> LambdaPack.builder().name(name)).isInstanceOf(LambdaException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET:v1",
                "GET:/a b",
                "get:/v1",
                "GET:/a\"",
                "GET:/../x",
                "GET:/a//b",
                "GET:/$(id)",
                "GET:/a\n"
            })
    void noRouteBecomesCode(String route) {
        assertThatThrownBy(() -> LambdaPack.builder().allow(List.of(route))).isInstanceOf(LambdaException.class);
    }

    /** What means something to a shell, YAML, Docker, Markdown, Rego or a regular expression, and all other first characters. */
    static Stream<String> characters() {
        return Stream.concat(
                IntStream.range(0, 0x180).mapToObj(Character::toString),
                Stream.of(
                        "\u2028",
                        "\u2029",
                        "\ufeff",
                        "\ud800",
                        "\ud83d\ude00",
                        "@@NAME@@",
                        "${x}",
                        "$(x)",
                        "\n@@end\n",
                        "*/"));
    }

    /** Whatever a setting admits comes out of each generated file as it went in; all else is refused. */
    @ParameterizedTest
    @MethodSource("characters")
    void eachTextThatIsTakenStandsAsItIsInEachFile(String c) {
        String text = "a" + c + "b";
        taken(builder -> builder.name(text), pack -> {
            Map<?, ?> function = properties(pack, "Function");
            assertThat(function.get("FunctionName")).isEqualTo(text);
            assertThat(text(pack, "pack.sh")).contains("\nname=" + text + "\n");
            assertThat(text).matches("[a-z0-9-]+");
        });
        taken(
                builder -> builder.authorizer(text),
                pack -> assertThat(environment(pack).get("OPA_AUTHORIZER")).isEqualTo(text));
        taken(
                builder -> builder.bundleUrl("https://h/" + text),
                pack -> assertThat(environment(pack).get("OPA_BUNDLE_URL")).isEqualTo("https://h/" + text));
        taken(
                builder -> builder.allow(List.of("GET:/" + text)),
                pack -> assertThat(environment(pack).get("OPA_ALLOW")).isEqualTo("GET:/" + text));
        taken(builder -> builder.allow(List.of("GET:/" + text)).adapter(Adapter.WEB_ADAPTER), pack -> {
            Map<?, ?> openApi =
                    (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text(pack, "openapi.yaml"));
            String quoted =
                    Stream.of(text.split("/")).map(part -> "\"" + part + "\"").collect(Collectors.joining(", "));
            assertThat(((Map<?, ?>) openApi.get("paths")).containsKey("/" + text))
                    .isTrue();
            assertThat(pack.bundle().modules()).anyMatch(module -> module.text().contains("== [" + quoted + "]\n"));
        });
    }

    private static void taken(UnaryOperator<LambdaPackBuilder> setting, Consumer<LambdaPack> expected) {
        LambdaPack pack;
        try {
            pack = setting.apply(LambdaPack.builder().bundle(BUNDLE)).build();
        } catch (LambdaException e) {
            return;
        }
        expected.accept(pack);
    }

    private static Map<?, ?> properties(LambdaPack pack, String resource) {
        String template = text(pack, "template.yaml").replaceAll("!(Ref|Sub|GetAtt|Equals|Not|If)\\b", "");
        Map<?, ?> resources = (Map<?, ?>)
                ((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(template)).get("Resources");
        return (Map<?, ?>) ((Map<?, ?>) resources.get(resource)).get("Properties");
    }

    private static Map<?, ?> environment(LambdaPack pack) {
        return (Map<?, ?>) ((Map<?, ?>) properties(pack, "Function").get("Environment")).get("Variables");
    }

    @Test
    void aRouteToTheRootOpensTheRootAlone() throws IOException {
        LambdaPack pack = LambdaPack.builder()
                .bundle(BUNDLE)
                .adapter(Adapter.WEB_ADAPTER)
                .allow(List.of("GET:/"))
                .build();
        Map<?, ?> openApi =
                (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text(pack, "openapi.yaml"));
        Path bundle = Files.write(folder.resolve("b.tar.gz"), pack.files().get("bundle.tar.gz"));

        assertThat(((Map<?, ?>) openApi.get("paths")).keySet()).hasToString("[/]");
        assertThat(OpaProgram.eval(bundle, """
                [allowed |
                    some path in [[], [""], ["v1", "data", "hello"], ["v1", "policies"]]
                    allowed := data.system.authz.allow with input as {"method": "GET", "path": path}
                ]""")).isEqualTo("[true,true,false,false]");
    }

    @Test
    void whatDoesNotGoTogetherIsSaidAtOnce() {
        assertThatThrownBy(() -> LambdaPack.builder().build()).hasMessage("a pack needs a bundle");
        assertThatThrownBy(() -> LambdaPack.builder()
                        .bundle(BUNDLE)
                        .api(ApiType.HTTP)
                        .auth(ApiAuth.API_KEY)
                        .build())
                .hasMessageContaining("an HTTP API knows no API keys");
        assertThatThrownBy(() -> LambdaPack.builder()
                        .bundle(BUNDLE)
                        .authorizer("a")
                        .adapter(Adapter.WEB_ADAPTER)
                        .build())
                .hasMessageContaining("an authorizer needs the adapter bootstrap");
        assertThatThrownBy(() -> LambdaPack.builder().memory(1)).hasMessageContaining("from 128 to 10240, not 1");
        assertThatThrownBy(() -> LambdaPack.builder().authorizer("a;b")).isInstanceOf(LambdaException.class);
        assertThatThrownBy(() -> LambdaPack.builder().bundleUrl("https://x/\"")).isInstanceOf(LambdaException.class);
        assertThatThrownBy(() -> LambdaPack.builder().releasedOpa("x", "y")).isInstanceOf(LambdaException.class);
        assertThatThrownBy(() -> LambdaPack.builder()
                        .bundle(BUNDLE.signedWith(SigningKey.of("k", SignatureAlgorithm.HS256, "secret")))
                        .adapter(Adapter.WEB_ADAPTER)
                        .build())
                .hasMessageStartingWith("a signed bundle stays as it is");
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAsItIs() throws IOException {
        Files.writeString(folder.resolve("mine"), "x");

        assertThatThrownBy(() -> LambdaPack.builder().bundle(BUNDLE).build().writeTo(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("the folder is not empty");
        assertThat(folder).isDirectoryNotContaining("glob:**Dockerfile");
    }

    @Test
    void theWebAdaptersOpaLetsOnlyTheAllowedRoutesThrough() throws IOException {
        LambdaPack pack = LambdaPack.builder()
                .bundle(BUNDLE)
                .adapter(Adapter.WEB_ADAPTER)
                .decisionLogs(DecisionLogs.MASKED)
                .build();
        Path bundle = Files.write(folder.resolve("b.tar.gz"), pack.files().get("bundle.tar.gz"));

        assertThat(Bundle.read(bundle).manifest().roots()).containsExactly("hello", "system/authz", "rego4j/log");
        for (String[] request : new String[][] {
            {"POST", "[\"v1\",\"data\",\"hello\"]", "true"},
            {"GET", "[\"health\"]", "true"},
            {"PUT", "[\"v1\",\"data\",\"hello\"]", "false"},
            {"GET", "[\"v1\",\"policies\"]", "false"},
            {"GET", "[]", "false"},
            {"GET", "[\"v1\",\"data\"]", "false"},
            {"GET", "[\"v1\",\"data\",\"\"]", "false"},
            {"GET", "[\"v1\",\"data\",\"system\"]", "false"},
            {"GET", "[\"v1\",\"data\",\"\",\"system\"]", "false"},
            {"GET", "[\"v1\",\"data\",\"hello\"], \"params\": {\"explain\": [\"full\"]}", "false"},
            {"GET", "[\"v1\",\"data\",\"hello\"], \"params\": {\"pretty\": [\"\"]}", "true"}
        }) {
            assertThat(OpaProgram.eval(
                            bundle,
                            "data.system.authz.allow with input as {\"method\": \"" + request[0] + "\", \"path\": "
                                    + request[1] + "}"))
                    .as(String.join(" ", request))
                    .isEqualTo(request[2]);
        }
        assertThat(text(pack, "start.sh")).contains("--authorization basic");
        assertThat(text(pack, "template.yaml")).contains("type: aws_proxy");
        assertThat(text(pack, "Dockerfile")).contains("/opt/extensions/lambda-adapter");
    }

    @ParameterizedTest
    @EnumSource
    void theWebAdaptersApiHasTheAllowedPathsAndNoOther(ApiType api) {
        LambdaPack pack = LambdaPack.builder()
                .bundle(BUNDLE)
                .adapter(Adapter.WEB_ADAPTER)
                .api(api)
                .allow(List.of("POST:/v1/data/shop", "GET:/v1/data/shop", "GET:/health"))
                .build();
        Map<?, ?> openApi =
                (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text(pack, "openapi.yaml"));
        Map<Object, Object> methods = new TreeMap<>();
        ((Map<?, ?>) openApi.get("paths")).forEach((path, item) -> methods.put(path, ((Map<?, ?>) item).keySet()));

        assertThat(methods)
                .isEqualTo(Map.of(
                        "/v1/data/shop", Set.of("get", "post"),
                        "/v1/data/shop/{proxy+}", Set.of("x-amazon-apigateway-any-method"),
                        "/health", Set.of("get"),
                        "/health/{proxy+}", Set.of("x-amazon-apigateway-any-method")));
        // A REST API says 403 of everything else, and this is what it says; an HTTP API says 404 by itself.
        assertThat(openApi.containsKey("x-amazon-apigateway-gateway-responses")).isEqualTo(api == ApiType.REST);
    }
}
