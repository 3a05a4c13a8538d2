package io.rego4j.opa.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.Policies;
import io.rego4j.opa.binary.ProcessRun;
import io.rego4j.opa.engine.ModuleText;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.source.Source;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Policies made ready for WebAssembly. A built-in that OPA's WebAssembly has and answers otherwise than OPA is renamed, so
 * that it is called in Java; what cannot be mended is refused.
 */
final class WasmModules {
    /** Before the names of the built-ins that are called in Java although WebAssembly has them. */
    static final String PREFIX = "rego4j.";

    private static final Set<String> RENAMED = Set.of("json.unmarshal", "json.is_valid");
    // Most modules hold neither a renamed name nor a number in brackets, and need not be read.
    private static final Pattern SUSPECT = Pattern.compile("json\\s*\\.\\s*(?:unmarshal|is_valid)|\\[\\s*\\d");
    private static final int EDGE = 2;

    private WasmModules() {}

    /**
     * The policies with the built-ins renamed; their rows stay.
     *
     * @throws OpaException if they use what WebAssembly does not do as OPA does
     */
    static Policies prepare(Policies policies) {
        Policies prepared = policies;
        for (Map.Entry<String, Source> module : policies.modules().entrySet()) {
            String text = module.getValue().text();
            if (SUSPECT.matcher(text).find()) {
                RegoModule tree = ModuleText.read(text, policies.version());
                if (tree != null) {
                    List<RefTerm> refs = NodeWalk.all(tree, RefTerm.class);
                    refs.forEach(ref -> requireNoNumberForAKey(ref, policies.sharedData()));
                    prepared = prepared.module(module.getKey(), renamed(text, refs));
                }
            }
        }
        return prepared;
    }

    /** What {@code opa} must know to compile the renamed built-ins: its own capabilities and these. */
    static String capabilities(OpaBinary binary) {
        try {
            ProcessRun run = ProcessRun.of(
                    binary.process(List.of("capabilities", "--current")), Input.none(), WasmBuild.TIMEOUT);
            ObjectNode all = (ObjectNode) OpaJson.parse(run.output(), "the answer of opa capabilities");
            ArrayNode builtins = (ArrayNode) all.path("builtins");
            for (JsonNode builtin : builtins.deepCopy()) {
                if (RENAMED.contains(builtin.path("name").asText())) {
                    builtins.add(((ObjectNode) builtin)
                            .put("name", PREFIX + builtin.path("name").asText()));
                }
            }
            return all.toString();
        } catch (ProcessRun.FailedRun e) {
            throw new OpaException(e.error(), e);
        } catch (IOException | ClassCastException e) {
            throw new OpaException(OpaError.of(OpaError.BAD_ANSWER, "opa capabilities failed: " + e.getMessage()), e);
        }
    }

    private static String renamed(String text, List<RefTerm> refs) {
        StringBuilder changed = new StringBuilder(text);
        refs.stream()
                .filter(ref -> ref.origin().isPresent() && RENAMED.contains(ref.toString()))
                .mapToInt(ref -> ref.origin().start())
                .distinct()
                .boxed()
                .sorted(Comparator.reverseOrder())
                .forEach(start -> changed.insert(start, PREFIX));
        return changed.toString();
    }

    /** OPA finds the key "2" of a base document by the number 2; WebAssembly does not. */
    private static void requireNoNumberForAKey(RefTerm ref, JsonNode data) {
        if (!(ref.head() instanceof VarTerm head) || !head.name().equals("data")) {
            return;
        }
        JsonNode at = data;
        for (Term term : ref.terms().subList(1, ref.terms().size())) {
            if (term instanceof NumberTerm number && at.has(number.toString())) {
                throw new OpaException(
                        OpaError.UNSUPPORTED,
                        "the engine inside the JVM cannot find the key \"" + number + "\" of data by a number, as "
                                + ref + " does; a local OPA can");
            }
            at = term instanceof StringTerm key ? at.path(key.value()) : at.path("");
        }
    }

    /** True if a JSON text may hold a number, outside of its strings, that OPA refuses because of its exponent. */
    static boolean mayHoldHugeNumber(byte[] json) {
        boolean inString = false;
        for (int i = 0; i + EDGE < json.length; i++) {
            if (json[i] == '"') {
                inString = !inString;
            } else if (inString && json[i] == '\\') {
                // What follows is escaped, a quote too.
                i++;
            } else if (!inString
                    && i > 0
                    && (json[i] | ' ') == 'e'
                    && isDigit(json[i - 1])
                    && exponentDigits(json, i + 1) > EDGE) {
                return true;
            }
        }
        return false;
    }

    private static int exponentDigits(byte[] json, int start) {
        int at = json[start] == '+' || json[start] == '-' ? start + 1 : start;
        int first = at;
        while (at < json.length && isDigit(json[at])) {
            at++;
        }
        return at - first;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
