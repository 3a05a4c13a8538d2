package io.rego4j.opa.plan;

import io.rego4j.internal.language.NameRules;
import io.rego4j.opa.value.StringValue;
import java.util.List;

/** References as OPA prints them. */
final class Reference {
    private Reference() {}

    /** The reference to a function's document: {@code data} and all keys but the first, which is the generation. */
    static String of(List<String> path) {
        StringBuilder reference = new StringBuilder("data");
        for (String key : path.subList(Math.min(1, path.size()), path.size())) {
            if (NameRules.isName(key)) {
                reference.append('.').append(key);
            } else {
                reference.append('[').append(StringValue.of(key)).append(']');
            }
        }
        return reference.toString();
    }
}
