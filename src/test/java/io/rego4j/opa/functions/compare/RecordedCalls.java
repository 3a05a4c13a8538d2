package io.rego4j.opa.functions.compare;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls with what the real OPA made of them, a line each: a JSON array of the name, the operands and the outcome. */
final class RecordedCalls {
    private static final int CALLS_OF_EACH = 7;
    private static final int TRIED_OF_EACH = 60;
    private static final int LONGEST = 260;
    private static final long SEED = 17;

    private RecordedCalls() {}

    /** Writes calls of each function whose operands are JSON, as they are generated, with different outcomes. */
    static void record(Path file) throws IOException {
        CallGenerator generator = new CallGenerator(SEED, Samples.read());
        List<Call> calls = new ArrayList<>();
        List<Signature> signatures = new ArrayList<>();
        for (Signature function : BuiltinComparison.functions()) {
            for (int i = 0; i < TRIED_OF_EACH; i++) {
                Call call = generator.call(function);
                ArrayValue operands = ArrayValue.of(call.operands());
                if (isJson(operands)) {
                    calls.add(call);
                    signatures.add(function);
                }
            }
        }
        Path folder = Files.createTempDirectory("record-builtins");
        List<String> outcomes = OpaCalls.make(calls, signatures, folder);
        List<String> lines = new ArrayList<>();
        Map<String, List<String>> known = new HashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            List<String> before = known.computeIfAbsent(call.name(), name -> new ArrayList<>());
            String ours = OurCalls.make(call, signatures.get(i));
            if (before.size() < CALLS_OF_EACH && !before.contains(outcomes.get(i)) && ours.equals(outcomes.get(i))) {
                before.add(outcomes.get(i));
                String line = JsonText.of(ArrayValue.of(
                        StringValue.of(call.name()), ArrayValue.of(call.operands()), StringValue.of(outcomes.get(i))));
                if (line.length() <= LONGEST) {
                    lines.add(line);
                }
            }
        }
        Files.write(file, lines);
    }

    /** True if the operands read back from their JSON as what they are: no sets, no other keys than strings, no bytes. */
    private static boolean isJson(ArrayValue operands) throws IOException {
        return JsonValues.parse(JsonText.of(operands)).toString().equals(operands.toString());
    }
}
