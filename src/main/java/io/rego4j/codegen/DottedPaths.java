package io.rego4j.codegen;

import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Paths that the builder takes in one string, with dots. */
final class DottedPaths {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private DottedPaths() {}

    /** How many of the operands, from the first one, can stand in a dotted string. */
    static int dottedPrefix(List<Term> operands) {
        int count = 0;
        while (count < operands.size() && isPlain(operands.get(count))) {
            count++;
        }
        return count;
    }

    static boolean isPlain(Term operand) {
        return operand instanceof StringTerm string
                && PLAIN.matcher(string.value()).matches();
    }

    static String dotted(List<Term> operands) {
        return operands.stream().map(o -> ((StringTerm) o).value()).collect(Collectors.joining("."));
    }
}
