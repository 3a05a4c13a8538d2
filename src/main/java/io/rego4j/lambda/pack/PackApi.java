package io.rego4j.lambda.pack;

import io.rego4j.lambda.ApiType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The OpenAPI description of a pack's API. For the adapters with a handler it has one operation for everything, since the
 * handler enforces the allow-list; for the web adapter, which passes all requests to OPA, it has the paths of the list, and API
 * Gateway refuses the rest. Below a path it accepts any method and leaves the refusal to OPA: OpenAPI has no name for the
 * parameter of {@code {proxy+}}, so that validators accept it in this extension only.
 */
public final class PackApi {
    private static final String ANY = "x-amazon-apigateway-any-method";
    private static final String BELOW = "/{proxy+}";

    private final PackSettings settings;
    private final Set<String> flags;
    private final String label;
    private final Map<String, String> values;

    private PackApi(PackSettings settings, Set<String> flags, String function) {
        this.settings = settings;
        this.flags = flags;
        this.label = settings.api() == ApiType.REST ? "rest" : "http";
        this.values = Map.of(
                "NAME", settings.name(),
                "URI", uri(function),
                "REQUEST_TEMPLATE", PackTemplate.indented(PackTemplate.raw("request.vtl"), 6),
                "RESPONSE_TEMPLATE", PackTemplate.indented(PackTemplate.raw("response.vtl"), 10),
                "ERROR_TEMPLATE", PackTemplate.indented(PackTemplate.raw("error.vtl"), 10));
    }

    /**
     * The text in YAML.
     *
     * @param function the function's name in AWS, or a reference to it within a SAM template
     */
    public static String of(PackSettings settings, Set<String> flags, String function) {
        PackApi api = new PackApi(settings, flags, function);
        Map<String, String> all = new LinkedHashMap<>(api.values);
        all.put("PATHS", api.paths());
        return new PackTemplate(all, flags).render("openapi-" + api.label + ".yaml");
    }

    private static String uri(String function) {
        return function.startsWith("$")
                ? "!Sub arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/" + function
                        + "/invocations"
                : "arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/" + function + "/invocations";
    }

    private String paths() {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        if (settings.isWeb()) {
            for (AllowedRoute route : settings.routes()) {
                if (!route.belowOnly()) {
                    Set<String> names = methods.computeIfAbsent(route.path(), key -> new TreeSet<>());
                    route.methods().forEach(method -> names.add(method.toLowerCase(Locale.ROOT)));
                }
                if (!route.isRoot()) {
                    methods.put((route.parts().isEmpty() ? "" : route.path()) + BELOW, Set.of(ANY));
                }
            }
        } else {
            methods.put(BELOW, Set.of(ANY));
        }
        StringBuilder text = new StringBuilder();
        methods.forEach((path, names) -> {
            text.append("  ").append(path).append(":\n");
            names.forEach(name -> text.append("    ")
                    .append(name)
                    .append(":\n")
                    .append(PackTemplate.indented(operation(path), 6))
                    .append('\n'));
        });
        return text.toString().stripTrailing();
    }

    private String operation(String path) {
        Set<String> all = new TreeSet<>(flags);
        if (path.endsWith(BELOW)) {
            all.add("below");
        }
        return new PackTemplate(values, all).render("operation-" + label + ".yaml");
    }
}
