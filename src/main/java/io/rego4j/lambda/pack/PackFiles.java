package io.rego4j.lambda.pack;

import io.rego4j.lambda.Adapter;
import io.rego4j.lambda.ApiAuth;
import io.rego4j.lambda.ApiType;
import io.rego4j.opa.OpaBinary;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a pack without its bundle. */
public final class PackFiles {
    /** The checksum of OPA's sources in Go's public log: it holds for both architectures. */
    private static final String OPA_SUM = "h1:/sKtqt7GVSvXQn1sML2PSzl8tD/mTHF2pzQC3x1CV8k=";

    private static final List<String> FORWARDER = List.of(
            "go.mod",
            "main.go",
            "config.go",
            "logs.go",
            "runtime.go",
            "event.go",
            "authorizer.go",
            "routes.go",
            "opa.go",
            "bundle.go");
    /** Test events in the form of the mapping template, which the web adapter does not understand. */
    private static final List<String> HANDLER_EVENTS = List.of(
            "decision-200",
            "decision-by-input-200",
            "health-200",
            "policies-404",
            "all-data-404",
            "system-404",
            "explain-403",
            "write-403",
            "header-400",
            "not-json-400");

    private static final List<String> PROXY_EVENTS = List.of("rest-proxy-200", "http-api-200");

    private final PackSettings settings;
    private final Set<String> flags;
    private final Map<String, byte[]> files = new TreeMap<>();

    private PackFiles(PackSettings settings) {
        this.settings = settings;
        this.flags = flags(settings);
    }

    /** The files by path. */
    public static Map<String, byte[]> of(PackSettings settings) {
        PackFiles pack = new PackFiles(settings);
        pack.render();
        return pack.files;
    }

    private void render() {
        PackTemplate template = new PackTemplate(values(), flags);
        for (String name : List.of("Dockerfile", "template.yaml", "pack.sh", "README.md")) {
            put(name, template.render(name));
        }
        put(".dockerignore", "*\n!start.sh\n!bootstrap\n!bundle.tar.gz\n!forwarder/\n");
        if (settings.hasApi()) {
            put("openapi.yaml", PackApi.of(settings, flags, "FUNCTION_ARN"));
        }
        put("start.sh", PackTemplate.raw(settings.isWeb() ? "start-web.sh" : "start.sh"));
        if (!settings.isWeb()) {
            put("bootstrap", PackTemplate.raw("bootstrap"));
        }
        if (settings.adapter() == Adapter.BOOTSTRAP) {
            FORWARDER.forEach(source -> copy("forwarder/" + source));
        }
        events().forEach(event -> copy("events/" + event + ".json"));
    }

    /** Test events whose responses are known: those for the default routes, whatever the bundle contains. */
    private List<String> events() {
        if (!settings.hasApi()) {
            return settings.policies()
                    ? List.of("request-policyDocument", "decision-Event.Invalid")
                    : List.of("request-policyDocument", "http-isAuthorized", "decision-Event.Invalid");
        }
        if (!settings.routes().equals(AllowedRoute.DEFAULT)) {
            return List.of();
        }
        return settings.isWeb()
                ? PROXY_EVENTS
                : Stream.concat(HANDLER_EVENTS.stream(), PROXY_EVENTS.stream()).toList();
    }

    private void copy(String name) {
        put(name, PackTemplate.raw(name));
    }

    private void put(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> flags(PackSettings settings) {
        Set<String> flags = new TreeSet<>();
        flags.add(settings.adapter().label());
        flags.add(settings.sha256Amd64() == null ? "opa-source" : "opa-release");
        flags.add(settings.hasApi() ? "has-api" : "authorizer");
        if (settings.hasApi()) {
            flags.add(settings.api().label());
            flags.add(settings.auth() == ApiAuth.NONE ? "open" : settings.auth().label());
        }
        if (settings.ttl() > 0) {
            flags.add("cached");
        }
        if (!settings.isWeb()) {
            flags.add("handler");
            flags.add("mapped");
        }
        return flags;
    }

    private Map<String, String> values() {
        boolean hasApi = settings.hasApi();
        String api = settings.api() == ApiType.REST ? "a REST API" : "an HTTP API";
        Map<String, String> values = new HashMap<>();
        values.put("NAME", settings.name());
        values.put("ARCH", settings.architecture().label());
        values.put("GOARCH", settings.architecture().docker());
        values.put("MEMORY", Integer.toString(settings.memory()));
        values.put("TIMEOUT", Integer.toString(settings.timeout()));
        values.put("OPA_VERSION", OpaBinary.PINNED_VERSION);
        values.put("OPA_SUM", OPA_SUM);
        values.put("OPA_SHA256_AMD64", String.valueOf(settings.sha256Amd64()));
        values.put("OPA_SHA256_ARM64", String.valueOf(settings.sha256Arm64()));
        values.put("IMAGE_FILES", imageFiles());
        values.put("ALLOW", allow());
        values.put("DECISION_LOGS", settings.decisionLogs().label());
        values.put("AUTHORIZER", settings.authorizer());
        values.put("AUTHORIZER_TTL", Integer.toString(settings.ttl()));
        values.put("AUTHORIZER_SIMPLE", Boolean.toString(!settings.policies()));
        values.put("AUTHORIZER_RESPONSE", settings.policies() ? "policy" : "simple");
        values.put("DESCRIPTION", hasApi ? " behind " + api : " that authorizes the requests of other APIs");
        values.put("README_API", hasApi ? ", behind " + api : ", as an authorizer for other APIs");
        values.put("README_TEMPLATE", hasApi ? ", the API" : ", the authorizer of an API");
        values.put("ENVIRONMENT", environment());
        values.put("OPENAPI", hasApi ? PackTemplate.indented(PackApi.of(settings, flags, "${Function.Arn}"), 8) : "");
        return values;
    }

    /** The files that the image's tag is computed from: a change is another image, and ECR accepts a tag only once. */
    private String imageFiles() {
        String all = "Dockerfile bundle.tar.gz start.sh";
        return switch (settings.adapter()) {
            case BOOTSTRAP -> all + " forwarder/*";
            case SHELL -> all + " bootstrap";
            case WEB_ADAPTER -> all;
        };
    }

    private String allow() {
        return settings.routes().stream().map(AllowedRoute::toString).collect(Collectors.joining(" "));
    }

    private String environment() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("OPA_DECISION_LOGS", settings.decisionLogs().label());
        variables.put("OPA_LOG_LEVEL", "error");
        if (!settings.hasApi()) {
            variables.put("OPA_AUTHORIZER", settings.authorizer());
            variables.put("OPA_AUTHORIZER_RESPONSE", settings.policies() ? "policy" : "simple");
        } else if (!settings.isWeb()) {
            variables.put("OPA_ALLOW", allow());
        }
        if (!settings.bundleUrl().isEmpty()) {
            variables.put("OPA_BUNDLE_URL", settings.bundleUrl());
        }
        return variables.entrySet().stream()
                .map(entry -> "          " + entry.getKey() + ": \"" + entry.getValue() + "\"")
                .collect(Collectors.joining("\n"));
    }
}
