package io.rego4j.cli;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleException;
import io.rego4j.cli.bundle.BundleSources;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.lambda.Adapter;
import io.rego4j.lambda.ApiAuth;
import io.rego4j.lambda.ApiType;
import io.rego4j.lambda.Architecture;
import io.rego4j.lambda.DecisionLogs;
import io.rego4j.lambda.LambdaException;
import io.rego4j.lambda.LambdaPack;
import io.rego4j.lambda.LambdaPackBuilder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "init",
        description = {
            "Write a folder that is ready for docker build and sam deploy: the standard OPA, the policies and data as"
                    + " its bundle, a handler, the API, test events, and a README with the steps."
        },
        footer = {
            "",
            "Examples:",
            "  rego4j lambda init pack --policy samples/hello/hello.rego --data samples/hello/data.json",
            "  rego4j lambda init pack --policy policy --data users.json --name shop-opa --arch arm64 --auth iam",
            "  rego4j lambda init pack --bundle bundle.tar.gz --api http --adapter web-adapter",
            "  rego4j lambda init pack --policy policy --authorizer authz/allow"
        })
final class LambdaInitCommand implements Command {
    private final Shell shell;

    @Parameters(arity = "1", paramLabel = "DIR", description = "the folder to write: new or empty")
    private Path folder = Path.of(".");

    @Option(names = "--policy", paramLabel = "PATH", description = "policy, or folder with policies and data")
    private List<Path> policies = List.of();

    @Option(names = "--data", paramLabel = "PATH", description = "JSON or YAML file whose content goes to the root")
    private List<Path> data = List.of();

    @Option(names = "--bundle", paramLabel = "FILE", description = "a bundle in place of --policy and --data")
    private @Nullable Path bundle;

    @Option(
            names = "--ignore",
            paramLabel = "PATTERN",
            split = ",",
            description = "names of files and folders to pass over, such as '.*'")
    private List<String> ignored = List.of();

    @Option(names = "--skip-check", description = "do not have the real OPA load the bundle")
    private boolean skipCheck;

