package io.rego4j.check;

import io.rego4j.ast.Term;
import io.rego4j.check.types.SignatureText;
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
    /** The type of what nothing is known of; no value is declared with it. */
    RegoType UNKNOWN = new Scalar("???");

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

        /** The type of the element at an index; unknown if there is none. */
        public RegoType item(long index) {
            if (index < 0) {
                return UNKNOWN;
            }
            return index < items.size() ? items.get((int) index) : rest == null ? UNKNOWN : rest;
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
                    + listed(properties.stream().map(p -> SignatureText.key(p.key()) + ": " + p.value()))
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
        private static List<Property> sorted(List<Property> properties) {
            return properties.size() < 2
                    ? List.copyOf(properties)
                    : properties.stream()
                            .sorted((a, b) -> TypeOrder.compareKeys(a.key(), b.key()))
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
            of = of.size() < 2
                    ? List.copyOf(of)
                    : of.stream().sorted(TypeOrder::compare).toList();
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

        /** The type of an argument, the variadic ones included; unknown past the last one. */
        public RegoType arg(int index) {
            return index < args.size() ? args.get(index) : variadic == null ? UNKNOWN : variadic;
        }

        @Override
        public String toString() {
            return SignatureText.arguments(args, variadic) + " => " + (result == null ? UNKNOWN : result);
        }
    }

    private static String listed(Stream<String> parts) {
        String text = parts.collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : "<" + text + ">";
    }
}
