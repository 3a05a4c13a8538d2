package io.rego4j.edit.name;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.go.GoQuote;
import io.rego4j.internal.language.NameRules;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The path of a document below {@code data}: that of a package, of a rule, or of what lies in them.
 *
 * @param parts what follows {@code data}
 */
public record DataPath(List<String> parts) implements Comparable<DataPath> {
    public DataPath {
        parts = List.copyOf(parts);
    }

    /**
     * The path in a text such as {@code data.a.b["c d"]}.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static DataPath parse(String text) {
        RefTerm ref = RegoParser.parseRef(Source.of(text), ParseOptions.of(RegoVersion.V1))
                .tree()
                .orElse(null);
        if (ref == null || !ref.startsWith("data") || ref.terms().size() < 2 || !isWhole(ref)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no path of a rule or package: write it as data.package.rule");
        }
        return of(ref);
    }

    /** The parts of a reference below {@code data}, up to the first that is no string. */
    public static DataPath of(RefTerm ref) {
        return new DataPath(ref.constantPath());
    }

    /** True if all operands of a reference are strings. */
    public static boolean isWhole(RefTerm ref) {
        return of(ref).size() == ref.operands().size();
    }

    public int size() {
        return parts.size();
    }

    public boolean startsWith(DataPath other) {
        return size() >= other.size() && parts.subList(0, other.size()).equals(other.parts);
    }

    /** The last part. */
    public String last() {
        return parts.get(size() - 1);
    }

    /** The first parts. */
    public DataPath first(int count) {
        return new DataPath(parts.subList(0, count));
    }

    /** The parts from an index on. */
    public List<String> from(int index) {
        return parts.subList(index, size());
    }

    /** This path and what follows it. */
    public DataPath plus(List<String> more) {
        List<String> all = new ArrayList<>(parts);
        all.addAll(more);
        return new DataPath(all);
    }

    /** This path, which starts with {@code from}, with another start. */
    public DataPath moved(DataPath from, DataPath to) {
        return to.plus(from(from.size()));
    }

    /** The reference, without places. */
    public RefTerm ref() {
        List<Term> terms = new ArrayList<>();
        terms.add(new VarTerm("data"));
        parts.forEach(part -> terms.add(new StringTerm(part)));
        return new RefTerm(terms);
    }

    /**
     * The order of the parts from the first on, each by its UTF-16 units. It also keeps hash maps fast whose keys were chosen
     * to have one hash code.
     */
    @Override
    public int compareTo(DataPath other) {
        return Arrays.compare(parts.toArray(String[]::new), other.parts.toArray(String[]::new));
    }

    /** As Rego writes it. */
    @Override
    public String toString() {
        return "data" + operands(parts);
    }

    /** Operands as Rego writes them: {@code .a["b c"]}. */
    static String operands(List<String> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(isName(part) ? "." + part : "[" + GoQuote.rego(part) + "]"));
        return text.toString();
    }

    /** True if a rule or variable may have this name in Rego v1, and a dot may stand before it. */
    public static boolean isName(String name) {
        return isName(name, RegoVersion.V1);
    }

    /** True if a rule or variable may have this name in a version of Rego that imports no keywords. */
    static boolean isName(String name, RegoVersion version) {
        return NameRules.isName(name)
                && !name.equals("_")
                && !version.keywords().contains(name);
    }
}
