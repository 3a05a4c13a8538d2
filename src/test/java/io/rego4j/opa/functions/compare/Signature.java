package io.rego4j.opa.functions.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What OPA declares of a function.
 *
 * @param operands its types as in OPA's capabilities
 * @param isRelation true if it gives many results
 * @param hasResult false for a function that only does something
 */
record Signature(String name, List<JsonNode> operands, boolean isRelation, boolean hasResult) {
    /** Those of all functions that the real OPA has. */
    static List<Signature> all() {
        try {
            JsonNode capabilities =
                    new ObjectMapper().readTree(OpaProgram.run(Path.of("."), "capabilities", "--current"));
            List<Signature> all = new ArrayList<>();
            for (JsonNode builtin : capabilities.get("builtins")) {
                List<JsonNode> operands = new ArrayList<>();
                builtin.get("decl").path("args").forEach(operands::add);
                all.add(new Signature(
                        builtin.get("name").textValue(),
                        operands,
                        builtin.path("relation").asBoolean(),
                        builtin.get("decl").has("result")));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
