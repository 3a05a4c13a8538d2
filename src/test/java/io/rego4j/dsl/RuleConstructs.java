package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.*;

import io.rego4j.dsl.ConstructsTest.Construct;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Map;

/** Modules and rules, with comments, METADATA and the older versions of Rego: see {@link Constructs}. */
final class RuleConstructs {
    private RuleConstructs() {}

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
                        "comments",
                        RegoVersion.V1,
                        """
                        # about the package
                        #
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
                                .header("")
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
