package io.rego4j.lambda.pack;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleBuilder;
import io.rego4j.lambda.LambdaException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bundle of a pack: the user's bundle as it is where a handler checks requests, and with two more policies for the web
 * adapter, which passes all requests to OPA.
 */
public final class PackBundle {
    /** {@code import rego.v1} makes the texts the same in bundles of Rego v0 and v1. */
    private static final String MASK = """
            # What start.sh names as the mask of decision logs that are to hold nothing of what was asked and answered.
            package rego4j.log

            import rego.v1

            mask contains "/input"

            mask contains "/result"

            mask contains "/nd_builtin_cache"
            """;

    private static final String AUTHZ = """
            # What callers may ask: here they reach OPA itself.
            package system.authz

            import rego.v1

            default allow := false

            # Rules that guard OPA and mask its logs, and the state of its bundles.
            reserved if {
            	input.path[0] in {"v0", "v1"}
            	input.path[1] == "data"
            	input.path[2] == "system"
            }
            """;

    private PackBundle() {}

    public static Bundle of(Bundle bundle, PackSettings settings) {
        if (!settings.isWeb()) {
            return bundle;
        }
        if (bundle.isSigned()) {
            throw new LambdaException(
                    "a signed bundle stays as it is, and the web adapter needs a policy in it that says"
                            + " what callers may ask: sign the bundle of the pack instead");
        }
        BundleBuilder builder = bundle.toBuilder();
        builder.module("rego4j/authz.rego", authz(settings.routes()));
        builder.module("rego4j/decision_log_mask.rego", MASK);
        List<String> roots = new ArrayList<>(bundle.manifest().roots());
        if (!roots.contains("")) {
            roots.add("system/authz");
            roots.add("rego4j/log");
            builder.roots(roots.toArray(String[]::new));
        }
        return builder.build();
    }

    private static String authz(List<AllowedRoute> routes) {
        StringBuilder text = new StringBuilder(AUTHZ);
        routes.forEach(route -> text.append('\n').append(route.toRego()));
        // The adapter asks whether OPA is ready.
        text.append('\n').append(AllowedRoute.parse("GET:/health").toRego());
        return text.toString();
    }
}
