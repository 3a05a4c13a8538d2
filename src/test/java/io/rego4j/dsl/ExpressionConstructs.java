package io.rego4j.dsl;

import static io.rego4j.dsl.Builtins.count;
import static io.rego4j.dsl.Dsl.*;

import io.rego4j.dsl.ConstructsTest.Construct;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Map;

/** What stands in bodies, and terms: see {@link Constructs}. */
final class ExpressionConstructs {
    private ExpressionConstructs() {}

    static List<Construct> all() {
        return List.of(
                new Construct(
                        "some, in and every",
                        RegoVersion.V1,
                        """
                        package a

                        allow if {
                        \tsome x, y
                        \tinput.xs[x] == input.ys[y]
                        \tsome v in input.vs
                        \tsome k, w in input.ws
                        \tsome {"id": id} in input.pets
                        \tv in [w, k]
                        \t"k", id in input.ids
                        \tnot x in {1, 2}
                        \tevery e in input.es { e > 0 }
                        \tevery i, e in input.es { e > i }
                        }
                        """,
                        module("a")
                                .add(rule("allow")
                                        .when(
                                                some("x", "y"),
                                                input("xs", var("x")).eq(input("ys", var("y"))),
                                                some("v").in(input("vs")),
                                                some("k", "w").in(input("ws")),
                                                some(object("id", var("id"))).in(input("pets")),
                                                var("v").in(array(var("w"), var("k"))),
                                                pairIn("k", var("id"), input("ids")),
                                                not(var("x").in(set(1, 2))),
                                                every("e", input("es"), var("e").gt(0)),
                                                every("i", "e", input("es"), var("e").gt(var("i")))))),
                new Construct(
                        "not, with and assignment",
                        RegoVersion.V1,
                        """
                        package a

                        allow if {
                        \tnot input.blocked
                        \tnot input.n == 1
                        \tx := input.x
                        \t[y, z] := input.pair
                        \t{"k": w} = input.object
                        \tx != y
                        \tdeny with input as {}
                        \tlimits.daily > z with data.limits as {"daily": w} with input.user as "bob"
                        \tnow == 1 with time.now_ns as 1
                        }
                        """,
                        module("a")
                                .add(rule("allow")
                                        .when(
                                                not(input("blocked")),
                                                not(input("n").eq(1)),
                                                var("x").assign(input("x")),
                                                array(var("y"), var("z")).assign(input("pair")),
                                                object("k", var("w")).unify(input("object")),
                                                var("x").neq(var("y")),
                                                var("deny").with(input(), Map.of()),
                                                var("limits")
                                                        .get("daily")
                                                        .gt(var("z"))
                                                        .with(data("limits"), object("daily", var("w")))
                                                        .with(input("user"), "bob"),
                                                var("now")
                                                        .eq(1)
                                                        .with(var("time").get("now_ns"), 1)))),
                new Construct(
                        "operators",
                        RegoVersion.V1,
                        """
                        package a

                        p := ((1 + 2) - 3) * (4 / (5 % 2))

                        q if {
                        \t1 < 2
                        \t2 <= 2
                        \t3 > 2
                        \t3 >= 3
                        \t1 == 1
                        \t1 != 2
                        \t{1} & {2} | {3} - {4}
                        }
                        """,
                        module("a")
                                .add(rule("p")
                                        .assign(value(1).plus(2)
                                                .minus(3)
                                                .times(value(4).dividedBy(value(5).modulo(2)))))
                                .add(rule("q")
                                        .when(
                                                value(1).lt(2),
                                                value(2).lte(2),
                                                value(3).gt(2),
                                                value(3).gte(3),
                                                value(1).eq(1),
                                                value(1).neq(2),
                                                set(1).intersect(set(2)).unite(set(3).minus(set(4)))))),
                new Construct(
                        "terms",
                        RegoVersion.V1,
                        """
                        package a

                        xs := [null, true, false, "s", -1, 1e3, 0.5]

                        o := {3: set(), "a": 1, "b c": [{}]}

                        s := {1, "two", [3]}

                        nested := {"a": {"b": {"c": [[]]}}}
                        """,
                        module("a")
                                .add(rule("xs").assign(array(null, true, false, "s", -1, number("1e3"), 0.5)))
                                .add(rule("o").assign(object("a", 1, "b c", array(object()), 3, set())))
                                .add(rule("s").assign(set(1, "two", array(3))))
                                .add(rule("nested").assign(Map.of("a", Map.of("b", Map.of("c", List.of(List.of()))))))),
                new Construct(
                        "references",
                        RegoVersion.V1,
                        """
                        package a

                        p := [input.x, input["a b"].c, input.xs[0], input.xs[_].y, input.xs[i]] if some i in [1]

                        q := [data.lib.f(1).x, [1, 2][0], {"a": 1}.a, input[input.key][-1], count(input.xs)]
                        """,
                        module("a")
                                .add(rule("p")
                                        .assign(array(
                                                input("x"),
                                                input().get("a b").get("c"),
                                                input("xs", 0),
                                                input("xs", wildcard(), "y"),
                                                input("xs", var("i"))))
                                        .when(some("i").in(array(1))))
                                .add(rule("q")
                                        .assign(array(
                                                call("data.lib.f", 1).get("x"),
                                                array(1, 2).get(0),
                                                object("a", 1).get("a"),
                                                input().get(input("key")).get(-1),
                                                count(input("xs")))))),
                new Construct(
                        "comprehensions",
                        RegoVersion.V1,
                        """
                        package a

                        xs := [x | some x in input.xs]

                        s := {x | some x in input.xs; x > 1}

                        o := {k: v | some k, v in input.o}

                        nested := [[y | y := x] | some x in input.xs]
                        """,
                        module("a")
                                .add(rule("xs")
                                        .assign(arrayComprehension(
                                                var("x"), some("x").in(input("xs")))))
                                .add(rule("s")
                                        .assign(setComprehension(
                                                var("x"), some("x").in(input("xs")), var("x").gt(1))))
                                .add(rule("o")
                                        .assign(objectComprehension(
                                                var("k"),
                                                var("v"),
                                                some("k", "v").in(input("o")))))
                                .add(rule("nested")
                                        .assign(arrayComprehension(
                                                arrayComprehension(var("y"), var("y").assign(var("x"))),
                                                some("x").in(input("xs")))))),
                new Construct(
                        "template strings",
                        RegoVersion.V1,
                        """
                        package a

                        s := $"user {input.user} has \\{braces} and {count(input.roles) + 1} roles"

                        raw := $`line one
                        line {input.two}`
                        """,
                        module("a")
                                .add(rule("s")
                                        .assign(templateString(
                                                "user ",
                                                input("user"),
                                                " has {braces} and ",
                                                count(input("roles")).plus(1),
                                                " roles")))
                                .add(rule("raw").assign(rawTemplateString("line one\nline ", input("two"))))));
    }
}
