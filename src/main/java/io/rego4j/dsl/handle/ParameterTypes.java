package io.rego4j.dsl.handle;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The names and types of a built-in's parameters, from a short text: {@code x: number|set[any]; y: array[string*]}. A star
 * stands after the type of all elements that follow, and after the types of an object's keys and values.
 */
public final class ParameterTypes {
    private final String text;
    private final List<String> names = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();
    private int at;

    private ParameterTypes(String text) {
        this.text = text;
        while (at < text.length()) {
            int colon = text.indexOf(": ", at);
            names.add(text.substring(at, colon));
            at = colon + 2;
            types.add(type());
            at += 2;
        }
    }

    public static ParameterTypes of(String text) {
        return new ParameterTypes(text);
    }

    /** Throws IllegalArgumentException for the first constant of a wrong type. */
    public void check(String builtin, List<Term> args) {
        for (int i = 0; i < types.size(); i++) {
            if (!types.get(i).accepts(args.get(i))) {
                throw new IllegalArgumentException(builtin + ": " + names.get(i) + " is a "
                        + types.get(i).text() + ", not the " + args.get(i).kind() + " " + args.get(i));
            }
        }
    }

    private Type type() {
        List<Type> alternatives = new ArrayList<>();
        alternatives.add(single());
        while (at < text.length() && text.charAt(at) == '|') {
            at++;
            alternatives.add(single());
        }
        return alternatives.size() == 1 ? alternatives.get(0) : new AnyOf(alternatives);
    }

    private Type single() {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        if (name.equals("any")) {
            return new AnyOf(List.of());
        } else if (at == text.length() || text.charAt(at) != '[') {
            return new Scalar(name);
        }
        List<Type> items = new ArrayList<>();
        boolean open = false;
        while (text.charAt(at) != ']') {
            at++;
            items.add(type());
            if (text.charAt(at) == '*') {
                open = true;
                at++;
            }
        }
        at++;
        return switch (name) {
            case "array" -> new ArrayOf(items, open);
            case "set" -> new SetOf(items.get(0));
            case "object" -> new ObjectOf(items.get(0), items.get(1));
            default -> throw new IllegalArgumentException("not a type: " + text);
        };
    }

    private interface Type {
        boolean accepts(Term term);

        /** The type for messages. */
        String text();

        /** True for a term of unknown type: a variable, a reference, a call. */
        static boolean isOpen(Term term) {
            return switch (TermKind.of(term)) {
                case VAR, REF, CALL -> true;
                case NULL,
                        BOOLEAN,
                        NUMBER,
                        STRING,
                        ARRAY,
                        SET,
                        OBJECT,
                        ARRAY_COMPREHENSION,
                        SET_COMPREHENSION,
                        OBJECT_COMPREHENSION,
                        TEMPLATE_STRING -> false;
            };
        }

        static String kind(Term term) {
            return switch (TermKind.of(term)) {
                case ARRAY_COMPREHENSION -> "array";
                case SET_COMPREHENSION -> "set";
                case OBJECT_COMPREHENSION -> "object";
                case TEMPLATE_STRING -> "string";
                case NULL, BOOLEAN, NUMBER, STRING, VAR, REF, CALL, ARRAY, SET, OBJECT -> term.kind();
            };
        }
    }

    private record Scalar(String text) implements Type {
        @Override
        public boolean accepts(Term term) {
            return Type.isOpen(term) || Type.kind(term).equals(text);
        }
    }

    private record AnyOf(List<Type> types) implements Type {
        @Override
        public boolean accepts(Term term) {
            return types.isEmpty() || types.stream().anyMatch(type -> type.accepts(term));
        }

        @Override
        public String text() {
            return types.isEmpty() ? "value" : types.stream().map(Type::text).collect(Collectors.joining(" or "));
        }
    }

    private record ArrayOf(List<Type> items, boolean open) implements Type {
        @Override
        public boolean accepts(Term term) {
            if (!(term instanceof ArrayTerm array)) {
                return Type.isOpen(term) || Type.kind(term).equals("array");
            }
            int size = array.items().size();
            if (size < items.size() - (open ? 1 : 0) || size > items.size() && !open) {
                return false;
            }
            for (int i = 0; i < size; i++) {
                if (!items.get(Math.min(i, items.size() - 1))
                        .accepts(array.items().get(i))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String text() {
            return items.stream().map(Type::text).collect(Collectors.joining(", ", "array[", "]"));
        }
    }

    private record SetOf(Type item) implements Type {
        @Override
        public boolean accepts(Term term) {
            return term instanceof SetTerm set
                    ? set.items().stream().allMatch(item::accepts)
                    : Type.isOpen(term) || Type.kind(term).equals("set");
        }

        @Override
        public String text() {
            return "set[" + item.text() + "]";
        }
    }

    private record ObjectOf(Type key, Type value) implements Type {
        @Override
        public boolean accepts(Term term) {
            return term instanceof ObjectTerm object
                    ? object.entries().stream().allMatch(e -> key.accepts(e.key()) && value.accepts(e.value()))
                    : Type.isOpen(term) || Type.kind(term).equals("object");
        }

        @Override
        public String text() {
            return "object[" + key.text() + ": " + value.text() + "]";
        }
    }
}
