package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Not;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.value.BeanShapes;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.dsl.value.TemplateParts;
import io.rego4j.internal.language.InfixOperators;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The static methods of the builder, made for a static import: {@code import static io.rego4j.dsl.Dsl.*}. They stand in the
 * order in which Rego is written, operand first:
 *
 * <pre>{@code
 * RegoModule authz = module("application.authz")
 *         .add(defaultRule("allow", false))
 *         .add(rule("allow").when(
 *                 input("method").eq("PUT"),
 *                 some("petid"),
 *                 input("path").unify(array("pets", var("petid"))),
 *                 input("user").eq(input("owner"))))
 *         .build();
 * }</pre>
 *
 * <p>Where a name is declared (a rule, {@code some}, {@code every}, a parameter) a string is that name; everywhere else a
 * string is a string, and a variable is {@code var("x")}. Each part is finished and immutable as soon as it is made.
 */
public final class Dsl {
    private Dsl() {}

    /**
     * A module of a package.
     *
     * @param path the package's path, parts separated by dots
     * @param more further parts, which may hold dots and anything else
     */
    public static ModuleBuilder module(String path, String... more) {
        return new ModuleBuilder(path, more);
    }

    /** A rule of this name, which may have dots: {@code rule("fruit.apple")}. */
    public static RuleBuilder rule(String name) {
        return new RuleBuilder(RegoNames.path(requireNonNull(name, "name")));
    }

    /** A rule with a reference for its head: {@code rule(var("fruit").get(var("kind")))}. */
    public static RuleBuilder rule(Operand ref) {
        return new RuleBuilder(RuleBuilder.headRef(requireNonNull(ref, "ref").term()));
    }

    /**
     * A function.
     *
     * @param name its name, which may have dots
     * @param parameters strings for names, operands for patterns and constants
     */
    public static RuleBuilder function(String name, Object... parameters) {
        return rule(name).args(parameters);
    }

    /** A default rule whose value is still to be given: {@code defaultRule("allow").unify(false)} for Rego v0. */
    public static RuleBuilder defaultRule(String name) {
        return rule(name).asDefault();
    }

    /** {@code default name := value}. */
    public static RuleBuilder defaultRule(String name, @Nullable Object value) {
        return rule(name).asDefault().assign(value);
    }

    /** {@code default name(parameters) := value}, with the names of the parameters. */
    public static RuleBuilder defaultFunction(String name, @Nullable Object value, String... parameters) {
        return rule(name).args((Object[]) parameters).asDefault().assign(value);
    }

    /** A variable. */
    public static Operand var(String name) {
        return new Operand(RegoNames.var(name));
    }

    /** {@code _}: each one is a variable of its own. */
    public static Operand wildcard() {
        return new Operand(RegoNames.wildcard());
    }

    /** The whole {@code input}. */
    public static Operand input() {
        return var("input");
    }

    /**
     * A part of the input.
     *
     * @param path keys separated by dots
     * @param keys further keys, each as it is: {@code input("containers", wildcard(), "image")}
     */
    public static Operand input(String path, @Nullable Object... keys) {
        return Operand.document("input." + requireNonNull(path, "path"), keys);
    }

    /** The {@code input} as an object of a Java class: {@code input(PetRequest.class).at(PetRequest::owner)}. */
    public static <T> TypedInput<T> input(Class<T> type) {
        return new TypedInput<>(RegoNames.var("input"), BeanShapes.type(requireNonNull(type, "type")));
    }

    /** A document as an object of a Java class, for instance one below {@code data} or the variable of a {@code some}. */
    public static <T> TypedInput<T> typed(Operand document, Class<T> type) {
        return new TypedInput<>(
                requireNonNull(document, "document").term(), BeanShapes.type(requireNonNull(type, "type")));
    }

    /** The whole {@code data}. */
    public static Operand data() {
        return var("data");
    }

    /** A part of {@code data}, as {@link #input(String, Object...)}: {@code users.ann}, or {@code data.users.ann}. */
    public static Operand data(String path, @Nullable Object... keys) {
        String plain = requireNonNull(path, "path");
        return Operand.document(plain.startsWith("data.") ? plain : "data." + plain, keys);
    }

    /**
     * A Java value as a term. Strings, characters, dates and times, durations, zones, URIs, UUIDs and paths become strings, the
     * same as in the input of a decision; a {@link java.util.Set} becomes a set, any other {@link Iterable} or array an
     * array, bytes a Base64 string; a map, a record or a bean becomes an object, with the names and omissions that Jackson's
     * annotations ask for; an empty {@link java.util.Optional} and null become {@code null}; operands and terms stay, also
     * inside collections.
     *
     * @throws ValueException for what Rego cannot hold, such as NaN, a cycle or an unknown class; it names the path
     */
    public static Operand value(@Nullable Object value) {
        return new Operand(Values.term(value));
    }

