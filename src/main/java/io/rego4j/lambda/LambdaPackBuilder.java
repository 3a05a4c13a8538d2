package io.rego4j.lambda;

import io.rego4j.bundle.Bundle;
import io.rego4j.lambda.pack.AllowedRoute;
import io.rego4j.lambda.pack.PackSettings;
import io.rego4j.opa.OpaBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a pack. Each is checked as it is set: only letters, digits and a few characters without meaning there get
 * from outside into scripts, Dockerfiles and templates.
 */
public final class LambdaPackBuilder {
    private static final PackSettings DEFAULTS = PackSettings.defaults();

    private String name = DEFAULTS.name();
    private Architecture architecture = DEFAULTS.architecture();
    private Adapter adapter = DEFAULTS.adapter();
    private ApiType api = DEFAULTS.api();
    private ApiAuth auth = DEFAULTS.auth();
    private DecisionLogs decisionLogs = DEFAULTS.decisionLogs();
    private List<AllowedRoute> routes = DEFAULTS.routes();
    private int memory = DEFAULTS.memory();
    private int timeout = DEFAULTS.timeout();
    private String authorizer = DEFAULTS.authorizer();
    private boolean policies = DEFAULTS.policies();
    private int ttl = DEFAULTS.ttl();
    private String bundleUrl = DEFAULTS.bundleUrl();
    private @Nullable String sha256Amd64;
    private @Nullable String sha256Arm64;
    private @Nullable Bundle bundle;

    LambdaPackBuilder() {}

    private PackSettings settings() {
        return new PackSettings(
                name,
                architecture,
                adapter,
                api,
                auth,
                decisionLogs,
                routes,
                memory,
                timeout,
                authorizer,
                policies,
                ttl,
                bundleUrl,
                sha256Amd64,
                sha256Arm64);
    }

    private LambdaPackBuilder checked() {
        settings();
        return this;
    }

    /** The policies and the data of the pack. */
    public LambdaPackBuilder bundle(Bundle bundle) {
        this.bundle = Objects.requireNonNull(bundle, "bundle");
        return this;
    }

    /** The name of the function, of its API, its stack and its repository. */
    public LambdaPackBuilder name(String name) {
        this.name = name;
        return checked();
    }

    /** The processor. */
    public LambdaPackBuilder architecture(Architecture architecture) {
        this.architecture = architecture;
        return this;
    }

    /** The program that passes Lambda's events to OPA. */
    public LambdaPackBuilder adapter(Adapter adapter) {
        this.adapter = adapter;
        return this;
    }

    /** The type of the API in API Gateway. */
    public LambdaPackBuilder api(ApiType api) {
        this.api = api;
        return this;
    }

    /** How API Gateway authenticates callers. */
    public LambdaPackBuilder auth(ApiAuth auth) {
        this.auth = auth;
        return this;
    }

    /**
     * Makes the function a Lambda authorizer in place of an API of its own; it answers nothing else.
     *
     * @param decision the decision about the event, with {@code /} between the parts, for instance {@code authz/allow}:
     *     true, or an object with {@code allow} and perhaps {@code context}, {@code principal}, {@code resources} and
     *     {@code usageIdentifierKey}
     */
    public LambdaPackBuilder authorizer(String decision) {
        this.authorizer = decision.isEmpty() ? " " : decision;
        return checked();
    }

    /** Has the authorizer answer with IAM policies where an HTTP API would take {@code isAuthorized} too. */
    public LambdaPackBuilder authorizerPolicies() {
        this.policies = true;
        return this;
    }

    /**
     * How long API Gateway keeps an answer of the authorizer: 0 to 3600 seconds, by default 0. It keeps it for the same
     * {@code Authorization}, method and path.
     */
    public LambdaPackBuilder authorizerTtl(int seconds) {
        this.ttl = seconds;
        return checked();
    }

    /** What is logged about decisions. */
    public LambdaPackBuilder decisionLogs(DecisionLogs decisionLogs) {
        this.decisionLogs = decisionLogs;
        return this;
    }

    /**
     * The methods and paths that callers may use; the default is health and all below data. {@code data.system} is open only to
     * a route that names it.
     *
     * @param routes each as {@code METHOD,METHOD:/path}, which is also all below the path, or as {@code METHOD:/path/*},
     *     which is only that
     */
    public LambdaPackBuilder allow(List<String> routes) {
        this.routes = routes.stream().map(AllowedRoute::parse).toList();
        return this;
    }

    /** The memory in MB, from 128 to 10240; more memory is also more processor. */
    public LambdaPackBuilder memory(int megabytes) {
        this.memory = megabytes;
        return checked();
    }

    /** The time limit of an invocation in seconds, from 1 to 900; API Gateway itself waits 29. */
    public LambdaPackBuilder timeout(int seconds) {
        this.timeout = seconds;
        return checked();
    }

    /** A bundle server that the function asks for newer bundles; the bundle in the image is the last fallback. */
    public LambdaPackBuilder bundleUrl(String url) {
        this.bundleUrl = url.isEmpty() ? " " : url;
        return checked();
    }

    /**
     * Uses OPA's released binary, in place of a build from its sources.
     *
     * @param amd64 the SHA-256 of {@code opa_linux_amd64_static}, as the release of OPA {@value
     *     OpaBinary#PINNED_VERSION} gives it
     * @param arm64 the SHA-256 of {@code opa_linux_arm64_static}
     */
    public LambdaPackBuilder releasedOpa(String amd64, String arm64) {
        this.sha256Amd64 = amd64;
        this.sha256Arm64 = arm64;
        return checked();
    }

    /**
     * The pack.
     *
     * @throws LambdaException if settings do not go together
     */
    public LambdaPack build() {
        List<String> clashes = new ArrayList<>();
        if (bundle == null) {
            clashes.add("a pack needs a bundle");
        } else if (bundle.isDelta()) {
            clashes.add("a delta bundle holds no policies to start with");
        }
        if (api == ApiType.HTTP && auth == ApiAuth.API_KEY) {
            clashes.add("an HTTP API knows no API keys: use --api rest, or --auth iam");
        }
        if (!authorizer.isEmpty() && auth != ApiAuth.NONE) {
            clashes.add("an authorizer has no API of its own whose callers --auth could choose");
        }
        if (!authorizer.isEmpty() && adapter != Adapter.BOOTSTRAP) {
            clashes.add("an authorizer needs the adapter bootstrap: the others pass requests on and answer nothing");
        }
        if (authorizer.isEmpty() && (policies || ttl > 0)) {
            clashes.add("the answers of an authorizer need one: --authorizer");
        }
        if (!bundleUrl.isEmpty() && adapter != Adapter.BOOTSTRAP) {
            clashes.add("a bundle server needs the adapter bootstrap");
        }
        if (!clashes.isEmpty()) {
            throw new LambdaException(String.join("; ", clashes));
        }
        return new LambdaPack(settings(), Objects.requireNonNull(bundle));
    }
}
