package io.rego4j.format;

import io.rego4j.ast.Body;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether two modules are the same policy, whatever formatting may change in how it is spelled: places, the order of imports
 * and those that say which Rego it is, {@code :=} or {@code =} in heads, the numbers of wildcards, constants in template
 * strings, and {@code some _, x in xs}, which is {@code some x in xs}.
 */
final class SamePolicy {
    private SamePolicy() {}

    /**
     * What differs, for a person to read; null if nothing does.
     *
     * @param b a module that was read from a text, so that all its comments are the module's own
     */
    static @Nullable String difference(RegoModule a, RegoModule b) {
        if (!SameTerms.same(a.pkg().path(), b.pkg().path())) {
            return "the package would be another one";
        }
        if (!sameImports(a.imports(), b.imports())) {
            return "the imports would be others";
        }
        if (a.rules().size() != b.rules().size()) {
            return "there would be " + b.rules().size() + " rules, not "
                    + a.rules().size();
        }
        for (int i = 0; i < a.rules().size(); i++) {
            Rule rule = a.rules().get(i);
            if (!same(rule, b.rules().get(i))
                    || !isBuilt(a) && !sameAnnotations(rule, b.rules().get(i))) {
                String row =
                        rule.origin().isPresent() ? " in row " + rule.origin().row() : "";
                return "the rule " + rule.head().ref() + row + " would be another one";
            }
        }
        if (!isBuilt(a) && !a.annotations().equals(b.annotations())) {
            return "the METADATA would be other ones";
        }
        if (!sameComments(a, b)) {
            return "a comment would be lost or changed";
        }
        return null;
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

    /** The imports that do not say which Rego this is, sorted. */
    private static List<Import> ofPolicy(List<Import> imports) {
        List<Import> kept = new ArrayList<>(imports.size());
        for (Import imp : imports) {
            if (!ImportPlan.isFuture(imp) && !ImportPlan.isRego(imp)) {
                kept.add(imp);
            }
        }
        kept.sort(ImportWriter::compare);
        return kept;
    }

    private static boolean same(@Nullable Rule a, @Nullable Rule b) {
        if (a == null || b == null) {
            return a == b;
        }
        return a.isDefault() == b.isDefault()
                && SameTerms.same(a.head().ref(), b.head().ref())
                && SameTerms.same(a.head().args(), b.head().args())
                && SameTerms.sameOrNull(ownKey(a.head()), ownKey(b.head()))
                && SameTerms.sameOrNull(a.head().value(), b.head().value())
                && same(a.body(), b.body())
                && same(a.elseRule(), b.elseRule());
    }

    /** The key that the reference does not say already: of {@code p["x"] := 1}, v0 has a key, and v1 has none. */
    private static @Nullable Term ownKey(Head head) {
        List<Term> ref = head.ref().terms();
        Term key = head.key();
        boolean isSaid =
                key != null && head.value() != null && ref.size() > 1 && SameTerms.same(key, ref.get(ref.size() - 1));
        return isSaid ? null : key;
    }

    private static boolean sameAnnotations(@Nullable Rule a, @Nullable Rule b) {
        return a == null
                || b == null
                || a.annotations().equals(b.annotations()) && sameAnnotations(a.elseRule(), b.elseRule());
    }

    /** True if no text was read: then comments lie in the nodes, and METADATA is what the comments say. */
    private static boolean isBuilt(RegoModule module) {
        return module.origin().source() == null;
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
        Expr x = SameTerms.plainNegation(a);
        Expr y = SameTerms.plainNegation(b);
        if (x.negated() != y.negated() || x.with().size() != y.with().size() || !SameTerms.same(x.terms(), y.terms())) {
            return false;
        }
        for (int i = 0; i < x.with().size(); i++) {
            if (!SameTerms.same(x.with().get(i).target(), y.with().get(i).target())
                    || !SameTerms.same(x.with().get(i).value(), y.with().get(i).value())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameComments(RegoModule a, RegoModule b) {
        List<String> x = comments(a);
        List<String> y = new ArrayList<>(b.comments().size());
        b.comments().forEach(comment -> y.add(Text.stripEnd(comment.text())));
        if (!Objects.equals(x, y)) {
            x.sort(null);
            y.sort(null);
        }
        return x.equals(y);
    }

    private static List<String> comments(RegoModule module) {
        List<String> texts = new ArrayList<>(module.comments().size());
        module.comments().forEach(comment -> texts.add(Text.stripEnd(comment.text())));
        addBuilt(module, texts);
        return texts;
    }

    /** Adds the comments that a builder put before nodes. */
    private static void addBuilt(Node node, List<String> texts) {
        // A body has the origin of its first expression.
        if (!(node instanceof Body)) {
            for (Comment comment : node.origin().comments()) {
                texts.add(Text.stripEnd(comment.text()));
            }
        }
        List<? extends Node> children = node.children();
        for (int i = 0; i < children.size(); i++) {
            addBuilt(children.get(i), texts);
        }
    }
}
