package io.rego4j.format.layout;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Not;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.target.ImportPlan;
import io.rego4j.format.target.SyntaxStyle;
import io.rego4j.format.target.TargetVersionCheck;
import io.rego4j.format.text.LeadingBrace;
import io.rego4j.format.text.Operators;
import io.rego4j.format.text.SourceLocations;
import io.rego4j.internal.language.Keywords;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a tree before it is written: which keywords it uses, which imports it has, which wildcards stand more than
 * once, and whether terms lack a place. OPA's {@code AstWithOpts} does the same, and changes the tree on the way.
 */
public final class ModuleFacts {
    private final Map<String, @Nullable VarTerm> wildcards = new HashMap<>();
    private final Map<VarTerm, String> names = new IdentityHashMap<>();
    private final List<String> futureKeywords = new ArrayList<>();
    /** In the order in which they occur: OPA ranges over a map, which mostly gives this order. */
    private final Set<String> extraKeywords = new LinkedHashSet<>();

    private final boolean exact;
    /** The text in which most nodes stood; null if none did. */
    private final @Nullable Source source;

    private boolean contains;
    private boolean ifs;
    private boolean refHeads;
    private boolean v2Imported;
    private boolean someAssigned;
    private boolean suspicious;
    private boolean breaksLines;
    /** True if a set or an object that is an operand stands in parentheses and has a comment in it: OPA adds parentheses. */
    private boolean growsBrackets;
    /** True if the text has the {@code not} that takes a body. */
    private boolean takesNotBodies;
    /** A negated expression that has another meaning with that {@code not}. */
    private @Nullable Expr oldNegation;

    private ModuleFacts(@Nullable Source source, boolean exact) {
        this.source = source;
        this.exact = exact;
    }

    /**
     * Walks a tree.
     *
     * @param exact true for the exact layout, in which wildcards of two rules with one name are two variables
     */
    public static ModuleFacts of(Node node, boolean exact) {
        ModuleFacts facts = new ModuleFacts(
                node instanceof RegoModule module
                        ? source(module)
                        : node.origin().source(),
                exact);
        facts.visit(node);
        return facts;
    }

    /** The text of its package and rules: a module that was read from JSON has none itself. */
    private static @Nullable Source source(RegoModule module) {
        Source source = module.origin().source();
        return source == null ? module.pkg().origin().source() : source;
    }

    /** The keywords of the text that v1 does not have without an import. */
    public List<String> keywordsToImport() {
        return extraKeywords.stream().filter(Keywords.OF_V2::contains).toList();
    }

    /** True if {@link TargetVersionCheck} may refuse an expression or a call: if false, that check needs no walk. */
    public boolean isSuspicious() {
        return suspicious;
    }

    /**
     * An expression whose {@code not} is the old one beside others that take a body: one text cannot hold both, for the
     * import turns every {@code not} of a module into the new one. Null if there is none.
     */
    public @Nullable Expr mixedNegation() {
        return takesNotBodies ? oldNegation : null;
    }

    /**
     * True if a text may be laid out in another way when it is read: that of a tree without locations where terms have line
     * feeds in them, or expressions comments above them; and one that OPA gives more parentheses each time.
     */
    public boolean maySettle() {
        return source == null && breaksLines || growsBrackets;
    }

    SyntaxStyle style(FormatOptions options) {
        boolean v1 = options.to() != RegoVersion.V0;
        return new SyntaxStyle(
                v1 || contains,
                v1 || ifs,
                refHeads,
                v1,
                options.to() == RegoVersion.V2,
                v2Imported,
                List.copyOf(futureKeywords),
                extraKeywords,
                options.keywordsInRefs(),
                names);
    }

    SourceLocations places(FormatOptions options) {
        return new SourceLocations(source, options.ignorePlaces(), someAssigned);
    }

    private void visit(Node node) {
        if (node instanceof Term term) {
            visitTerm(term);
        } else if (node instanceof Expr expr) {
            visitExpr(expr);
        } else if (node instanceof RegoModule module) {
            visitAll(module.imports());
            visitAll(module.rules());
        } else if (node instanceof Import imp) {
            visitImport(imp);
        } else if (node instanceof Rule rule) {
            visitRule(rule);
        } else if (node instanceof Head head) {
            visitHead(head);
        } else if (node instanceof Body body) {
            visitBody(body);
        } else if (node instanceof With with) {
            visitTerm(with.target());
            visitTerm(with.value());
        } else {
            visitAll(node.children());
        }
    }

