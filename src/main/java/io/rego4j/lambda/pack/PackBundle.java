package io.rego4j.lambda.pack;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleBuilder;
import io.rego4j.lambda.Adapter;
import io.rego4j.lambda.DecisionLogs;
import io.rego4j.lambda.LambdaException;
import java.util.ArrayList;
import java.util.List;

/** The bundle of a pack: the user's, and what the adapter and the logs need beside it. */
public final class PackBundle {
    /** {@code import rego.v1} makes the texts the same in bundles of Rego v0 and v1. */
    private static final String MASK = """
            # Decision logs without what was asked and what was answered.
            package system.log

            import rego.v1

            mask contains "/input"

            mask contains "/result"
            """;

    private PackBundle() {}

    public static Bundle of(Bundle bundle, Adapter adapter, DecisionLogs logs, List<AllowedRoute> routes) {
        boolean web = adapter == Adapter.WEB_ADAPTER;
        if (!web && logs != DecisionLogs.MASKED) {
            return bundle;
        }
        if (bundle.isSigned()) {
            throw new LambdaException("a signed bundle stays as it is, and "
                    + (web
                            ? "the web adapter needs a policy in it that says what callers may ask"
                            : "masked decision logs need a policy in it")
                    + ": sign the bundle of the pack instead");
        }
        BundleBuilder builder = bundle.toBuilder();
        List<String> roots = new ArrayList<>(bundle.manifest().roots());
        boolean ownsAll = roots.contains("");
        if (logs == DecisionLogs.MASKED) {
            builder.module("rego4j/decision_log_mask.rego", MASK);
            roots.add("system/log");
        }
        if (web) {
            builder.module("rego4j/authz.rego", authz(routes));
            roots.add("system/authz");
        }
        if (!ownsAll) {
            builder.roots(roots.toArray(String[]::new));
        }
        return builder.build();
    }

    private static String authz(List<AllowedRoute> routes) {
        StringBuilder text = new StringBuilder("""
                # What callers may ask: here they reach OPA itself.
                package system.authz

                import rego.v1

                default allow := false
                """);
        routes.forEach(route -> text.append('\n').append(route.toRego()));
        // The adapter asks whether OPA is ready.
        text.append('\n').append(AllowedRoute.parse("GET:/health").toRego());
        return text.toString();
    }
}
