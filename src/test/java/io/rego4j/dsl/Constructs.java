package io.rego4j.dsl;

import static io.rego4j.dsl.Builtins.count;
import static io.rego4j.dsl.Dsl.*;

import io.rego4j.dsl.ConstructsTest.Construct;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Map;

/** The constructs of Rego: each as a text that {@code opa fmt} leaves alone, and as the Java that builds it. */
final class Constructs {
    private Constructs() {}

    static List<Construct> all() {
        return List.of(
                new Construct(
                        "package and imports",
                        RegoVersion.V1,
                        """
                        package a.b["c.d"]

                        import data.lib
                        import data.users["e.f"]
                        import input.user as who
                        """,
                        module("a.b", "c.d")
                                .imports("data.lib")
                                .imports(data("users").get("e.f"))
                                .imports("input.user", "who")),
                new Construct(
                        "defaults",
                        RegoVersion.V1,
                        """
                        package a

                        default allow := false

                        default limits := {"daily": 10}

                        default fee(_) := 0
                        """,
                        module("a")
                                .add(defaultRule("allow", false))
                                .add(defaultRule("limits", Map.of("daily", 10)))
                                .add(defaultRule("fee", 0).args("_"))),
                new Construct(
                        "complete rules",
                        RegoVersion.V1,
                        """
                        package a

                        pi := 3.14

                        allow if input.admin

                        allow if {
                        \tinput.x
                        \tinput.y
                        }

                        level := 1 if input.x
                        """,
                        module("a")
                                .add(rule("pi").assign(3.14))
                                .add(rule("allow").when(input("admin")))
                                .add(rule("allow").when(input("x"), input("y")))
                                .add(rule("level").assign(1).when(input("x")))),
                new Construct(
                        "partial sets",
                        RegoVersion.V1,
                        """
                        package a

                        deny contains "no user"

                        deny contains msg if msg := input.message

                        names.long contains name if some name in input.names
                        """,
                        module("a")
                                .add(rule("deny").contains("no user"))
                                .add(rule("deny")
                                        .contains(var("msg"))
                                        .when(var("msg").assign(input("message"))))
                                .add(rule("names.long")
                                        .contains(var("name"))
                                        .when(some("name").in(input("names"))))),
                new Construct(
                        "partial objects and reference heads",
                        RegoVersion.V1,
                        """
                        package a

                        ages[name] := age if some name, age in input.ages

                        roles.admin.level := 3

                        roles[name].level := 1 if some name in input.users

                        sites[region][_] := 1 if some region in input.regions
                        """,
                        module("a")
                                .add(rule(var("ages").get(var("name")))
                                        .assign(var("age"))
                                        .when(some("name", "age").in(input("ages"))))
                                .add(rule("roles.admin.level").assign(3))
                                .add(rule(var("roles").get(var("name"), "level"))
                                        .assign(1)
                                        .when(some("name").in(input("users"))))
                                .add(rule(var("sites").get(var("region"), wildcard()))
                                        .assign(1)
                                        .when(some("region").in(input("regions"))))),
                new Construct(
                        "functions",
                        RegoVersion.V1,
                        """
                        package a

                        double(x) := x * 2

                        is_pet(["pets", id]) if id != ""

                        kind(_, {"type": t}) := t

                        lib["half"](x) := x / 2 if x > 0

                        check("ok", true) := true
                        """,
                        module("a")
                                .add(function("double", "x").assign(var("x").times(2)))
                                .add(function("is_pet", array("pets", var("id")))
                                        .when(var("id").neq("")))
                                .add(function("kind", "_", object("type", var("t")))
                                        .assign(var("t")))
                                .add(function("lib.half", "x")
                                        .assign(var("x").dividedBy(2))
                                        .when(var("x").gt(0)))
                                .add(function("check", value("ok"), true).assign(true))),
                new Construct(
                        "else",
                        RegoVersion.V1,
                        """
                        package a

                        size(x) := "small" if x < 10

                        else := "medium" if {
                        \tx < 100
                        \tx > 50
                        }

                        else := "large"

                        allow if input.a

                        else if input.b
                        """,
                        module("a")
                                .add(function("size", "x")
                                        .assign("small")
                                        .when(var("x").lt(10))
                                        .otherwise("medium")
                                        .when(var("x").lt(100), var("x").gt(50))
                                        .otherwise("large"))
                                .add(rule("allow").when(input("a")).otherwise().when(input("b")))),
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
                                .add(rule("raw").assign(rawTemplateString("line one\nline ", input("two"))))),
                new Construct(
                        "comments",
                        RegoVersion.V1,
                        """
                        # about the package
                        package a

                        # why lib
                        import data.lib

                        # what it is for
                        # and more
                        allow if {
                        \t# first
                        \tinput.x
                        \tinput.y
                        }

                        # the end
                        """,
                        module("a")
                                .header("about the package")
                                .comment("why lib")
                                .imports("data.lib")
                                .add(rule("allow")
                                        .comment("what it is for\nand more")
                                        .when(input("x").comment("first"), input("y")))
                                .comment("the end")),
                new Construct(
                        "METADATA",
                        RegoVersion.V1,
                        """
                        # METADATA
                        # title: The package
                        package a

                        # METADATA
                        # title: A rule
                        # description: what it does
                        # authors:
                        # - name: Jane
                        #   email: "jane@example.com"
                        # custom:
                        #   level: 3
                        allow if input.x
                        """,
                        module("a")
                                .metadata(metadata().title("The package"))
                                .add(rule("allow")
                                        .metadata(metadata()
                                                .title("A rule")
                                                .description("what it does")
                                                .author("Jane", "jane@example.com")
                                                .custom("level", 3))
                                        .when(input("x")))),
                new Construct(
                        "and, or and not with a body",
                        RegoVersion.V1,
                        """
                        package a

                        import future.keywords.and
                        import future.keywords["not"]
                        import future.keywords.or

                        p if input.a and input.b or input.c

                        q if not { input.a; input.b }

                        r if { input.a } or not { input.b } with input.x as 1

                        s if {
                        \tnot input.a
                        \tinput.b
                        }
                        """,
                        module("a")
                                .add(rule("p").when(input("a").and(input("b")).or(input("c"))))
                                .add(rule("q").when(not(block(input("a"), input("b")))))
                                .add(rule("r")
                                        .when(block(input("a"))
                                                .or(not(block(input("b"))))
                                                .with(input("x"), 1)))
                                .add(rule("s").when(not(input("a")), input("b")))),
                new Construct(
                        "v0 rules",
                        RegoVersion.V0,
                        """
                        package a

                        default allow = false

                        allow {
                        \tinput.x
                        \tnot input.y
                        }

                        deny[msg] {
                        \tmsg := "no"
                        }

                        ages[name] = age {
                        \tage := input.ages[name]
                        }

                        pi = 3.14

                        double(x) = y {
                        \ty := x * 2
                        }

                        else = 0 {
                        \tinput.z
                        }
                        """,
                        module("a")
                                .version(RegoVersion.V0)
                                .add(defaultRule("allow").unify(false))
                                .add(rule("allow").body(input("x"), not(input("y"))))
                                .add(rule(var("deny").get(var("msg")))
                                        .body(var("msg").assign("no")))
                                .add(rule(var("ages").get(var("name")))
                                        .unify(var("age"))
                                        .body(var("age").assign(input("ages", var("name")))))
                                .add(rule("pi").unify(number("3.14")))
                                .add(function("double", "x")
                                        .unify(var("y"))
                                        .body(var("y").assign(var("x").times(2)))
                                        .otherwise()
                                        .unify(0)
                                        .body(input("z")))),
                new Construct(
                        "v0 with keywords imported",
                        RegoVersion.V0,
                        """
                        package a

                        import future.keywords.contains
                        import future.keywords.if
                        import future.keywords.in

                        deny contains msg if some msg in input.messages
                        """,
                        module("a")
                                .version(RegoVersion.V0)
                                .imports("future.keywords.contains")
                                .imports("future.keywords.if")
                                .imports("future.keywords.in")
                                .add(rule("deny")
                                        .contains(var("msg"))
                                        .when(some("msg").in(input("messages"))))));
    }
}
