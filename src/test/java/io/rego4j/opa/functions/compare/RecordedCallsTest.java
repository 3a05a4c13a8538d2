package io.rego4j.opa.functions.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.StringValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Calls with OPA's outcomes, for where no OPA is: {@code BuiltinComparison record} wrote them. */
class RecordedCallsTest {
    private static final Set<String> RELATIONS = Set.of("walk");

    @Test
    void giveWhatOpaGave() throws IOException {
        List<String> differences = new ArrayList<>();
        int calls = 0;
        try (InputStream in =
                Objects.requireNonNull(RecordedCallsTest.class.getResourceAsStream("recorded-calls.jsonl"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                ArrayValue recorded = (ArrayValue) JsonValues.parse(line);
                Call call = new Call(text(recorded, 0), ((ArrayValue) recorded.get(1)).toList());
                String outcome = text(recorded, 2);
                String ours = OurCalls.make(
                        call, new Signature(call.name(), List.of(), RELATIONS.contains(call.name()), true));
                if (!ours.equals(outcome)) {
                    differences.add(new BuiltinComparison.Difference(call, outcome, ours).toString());
                }
                calls++;
            }
        }
        assertThat(calls).isGreaterThan(500);
        assertThat(differences).isEmpty();
    }

    private static String text(ArrayValue recorded, int index) {
        return ((StringValue) recorded.get(index)).text();
    }
}
