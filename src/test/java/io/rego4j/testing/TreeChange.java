package io.rego4j.testing;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Not;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.OriginRewriter;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The changes of a rule that {@link TreeMutator} makes, and what it may put where. */
final class TreeChange {
    private static final List<String> STRINGS =
            List.of("", "a b", "\"", "\\", "{", "\n", "é", "not", "# METADATA", "`");

    private final Random random;

    TreeChange(Random random) {
        this.random = random;
    }

    /** Finds the places where any body, or any term, may stand; changes those that a subclass asks for. */
    private static class Places extends Rewriter {
        /** A body that may hold any number of expressions of any kind. */
        protected Body freeBody(Body body) {
            return body;
        }

        /** A term that may be any other. */
        protected Term freeTerm(Term term) {
            return term;
        }

        private Term free(Term term) {
            Term found = freeTerm(term);
            return found == term ? term(term) : found;
        }

        @Override
        public Rule rule(Rule rule) {
            return rule.isDefault() ? rule : super.rule(rule);
        }

        @Override
        public Head head(Head head) {
            boolean isSet = head.value() == null
                    && head.key() != null
                    && head.ref().terms().size() == 1;
            return head.withKey(isSet ? free(head.key()) : head.key())
                    .withValue(head.value() == null ? null : free(head.value()));
        }

        @Override
        public Body body(Body body) {
            Body found = freeBody(body);
            return found == body ? super.body(body) : found;
        }

        @Override
        public With with(With with) {
            return new With(with.target(), free(with.value()), with.origin());
        }

        @Override
        public ExprTerms visitSomeDecl(SomeDecl some) {
            if (!(some.symbols().get(0) instanceof CallTerm call)) {
                return some;
            }
            List<Term> args = new ArrayList<>(call.args());
            args.set(args.size() - 1, free(args.get(args.size() - 1)));
            return new SomeDecl(List.of(new CallTerm(call.operator(), args, call.origin())), some.origin());
        }

        @Override
        public ExprTerms visitNot(Not not) {
            return not.explicitBody() ? super.visitNot(not) : new Not(super.body(not.body()), false, not.origin());
        }

        @Override
        public ExprTerms visitLogicalAnd(LogicalAnd and) {
            return new LogicalAnd(
                    and.explicitLhs() ? body(and.lhs()) : super.body(and.lhs()),
                    and.explicitRhs() ? body(and.rhs()) : super.body(and.rhs()),
                    and.explicitLhs(),
                    and.explicitRhs(),
                    and.origin());
        }

        @Override
        public ExprTerms visitLogicalOr(LogicalOr or) {
            return new LogicalOr(
                    or.explicitLhs() ? body(or.lhs()) : super.body(or.lhs()),
                    or.explicitRhs() ? body(or.rhs()) : super.body(or.rhs()),
                    or.explicitLhs(),
                    or.explicitRhs(),
                    or.origin());
        }

        @Override
        public Term visitCall(CallTerm call) {
            boolean binds = call.calls("assign");
            List<Term> args = new ArrayList<>();
            for (int i = 0; i < call.args().size(); i++) {
                args.add(binds && i == 0 ? call.args().get(0) : free(call.args().get(i)));
            }
            return new CallTerm(call.operator(), args, call.origin());
        }

        @Override
        public Term visitRef(RefTerm ref) {
            List<Term> terms = new ArrayList<>();
            terms.add(term(ref.head()));
            ref.terms().stream().skip(1).forEach(operand -> terms.add(free(operand)));
            return new RefTerm(terms, ref.origin());
        }

        @Override
        public Term visitTemplateString(TemplateStringTerm term) {
            return term;
        }
    }

    /** All bodies that may hold anything. */
    static List<Body> bodiesIn(Rule rule) {
        List<Body> bodies = new ArrayList<>();
        new Places() {
            @Override
            protected Body freeBody(Body body) {
                bodies.add(body);
                return body;
            }
        }.rule(rule);
        return bodies.isEmpty() ? List.of(rule.body()) : bodies;
    }

    /** All terms that may stand anywhere. */
    static List<Term> termsIn(Rule rule) {
        List<Term> terms = new ArrayList<>();
        new Places() {
            @Override
            protected Term freeTerm(Term term) {
                terms.add(term);
                return term;
            }
        }.rule(rule);
        return terms;
    }