    /** A number that keeps its text: {@code number("1e3")}. */
    public static Operand number(String text) {
        return new Operand(new NumberTerm(requireNonNull(text, "text")));
    }

    /** An array. */
    public static Operand array(@Nullable Object... items) {
        return new Operand(new ArrayTerm(Values.terms("items", items)));
    }

    /** A set; {@code set()} for none. */
    public static Operand set(@Nullable Object... items) {
        return new Operand(new SetTerm(Values.terms("items", items)));
    }

    /**
     * An object.
     *
     * @param keysAndValues key, value, key, value, …
     */
    public static Operand object(@Nullable Object... keysAndValues) {
        if (requireNonNull(keysAndValues, "keysAndValues").length % 2 != 0) {
            throw new IllegalArgumentException("an object needs a value for each key");
        }
        List<ObjectTerm.Entry> entries = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.add(new ObjectTerm.Entry(Values.term(keysAndValues[i]), Values.term(keysAndValues[i + 1])));
        }
        return new Operand(new ObjectTerm(entries));
    }

    /** {@code [term | conditions]}. */
    public static Operand arrayComprehension(@Nullable Object term, Condition... conditions) {
        return new Operand(new ArrayComprehensionTerm(Values.term(term), ConditionParts.body(conditions)));
    }

    /** <code>{term | conditions}</code>. */
    public static Operand setComprehension(@Nullable Object term, Condition... conditions) {
        return new Operand(new SetComprehensionTerm(Values.term(term), ConditionParts.body(conditions)));
    }

    /** <code>{key: value | conditions}</code>. */
    public static Operand objectComprehension(@Nullable Object key, @Nullable Object value, Condition... conditions) {
        return new Operand(
                new ObjectComprehensionTerm(Values.term(key), Values.term(value), ConditionParts.body(conditions)));
    }

    /** {@code $"a {b}"}: strings and other constants as they are, everything else in braces. */
    public static Operand templateString(@Nullable Object... parts) {
        return new Operand(TemplateParts.of(false, ConditionParts.exprs("parts", parts)));
    }

    /** A template string in backquotes: it may hold line breaks. */
    public static Operand rawTemplateString(@Nullable Object... parts) {
        return new Operand(TemplateParts.of(true, ConditionParts.exprs("parts", parts)));
    }

    /**
     * {@code some x, y}, or with {@link Statement#in} {@code some k, v in xs}.
     *
     * @param names strings for names; operands for patterns, which need an {@code in}
     */
    public static Statement some(Object... names) {
        return new Statement(new Expr(new SomeDecl(Values.declared("names", names))));
    }

    /** {@code every value in collection { conditions }}. */
    public static Statement every(String value, Operand collection, Condition... conditions) {
        return every(value, collection, ConditionParts.list(conditions));
    }

    /** {@code every value in collection { conditions }}, with at least one condition. */
    public static Statement every(String value, Operand collection, Iterable<? extends Condition> conditions) {
        return ConditionParts.every(null, value, collection, conditions);
    }

    /** {@code every key, value in collection { conditions }}. */
    public static Statement every(String key, String value, Operand collection, Condition... conditions) {
        return every(key, value, collection, ConditionParts.list(conditions));
    }

    /** {@code every key, value in collection { conditions }}, with at least one condition. */
    public static Statement every(
            String key, String value, Operand collection, Iterable<? extends Condition> conditions) {
        return ConditionParts.every(requireNonNull(key, "key"), value, collection, conditions);
    }

    /** The condition that always holds: {@code true}. */
    public static Operand always() {
        return value(true);
    }

    /** The condition that never holds: {@code false}. */
    public static Operand never() {
        return value(false);
    }

    /**
     * A condition that holds where each of these holds, for conditions that are known at run time only.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Condition allOf(Iterable<? extends Condition> conditions) {
        return ConditionParts.chained("allOf", "always", conditions, Condition::and);
    }

    /**
     * A condition that holds where at least one of these holds.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Condition anyOf(Iterable<? extends Condition> conditions) {
        return ConditionParts.chained("anyOf", "never", conditions, Condition::or);
    }

    /**
     * A condition that holds where none of these holds, which includes those that are undefined.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Condition noneOf(Iterable<? extends Condition> conditions) {
        return not(ConditionParts.chained("noneOf", "always", conditions, Condition::or));
    }

    /** {@code key, value in collection}: the collection has this value at this key. */
    public static Operand pairIn(@Nullable Object key, @Nullable Object value, @Nullable Object collection) {
        return new Operand(BuiltinCalls.call(
                InfixOperators.MEMBER_WITH_KEY,
                List.of(Values.term(key), Values.term(value), Values.term(collection))));
    }

    /**
     * {@code not condition}: it holds where the condition does not hold, and so also where something in the condition is
     * undefined, whatever else the module has. Where OPA needs {@code import future.keywords["not"]} for that, the module
     * gets it.
     *
     * @throws IllegalArgumentException for {@code some} without a collection
     */
    public static Statement not(Condition condition) {
        return ConditionParts.not(condition);
    }

    /**
     * {@code not (condition)}: the same as {@link #not(Condition)}, but the modifiers {@code with} of the condition stay within
     * the parentheses, where others that are added to the negation do not replace them.
     */
    public static Statement notGrouped(Condition condition) {
        return ConditionParts.notGrouped(condition);
    }

    /**
     * {@code not condition} as OPA reads it without {@code import future.keywords["not"]}, for policies that are taken over
     * from such a text: where an argument of a call within the condition is undefined, this is undefined too, and does not
     * hold. {@link #not(Condition)} is what new policies want.
     *
     * @throws IllegalArgumentException for what this {@code not} cannot stand before: {@code some}, {@code every},
     *     {@code and}, {@code or} and another {@code not}
     */
    public static Statement plainNot(Condition condition) {
        Expr expr = requireNonNull(condition, "condition").toExpr();
        if (expr.negated() || !(expr.terms() instanceof Term)) {
            throw new IllegalArgumentException("the plain not cannot stand before " + expr + ": use not(…)");
        }
        return new Statement(expr.withNegated(true));
    }

    /** {@code not { … }}: not all conditions of the block hold together. */
    public static Statement not(Block block) {
        return new Statement(new Expr(new Not(requireNonNull(block, "block").body(), true)));
    }

    /** <code>{ conditions }</code>, for {@code and}, {@code or} and {@code not}. */
    public static Block block(Condition... conditions) {
        return new Block(ConditionParts.body(conditions));
    }

    /**
     * {@code walk(value, [path, found])}: one answer for each value within a value, with the path to it.
     *
     * @param value any Java value or operand
     * @param path a variable for the path, an array; or a pattern
     * @param found a variable for the value at the path; or a pattern
     */
    public static Operand walk(@Nullable Object value, @Nullable Object path, @Nullable Object found) {
        return call("walk", value, array(path, found));
    }

    /**
     * A call of a function.
     *
     * @param function its name, with the path of its package where it is another one: {@code data.lib.f}
     */
    public static Operand call(String function, @Nullable Object... arguments) {
        return new Operand(new CallTerm(
                RegoNames.path(requireNonNull(function, "function")), Values.terms("arguments", arguments)));
    }

    /** A call of the function at a reference, for instance one whose package has dots in a part of its name. */
    public static Operand call(Operand function, @Nullable Object... arguments) {
        Term term = requireNonNull(function, "function").term();
        Term operator = term instanceof VarTerm ? new RefTerm(List.of(term)) : term;
        return new Operand(new CallTerm(operator, Values.terms("arguments", arguments)));
    }

    /**
     * A handle on a function, which knows its parameters: {@code functionRef("fee", "amount: number")}.
     *
     * @param name its name, or its whole path below {@code data} if another package has it
     * @param parameters a name each, which a colon and a type may follow: any, array, boolean, null, number, object, set,
     *     string, or several of these with {@code |} between them
     */
    public static FunctionRef functionRef(String name, String... parameters) {
        return FunctionRef.of(name, parameters);
    }

    /** Handles on the rules and functions of a module, for use in another one. */
    public static Exports exports(RegoModule module) {
        return new Exports(module);
    }

    /**
     * What fills the hole of this name in quoted Rego: {@code Rego.expr("input.user == user", bind("user", name))}.
     *
     * @param value any Java value or operand
     */
    public static Binding bind(String name, @Nullable Object value) {
        return new Binding(requireNonNull(name, "name"), Values.term(value));
    }

    /** A part of a tree as an operand. */
    public static Operand operand(Term term) {
        return new Operand(term);
    }

    /** A part of a tree as a condition. */
    public static Statement condition(Expr expr) {
        return new Statement(expr);
    }

    /** METADATA without content, to be filled: {@code metadata().title("…")}. */
    public static Metadata metadata() {
        return Metadata.EMPTY;
    }
}
