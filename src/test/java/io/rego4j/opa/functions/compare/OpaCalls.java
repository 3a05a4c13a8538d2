package io.rego4j.opa.functions.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes calls in the real OPA, many in one run: each stands on a line of its own in a policy, and the errors, of which
 * none ends the run, tell their lines. All operands go through a function first, so that OPA knows no type of any of them
 * when it compiles, with a number, so that OPA does not take 1.0 for the 1 that it remembers; and the policy is one of before OPA 1.0, to which no function is deprecated.
 */
final class OpaCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES_BEFORE = 4;

    /** What Go's runtime says where a program ends by a fault of its own. */
    static final String PANIC = "panic: ";

    private OpaCalls() {}

    /**
     * The outcomes, as texts.
     *
     * @param folder where the policy is written
     */
    static List<String> make(List<Call> calls, List<Signature> signatures, Path folder) {
        StringBuilder policy = new StringBuilder("package calls\n\nhidden(x, _) = x\n\n");
        for (int i = 0; i < calls.size(); i++) {
            policy.append(line(i, calls.get(i), signatures.get(i))).append('\n');
        }
        Path file = folder.resolve("calls.rego");
        try {
            Files.writeString(file, policy);
            OpaProgram.Result run = OpaProgram.tryRun(
                    folder,
                    "eval",
                    "--v0-compatible",
                    "--show-builtin-errors",
                    "--format",
                    "json",
                    "--data",
                    "calls.rego",
                    "data.calls.r");
            if (run.output().contains(PANIC)) {
                return withoutPanic(calls, signatures, folder);
            }
            return outcomes(JSON.readTree(run.output()), calls.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Narrows down what ended the run, whose outcome is then {@link #PANIC}. */
    private static List<String> withoutPanic(List<Call> calls, List<Signature> signatures, Path folder) {
        int middle = calls.size() / 2;
        if (middle == 0) {
            return List.of(PANIC);
        }
        List<String> outcomes = new ArrayList<>(make(calls.subList(0, middle), signatures.subList(0, middle), folder));
        outcomes.addAll(make(calls.subList(middle, calls.size()), signatures.subList(middle, calls.size()), folder));
        return outcomes;
    }

    private static List<String> outcomes(JsonNode run, int count) {
        String[] outcomes = new String[count];
        Arrays.fill(outcomes, "undefined");
        for (JsonNode error : run.path("errors")) {
            int row = error.path("location").path("row").asInt() - 1 - LINES_BEFORE;
            if (row < 0 || error.get("code").textValue().startsWith("rego_")) {
                throw new AssertionError("opa: " + error);
            }
            outcomes[row] =
                    error.get("code").textValue() + ": " + error.get("message").textValue();
        }
        JsonNode values = run.path("result").path(0).path("expressions").path(0).path("value");
        values.properties()
                .forEach(entry -> outcomes[Integer.parseInt(entry.getKey())] =
                        entry.getValue().textValue());
        return List.of(outcomes);
    }

    private static String line(int number, Call call, Signature signature) {
        // Each with a number of its own: OPA takes 10.0 for the 10 that it remembers.
        List<String> hidden = new ArrayList<>();
        for (Value operand : call.operands()) {
            hidden.add("hidden(" + literal(operand) + ", \"" + number + "." + hidden.size() + "\")");
        }
        String operands = String.join(", ", hidden);
        String result = signature.isRelation()
                ? "[x | " + call.name() + "(" + operands + ", x)]"
                : call.name() + "(" + operands + ")";
        return "r[\"" + number + "\"] = v { v := sprintf(\"%v\", [[" + result + "]]) }";
    }

    /** A value as Rego that stands for it. */
    static String literal(Value value) {
        return switch (value.kind()) {
            case STRING -> {
                StringValue string = (StringValue) value;
                boolean bytes = string.text().codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
                yield bytes
                        ? "hex.decode(\"" + HexFormat.of().formatHex(string.bytes()) + "\")"
                        : // A byte order mark inside of a policy is no token to OPA.
                        JsonText.of(value).replace("\ufeff", "\\ufeff");
            }
            case ARRAY -> list("[", (ArrayValue) value, "]");
            case SET -> ((SetValue) value).size() == 0 ? "set()" : list("{", (SetValue) value, "}");
            case OBJECT -> {
                List<String> members = new ArrayList<>();
                ((ObjectValue) value).forEach((key, item) -> members.add(literal(key) + ": " + literal(item)));
                yield "{" + String.join(", ", members) + "}";
            }
            default -> value.toString();
        };
    }

    private static String list(String open, Iterable<Value> items, String close) {
        List<String> literals = new ArrayList<>();
        items.forEach(item -> literals.add(literal(item)));
        return open + String.join(", ", literals) + close;
    }
}