    /** The rule with one of its bodies changed. */
    Rule bodies(Rule rule, Consumer<List<Expr>> change) {
        int wanted = random.nextInt(bodiesIn(rule).size());
        int[] met = new int[1];
        return new Places() {
            @Override
            protected Body freeBody(Body body) {
                if (met[0]++ != wanted) {
                    return body;
                }
                List<Expr> exprs = new ArrayList<>(body.exprs());
                change.accept(exprs);
                return new Body(exprs);
            }
        }.rule(rule);
    }

    /** The rule with one of its terms changed. */
    Rule term(Rule rule, UnaryOperator<Term> change) {
        int count = termsIn(rule).size();
        int wanted = count == 0 ? 0 : random.nextInt(count);
        int[] met = new int[1];
        return new Places() {
            @Override
            protected Term freeTerm(Term term) {
                return met[0]++ == wanted ? change.apply(term) : term;
            }
        }.rule(rule);
    }

    /** The rule with other strings, numbers and names that keep their origins. */
    Rule leaves(Rule rule) {
        return new Places() {
            @Override
            protected Term freeTerm(Term term) {
                if (random.nextInt(3) > 0) {
                    return term;
                } else if (term instanceof StringTerm string) {
                    return new StringTerm(STRINGS.get(random.nextInt(STRINGS.size())), string.origin());
                } else if (term instanceof NumberTerm number) {
                    return new NumberTerm(random.nextInt(9) + "", number.origin());
                } else if (term instanceof BooleanTerm bool) {
                    return new BooleanTerm(!bool.value(), bool.origin());
                }
                return term;
            }
        }.rule(rule);
    }

    Rule dropLocations(Rule rule) {
        return new OriginRewriter(origin -> random.nextInt(4) == 0 ? origin.withoutPlace() : origin).rule(rule);
    }

    Rule fakeLocations(Rule rule, List<Origin> origins) {
        List<Origin> own = origins(List.of(rule));
        List<Origin> from = random.nextBoolean() || origins.isEmpty() ? own : origins;
        return new OriginRewriter(
                        origin -> random.nextInt(6) == 0 ? origin.at(from.get(random.nextInt(from.size()))) : origin)
                .rule(rule);
    }

    /** The origins of all nodes of rules. */
    static List<Origin> origins(List<Rule> rules) {
        List<Origin> origins = new ArrayList<>();
        rules.forEach(rule -> NodeWalk.walk(rule, node -> origins.add(node.origin())));
        return origins;
    }

    static RegoModule withoutLocations(RegoModule module) {
        RegoModule bare = new OriginRewriter(Origin::withoutPlace).module(module);
        List<Comment> comments = module.comments().stream()
                .map(comment -> comment.withOrigin(comment.origin().withoutPlace()))
                .toList();
        return bare.withComments(comments)
                .withAnnotations(withoutPlaces(module.annotations()))
                .withRules(bare.rules().stream()
                        .map(rule -> rule.withAnnotations(withoutPlaces(rule.annotations())))
                        .toList())
                .withOrigin(Origin.NONE);
    }

    private static List<Annotations> withoutPlaces(List<Annotations> blocks) {
        return blocks.stream().map(block -> block.withOrigin(Origin.NONE)).toList();
    }

    static RegoModule withoutOrigins(RegoModule module) {
        return new OriginRewriter(origin -> Origin.NONE).module(module).withOrigin(Origin.NONE);
    }

    static Rule withoutOrigins(Rule rule) {
        return new OriginRewriter(origin -> Origin.NONE).rule(rule).withAnnotations(List.of());
    }

    static Rule withoutLocations(Rule rule) {
        return new OriginRewriter(Origin::withoutPlace).rule(rule);
    }

    /** Wildcards of another rule: each is a variable of its own. */
    private static final class FreshWildcards extends Rewriter {
        private final Map<String, VarTerm> names = new HashMap<>();
        private final Random random;

        FreshWildcards(Random random) {
            this.random = random;
        }

        @Override
        protected Term operator(Term operator) {
            return term(operator);
        }

        @Override
        public Term visitVar(VarTerm variable) {
            return variable.isWildcard()
                    ? names.computeIfAbsent(
                                    variable.name(), name -> new VarTerm("$" + (1000 + random.nextInt(1_000_000))))
                            .withOrigin(variable.origin())
                    : variable;
        }
    }

    static Expr freshWildcards(Expr expr, Random random) {
        return new FreshWildcards(random).expr(expr);
    }

    static Term freshWildcards(Term term, Random random) {
        return new FreshWildcards(random).term(term);
    }
}
