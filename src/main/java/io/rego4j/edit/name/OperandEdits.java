package io.rego4j.edit.name;

import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.edit.TextEdit;
import io.rego4j.internal.go.GoQuote;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Changes of the operands of a reference, each of them written as it was: {@code .name} or {@code ["name"]}. */
final class OperandEdits {
    private final Source source;
    private final List<TextEdit> edits;
    private final RegoVersion version;

    OperandEdits(Source source, List<TextEdit> edits, RegoVersion version) {
        this.source = source;
        this.edits = edits;
        this.version = version;
    }

    /**
     * Changes operands.
     *
     * @param start the offset behind what stands before the first operand
     * @param terms the operands as they stand in the text: strings
     * @param before their values
     * @param after the new values, which may be more or fewer
     */
    void change(int start, List<Term> terms, List<String> before, List<String> after) {
        int same = common(before, after);
        List<String> restBefore = before.subList(same, before.size());
        List<String> restAfter = after.subList(same, after.size());
        int tail = commonEnd(restBefore, restAfter);
        int from = same == 0 ? start : end(terms.get(same - 1).origin());
        if (restBefore.size() - tail == 1 && restAfter.size() - tail == 1) {
            one(from, terms.get(same).origin(), restAfter.get(0));
        } else if (restBefore.size() + restAfter.size() > 2 * tail) {
            int last = before.size() - tail;
            int to = last == same ? from : end(terms.get(last - 1).origin());
            add(from, to, DataPath.operands(restAfter.subList(0, restAfter.size() - tail)));
        }
    }

    private void one(int from, Origin operand, String value) {
        boolean isQuoted = isQuoted(operand);
        if (isQuoted || DataPath.isName(value, version)) {
            add(operand.start(), operand.end(), isQuoted ? GoQuote.rego(value) : value);
        } else {
            add(from, operand.end(), DataPath.operands(List.of(value)));
        }
    }

    /** Writes out what the name of an import stands for, in a reference below one of the root documents. */
    void writeOut(RefTerm ref, String root) {
        Origin name = ref.head().origin();
        if (ref.startsWith(root) && name.isPresent() && !name.text().equals(root)) {
            List<String> parts = new ArrayList<>();
            for (Term term : ref.operands()) {
                if (term.origin().start() == name.start() && term instanceof StringTerm string) {
                    parts.add(string.value());
                }
            }
            add(name.start(), name.end(), root + DataPath.operands(parts));
        }
    }

    void add(int start, int end, String text) {
        edits.add(new TextEdit(Span.of(source, start, end), text));
    }

    private static boolean isQuoted(Origin operand) {
        String text = operand.text();
        return text.startsWith("\"") || text.startsWith("`");
    }

    /** The offset behind an operand, its bracket included. */
    private int end(Origin operand) {
        return isQuoted(operand) ? source.text().indexOf(']', operand.end()) + 1 : operand.end();
    }

    private static int common(List<String> a, List<String> b) {
        int count = 0;
        while (count < a.size() && count < b.size() && a.get(count).equals(b.get(count))) {
            count++;
        }
        return count;
    }

    private static int commonEnd(List<String> a, List<String> b) {
        int count = 0;
        while (count < a.size()
                && count < b.size()
                && a.get(a.size() - 1 - count).equals(b.get(b.size() - 1 - count))) {
            count++;
        }
        return count;
    }
}
