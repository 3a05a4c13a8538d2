package io.rego4j.format;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Import;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
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

    /** What differs, for a person to read; null if nothing does. */
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
            if (!same(rule, b.rules().get(i))) {
                String row =
                        rule.origin().isPresent() ? " in row " + rule.origin().row() : "";
                return "the rule " + rule.head().ref() + row + " would be another one";
            }
        }
        if (!a.annotations().equals(b.annotations())) {
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
                && SameTerms.sameOrNull(a.head().key(), b.head().key())
                && SameTerms.sameOrNull(a.head().value(), b.head().value())
                && same(a.body(), b.body())
                && a.annotations().equals(b.annotations())
                && same(a.elseRule(), b.elseRule());
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
        if (a.comments().size() != b.comments().size()) {
            return false;
        }
        List<String> x = new ArrayList<>();
        List<String> y = new ArrayList<>();
        for (int i = 0; i < a.comments().size(); i++) {
            x.add(Text.stripEnd(a.comments().get(i).text()));
            y.add(Text.stripEnd(b.comments().get(i).text()));
        }
        if (!Objects.equals(x, y)) {
            x.sort(null);
            y.sort(null);
        }
        return x.equals(y);
    }
}
