package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The modules that the page shows now.
 *
 * @param version the version of Rego that they are read as
 * @param modules their texts by their names, in the order of the tabs
 * @param active the name of the module in the active tab
 */
record Workspace(RegoVersion version, Map<String, Source> modules, String active) {
    private static final int MAX_MODULES = 500;
    private static final int MAX_NAME = 300;

    /**
     * Reads the workspace of a request.
     *
     * @throws RequestException if it is no workspace: two modules of one name, an unknown version
     */
    static Workspace read(JsonNode request) throws RequestException {
        Map<String, Source> modules = new LinkedHashMap<>();
        for (JsonNode module : request.path("modules")) {
            String name = module.path("name").asText();
            if (name.isBlank() || name.length() > MAX_NAME) {
                throw RequestException.bad("a module needs a name of 1 to " + MAX_NAME + " characters");
            }
            if (modules.put(name, Source.of(name, module.path("text").asText())) != null) {
                throw RequestException.bad("two modules have the name " + name + ": rename one");
            }
        }
        if (modules.isEmpty() || modules.size() > MAX_MODULES) {
            throw RequestException.bad("a request has 1 to " + MAX_MODULES + " modules");
        }
        String active = request.path("active").asText();
        if (!modules.containsKey(active)) {
            throw RequestException.bad("there is no module \"" + active + "\"");
        }
        return new Workspace(version(request), modules, active);
    }

    /** The version of Rego that a request names; v1 without one. */
    static RegoVersion version(JsonNode request) throws RequestException {
        return version(request.path("version").asText("v1"));
    }

    /** The version of Rego of a name. */
    static RegoVersion version(String name) throws RequestException {
        try {
            return RegoVersion.of(name);
        } catch (IllegalArgumentException e) {
            throw RequestException.bad(e.getMessage());
        }
    }

    /** The active module. */
    Source source() {
        return Objects.requireNonNull(modules.get(active), "checked when it was read");
    }

    /** The active module, as far as it could be parsed. */
    ParseResult<RegoModule> parseActive() {
        return parse(source());
    }

    ParseResult<RegoModule> parse(Source module) {
        return RegoParser.parse(module, ParseOptions.of(version));
    }

    /** All modules by their names, each as far as it could be parsed. */
    Map<String, ParseResult<RegoModule>> parseAll() {
        Map<String, ParseResult<RegoModule>> all = new LinkedHashMap<>();
        modules.forEach((name, source) -> all.put(name, parse(source)));
        return all;
    }

    /** The document of the active module's package; {@code data} if that cannot be parsed. */
    String packagePath() {
        return parseActive()
                .tree()
                .map(module -> module.pkg().path().toString())
                .orElse("data");
    }
}
