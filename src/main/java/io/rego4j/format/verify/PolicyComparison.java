package io.rego4j.format.verify;

import io.rego4j.ast.Body;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.format.layout.ImportWriter;
import io.rego4j.format.layout.Layout;
import io.rego4j.format.text.TextScan;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether two modules are the same policy, apart from what formatting may change in the spelling: locations, the order
 * of imports and the imports of versions and keywords, {@code :=} or {@code =} in heads, the numbers of wildcards,
 * constants in template strings, and {@code some _, x in xs}, which is {@code some x in xs}.
 */
public final class PolicyComparison {
    private PolicyComparison() {}

    /**
     * What differs; null if nothing does.
     *
     * @param b a module that was read from a text, so that all its comments are the module's own
     */
    public static @Nullable Difference difference(RegoModule a, RegoModule b) {
        if (!TermComparison.same(a.pkg().path(), b.pkg().path())) {
            return Difference.in(0, "the package would be another one");
        }
        if (!sameImports(a.imports(), b.imports())) {
            return Difference.in(0, "the imports would be others");
        }
        BitSet others = otherRules(a, b);
        if (a.rules().size() != b.rules().size()) {
            String what = "there would be " + b.rules().size() + " rules, not "
                    + a.rules().size();
            // Behind the first one that differs, all do.
            return Difference.in(others.nextSetBit(0), what);
        }
        if (!others.isEmpty()) {
            Rule rule = a.rules().get(others.nextSetBit(0) - 1);
            String row = rule.origin().isPresent() ? " in row " + rule.origin().row() : "";
            return new Difference("the rule " + rule.head().ref() + row + " would be another one", others);
        }
        int block = isBuilt(a) ? -1 : firstOther(a.annotations(), b.annotations());
        if (block >= 0) {
            int statement = block == a.annotations().size()
                    ? Layout.statements(a) - 1
                    : statementAt(a, a.annotations().get(block).origin());
            return Difference.in(statement, "the METADATA would be other ones");
        }
        if (!sameComments(a, b)) {
            return Difference.in(statementOfLostComment(a, b), "a comment would be lost or changed");
        }
        return null;
    }

    /** The statements that are rules of the first module and not of the second. */
    private static BitSet otherRules(RegoModule a, RegoModule b) {
        BitSet others = new BitSet();
        for (int i = 0; i < a.rules().size(); i++) {
            if (i >= b.rules().size()
                    || !same(a.rules().get(i), b.rules().get(i))
                    || !isBuilt(a)
                            && !sameAnnotations(a.rules().get(i), b.rules().get(i))) {
                others.set(i + 1);
            }
        }
        if (b.rules().size() > a.rules().size() && others.isEmpty()) {
            others.set(Layout.statements(a) - 1);
        }
        return others;
    }

