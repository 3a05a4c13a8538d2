package io.rego4j.lambda.pack;

import io.rego4j.lambda.Adapter;
import io.rego4j.lambda.ApiAuth;
import io.rego4j.lambda.ApiType;
import io.rego4j.lambda.Architecture;
import io.rego4j.lambda.DecisionLogs;
import io.rego4j.lambda.LambdaException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a pack. All text of it that gets into scripts, Dockerfiles and templates is checked here: letters, digits and
 * a few characters without meaning in any of them, so that no escapes are needed.
 *
 * @param name of the function, its API, stack and repository
 * @param routes what callers may ask
 * @param memory in MB
 * @param timeout in seconds
 * @param authorizer the decision of a Lambda authorizer; empty for a pack with an API
 * @param policies whether the authorizer always answers with IAM policies
 * @param ttl how long API Gateway keeps the authorizer's answers, in seconds
 * @param bundleUrl the bundle server; empty for none
 * @param sha256Amd64 the checksum of the released OPA; null for OPA from its sources
 */
public record PackSettings(
        String name,
        Architecture architecture,
        Adapter adapter,
        ApiType api,
        ApiAuth auth,
        DecisionLogs decisionLogs,
        List<AllowedRoute> routes,
        int memory,
        int timeout,
        String authorizer,
        boolean policies,
        int ttl,
        String bundleUrl,
        @Nullable String sha256Amd64,
        @Nullable String sha256Arm64) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+");
    private static final Pattern DECISION = Pattern.compile("[A-Za-z0-9_]++(?:/[A-Za-z0-9_]++)*+");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?");
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_TTL = 3600;

    /**
     * Checks each text and number.
     *
     * @throws LambdaException if one is not valid
     */
    public PackSettings {
        routes = List.copyOf(routes);
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw new LambdaException("\"" + name + "\" is no name for a function: use lower-case letters, digits and "
                    + "single \"-\", at most " + LONGEST_NAME);
        }
        if (!authorizer.isEmpty() && !DECISION.matcher(authorizer).matches()) {
            throw new LambdaException(
                    "\"" + authorizer.strip() + "\" is no path of a decision: for instance authz/allow");
        }
        if (!bundleUrl.isEmpty() && !URL.matcher(bundleUrl).matches()) {
            throw new LambdaException("\"" + bundleUrl.strip() + "\" is no address of a bundle: https://host/path");
        }
        checkSum(sha256Amd64);
        checkSum(sha256Arm64);
        // More memory is also more processor; API Gateway itself waits 29 seconds.
        within("memory of a function", memory, 128, 10240);
        within("timeout of a function", timeout, 1, 900);
        within("seconds that an authorizer's answer is kept", ttl, 0, LONGEST_TTL);
    }

    /** The default settings: a REST API, 2048 MB, 300 s, x86_64. */
    public static PackSettings defaults() {
        return new PackSettings(
                "opa-serverless",
                Architecture.X86_64,
                Adapter.BOOTSTRAP,
                ApiType.REST,
                ApiAuth.NONE,
                DecisionLogs.OFF,
                AllowedRoute.DEFAULT,
                2048,
                300,
                "",
                false,
                0,
                "",
                null,
                null);
    }

    private static void checkSum(@Nullable String sum) {
        if (sum != null && !SHA256.matcher(sum).matches()) {
            throw new LambdaException("\"" + sum + "\" is no SHA-256: 64 hexadecimal digits in lower case");
        }
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new LambdaException("the " + what + " is from " + least + " to " + most + ", not " + value);
        }
    }

    boolean hasApi() {
        return authorizer.isEmpty();
    }

    boolean isWeb() {
        return adapter == Adapter.WEB_ADAPTER;
    }
}
