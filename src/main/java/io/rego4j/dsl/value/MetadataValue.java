package io.rego4j.dsl.value;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Node;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.go.GoText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Constants as METADATA values, as OPA reads them back from YAML. */
public final class MetadataValue {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
    private static final int SIGNED_BITS = 63;
    private static final int UNSIGNED_BITS = 64;

    private MetadataValue() {}

    /**
     * A constant as strings, {@link NumberTerm}s, booleans, null, lists and maps. A set becomes a list, and a key that is no
     * string its text.
     *
     * @throws IllegalArgumentException if it is no constant
     */
    public static @Nullable Object of(Term constant) {
        return switch (TermKind.of(constant)) {
            case NULL -> null;
            case BOOLEAN -> ((BooleanTerm) constant).value();
            case NUMBER -> number(((NumberTerm) constant).text());
            case STRING -> ((StringTerm) constant).value();
            case ARRAY, SET -> list(constant.children());
            case OBJECT -> map((ObjectTerm) constant);
            case VAR, REF, CALL, ARRAY_COMPREHENSION, SET_COMPREHENSION, OBJECT_COMPREHENSION, TEMPLATE_STRING ->
                throw new IllegalArgumentException("METADATA hold constants, which " + constant + " is not");
        };
    }

    private static List<@Nullable Object> list(List<? extends Node> items) {
        List<@Nullable Object> list = new ArrayList<>();
        items.forEach(item -> list.add(DeepStack.step(() -> of((Term) item))));
        return list;
    }

    private static Map<String, @Nullable Object> map(ObjectTerm object) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (ObjectTerm.Entry entry : object.entries()) {
            String key = entry.key() instanceof StringTerm text
                    ? text.value()
                    : entry.key().toString();
            map.put(key, DeepStack.step(() -> of(entry.value())));
        }
        return map;
    }

    /** Whole numbers of 64 bits, signed or unsigned, are exact; any other number is rounded to a float64. */
    private static NumberTerm number(String text) {
        if (WHOLE.matcher(text).matches()) {
            BigInteger whole = new BigInteger(text);
            if (whole.bitLength() <= SIGNED_BITS || whole.signum() > 0 && whole.bitLength() <= UNSIGNED_BITS) {
                return new NumberTerm(whole.toString());
            }
        }
        double near = Double.parseDouble(text);
        // YAML reads -0 as a whole number.
        return new NumberTerm(near == 0 ? "0" : GoText.number(near));
    }
}