    private void visitAll(List<? extends Node> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            visit(nodes.get(i));
        }
    }

    private void visitTerms(List<Term> terms) {
        for (int i = 0; i < terms.size(); i++) {
            visitTerm(terms.get(i));
        }
    }

    private void visitTerm(Term term) {
        if (term.origin().source() != source) {
            someAssigned = true;
        }
        switch (TermKind.of(term)) {
            case VAR -> visitVar((VarTerm) term);
            case REF -> visitTerms(((RefTerm) term).terms());
            case CALL -> visitCall((CallTerm) term);
            case OBJECT -> {
                List<ObjectTerm.Entry> entries = ((ObjectTerm) term).entries();
                for (int i = 0; i < entries.size(); i++) {
                    visitTerm(entries.get(i).key());
                    visitTerm(entries.get(i).value());
                }
            }
            case TEMPLATE_STRING -> {
                breaksLines |= ((TemplateStringTerm) term).multiLine();
                visitAll(term.children());
            }
            default -> visitAll(term.children());
        }
    }

    private void visitVar(VarTerm variable) {
        if (variable.isWildcard()) {
            visitWildcard(variable);
        } else if (variable.isGenerated()) {
            someAssigned = true;
        }
    }

    private void visitCall(CallTerm call) {
        suspicious |= TargetVersionCheck.isSuspicious(call);
        visitTerm(call.operator());
        visitTerms(call.args());
    }

    /** OPA names a wildcard that it meets again: two of one name are one variable. */
    private void visitWildcard(VarTerm variable) {
        if (!wildcards.containsKey(variable.name())) {
            wildcards.put(variable.name(), variable);
            return;
        }
        String name = variable.name().substring(1);
        if (!name.startsWith("_")) {
            name = "_" + name;
        }
        VarTerm first = wildcards.get(variable.name());
        if (first != null) {
            names.put(first, name);
            wildcards.put(variable.name(), null);
        }
        names.put(variable, name);
    }

    private void visitBody(Body body) {
        for (int i = 0; i < body.size(); i++) {
            visitExpr(body.get(i));
        }
    }

    private void visitExpr(Expr expr) {
        breaksLines |= !expr.origin().comments().isEmpty();
        visitKeywords(expr);
        if (LeadingBrace.of(expr)) {
            String text = expr.origin().text();
            growsBrackets |= text.indexOf('#') > 0 && text.indexOf('(') >= 0;
        }
        if (expr.terms() instanceof CallTerm call) {
            visitCall(call);
        } else if (expr.terms() instanceof Term term) {
            visitTerm(term);
        } else {
            visitAll(expr.terms().children());
        }
        if (!expr.with().isEmpty()) {
            visitAll(expr.with());
        }
    }

    /** Notes the keywords with which an expression is written. */
    private void visitKeywords(Expr expr) {
        String keyword = expr.terms().accept(Keyword.INSTANCE);
        if (keyword != null) {
            extraKeywords.add(keyword);
            takesNotBodies |= keyword.equals("not");
        }
        if (expr.negated()) {
            if (LogicalWriter.isLogical(expr)) {
                extraKeywords.add("not");
            }
            if (oldNegation == null && !isTheSameNegation(expr)) {
                oldNegation = expr;
            }
        }
    }

    /** The keyword with which an expression is written. */
    private static final class Keyword implements ExprVisitor<@Nullable String> {
        static final Keyword INSTANCE = new Keyword();

        @Override
        public @Nullable String visitTerm(Term term) {
            return null;
        }

        @Override
        public @Nullable String visitCall(CallTerm call) {
            return Operators.membership(call) > 0 ? "in" : null;
        }

        @Override
        public @Nullable String visitSomeDecl(SomeDecl some) {
            return null;
        }

        @Override
        public @Nullable String visitEvery(Every every) {
            return "every";
        }

        @Override
        public @Nullable String visitNot(Not not) {
            return "not";
        }

        @Override
        public @Nullable String visitLogicalAnd(LogicalAnd and) {
            return "and";
        }

        @Override
        public @Nullable String visitLogicalOr(LogicalOr or) {
            return "or";
        }
    }

    /** True if both kinds of {@code not} mean the same: nothing in the operand is looked up before it is negated. */
    private static boolean isTheSameNegation(Expr expr) {
        if (!(expr.terms() instanceof RefTerm ref)) {
            return expr.terms() instanceof Term term && term.children().isEmpty();
        }
        for (int i = 1; i < ref.terms().size(); i++) {
            if (!ref.terms().get(i).isGround()) {
                return false;
            }
        }
        return ref.head() instanceof VarTerm;
    }

    private void visitImport(Import imp) {
        String keyword = ImportPlan.futureKeyword(imp);
        if (keyword != null) {
            futureKeywords.add(keyword);
            takesNotBodies |= keyword.equals("not");
        }
        boolean isRegoV2 = ImportPlan.isRegoV2(imp);
        boolean bringsBoth = isRegoV2 || ImportPlan.isRegoV1(imp) || ImportPlan.isAllFutureKeywords(imp);
        v2Imported |= isRegoV2;
        contains |= bringsBoth || ImportPlan.isFutureKeyword(imp, "contains");
        ifs |= bringsBoth || ImportPlan.isFutureKeyword(imp, "if");
    }

    private void visitRule(Rule rule) {
        if (exact) {
            wildcards.clear();
        }
        int length = rule.head().ref().terms().size();
        if (length > 2
                || length == 2 && rule.head().key() != null && rule.head().value() == null) {
            refHeads = true;
        }
        visitHead(rule.head());
        visitBody(rule.body());
        if (rule.elseRule() != null) {
            visitRule(rule.elseRule());
        }
    }

    private void visitHead(Head head) {
        List<Term> ref = head.ref().terms();
        for (int i = 1; i < ref.size(); i++) {
            // OPA does not look for names here, but for calls.
            boolean plain = ref.get(i) instanceof StringTerm || ref.get(i) instanceof VarTerm;
            suspicious |= !plain;
            if (exact && !plain) {
                NodeWalk.all(ref.get(i), Expr.class).forEach(this::visitKeywords);
            }
        }
        visitTerms(head.args());
        if (head.key() != null) {
            visitTerm(head.key());
        }
        // The value that OPA adds has no place, but no rows depend on it.
        if (head.value() != null && !Syntax.isTrue(head.value())) {
            visitTerm(head.value());
        }
    }
}
