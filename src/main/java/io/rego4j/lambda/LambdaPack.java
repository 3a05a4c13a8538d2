package io.rego4j.lambda;

import io.rego4j.bundle.Bundle;
import io.rego4j.lambda.pack.AllowedRoute;
import io.rego4j.lambda.pack.PackApi;
import io.rego4j.lambda.pack.PackBundle;
import io.rego4j.lambda.pack.PackTemplate;
import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that is ready for {@code docker build} and {@code sam deploy}: the standard OPA with a bundle as a function of
 * AWS Lambda, behind API Gateway. docs/lambda.md tells the way of a request through it.
 */
public final class LambdaPack {
    /** The checksum of OPA's sources in Go's public log: it holds for both architectures. */
    private static final String OPA_SUM = "h1:/sKtqt7GVSvXQn1sML2PSzl8tD/mTHF2pzQC3x1CV8k=";

    private static final List<String> FORWARDER = List.of(
            "go.mod",
            "main.go",
            "config.go",
            "runtime.go",
            "event.go",
            "authorizer.go",
            "routes.go",
            "opa.go",
            "bundle.go");
    private static final List<String> EVENTS =
            List.of("decision-200", "decision-by-input-200", "health-200", "policies-404", "write-403", "not-json-400");
    private static final Set<String> PROGRAMS = Set.of("start.sh", "bootstrap", "pack.sh");

    private final Map<String, byte[]> files;

    LambdaPack(LambdaPackBuilder settings) {
        Bundle bundle = PackBundle.of(
                Objects.requireNonNull(settings.bundle), settings.adapter, settings.decisionLogs, settings.routes);
        this.files = filesOf(settings);
        this.files.put("bundle.tar.gz", bundle.toBytes());
    }

    /** Starts with the article's settings: a REST API, 2048 MB, 300 s, x86_64. */
    public static LambdaPackBuilder builder() {
        return new LambdaPackBuilder();
    }

    private static Map<String, byte[]> filesOf(LambdaPackBuilder settings) {
        PackTemplate template = new PackTemplate(values(settings), flags(settings));
        Map<String, byte[]> files = new TreeMap<>();
        put(files, "Dockerfile", template.render("Dockerfile"));
        put(files, ".dockerignore", "*\n!start.sh\n!bootstrap\n!bundle.tar.gz\n!forwarder/\n");
        put(files, "template.yaml", template.render("template.yaml"));
        put(files, "pack.sh", template.render("pack.sh"));
        put(files, "README.md", template.render("README.md"));
        if (settings.authorizer.isEmpty()) {
            put(files, "openapi.yaml", PackApi.of(settings, flags(settings), "FUNCTION_ARN"));
        }
        if (settings.adapter == Adapter.WEB_ADAPTER) {
            put(files, "start.sh", PackTemplate.raw("start-web.sh"));
        } else {
            put(files, "start.sh", PackTemplate.raw("start.sh"));
            put(files, "bootstrap", PackTemplate.raw("bootstrap"));
            EVENTS.forEach(event -> copy(files, "events/" + event + ".json"));
        }
        if (settings.adapter == Adapter.BOOTSTRAP) {
            FORWARDER.forEach(source -> copy(files, "forwarder/" + source));
        }
        copy(files, "events/rest-proxy-200.json");
        copy(files, "events/http-api-200.json");
        return files;
    }

    private static void copy(Map<String, byte[]> files, String name) {
        put(files, name, PackTemplate.raw(name));
    }

