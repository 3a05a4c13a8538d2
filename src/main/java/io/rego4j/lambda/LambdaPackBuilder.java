package io.rego4j.lambda;

import io.rego4j.bundle.Bundle;
import io.rego4j.lambda.pack.AllowedRoute;
import io.rego4j.opa.OpaBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a pack. Each is checked as it is set: no text from outside gets into a script, a Dockerfile or a
 * template but letters, digits and a few harmless signs.
 */
public final class LambdaPackBuilder {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern DECISION = Pattern.compile("[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?");
    private static final int LONGEST_NAME = 60;

    public String name = "opa-serverless";
    Architecture architecture = Architecture.X86_64;
    public Adapter adapter = Adapter.BOOTSTRAP;
    public ApiType api = ApiType.REST;
    ApiAuth auth = ApiAuth.NONE;
    DecisionLogs decisionLogs = DecisionLogs.OFF;
    public List<AllowedRoute> routes = AllowedRoute.DEFAULT;
    int memory = 2048;
    int timeout = 300;
    String authorizer = "";
    String bundleUrl = "";

    @Nullable
    String sha256Amd64;

    @Nullable
    String sha256Arm64;

    @Nullable
    Bundle bundle;

    LambdaPackBuilder() {}

    /** The policies and the data. */
    public LambdaPackBuilder bundle(Bundle bundle) {
        this.bundle = Objects.requireNonNull(bundle, "bundle");
        return this;
    }

    /** The name of the function, of its API, its stack and its repository. */
    public LambdaPackBuilder name(String name) {
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw new LambdaException("\"" + name + "\" is no name for a function: use lower-case letters, digits and "
                    + "single \"-\", at most " + LONGEST_NAME);
        }
        this.name = name;
        return this;
    }

    /** The processor. */
    public LambdaPackBuilder architecture(Architecture architecture) {
        this.architecture = architecture;
        return this;
    }

    /** What stands between Lambda and OPA. */
    public LambdaPackBuilder adapter(Adapter adapter) {
        this.adapter = adapter;
        return this;
    }

    /** What stands before the function. */
    public LambdaPackBuilder api(ApiType api) {
        this.api = api;
        return this;
    }

    /** Whom the API lets in. */
    public LambdaPackBuilder auth(ApiAuth auth) {
        this.auth = auth;
        return this;
    }

    /**
     * Makes the function a Lambda authorizer in place of an API of its own.
     *
     * @param decision the decision about the event, with {@code /} between the parts, for instance {@code authz/allow}:
     *     true, or an object with {@code allow} and perhaps {@code context} and {@code principal}
     */
    public LambdaPackBuilder authorizer(String decision) {
        if (!DECISION.matcher(decision).matches()) {
            throw new LambdaException("\"" + decision + "\" is no path of a decision: for instance authz/allow");
        }
        this.authorizer = decision;
        return this;
    }

    /** What is logged about decisions. */
    public LambdaPackBuilder decisionLogs(DecisionLogs decisionLogs) {
        this.decisionLogs = decisionLogs;
        return this;
    }

    /**
     * What callers may ask, in place of data and health.
     *
     * @param routes each as {@code METHOD,METHOD:/path}; all below a path is allowed too
     */
    public LambdaPackBuilder allow(List<String> routes) {
        this.routes = routes.stream().map(AllowedRoute::parse).toList();
        return this;
    }

    /** The memory in MB, from 128 to 10240; more memory is also more processor. */
    public LambdaPackBuilder memory(int megabytes) {
        this.memory = within("memory", megabytes, 128, 10240);
        return this;
    }

    /** The time limit of an invocation in seconds, from 1 to 900; API Gateway itself waits 29. */
    public LambdaPackBuilder timeout(int seconds) {
        this.timeout = within("timeout", seconds, 1, 900);
        return this;
    }

    /** A bundle server that the function asks for newer bundles; the one in the image is for the first start. */
    public LambdaPackBuilder bundleUrl(String url) {
        if (!URL.matcher(url).matches()) {
            throw new LambdaException("\"" + url + "\" is no address of a bundle: https://host/path");
        }
        this.bundleUrl = url;
        return this;
    }

    /**
     * Takes OPA as its project releases it, in place of its sources.
     *
     * @param amd64 the SHA-256 of {@code opa_linux_amd64_static}, as the release of OPA {@value
     *     OpaBinary#PINNED_VERSION} gives it
     * @param arm64 the SHA-256 of {@code opa_linux_arm64_static}
     */
    public LambdaPackBuilder releasedOpa(String amd64, String arm64) {
        for (String sum : List.of(amd64, arm64)) {
            if (!SHA256.matcher(sum).matches()) {
                throw new LambdaException("\"" + sum + "\" is no SHA-256: 64 hexadecimal digits in lower case");
            }
        }
        this.sha256Amd64 = amd64;
        this.sha256Arm64 = arm64;
        return this;
    }

    private static int within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new LambdaException(
                    "the " + what + " of a function is from " + least + " to " + most + ", not " + value);
        }
        return value;
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
        if (!bundleUrl.isEmpty() && adapter != Adapter.BOOTSTRAP) {
            clashes.add("a bundle server needs the adapter bootstrap");
        }
        if (!clashes.isEmpty()) {
            throw new LambdaException(String.join("; ", clashes));
        }
        return new LambdaPack(this);
    }
}