    @Option(names = "--rego-version", paramLabel = "VERSION", description = "v0, v1 or v2: of all policies")
    private @Nullable String regoVersion;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "opa-serverless",
            description = "of the function, its API, stack and repository (${DEFAULT-VALUE})")
    private String name = "opa-serverless";

    @Option(
            names = "--arch",
            paramLabel = "ARCH",
            defaultValue = "x86_64",
            description = "x86_64 or arm64 (${DEFAULT-VALUE})")
    private String arch = "x86_64";

    @Option(
            names = "--adapter",
            paramLabel = "ADAPTER",
            defaultValue = "bootstrap",
            description = "bootstrap, shell or web-adapter (${DEFAULT-VALUE})")
    private String adapter = "bootstrap";

    @Option(
            names = "--api",
            paramLabel = "TYPE",
            defaultValue = "rest",
            description = "rest or http (${DEFAULT-VALUE})")
    private String api = "rest";

    @Option(
            names = "--auth",
            paramLabel = "AUTH",
            defaultValue = "none",
            description = "none, iam or api-key (${DEFAULT-VALUE})")
    private String auth = "none";

    @Option(
            names = "--authorizer",
            paramLabel = "DECISION",
            description = "be a Lambda authorizer that asks this decision, in place of an API")
    private @Nullable String authorizer;

    @Option(
            names = "--authorizer-response",
            paramLabel = "SHAPE",
            defaultValue = "simple",
            description = "simple or policy: what an HTTP API gets from the authorizer (${DEFAULT-VALUE})")
    private String authorizerResponse = "simple";

    @Option(
            names = "--authorizer-ttl",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "how long API Gateway keeps an answer, for the same caller, method and path (${DEFAULT-VALUE})")
    private int authorizerTtl;

    @Option(
            names = "--decision-logs",
            paramLabel = "LOGS",
            defaultValue = "off",
            description = "off, masked or full (${DEFAULT-VALUE})")
    private String decisionLogs = "off";

    @Option(
            names = "--allow",
            paramLabel = "ROUTE",
            description = "what callers may ask: METHOD,METHOD:/path, or METHOD:/path/* without the path itself"
                    + " (all below data, and health)")
    private List<String> allow = List.of();

    @Option(names = "--bundle-url", paramLabel = "URL", description = "bundle server to ask for newer bundles")
    private @Nullable String bundleUrl;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            defaultValue = "2048",
            description = "memory of the function (${DEFAULT-VALUE})")
    private int memory = 2048;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "of the function (${DEFAULT-VALUE})")
    private int timeout = 300;

    @Option(
            names = "--opa-sha256",
            paramLabel = "AMD64,ARM64",
            description = "take OPA as released, with these checksums, in place of its sources")
    private @Nullable String released;

    LambdaInitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() throws IOException {
        try {
            BundleSources sources = new BundleSources(shell, regoVersion);
            LambdaPack pack = settings().bundle(content(sources)).build();
            if (!skipCheck) {
                sources.checkWithOpa(pack.bundle());
            }
            pack.writeTo(folder);
            shell.out().println(folder + ": " + pack.files().size() + " files; README.md has the steps");
            if (!pack.openRoutes().isEmpty()) {
                shell.out().println("open to " + callers() + ": " + String.join(" ", pack.openRoutes()));
            }
            return 0;
        } catch (BundleException | LambdaException | IllegalArgumentException e) {
            throw new UserError(1, e.getMessage());
        } catch (FileSystemException e) {
            if (e.getReason() == null) {
                throw e;
            }
            throw new UserError(1, e.getFile() + ": " + e.getReason());
        }
    }

    private String callers() {
        return switch (auth) {
            case "iam" -> "whom IAM allows to call the API";
            case "api-key" -> "whoever has an API key";
            default -> "anyone who knows the URL (--auth changes that, --allow narrows it)";
        };
    }

    private Bundle content(BundleSources sources) throws IOException {
        if (bundle != null && policies.isEmpty() && data.isEmpty()) {
            return Bundle.reader().skippingVerification().read(bundle);
        }
        if (bundle != null || policies.isEmpty()) {
            throw new UserError(1, "name the policies with --policy (and --data), or a bundle with --bundle");
        }
        return sources.read(policies, data, ignored, Bundle.reader(), builder -> {});
    }

    private LambdaPackBuilder settings() {
        LambdaPackBuilder settings = LambdaPack.builder()
                .name(name)
                .architecture(choice("--arch", arch, Architecture.values(), Architecture::label))
                .adapter(choice("--adapter", adapter, Adapter.values(), Adapter::label))
                .api(choice("--api", api, ApiType.values(), ApiType::label))
                .auth(choice("--auth", auth, ApiAuth.values(), ApiAuth::label))
                .decisionLogs(choice("--decision-logs", decisionLogs, DecisionLogs.values(), DecisionLogs::label))
                .memory(memory)
                .timeout(timeout);
        if (authorizer != null) {
            settings.authorizer(authorizer);
        }
        switch (authorizerResponse) {
            case "simple" -> {}
            case "policy" -> settings.authorizerPolicies();
            default ->
                throw new UserError(
                        1, "--authorizer-response is one of simple, policy, not \"" + authorizerResponse + "\"");
        }
        settings.authorizerTtl(authorizerTtl);
        if (!allow.isEmpty()) {
            settings.allow(allow);
        }
        if (bundleUrl != null) {
            settings.bundleUrl(bundleUrl);
        }
        if (released != null) {
            String[] sums = released.split(",", -1);
            settings.releasedOpa(sums[0], sums.length == 2 ? sums[1] : "");
        }
        return settings;
    }

    private static <E> E choice(String option, String given, E[] all, Function<E, String> label) {
        return Arrays.stream(all)
                .filter(each -> label.apply(each).equals(given))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        1,
                        option + " is one of " + Arrays.stream(all).map(label).collect(Collectors.joining(", "))
                                + ", not \"" + given + "\""));
    }
}
