package io.rego4j.check.module;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The working copy of a rule or of one of its {@code else} rules; the module's own rule stays unchanged. */
public final class RuleUnit {
    public final ModuleUnit module;
    public final Rule source;
    final @Nullable public RuleUnit elseRule;

    public RefTerm ref;
    public List<Term> args;

    @Nullable
    public Term key;

    @Nullable
    public Term value;

    public List<Expr> body;

    private @Nullable RefTerm shownRef;
    private String shownText = "";
    private @Nullable RefTerm pathRef;
    private @Nullable RefTerm path;

    RuleUnit(ModuleUnit module, Rule source) {
        this.module = module;
        this.source = source;
        this.elseRule = source.elseRule() == null ? null : new RuleUnit(module, source.elseRule());
        ref = source.head().ref();
        args = source.head().args();
        key = source.head().key();
        value = source.head().value();
        body = source.body().exprs();
    }

    /** The rule as it is now. */
    Rule tree() {
        Head head = source.head().withRef(ref).withArgs(args).withKey(key).withValue(value);
        Rule rule = source.withHead(head).withBody(body.isEmpty() ? source.body() : bodyNode());
        return elseRule == null ? rule : rule.withElse(elseRule.tree());
    }

    public Origin origin() {
        return source.origin();
    }

    public boolean isDefault() {
        return source.isDefault();
    }

    public boolean isFunction() {
        return !args.isEmpty();
    }

    /** True for a partial set, or an object of sets. */
    public boolean isMultiValue() {
        return value == null;
    }

    /** The text of the reference, by which the rules of built modules are sorted; computed once. */
    String refText() {
        if (shownRef != ref) {
            shownRef = ref;
            shownText = ref.toString();
        }
        return shownText;
    }

    public String name() {
        return name(ref);
    }

    /** The name of the rule that a reference defines. */
    public static String name(RefTerm ref) {
        String name = ref.headName();
        return name != null ? name : ref.head().toString();
    }

    /** The document that the rule defines: {@code data.pkg.rule} and the operands of its reference. */
    public RefTerm path() {
        RefTerm known = path;
        if (known == null || pathRef != ref) {
            List<Term> terms = new ArrayList<>(module.path.terms());
            terms.add(new StringTerm(name(), ref.head().origin()));
            terms.addAll(ref.operands());
            known = new RefTerm(terms);
            path = known;
            pathRef = ref;
        }
        return known;
    }

    /** The part of the path before the first variable, by which {@link RuleTree} indexes rules. */
    public RefTerm groundPath() {
        return Refs.groundPrefix(path());
    }

    /** The parts of the head that OPA's generic visitor sees: not the reference. */
    public List<Term> headTerms() {
        List<Term> terms = new ArrayList<>(args);
        if (key != null) {
            terms.add(key);
        }
        if (value != null) {
            terms.add(value);
        }
        return terms;
    }

    /** The parts of the head that OPA's generic visitor sees, then the body. */
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(headTerms());
        nodes.addAll(body);
        return nodes;
    }

    /** Replaces the parameters, the key and the value, each by what {@code change} makes of it. */
    public void changeHead(UnaryOperator<Term> change) {
        args = args.stream().map(change).toList();
        changeKeyAndValue(change);
    }

    /** Replaces the key and the value, each by what {@code change} makes of it. */
    public void changeKeyAndValue(UnaryOperator<Term> change) {
        key = key == null ? null : change.apply(key);
        value = value == null ? null : change.apply(value);
    }

    /** Adds to the body. The body {@code true} alone is replaced. */
    public void append(List<Expr> exprs) {
        body = Bodies.append(body, exprs);
    }

    public Body bodyNode() {
        return new Body(body);
    }
}
