package io.rego4j.opa.functions.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes operands: mostly of the declared types, with values from the edges, and from samples of the function's family. */
final class CallGenerator {
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "3",
            "7",
            "-1",
            "-2",
            "10",
            "16",
            "100",
            "255",
            "512",
            "513",
            "1000",
            "-17",
            "0.5",
            "1.5",
            "-2.5",
            "1.0",
            "0.1",
            "3.14159",
            "1e3",
            "1E-3",
            "1e2",
            "2147483647",
            "-2147483648",
            "2147483648",
            "9007199254740993",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "18446744073709551616",
            "1e30",
            "1e100",
            "123456789012345678901234567890",
            "0.1234567890123456789",
            "1e-7",
            "12345678.9",
            "1e21",
            "1e20",
            "5e-324",
            "1.7976931348623157e308",
            "1700000000000000000",
            "1700000000.5",
            "3.0",
            "8",
            "-0.0",
            "10.0",
            "64",
            "1e1");
    private static final List<String> STRINGS = List.of(
            "",
            "a",
            "b",
            "ab",
            "abc",
            "A",
            "hello world",
            " a ",
            "\t\n",
            "é",
            "ß",
            "ǆ",
            "日本語",
            "😀",
            "a😀b",
            "e\u0301",
            "\u0000",
            "\u007f",
            "\u2028",
            "<a&b>",
            "\"",
            "\\",
            "'",
            "a,b,c",
            "/a/b",
            "foo.bar.com",
            "%",
            "%d",
            "%s",
            "0",
            "1",
            "-1",
            "1.5",
            "true",
            "null",
            "{}",
            "[]",
            "x=y",
            "aaaa",
            "abcabc",
            "ﬁ",
            "İ",
            "ı",
            "Σς",
            "\ufeff",
            "\ufffd");

    /** What takes long or much memory for the wrong numbers gets only samples for these. */
    private static final Set<String> BOUNDED =
            Set.of("numbers.range", "numbers.range_step", "bits.lsh", "net.cidr_expand", "sprintf");

    private final Random random;
    private final Samples samples;
    private final GraphqlTexts graphql;

    CallGenerator(long seed, Samples samples) {
        random = new Random(seed);
        this.samples = samples;
        graphql = new GraphqlTexts(random);
    }

    Call call(Signature signature) {
        if (signature.name().startsWith("graphql.") && random.nextInt(20) > 0) {
            return new Call(signature.name(), graphqlOperands(signature.name()));
        }
        List<Value> operands = new ArrayList<>();
        List<Value> whole = samples.call(signature.name(), random);
        boolean wild = random.nextInt(12) == 0;
        for (int i = 0; i < signature.operands().size(); i++) {
            List<Value> known = samples.operand(signature.name(), i);
            if (!whole.isEmpty() && random.nextInt(12) > 0) {
                operands.add(whole.get(i));
            } else if (!known.isEmpty() && (BOUNDED.contains(signature.name()) || random.nextInt(5) > 0)) {
                operands.add(
                        random.nextInt(6) == 0 && !BOUNDED.contains(signature.name())
                                ? mutated(one(known))
                                : one(known));
            } else {
                operands.add(wild ? any(2) : typed(signature.operands().get(i), 3));
            }
        }
        return new Call(signature.name(), operands);
    }

    private List<Value> graphqlOperands(String name) {
        return switch (name) {
            case "graphql.parse_query" -> List.of(graphql.text(false));
            case "graphql.parse_schema", "graphql.schema_is_valid" -> List.of(graphql.text(true));
            default -> graphql.both();
        };
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Value typed(JsonNode type, int depth) {
        return switch (type.path("type").asText()) {
            case "null" -> NullValue.NULL;
            case "boolean" -> BooleanValue.of(random.nextBoolean());
            case "number" -> number();
            case "string" -> string();
            case "array" -> array(type, depth);
            case "set" -> set(type, depth);
            case "object" -> object(type, depth);
            case "any" ->
                type.has("of")
                        ? typed(type.get("of").get(random.nextInt(type.get("of").size())), depth)
                        : any(depth);
            default -> any(depth);
        };
    }

    private Value array(JsonNode type, int depth) {
        ArrayValue.Builder items = new ArrayValue.Builder();
        type.path("static").forEach(item -> items.add(typed(item, depth - 1)));
        for (int i = type.has("dynamic") ? size() : 0; i > 0; i--) {
            items.add(typed(type.get("dynamic"), depth - 1));
        }
        return items.build();
    }

    private Value set(JsonNode type, int depth) {
        SetValue.Builder items = new SetValue.Builder();
        for (int i = size(); i > 0; i--) {
            items.add(type.has("of") ? typed(type.get("of"), depth - 1) : any(depth - 1));
        }
        return items.build();
    }

    private Value object(JsonNode type, int depth) {
        ObjectValue.Builder members = new ObjectValue.Builder();
        type.path("static")
                .forEach(item ->
                        members.put(StringValue.of(item.get("key").asText()), typed(item.get("value"), depth - 1)));
        JsonNode dynamic = type.path("dynamic");
        for (int i = size(); i > 0; i--) {
            members.put(
                    dynamic.has("key") ? typed(dynamic.get("key"), depth - 1) : any(depth - 1),
                    dynamic.has("value") ? typed(dynamic.get("value"), depth - 1) : any(depth - 1));
        }
        return members.build();
    }

    private int size() {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(4);
    }

    private Value any(int depth) {
        int choice = random.nextInt(depth <= 0 ? 5 : 10);
        return switch (choice) {
            case 0 -> NullValue.NULL;
            case 1 -> BooleanValue.of(random.nextBoolean());
            case 2, 3 -> number();
            case 4, 5 -> string();
            case 6, 7 -> {
                ArrayValue.Builder items = new ArrayValue.Builder();
                for (int i = size(); i > 0; i--) {
                    items.add(any(depth - 1));
                }
                yield items.build();
            }
            case 8 -> {
                SetValue.Builder items = new SetValue.Builder();
                for (int i = size(); i > 0; i--) {
                    items.add(any(depth - 1));
                }
                yield items.build();
            }
            default -> {
                ObjectValue.Builder members = new ObjectValue.Builder();
                for (int i = size(); i > 0; i--) {
                    members.put(random.nextInt(5) == 0 ? any(depth - 1) : string(), any(depth - 1));
                }
                yield members.build();
            }
        };
    }

    private NumberValue number() {
        return switch (random.nextInt(8)) {
            case 0 -> NumberValue.of(random.nextInt(20) - 5);
            case 1 -> NumberValue.of(random.nextInt());
            case 2 -> NumberValue.of(new BigInteger(random.nextInt(90) + 1, random));
            case 3 ->
                NumberValue.parse(Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(30) - 10))
                        .replace("E", "e"));
            default -> NumberValue.parse(one(NUMBERS));
        };
    }

    private Value string() {
        int choice = random.nextInt(12);
        if (choice == 0) {
            byte[] bytes = new byte[random.nextInt(5)];
            random.nextBytes(bytes);
            return StringValue.ofBytes(bytes);
        } else if (choice == 1) {
            return mutated(StringValue.of(one(STRINGS) + one(STRINGS)));
        }
        return StringValue.of(choice == 2 ? one(STRINGS) + one(STRINGS) : one(STRINGS));
    }

    /** A string with one character changed, left out or put in; another value stays. */
    private Value mutated(Value value) {
        if (!(value instanceof StringValue string) || string.text().length() > 5000) {
            return value;
        }
        StringBuilder text = new StringBuilder(string.text());
        int at = random.nextInt(text.length() + 1);
        String piece = one(STRINGS);
        if (random.nextBoolean() && at < text.length()) {
            text.deleteCharAt(at);
        } else {
            text.insert(at, piece.isEmpty() ? "z" : piece.substring(0, piece.offsetByCodePoints(0, 1)));
        }
        return StringValue.of(text.toString());
    }
}
