package io.rego4j.codegen;

import io.rego4j.codegen.JavaCode.Call;
import io.rego4j.codegen.JavaCode.Link;
import io.rego4j.codegen.JavaCode.Literal;
import io.rego4j.codegen.JavaCode.Type;
import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Methods with parts of a large policy: a Java method has at most 64 KB of code, and the depth of nesting that javac compiles is
 * limited.
 */
final class HelperMethods {
    private static final int MAX_SIZE = 500;
    private static final int MAX_HEIGHT = 24;
    private static final int MAX_ARGUMENTS = 400;

    private final List<Method> methods = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();

    /**
     * A helper method.
     *
     * @param name its name
     * @param code what it returns
     */
    record Method(String name, JavaCode code) {}

    /** All helper methods, in the order of their creation. */
    List<Method> methods() {
        return methods;
    }

    /** A call of a new method that returns this code. */
    JavaCode method(String stem, JavaCode code) {
        int count = names.merge(stem, 1, Integer::sum);
        String name = count == 1 && stem.endsWith("Rule") ? stem : stem + count;
        methods.add(new Method(name, code));
        return new Helper(code.type(), name);
    }

    /** The same code with parts that are too large or too deep moved to helper methods. */
    JavaCode limited(JavaCode code) {
        JavaCode result;
        if (code instanceof Call call) {
            result = limited(call);
        } else if (code instanceof Link link) {
            JavaCode receiver = DeepStack.step(() -> limited(link.receiver()));
            Call call = limited(link.call());
            if (receiver.size() + call.size() > MAX_SIZE && receiver.size() > 1) {
                receiver = extract(receiver);
            }
            result = new Link(receiver, call, link.ownLine());
        } else {
            return code;
        }
        return result.height() > MAX_HEIGHT ? extract(result) : result;
    }

    private Call limited(Call call) {
        List<JavaCode> args = new ArrayList<>();
        int size = 1;
        for (JavaCode arg : call.args()) {
            JavaCode limited = DeepStack.step(() -> limited(arg));
            args.add(limited);
            size += limited.size();
        }
        if (size > MAX_SIZE) {
            List<Integer> largestFirst = IntStream.range(0, args.size())
                    .boxed()
                    .sorted(Comparator.comparing(i -> -args.get(i).size()))
                    .toList();
            for (int i : largestFirst) {
                if (size <= MAX_SIZE || args.get(i).size() == 1) {
                    break;
                }
                size -= args.get(i).size() - 1;
                args.set(i, extract(args.get(i)));
            }
        }
        boolean tooMany = args.size() > MAX_ARGUMENTS && call.type() == Type.OPERAND;
        List<JavaCode> all = tooMany ? List.of(gathered(args, call.perLine())) : args;
        return new Call(call.type(), call.name(), all, call.perLine(), call.breaks());
    }

    /** Many values, joined from the lists of several methods. */
    private JavaCode gathered(List<JavaCode> args, int perLine) {
        List<String> calls = new ArrayList<>();
        for (int from = 0; from < args.size(); from += MAX_ARGUMENTS) {
            List<JavaCode> part = args.subList(from, Math.min(args.size(), from + MAX_ARGUMENTS));
            JavaCode list = new Call(Type.VALUES, TypeMarks.of("List") + ".<Object>of", part, perLine, false);
            calls.add(method("values", list).flat());
        }
        return new Literal(TypeMarks.of("Stream") + ".of(" + String.join(", ", calls) + ").flatMap("
                + TypeMarks.of("List") + "::stream).toArray()");
    }

    private JavaCode extract(JavaCode code) {
        return method("part", code);
    }

    /** A call of a helper method. */
    record Helper(Type type, String name) implements JavaCode {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public int height() {
            return 0;
        }

        @Override
        public String flat() {
            return name + "()";
        }

        @Override
        public boolean breaks() {
            return false;
        }
    }
}
