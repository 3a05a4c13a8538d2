package io.rego4j.dsl;

import static io.rego4j.dsl.Builtins.count;
import static io.rego4j.dsl.Dsl.array;
import static io.rego4j.dsl.Dsl.arrayComprehension;
import static io.rego4j.dsl.Dsl.block;
import static io.rego4j.dsl.Dsl.data;
import static io.rego4j.dsl.Dsl.defaultRule;
import static io.rego4j.dsl.Dsl.every;
import static io.rego4j.dsl.Dsl.function;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.metadata;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.not;
import static io.rego4j.dsl.Dsl.number;
import static io.rego4j.dsl.Dsl.object;
import static io.rego4j.dsl.Dsl.objectComprehension;
import static io.rego4j.dsl.Dsl.plainNot;
import static io.rego4j.dsl.Dsl.rawTemplateString;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.set;
import static io.rego4j.dsl.Dsl.setComprehension;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.templateString;
import static io.rego4j.dsl.Dsl.value;
import static io.rego4j.dsl.Dsl.var;
import static io.rego4j.dsl.Dsl.wildcard;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Spelling;
import io.rego4j.testing.NodeKinds;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every kind of node, and every value of each of its fields, can be built without any text of Rego. */
class NodeCoverageTest {
    private final Set<Class<?>> kinds = new HashSet<>();
    private final Map<String, Set<String>> values = new LinkedHashMap<>();
    private final Set<Spelling> spellings = EnumSet.noneOf(Spelling.class);

    @Test
    void everyKindOfNodeAndEachOfItsFieldsIsReached() throws ReflectiveOperationException {
        for (RegoModule module : List.of(version1(), version2())) {
            visit(module);
        }

        Set<String> missing = new TreeSet<>();
        for (Class<?> kind : NodeKinds.all()) {
            if (!kinds.contains(kind)) {
                missing.add(kind.getSimpleName());
            }
            for (RecordComponent component : kind.getRecordComponents()) {
                String field = kind.getSimpleName() + "." + component.getName();
                Set<String> seen = values.getOrDefault(field, Set.of());
                if (component.getType() != Origin.class && seen.size() < 2) {
                    missing.add(field + " has only " + seen);
                }
                if (component.getAnnotatedType().isAnnotationPresent(Nullable.class) && !seen.contains("null")) {
                    missing.add(field + " is never null");
                }
            }
        }
        for (Spelling spelling : Spelling.values()) {
            // Only comments that were read have this one.
            if (spelling != Spelling.METADATA && !spellings.contains(spelling)) {
                missing.add(spelling.toString());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theKindsAreThoseOfTheSealedTree() {
        assertThat(NodeKinds.all()).hasSizeGreaterThan(30).allMatch(Class::isRecord);
    }

    private static RegoModule version1() {
        return module("a", "b.c")
                .header("about the package")
                .metadata(metadata().title("A"))
                .imports("data.lib", "l")
                .imports("rego.v1")
                .add(defaultRule("allow", false))
                .add(rule("allow")
                        .metadata(metadata()
                                .scope("document")
                                .title("Allow")
                                .description("d")
                                .entrypoint()
                                .organization("o")
                                .author("Jane", "jane@example.com")
                                .author("Joe", "")
                                .relatedResource("https://example.com", "r")
                                .relatedResource("https://example.org", "")
                                .schema(input(), "pet")
                                .schema(data("x"), Map.of("type", "string"))
                                .compile(List.of(input("y")), data("a.mask"))
                                .custom("k", List.of(1, "a"))
                                .label("team", "x"))
                        .metadata(metadata().compile(List.of(input("z")), null))
                        .when(
                                some("x", "y"),
                                some("k", "v").in(input("items")),
                                input("a").neq(1).with(input(), object("a", 2)).comment("one"),
                                not(var("x").get(wildcard())),
                                plainNot(var("x")),
                                every("i", "e", var("v"), var("e").gt(var("i"))),
                                every("e", array(number("1e3"), true, null), var("e"))))
                .add(rule(var("p").get(var("x")).get("q"))
                        .assign(1)
                        .when(some("x").in(set(1))))
                .add(rule(var("old").get(var("x"))).body(var("x").unify(1)))
                .add(rule("s").contains(arrayComprehension(var("x"), some("x").in(input("xs")))))
                .add(function("f", "x").unify(setComprehension(var("x"), value(true))))
                .add(function("g", 1)
                        .when(value(false))
                        .otherwise(2)
                        .when(value("s"))
                        .otherwise(3))
                .add(rule("o").assign(objectComprehension(1, 2, value(true))))
                .add(rule("t").assign(templateString("a ", count(input("xs")))))
                .add(rule("u").assign(rawTemplateString(input("xs"))))
                .add(rule("other")
                        .assign(object("b", array(1), "c", set("s", 2)))
                        .when(
                                every("y", var("ys"), var("y")).with(data("z"), arrayComprehension(1, value(false))),
                                setComprehension(2, value(false)),
                                objectComprehension("k", "v", value(false))))
                .comment("near the end")
                .comment("the end")
                .buildUnchecked();
    }

    private static RegoModule version2() {
        return module("v2")
                .version(io.rego4j.source.RegoVersion.V2)
                .add(rule("p")
                        .when(
                                not(var("a")),
                                not(block(var("a"), var("b"))),
                                var("a").and(var("b")),
                                block(var("a")).and(block(var("b"))),
                                var("a").or(var("b")),
                                block(var("a")).or(block(var("b"))),
                                var("c").and(var("d")),
                                var("c").or(var("d"))))
                .buildUnchecked();
    }

    private void visit(@Nullable Object object) throws ReflectiveOperationException {
        if (object instanceof Collection<?> items) {
            for (Object item : items) {
                visit(item);
            }
        } else if (object instanceof Record node) {
            kinds.add(node.getClass());
            for (RecordComponent component : node.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(node);
                if (value instanceof Origin origin) {
                    Arrays.stream(Spelling.values()).filter(origin::has).forEach(spellings::add);
                } else {
                    String field = node.getClass().getSimpleName() + "." + component.getName();
                    values.computeIfAbsent(field, f -> new HashSet<>()).add(String.valueOf(value));
                    visit(value);
                }
            }
        }
    }

    /** The records that the sealed interface of nodes permits, and all records that these hold. */
}