    private static void put(Map<String, byte[]> files, String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> flags(LambdaPackBuilder settings) {
        Set<String> flags = new TreeSet<>();
        boolean hasApi = settings.authorizer.isEmpty();
        flags.add(settings.adapter.label());
        flags.add(settings.sha256Amd64 == null ? "opa-source" : "opa-release");
        flags.add(hasApi ? "has-api" : "authorizer");
        if (hasApi) {
            flags.add(settings.api.label());
            flags.add(settings.auth == ApiAuth.NONE ? "open" : settings.auth.label());
        }
        if (settings.adapter != Adapter.WEB_ADAPTER) {
            flags.add("handler");
            flags.add("mapped");
        }
        return flags;
    }

    private static Map<String, String> values(LambdaPackBuilder settings) {
        boolean hasApi = settings.authorizer.isEmpty();
        String api = settings.api == ApiType.REST ? "a REST API" : "an HTTP API";
        Map<String, String> values = new HashMap<>();
        values.put("NAME", settings.name);
        values.put("ARCH", settings.architecture.label());
        values.put("GOARCH", settings.architecture.docker());
        values.put("MEMORY", Integer.toString(settings.memory));
        values.put("TIMEOUT", Integer.toString(settings.timeout));
        values.put("OPA_VERSION", OpaBinary.PINNED_VERSION);
        values.put("OPA_SUM", OPA_SUM);
        values.put("OPA_SHA256_AMD64", String.valueOf(settings.sha256Amd64));
        values.put("OPA_SHA256_ARM64", String.valueOf(settings.sha256Arm64));
        values.put("IMAGE_FILES", imageFiles(settings.adapter));
        values.put("ALLOW", allow(settings));
        values.put("DECISION_LOGS", settings.decisionLogs.label());
        values.put("AUTHORIZER", settings.authorizer.isEmpty() ? "" : "`" + settings.authorizer + "`");
        values.put("DESCRIPTION", hasApi ? " behind " + api : " that authorizes the requests of other APIs");
        values.put("README_API", hasApi ? ", behind " + api : ", as an authorizer for other APIs");
        values.put("README_TEMPLATE", hasApi ? ", the API" : "");
        values.put("ENVIRONMENT", environment(settings));
        values.put(
                "OPENAPI",
                hasApi ? PackTemplate.indented(PackApi.of(settings, flags(settings), "${Function.Arn}"), 8) : "");
        return values;
    }

    /** What goes into the image: a change of any of it is another image, and ECR takes a tag only once. */
    private static String imageFiles(Adapter adapter) {
        String all = "Dockerfile bundle.tar.gz start.sh";
        return switch (adapter) {
            case BOOTSTRAP -> all + " forwarder/*";
            case SHELL -> all + " bootstrap";
            case WEB_ADAPTER -> all;
        };
    }

    private static String allow(LambdaPackBuilder settings) {
        return settings.routes.stream().map(AllowedRoute::toString).collect(Collectors.joining(" "));
    }

    private static String environment(LambdaPackBuilder settings) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("OPA_DECISION_LOGS", settings.decisionLogs.label());
        variables.put("OPA_LOG_LEVEL", "error");
        if (settings.adapter != Adapter.WEB_ADAPTER) {
            variables.put("OPA_ALLOW", allow(settings));
        }
        if (!settings.authorizer.isEmpty()) {
            variables.put("OPA_AUTHORIZER", settings.authorizer);
        }
        if (!settings.bundleUrl.isEmpty()) {
            variables.put("OPA_BUNDLE_URL", settings.bundleUrl);
        }
        return variables.entrySet().stream()
                .map(entry -> "          " + entry.getKey() + ": \"" + entry.getValue() + "\"")
                .collect(Collectors.joining("\n"));
    }

    /** The files by path. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> copy = new TreeMap<>();
        files.forEach((path, bytes) -> copy.put(path, bytes.clone()));
        return copy;
    }

    /**
     * Writes the folder: all of it or nothing.
     *
     * @param folder a path where nothing is yet, or an empty folder
     * @throws FileSystemException if something is there already
     * @throws IOException if it cannot be written
     */
    public void writeTo(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            try (Stream<Path> content = Files.list(target)) {
                if (content.findAny().isPresent()) {
                    throw new FileSystemException(folder.toString(), null, "the folder is not empty: name another");
                }
            }
        }
        Files.createDirectories(target.getParent());
        Path part = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + ".");
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = part.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
                if (PROGRAMS.contains(file.getKey())) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            remove(part);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
