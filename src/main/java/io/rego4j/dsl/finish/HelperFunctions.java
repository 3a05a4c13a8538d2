package io.rego4j.dsl.finish;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.internal.crypto.Sha256;
import io.rego4j.source.RegoVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Functions for conditions that lie deep in comprehensions: OPA's compiler takes two to five times as long for each
 * comprehension or {@code every} that lies in another, so that a dozen of them take minutes. A function takes the variables
 * that its condition shares with what stands around it.
 */
final class HelperFunctions {
    /** As many bodies in each other as OPA checks in no time. */
    private static final int DEEP = 2;
    /** As many bodies in each other as OPA 0.60 checks in some seconds. */
    private static final int TOO_DEEP = 8;
    /** Two modules of a package may have the same function, but never two of one name. */
    private static final int DIGITS = 32;

    private final @Nullable Supplier<KnownNames> known;
    private final RegoVersion version;
    private final Map<String, Rule> functions = new LinkedHashMap<>();

    /** @param known what the module knows; null if it is not known to what module the rules will belong */
    HelperFunctions(@Nullable Supplier<KnownNames> known, RegoVersion version) {
        this.known = known;
        this.version = version;
    }

    Collection<Rule> functions() {
        return functions.values();
    }

    /**
     * A body in whose place a comprehension may hold it: the same one, or the call of a function where it is deep.
     *
     * @throws IllegalArgumentException if OPA would take too long for it and no function can have it
     */
    Body flattened(Body body, EnclosingScopes around) {
        if (known == null || levels(body) <= DEEP) {
            return body;
        }
        List<Term> shared = new ArrayList<>();
        List<Term> own = new ArrayList<>();
        for (String name : new TreeSet<>(DeclaredNames.undeclared(body))) {
            if (around.declares(name)) {
                (around.uses(name) ? shared : own).add(new VarTerm(name));
            } else if (around.names(name) && !known.get().globals().contains(name)) {
                if (levels(body) > TOO_DEEP) {
                    throw new IllegalArgumentException(
                            "more than " + TOO_DEEP + " negations in each other share the variable " + name
                                    + ", which OPA's compiler would take too long for: declare it with some(…) or assign(…)");
                }
                // It may be a variable or the name of a rule that is not known here, and these would be passed on
                // differently.
                return body;
            }
        }
        return Body.of(new Expr(call(known.get().imports(), declaring(own, body), shared)));
    }

    /** A body that declares variables, as they may have the name of a rule. */
    private static Body declaring(List<Term> own, Body body) {
        if (own.isEmpty()) {
            return body;
        }
        List<Expr> exprs = new ArrayList<>(List.of(new Expr(new SomeDecl(own))));
        exprs.addAll(body.exprs());
        return new Body(exprs);
    }

    /**
     * A body without the declarations of variables that only functions have now: OPA refuses one that is not used.
     *
     * @param given the body as it was before
     */
    Body withoutMoved(Body given, Body finished) {
        if (functions.isEmpty() || finished.exprs().stream().noneMatch(HelperFunctions::onlyDeclares)) {
            return finished;
        }
        Set<String> moved = used(given);
        moved.removeAll(used(finished));
        List<Expr> exprs = new ArrayList<>();
        Origin comments = Origin.NONE;
        for (Expr expr : finished) {
            Expr kept = onlyDeclares(expr) ? without(moved, expr) : expr;
            if (kept == null) {
                comments = expr.origin().comments().stream().reduce(comments, Origin::with, (a, b) -> b);
            } else {
                exprs.add(kept);
            }
        }
        if (!comments.comments().isEmpty()) {
            Expr first = exprs.get(0);
            exprs.set(
                    0,
                    first.withOrigin(comments.comments().stream().reduce(first.origin(), Origin::with, (a, b) -> b)));
        }
        return new Body(exprs);
    }

    private static boolean onlyDeclares(Expr expr) {
        return expr.terms() instanceof SomeDecl some && !some.isMembership();
    }

    private static Set<String> used(Body body) {
        return DeclaredNames.free(
                body.exprs().stream().filter(expr -> !onlyDeclares(expr)).toList());
    }

    private static @Nullable Expr without(Set<String> names, Expr declaration) {
        SomeDecl some = (SomeDecl) declaration.terms();
        List<Term> symbols = some.symbols().stream()
                .filter(symbol -> !(symbol instanceof VarTerm name && names.contains(name.name())))
                .toList();
        if (symbols.size() == some.symbols().size()) {
            return declaration;
        }
        return symbols.isEmpty() ? null : new Expr(new SomeDecl(symbols)).withOrigin(declaration.origin());
    }

    private CallTerm call(List<Import> imports, Body body, List<Term> shared) {
        RefTerm name = new RefTerm(List.of(new VarTerm("condition_" + digest(imports, body, shared))));
        List<Term> parameters = shared.isEmpty() ? List.of(RegoNames.wildcard()) : shared;
        RuleShape.Branch branch = new RuleShape.Branch();
        boolean hasIf = version != RegoVersion.V0;
        if (!shared.isEmpty()) {
            branch.body(hasIf, List.of(ofAnyType(shared)));
        }
        branch.body(hasIf, body.exprs());
        functions.computeIfAbsent(
                name.toString(), key -> new RuleShape(name, parameters, null, false).rule(List.of(branch)));
        return new CallTerm(name, shared.isEmpty() ? List.of(new BooleanTerm(true)) : shared);
    }

    /**
     * An expression that always holds and gives parameters the type that variables have: OPA infers that of a parameter from its
     * first use, and refuses another one, such as the second of {@code k == 1} and {@code k == "a"}.
     */
    private static Expr ofAnyType(List<Term> parameters) {
        List<Term> operands = List.of(new ArrayTerm(parameters), new ArrayTerm(List.of()));
        Comment reason = new Comment(" Values of any type.");
        return new Expr(new CallTerm(RegoNames.builtin("neq"), operands)).withOrigin(Origin.NONE.with(reason));
    }

    private static String digest(List<Import> imports, Body body, List<Term> shared) {
        byte[] text = (imports + "\n" + shared + "\n" + body).getBytes(StandardCharsets.UTF_8);
        return Sha256.hex(text).substring(0, DIGITS);
    }

    /** How many bodies lie in each other within a body. */
    private static int levels(Body body) {
        int[] deepest = new int[1];
        NodeWalk.walk(body.exprs(), node -> {
            if (node instanceof Body inner) {
                deepest[0] = Math.max(deepest[0], 1 + levels(inner));
                return false;
            }
            return true;
        });
        return deepest[0];
    }
}
