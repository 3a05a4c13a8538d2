package io.rego4j.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.check.Builtin.Parameter;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.FunctionType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Property;
import io.rego4j.check.RegoType.Rest;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.RegoType.Union;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that {@code opa capabilities} prints. */
final class CapabilitiesReader {
    private static final JsonMapper JSON = new JsonMapper();

    private CapabilitiesReader() {}

    static Capabilities read(InputStream in, String name) throws IOException {
        try {
            return capabilities(JSON.readTree(in));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("no capabilities in " + name + ": " + e.getMessage(), e);
        }
    }

    static Capabilities read(String json) throws IOException {
        return capabilities(JSON.readTree(json));
    }

    private static Capabilities capabilities(JsonNode root) {
        if (!root.isObject()) {
            throw new IllegalArgumentException("expected an object as opa capabilities prints it");
        }
        List<Builtin> builtins = new ArrayList<>();
        for (JsonNode node : root.path("builtins")) {
            builtins.add(builtin(node));
        }
        return new Capabilities(builtins, strings(root.path("features")), strings(root.path("future_keywords")));
    }

    private static Builtin builtin(JsonNode node) {
        String name = node.path("name").asText("");
        JsonNode declaration = node.path("decl");
        if (name.isEmpty() || !(type(declaration, name) instanceof FunctionType type)) {
            throw new IllegalArgumentException("the built-in \"" + name + "\" has no function as its decl");
        }
        List<Parameter> parameters = new ArrayList<>();
        declaration.path("args").forEach(arg -> parameters.add(parameter(arg)));
        return new Builtin(
                name,
                node.path("description").asText(""),
                strings(node.path("categories")),
                node.path("infix").asText(""),
                parameters,
                parameter(declaration.path("result")),
                type,
                node.path("relation").asBoolean(),
                node.path("deprecated").asBoolean(),
                node.path("nondeterministic").asBoolean());
    }

    private static Parameter parameter(JsonNode node) {
        String name = node.path("name").asText("");
        String description = node.path("description").asText("");
        return name.isEmpty() && description.isEmpty() ? Parameter.UNNAMED : new Parameter(name, description);
    }

    private static RegoType type(JsonNode node, String builtin) {
        String kind = node.path("type").asText("");
        return switch (kind) {
            case "null" -> RegoType.NULL;
            case "boolean" -> RegoType.BOOLEAN;
            case "number" -> RegoType.NUMBER;
            case "string" -> RegoType.STRING;
            case "array" -> new ArrayType(types(node.path("static"), builtin), optional(node.path("dynamic"), builtin));
            case "set" ->
                new SetType(node.path("of").isMissingNode() ? RegoType.UNKNOWN : type(node.path("of"), builtin));
            case "object" -> object(node, builtin);
            case "any" -> {
                List<RegoType> of = types(node.path("of"), builtin);
                yield of.isEmpty() ? RegoType.ANY : new Union(of);
            }
            case "function" ->
                new FunctionType(
                        types(node.path("args"), builtin),
                        optional(node.path("variadic"), builtin),
                        optional(node.path("result"), builtin));
            default ->
                throw new IllegalArgumentException("the built-in \"" + builtin + "\" has the unknown type \"" + kind
                        + "\": read it with a later version of rego4j");
        };
    }

    private static RegoType object(JsonNode node, String builtin) {
        List<Property> properties = new ArrayList<>();
        for (JsonNode property : node.path("static")) {
            properties.add(new Property(key(property.path("key")), type(property.path("value"), builtin)));
        }
        JsonNode rest = node.path("dynamic");
        return new ObjectType(
                properties,
                rest.isMissingNode()
                        ? null
                        : new Rest(type(rest.path("key"), builtin), type(rest.path("value"), builtin)));
    }

    private static Term key(JsonNode node) {
        if (node.isNumber()) {
            return new NumberTerm(node.asText());
        } else if (node.isBoolean()) {
            return new BooleanTerm(node.asBoolean());
        }
        return node.isNull() ? new NullTerm() : new StringTerm(node.asText());
    }

    private static List<RegoType> types(JsonNode nodes, String builtin) {
        List<RegoType> types = new ArrayList<>();
        nodes.forEach(node -> types.add(type(node, builtin)));
        return types;
    }

    private static @Nullable RegoType optional(JsonNode node, String builtin) {
        return node.isMissingNode() ? null : type(node, builtin);
    }

    private static List<String> strings(JsonNode nodes) {
        List<String> strings = new ArrayList<>();
        nodes.forEach(node -> strings.add(node.asText()));
        return strings;
    }
}
