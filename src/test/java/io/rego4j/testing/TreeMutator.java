package io.rego4j.testing;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Changes trees at random, from a seed, in the ways in which a program may change them: rules, expressions and terms are
 * inserted, deleted, moved, replaced and grafted from other modules, and locations are dropped or faked. What comes out has
 * a text in Rego: each part stands where its kind may stand.
 */
public final class TreeMutator {
    /** What a step does; its name is shown with a tree that fails. */
    private enum Step {
        APPEND_RULE,
        INSERT_RULE,
        DELETE_RULE,
        MOVE_RULE,
        REVERSE_RULES,
        REPLACE_RULE,
        MERGE,
        INSERT_EXPR,
        DELETE_EXPR,
        MOVE_EXPR,
        REPLACE_EXPR,
        REPLACE_TERM,
        CHANGE_LEAF,
        DROP_LOCATIONS,
        DROP_SOME_LOCATIONS,
        FAKE_LOCATIONS,
        DROP_COMMENT,
        MOVE_COMMENT,
        ADD_COMMENT,
        DROP_METADATA,
        ADD_METADATA,
        DROP_IMPORT,
        ADD_IMPORT,
        RENAME_IMPORTS,
        THROUGH_JSON,
        THROUGH_JSON_WITH_LOCATIONS
    }

    private static final Step[] STEPS = Step.values();
    private static final int MOST_STEPS = 4;

    /** What a program does that changes a policy and keeps the rest. */
    private static final List<Step> EDITS = List.of(
            Step.APPEND_RULE,
            Step.INSERT_RULE,
            Step.DELETE_RULE,
            Step.MOVE_RULE,
            Step.REPLACE_RULE,
            Step.INSERT_EXPR,
            Step.DELETE_EXPR,
            Step.MOVE_EXPR,
            Step.REPLACE_EXPR,
            Step.REPLACE_TERM,
            Step.CHANGE_LEAF);

    private final Random random;
    private final ModuleChange outside;
    private final List<RegoModule> pool;
    private final List<String> steps = new ArrayList<>();

    /**
     * A mutator.
     *
     * @param pool the modules to change and to graft from
     */
    public TreeMutator(long seed, List<RegoModule> pool) {
        this.random = new Random(seed);
        this.outside = new ModuleChange(random);
        this.pool = pool.stream().filter(module -> !module.rules().isEmpty()).toList();
    }

    /** The steps that made the last tree. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** The next tree. */
    public RegoModule next() {
        steps.clear();
        RegoModule module = module();
        for (int i = 1 + random.nextInt(MOST_STEPS); i > 0; i--) {
            Step step = STEPS[random.nextInt(STEPS.length)];
            steps.add(step.name());
            module = apply(step, module);
        }
        return module;
    }

    /** A module with one or two changes, which leave the other statements as they are. */
    public RegoModule edited(RegoModule module) {
        steps.clear();
        RegoModule edited = module;
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            Step step = EDITS.get(random.nextInt(EDITS.size()));
            steps.add(step.name());
            edited = apply(step, edited);
        }
        return edited;
    }

    /** A tree without locations, comments and METADATA: what it says. */
    public static RegoModule bare(RegoModule module) {
        RegoModule bare = TreeChange.withoutOrigins(module);
        return bare.withComments(List.of())
                .withAnnotations(List.of())
                .withRules(bare.rules().stream()
                        .map(rule -> rule.withAnnotations(List.of()))
                        .toList());
    }

    /** A tree without locations, with what else it has. */
    public static RegoModule withoutLocations(RegoModule module) {
        return TreeChange.withoutLocations(module);
    }

    public static Rule bareRule(Rule rule) {
        return TreeChange.withoutOrigins(rule);
    }

    private RegoModule apply(Step step, RegoModule module) {
        List<Rule> rules = new ArrayList<>(module.rules());
        int at = random.nextInt(rules.size());
        switch (step) {
            case APPEND_RULE -> rules.add(rule());
            case INSERT_RULE -> rules.add(at, rule());
            case DELETE_RULE -> {
                if (rules.size() > 1) {
                    rules.remove(at);
                }
            }
            case MOVE_RULE -> rules.add(random.nextInt(rules.size()), rules.remove(at));
            case REVERSE_RULES -> Collections.reverse(rules);
            case REPLACE_RULE -> rules.set(at, rule());
            case MERGE -> rules.addAll(random.nextInt(rules.size() + 1), module().rules());
            case DROP_LOCATIONS -> {
                return TreeChange.withoutLocations(module);
            }
            case DROP_COMMENT -> {
                return outside.dropComment(module);
            }
            case MOVE_COMMENT -> {
                return outside.moveComment(module);
            }
            case ADD_COMMENT -> {
                return outside.addComment(module);
            }
            case DROP_METADATA -> {
                return outside.dropMetadata(module);
            }
            case ADD_METADATA -> {
                return outside.addMetadata(module, module());
            }
            case DROP_IMPORT -> {
                return outside.dropImport(module);
            }
            case ADD_IMPORT -> {
                return outside.addImport(module, module());
            }
            case RENAME_IMPORTS -> {
                return outside.renameImports(module);
            }
            case THROUGH_JSON -> {
                return throughJson(module, AstJsonOptions.DEFAULT);
            }
            case THROUGH_JSON_WITH_LOCATIONS -> {
                return throughJson(
                        module, AstJsonOptions.DEFAULT.withLocations(true).withComments(true));
            }
            default -> rules.set(at, changed(step, rules.get(at)));
        }
        return module.withRules(rules);
    }

    private Rule changed(Step step, Rule rule) {
        TreeChange change = new TreeChange(random);
        if (rule.isDefault()) {
            return rule;
        }
        return switch (step) {
            case INSERT_EXPR -> change.bodies(rule, exprs -> exprs.add(random.nextInt(exprs.size() + 1), expr()));
            case DELETE_EXPR ->
                change.bodies(rule, exprs -> {
                    if (exprs.size() > 1) {
                        exprs.remove(random.nextInt(exprs.size()));
                    }
                });
            case MOVE_EXPR -> change.bodies(rule, exprs -> Collections.shuffle(exprs, random));
            case REPLACE_EXPR -> change.bodies(rule, exprs -> exprs.set(random.nextInt(exprs.size()), expr()));
            case REPLACE_TERM -> change.term(rule, old -> term());
            case CHANGE_LEAF -> change.leaves(rule);
            case DROP_SOME_LOCATIONS -> change.dropLocations(rule);
            default -> change.fakeLocations(rule, TreeChange.origins(module().rules()));
        };
    }

    private static RegoModule throughJson(RegoModule module, AstJsonOptions options) {
        return AstJson.readModule(AstJson.toString(module, options));
    }

    private RegoModule module() {
        return pool.get(random.nextInt(pool.size()));
    }

    /** A rule from anywhere: in half of the cases as if it had been built. */
    private Rule rule() {
        List<Rule> rules = module().rules();
        Rule rule = rules.get(random.nextInt(rules.size()));
        return random.nextBoolean() ? rule : TreeChange.withoutLocations(rule);
    }

    private Expr expr() {
        List<Body> bodies = TreeChange.bodiesIn(rule());
        Body body = bodies.get(random.nextInt(bodies.size()));
        return TreeChange.freshWildcards(body.get(random.nextInt(body.size())), random);
    }

    private Term term() {
        List<Term> terms = TreeChange.termsIn(rule());
        return terms.isEmpty()
                ? new BooleanTerm(random.nextBoolean())
                : TreeChange.freshWildcards(terms.get(random.nextInt(terms.size())), random);
    }
}
