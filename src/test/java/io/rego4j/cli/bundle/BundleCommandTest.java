package io.rego4j.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.bundle.Bundle;
import io.rego4j.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rego4j bundle} and {@code rego4j lambda}. */
class BundleCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void policies() throws Exception {
        Path policy = Files.createDirectories(folder.resolve("policy/users"));
        Files.writeString(
                folder.resolve("policy/shop.rego"), "package shop\n\nallow if input.user in data.users.names\n");
        Files.writeString(folder.resolve("policy/shop_test.rego"), "package shop_test\n\ntest_x if true\n");
        Files.writeString(policy.resolve("data.json"), "{\"names\": [\"ann\"]}");
        Files.writeString(folder.resolve("more.yaml"), "users: {count: 1}\n");
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        InputStream.nullInputStream())
                .run(arguments);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aBundleIsBuiltInspectedSignedAndVerified() throws Exception {
        assertThat(run(
                        "bundle",
                        "build",
                        path("policy"),
                        "--data",
                        path("more.yaml"),
                        "-o",
                        path("b.tar.gz"),
                        "-r",
                        "r7",
                        "--root",
                        "shop",
                        "--root",
                        "users",
                        "--signing-key",
                        "secret",
                        "--signing-alg",
                        "HS256",
                        "--verification-key-id",
                        "prod"))
                .as(err.toString())
                .isZero();
        Bundle bundle = Bundle.reader().skippingVerification().read(folder.resolve("b.tar.gz"));
        assertThat(bundle.data()).hasToString("{users={count=1, names=[ann]}}");
        assertThat(bundle.modules()).hasSize(1);

        assertThat(run("bundle", "inspect", path("b.tar.gz"))).isZero();
        assertThat(out.toString()).contains("\"revision\" : \"r7\"", "\"signed\" : true", "\"shop.rego\" : \"v1\"");
        assertThat(run("bundle", "verify", path("b.tar.gz"), "--verification-key", "secret", "--signing-alg", "HS256"))
                .isZero();
        assertThat(run("bundle", "verify", path("b.tar.gz"), "--verification-key", "other", "--signing-alg", "HS256"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("error: the signature of the bundle does not hold");
    }

    @Test
    void aBundleIsCompiledByOpa() {
        assertThat(run("bundle", "build", path("policy"), "-t", "plan", "-e", "shop/allow", "-o", path("p.tar.gz")))
                .as(err.toString())
                .isZero();
        assertThat(run("bundle", "inspect", path("p.tar.gz"))).isZero();
        assertThat(out.toString()).contains("plan.json");
    }

    @Test
    void badInputGetsOneClearError() throws Exception {
        assertThat(run("bundle", "build", path("policy"), "--root", "shop", "-o", path("b.tar.gz")))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualTo("error: data at /users lies outside of the roots [shop] of the bundle\n");
        assertThat(folder.resolve("b.tar.gz")).doesNotExist();
        assertThat(run("bundle", "build", path("nothing"))).isEqualTo(1);
        assertThat(run("bundle", "inspect", path("more.yaml"))).isEqualTo(1);
        assertThat(run(
                        "bundle",
                        "build",
                        Files.writeString(folder.resolve("x.rego"), "package x\n\ny if {\n")
                                .toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("rego_parse_error", "no bundle is made of policies that do not parse");
        assertThat(run("bundle", "verify", path("more.yaml"))).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("error: name the key with --verification-key\n");
    }

    @Test
    void whatOpaDoesNotLoadIsNotWritten() throws Exception {
        Path broken = Files.writeString(folder.resolve("x.rego"), "package x\n\ny := nothing(1)\n");
        String words = "error: OPA does not load this bundle: 1 error occurred: ";
        assertThat(run("bundle", "build", broken.toString(), "-o", path("b.tar.gz")))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualTo(words + "/x.rego:3: rego_type_error: undefined function nothing\n");
        assertThat(run("lambda", "init", path("pack"), "--policy", broken.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith(words);
        Path second = Files.writeString(folder.resolve("a.rego"), "package system.authz\n\ndefault allow := true\n");
        assertThat(run("lambda", "init", path("pack"), "--policy", second.toString(), "--adapter", "web-adapter"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("multiple default rules data.system.authz.allow");
        assertThat(folder.resolve("pack")).doesNotExist();
        assertThat(folder.resolve("b.tar.gz")).doesNotExist();
        assertThat(run("bundle", "build", broken.toString(), "-o", path("b.tar.gz"), "--skip-check"))
                .isZero();
    }

    @Test
    void foldersAndBundlesBecomeOneBundle() throws Exception {
        Files.writeString(
                folder.resolve("policy/.manifest"), "{\"revision\": \"1\", \"roots\": [\"shop\", \"users\"]}");
        Path bank = Files.createDirectories(folder.resolve("bank"));
        Files.writeString(bank.resolve("bank.rego"), "package bank\n\nx { true }\n");
        Files.writeString(bank.resolve("skip.rego"), "package skip\n");
        Files.writeString(bank.resolve(".manifest"), "{\"revision\": \"2\", \"roots\": [\"bank\"]}");
        assertThat(run("bundle", "build", path("bank"), "--ignore", "skip*", "-o", path("bank.tar.gz")))
                .as(err.toString())
                .isZero();
        assertThat(run("bundle", "build", path("policy"), path("bank.tar.gz"), "-o", path("b.tar.gz")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the bundles have the revisions [1, 2]: name that of the whole");
        assertThat(run("bundle", "build", path("policy"), path("bank.tar.gz"), "-o", path("b.tar.gz"), "-r", "3"))
                .as(err.toString())
                .isZero();
        Bundle both = Bundle.read(folder.resolve("b.tar.gz"));
        assertThat(both.manifest().roots()).containsExactly("shop", "users", "bank");
        assertThat(both.revision()).isEqualTo("3");
        assertThat(both.modules()).extracting(file -> file.path()).containsExactly("bank.rego", "shop.rego");
    }

    @Test
    void oneCommandWritesTheLambdaPack() throws Exception {
        assertThat(run(
                        "lambda",
                        "init",
                        path("pack"),
                        "--policy",
                        "samples/hello",
                        "--name",
                        "hello",
                        "--arch",
                        "arm64",
                        "--auth",
                        "iam",
                        "--decision-logs",
                        "masked"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .endsWith(
                        "open to whom IAM allows to call the API: GET,POST:/v1/data/* GET,POST:/v0/data/* GET:/health\n");
        assertThat(folder.resolve("pack/template.yaml")).content().contains("FunctionName: hello", "[arm64]");
        assertThat(Bundle.read(folder.resolve("pack/bundle.tar.gz")).modules())
                .extracting(file -> file.path())
                .containsExactly("hello.rego");

        assertThat(run("lambda", "init", path("pack"), "--policy", path("policy")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the folder is not empty");
        assertThat(run("lambda", "init", path("other"), "--policy", path("policy"), "--name", "a;b"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("is no name for a function");
        assertThat(run("lambda", "init", path("other"), "--policy", path("policy"), "--api", "soap"))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualTo("error: --api is one of rest, http, not \"soap\"\n");
        assertThat(run("lambda", "init", path("other"))).isEqualTo(1);
        assertThat(folder.resolve("other")).doesNotExist();
    }
}
