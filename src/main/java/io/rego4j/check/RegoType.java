package io.rego4j.check;

import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermOrder;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type of OPA's type checker, as capabilities declare them for built-ins. The text of a type is OPA's, for instance
 * {@code array[string]} or {@code any<number, set[any]>}.
 */
public sealed interface RegoType {
    /** The type of null. */
    RegoType NULL = new Scalar("null");
    /** The type of true and false. */
    RegoType BOOLEAN = new Scalar("boolean");
    /** The type of numbers. */
    RegoType NUMBER = new Scalar("number");
    /** The type of strings. */
    RegoType STRING = new Scalar("string");
    /** The type of every value. */
    RegoType ANY = new Union(List.of());
    /** The type of terms of which nothing is known; nothing is declared with it. */
    RegoType UNKNOWN = new Scalar("???");

    /** OPA's total order of types ({@code types.Compare}), by which unions are kept and compared. */
    Comparator<RegoType> ORDER = TypeOrder::compare;

    /**
     * A type without parts.
     *
     * @param name OPA's name
     */
    record Scalar(String name) implements RegoType {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Arrays.
     *
     * @param items the types of the first elements
     * @param rest the type of each further element; null if there are none
     */
    record ArrayType(List<RegoType> items, @Nullable RegoType rest) implements RegoType {
        public ArrayType {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "array" + listed(items.stream().map(RegoType::toString)) + (rest == null ? "" : "[" + rest + "]");
        }
    }

    /**
     * Sets.
     *
     * @param element the type of the elements; unknown for the empty set
     */
    record SetType(RegoType element) implements RegoType {
        @Override
        public String toString() {
            return element == UNKNOWN ? "set" : "set[" + element + "]";
        }
    }

    /**
     * Objects.
     *
     * @param properties the properties with a known key, in the order of their keys
     * @param rest the type of each further property; null if there are none
     */
    record ObjectType(List<Property> properties, @Nullable Rest rest) implements RegoType {
        public ObjectType {
            properties = Property.sorted(properties);
        }

        @Override
        public String toString() {
            return "object"
                    + listed(properties.stream().map(p -> p.keyText() + ": " + p.value()))
                    + (rest == null ? "" : "[" + rest.key() + ": " + rest.value() + "]");
        }
    }

    /**
     * A property with a known key.
     *
     * @param key a constant
     * @param value the type of its value
     */
    record Property(Term key, RegoType value) {
        /** The key as OPA's messages show it: strings without quotes. */
        private String keyText() {
            return key instanceof StringTerm string ? string.value() : key.toString();
        }

        private static List<Property> sorted(List<Property> properties) {
            return properties.size() < 2
                    ? List.copyOf(properties)
                    : properties.stream()
                            .sorted((a, b) -> TermOrder.INSTANCE.compare(a.key(), b.key()))
                            .toList();
        }
    }

    /**
     * The properties without a known key.
     *
     * @param key the type of their keys
     * @param value the type of their values
     */
    record Rest(RegoType key, RegoType value) {}

    /**
     * Values of one of several types.
     *
     * @param of the types, in OPA's order; none for a value of any type
     */
    record Union(List<RegoType> of) implements RegoType {
        public Union {
            of = of.size() < 2 ? List.copyOf(of) : of.stream().sorted(ORDER).toList();
        }

        @Override
        public String toString() {
            return "any" + listed(of.stream().map(RegoType::toString));
        }
    }

    /**
     * Functions.
     *
     * @param args the parameters
     * @param variadic the type of each further argument; null if there are none
     * @param result the type of the result; null for a function without one, such as {@code print}
     */
    record FunctionType(
            List<RegoType> args,
            @Nullable RegoType variadic,
            @Nullable RegoType result) implements RegoType {
        public FunctionType {
            args = List.copyOf(args);
        }

        /** The types of the parameters in parentheses; the variadic one, if any, is followed by three dots. */
        public String parameters() {
            Stream<String> fixed = args.stream().map(RegoType::toString);
            Stream<String> more = variadic == null ? Stream.of() : Stream.of(variadic + "...");
            return Stream.concat(fixed, more).collect(Collectors.joining(", ", "(", ")"));
        }

        @Override
        public String toString() {
            return parameters() + " => " + (result == null ? UNKNOWN : result);
        }
    }

    private static String listed(Stream<String> parts) {
        String text = parts.collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : "<" + text + ">";
    }
}
