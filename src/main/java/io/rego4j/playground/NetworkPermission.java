package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.check.Capabilities;
import io.rego4j.check.CheckOptions;
import io.rego4j.opa.OpaBinary;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether policies may use the network. If not, the built-in functions that do are unknown to the checker and to OPA, so that
 * a policy with one fails loudly and at once; and schemas are not loaded from elsewhere.
 *
 * @param allowed true if they may
 */
record NetworkPermission(boolean allowed) {
    private static final Set<String> BUILTINS = Set.of("http.send", "net.lookup_ip_addr");
    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    /** The capabilities for the checker. */
    Capabilities capabilities(RegoVersion version) {
        Capabilities all = Capabilities.current(version);
        return allowed ? all : all.without(BUILTINS);
    }

    /** The options for the checker. */
    CheckOptions checkOptions(RegoVersion version) {
        return CheckOptions.of(version).withCapabilities(capabilities(version));
    }

    /** The arguments for a run of {@code opa}; writes the capabilities file that they name. */
    List<String> arguments(OpaBinary opa, RegoVersion version, Path folder) throws IOException {
        if (allowed) {
            return List.of();
        }
        // Without an extension, so that it is not loaded as data.
        Path file = folder.resolve("capabilities");
        Files.writeString(file, text(opa, version));
        return List.of("--capabilities", file.toString());
    }

    private static String text(OpaBinary opa, RegoVersion version) throws IOException {
        String key = opa + " " + (version == RegoVersion.V0);
        String known = TEXTS.get(key);
        if (known == null) {
            List<String> command = version == RegoVersion.V0
                    ? List.of("capabilities", "--current", "--v0-compatible")
                    : List.of("capabilities", "--current");
            known = withoutNetwork(opa.run("", command).out());
            TEXTS.put(key, known);
        }
        return known;
    }

    private static String withoutNetwork(String capabilities) throws IOException {
        JsonNode all = ApiJson.MAPPER.readTree(capabilities);
        ArrayNode kept = ApiJson.array();
        for (JsonNode builtin : all.path("builtins")) {
            if (!BUILTINS.contains(builtin.path("name").asText())) {
                kept.add(builtin);
            }
        }
        ObjectNode fewer = all.deepCopy();
        fewer.set("builtins", kept);
        fewer.putArray("allow_net");
        return fewer.toString();
    }

    /** A message with its remedy, if it says that such a function is undefined. */
    String explained(String message) {
        boolean ours = !allowed && BUILTINS.stream().anyMatch(name -> message.equals("undefined function " + name));
        return ours ? message + " (off in this playground; rego4j playground --allow-network turns it on)" : message;
    }
}
