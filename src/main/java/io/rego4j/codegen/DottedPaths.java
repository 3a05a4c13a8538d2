package io.rego4j.codegen;

import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** References that the builder takes as one string with dots. */
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

    /** A whole path as a dotted string; null if it does not start with a variable, or an operand needs brackets. */
    static @Nullable String of(List<Term> path) {
        List<Term> operands = path.subList(1, path.size());
        if (!(path.get(0) instanceof VarTerm head) || head.isWildcard() || dottedPrefix(operands) < operands.size()) {
            return null;
        }
        return operands.isEmpty() ? head.name() : head.name() + "." + dotted(operands);
    }

    private static boolean isPlain(Term operand) {
        return operand instanceof StringTerm string
                && PLAIN.matcher(string.value()).matches();
    }

    static String dotted(List<Term> operands) {
        return operands.stream().map(o -> ((StringTerm) o).value()).collect(Collectors.joining("."));
    }
}
