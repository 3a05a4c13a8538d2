package io.rego4j.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.opa.Decision;
import io.rego4j.opa.Opa;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.parse.RegoParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs conformance cases with one engine, and compares its answers with those that the cases want. */
final class ConformanceRun implements AutoCloseable {
    private final boolean documentsOnly;
    private final Opa opa;

    /**
     * The result of one case.
     *
     * @param detail why it did not pass; for one that passed, what was replaced by stand-ins
     */
    record Verdict(String name, Outcome outcome, String detail) {}

    /** How an answer compares with the one that the case wants. */
    enum Outcome {
        PASSED,
        /** The engine said that it cannot do this. */
        LACKING,
        WRONG
    }

    /**
     * A run.
     *
     * @param opa the engine, for this run alone
     * @param documentsOnly true if the engine takes no queries
     */
    ConformanceRun(Opa opa, boolean documentsOnly) {
        this.opa = opa;
        this.documentsOnly = documentsOnly;
    }

    Verdict run(Path folder) {
        String name = folder.getFileName().toString();
        try {
            return ask(ConformanceCase.read(folder));
        } catch (RegoParseException e) {
            return new Verdict(name, Outcome.WRONG, "does not parse: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            return new Verdict(name, Outcome.WRONG, e.toString());
        }
    }

    private Verdict ask(ConformanceCase one) {
        try {
            return judge(one, solutions(one), null);
        } catch (OpaException e) {
            List<List<String>> conflicts =
                    ConformanceStandIns.conflicts(e.error().toString());
            return conflicts.isEmpty() || !one.standIns().isEmpty()
                    ? judge(one, null, e.error())
                    : ask(one.withDataInQuery(conflicts));
        }
    }

    private List<JsonNode> solutions(ConformanceCase one) {
        List<JsonNode> solutions = new ArrayList<>();
        // A server reports errors of built-ins for documents only.
        if (documentsOnly && one.asksForAll()) {
            opa.load(one.policies());
            JsonNode all = opa.decide("data", one.input()).orElseThrow();
            solutions.add(JsonNodeFactory.instance.objectNode().set("x", all));
        } else if (documentsOnly || one.strict()) {
            opa.load(one.asModule());
            Decision<JsonNode> decision = opa.prepare("data." + ConformanceCase.PACKAGE + ".solutions")
                    .strictBuiltinErrors(one.strict())
                    .ask(one.input());
            decision.orElseThrow().forEach(solutions::add);
        } else {
            opa.load(one.policies());
            for (Map<String, JsonNode> bindings : opa.query(one.query(), one.input())) {
                ObjectNode solution = JsonNodeFactory.instance.objectNode();
                bindings.forEach(solution::set);
                solutions.add(solution);
            }
        }
        return solutions;
    }

    private static Verdict judge(ConformanceCase one, @Nullable List<JsonNode> solutions, @Nullable OpaError error) {
        JsonNode expected = one.expected();
        if (error != null && error.code().equals(OpaError.UNSUPPORTED)) {
            return new Verdict(one.name(), Outcome.LACKING, error.message());
        } else if (error != null) {
            // Some cases want a result without strict errors, and an error with them.
            boolean wanted =
                    !one.expectedCode().isEmpty() || !one.expectedMessage().isEmpty();
            boolean right = wanted
                    && (one.expectedCode().isEmpty() || anyCode(error, one.expectedCode()))
                    && error.toString().contains(bare(one.expectedMessage()));
            return verdict(one, right, error.toString());
        } else if (expected == null) {
            return verdict(one, false, "no error, but " + solutions);
        }
        List<String> want = new ArrayList<>();
        List<String> got = new ArrayList<>();
        expected.forEach(solution -> want.add(canonical(solution, one.sortBindings())));
        for (JsonNode solution : solutions == null ? List.<JsonNode>of() : solutions) {
            got.add(canonical(solution, one.sortBindings()));
        }
        want.sort(null);
        got.sort(null);
        return verdict(one, want.equals(got), got + " and not " + want);
    }

    private static boolean anyCode(OpaError error, String code) {
        return error.each().stream().anyMatch(each -> each.code().equals(code));
    }

    /** Some cases write the code before the message. */
    private static String bare(String message) {
        int colon = message.indexOf("_error: ");
        return colon < 0 ? message : message.substring(colon + "_error: ".length());
    }

    private static Verdict verdict(ConformanceCase one, boolean right, String detail) {
        return right
                ? new Verdict(one.name(), Outcome.PASSED, String.join(", ", one.standIns()))
                : new Verdict(one.name(), Outcome.WRONG, one.note() + ": " + detail);
    }

    /** A value as a text that is the same for equal values: keys sorted, numbers in one form. */
    private static String canonical(JsonNode value, boolean sortArrays) {
        if (value.isObject()) {
            Map<String, String> sorted = new TreeMap<>();
            value.properties().forEach(entry -> sorted.put(entry.getKey(), canonical(entry.getValue(), sortArrays)));
            return sorted.toString();
        } else if (value.isArray()) {
            List<String> items = new ArrayList<>();
            for (Iterator<JsonNode> each = value.elements(); each.hasNext(); ) {
                items.add(canonical(each.next(), sortArrays));
            }
            if (sortArrays) {
                items.sort(null);
            }
            return items.toString();
        } else if (value.isNumber()) {
            return value.decimalValue().stripTrailingZeros().toPlainString();
        }
        return value.toString();
    }

    @Override
    public void close() {
        opa.close();
    }
}