    /** The index of the first item that differs; -1 if none does. */
    private static int firstOther(List<?> a, List<?> b) {
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            if (i == a.size() || i == b.size() || !a.get(i).equals(b.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The statement that writes what stood at a place: the rule in which it stood, or the one after it. */
    static int statementAt(RegoModule module, Origin origin) {
        if (!origin.isPresent()) {
            return 0;
        }
        int row = origin.row();
        List<Import> imports = module.imports();
        if (row <= module.pkg().origin().row()
                || !imports.isEmpty()
                        && row <= imports.get(imports.size() - 1).origin().row()) {
            return 0;
        }
        for (int i = 0; i < module.rules().size(); i++) {
            Origin rule = module.rules().get(i).origin();
            Source source = rule.source();
            if (source != null && row <= source.row(rule.end())) {
                return i + 1;
            }
        }
        return Layout.statements(module) - 1;
    }

    private static int statementOfLostComment(RegoModule a, RegoModule b) {
        for (int i = 0; i < a.comments().size(); i++) {
            Comment comment = a.comments().get(i);
            if (i >= b.comments().size()
                    || !TextScan.stripEnd(comment.text())
                            .equals(TextScan.stripEnd(b.comments().get(i).text()))) {
                return statementAt(a, comment.origin());
            }
        }
        return Layout.statements(a) - 1;
    }

    private static boolean sameImports(List<Import> a, List<Import> b) {
        List<Import> x = ofPolicy(a);
        List<Import> y = ofPolicy(b);
        if (x.size() != y.size()) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (ImportWriter.compare(x.get(i), y.get(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The imports without those of versions and keywords, sorted. */
    private static List<Import> ofPolicy(List<Import> imports) {
        List<Import> kept = new ArrayList<>(imports.size());
        for (Import imp : imports) {
            if (!imp.isDirective()) {
                kept.add(imp);
            }
        }
        kept.sort(ImportWriter::compare);
        return kept;
    }

    /** True if two rules are the same, their METADATA and comments aside. */
    static boolean isSameRule(Rule a, Rule b) {
        return same(a, b);
    }

    private static boolean same(@Nullable Rule a, @Nullable Rule b) {
        if (a == null || b == null) {
            return a == b;
        }
        return a.isDefault() == b.isDefault()
                && TermComparison.same(a.head().ref(), b.head().ref())
                && TermComparison.same(a.head().args(), b.head().args())
                && TermComparison.sameOrNull(ownKey(a.head()), ownKey(b.head()))
                && TermComparison.sameOrNull(a.head().value(), b.head().value())
                && same(a.body(), b.body())
                && same(a.elseRule(), b.elseRule());
    }

    /** The key, unless it is the last term of the reference: of {@code p["x"] := 1}, v0 has a key, and v1 has none. */
    private static @Nullable Term ownKey(Head head) {
        List<Term> ref = head.ref().terms();
        Term key = head.key();
        boolean isSaid = key != null
                && head.value() != null
                && ref.size() > 1
                && TermComparison.same(key, ref.get(ref.size() - 1));
        return isSaid ? null : key;
    }

    private static boolean sameAnnotations(@Nullable Rule a, @Nullable Rule b) {
        return a == null
                || b == null
                || a.annotations().equals(b.annotations()) && sameAnnotations(a.elseRule(), b.elseRule());
    }

    /** True for a module that was built: its comments are in the nodes, and its METADATA in the comments. */
    private static boolean isBuilt(RegoModule module) {
        return module.origin().source() == null && module.pkg().origin().source() == null;
    }

    static boolean same(Body a, Body b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean same(Expr a, Expr b) {
        Expr x = TermComparison.plainNegation(a);
        Expr y = TermComparison.plainNegation(b);
        if (x.negated() != y.negated()
                || x.with().size() != y.with().size()
                || !TermComparison.same(x.terms(), y.terms())) {
            return false;
        }
        for (int i = 0; i < x.with().size(); i++) {
            if (!TermComparison.same(x.with().get(i).target(), y.with().get(i).target())
                    || !TermComparison.same(
                            x.with().get(i).value(), y.with().get(i).value())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameComments(RegoModule a, RegoModule b) {
        List<String> x = comments(a);
        List<String> y = new ArrayList<>(b.comments().size());
        b.comments().forEach(comment -> y.add(TextScan.stripEnd(comment.text())));
        if (!Objects.equals(x, y)) {
            x.sort(null);
            y.sort(null);
        }
        return x.equals(y);
    }

    private static List<String> comments(RegoModule module) {
        List<String> texts = new ArrayList<>(module.comments().size());
        module.comments().forEach(comment -> texts.add(TextScan.stripEnd(comment.text())));
        addBuilt(module, texts);
        return texts;
    }

    /** Adds the comments that a builder put before nodes. */
    private static void addBuilt(Node node, List<String> texts) {
        // A body has the origin of its first expression.
        if (!(node instanceof Body)) {
            for (Comment comment : node.origin().comments()) {
                texts.add(TextScan.stripEnd(comment.text()));
            }
        }
        List<? extends Node> children = node.children();
        for (int i = 0; i < children.size(); i++) {
            addBuilt(children.get(i), texts);
        }
    }
}
