package io.rego4j.dsl.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.dsl.value.ValuePath.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Jackson's trees as terms. */
final class JsonTerms {
    private final BiFunction<@Nullable Object, ValuePath, Term> convert;

    /** With the conversion of plain values, which takes the value and the path to it. */
    JsonTerms(BiFunction<@Nullable Object, ValuePath, Term> convert) {
        this.convert = convert;
    }

    Term term(JsonNode node, @Nullable ValuePath path) {
        if (node.isObject()) {
            List<ObjectTerm.Entry> entries = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                ValuePath child = ValuePath.of(path, node, Kind.CHILD, entry.getKey());
                entries.add(new ObjectTerm.Entry(
                        convert.apply(entry.getKey(), child), convert.apply(entry.getValue(), child)));
            }
            return new ObjectTerm(entries);
        } else if (node.isArray()) {
            List<Term> items = new ArrayList<>();
            for (JsonNode item : node) {
                items.add(convert.apply(item, ValuePath.of(path, node, Kind.INDEX, items.size())));
            }
            return new ArrayTerm(items);
        } else if (node.isNull() || node.isMissingNode()) {
            return new NullTerm();
        }
        ValuePath same = ValuePath.of(path, node, Kind.SAME, null);
        if (node.isBoolean()) {
            return convert.apply(node.booleanValue(), same);
        } else if (node.isNumber()) {
            return convert.apply(node.numberValue(), same);
        } else if (node.isTextual()) {
            return convert.apply(node.textValue(), same);
        } else if (node instanceof POJONode pojo) {
            return convert.apply(pojo.getPojo(), same);
        }
        return new StringTerm(node.asText());
    }
}
