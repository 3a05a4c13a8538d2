package io.rego4j.deep;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Term;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.opa.Opa;
import io.rego4j.opa.Policies;
import io.rego4j.opa.TestReport;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import io.rego4j.yaml.RegoInYaml;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Values for the parameters of entry points, by their types: nodes, texts and data with a deep part wherever the type can hold
 * one, and the usual options. What was returned by one entry point is the receiver of others.
 */
final class DeepArguments {
    /** Where the deep part is put: one of each node that can hold a term. */
    private static final String EVERYTHING = """
            # METADATA
            # title: all
            package a

            import future.keywords["not"]
            import future.keywords.or
            import future.keywords.and
            import data.b as c

            default d := 1

            p contains 1 if {
            	1 with input.x as 1
            	some x in 1
            	some y, z
            	every k, v in [1] { 1 }
            	not { 1 }
            	1 or 1
            	1 and 1
            	[1 | 1]
            	{1 | 1}
            	{1: 1 | 1}
            	{1: 1, {1}: input[1]}
            	$"{f(1)}"
            	f(1)
            	[null, true, "a", k]
            } # why

            f(1) := 1 if {
            	1
            } else := 1 if 1
            """;

    private final Map<Class<?>, Object> known = new LinkedHashMap<>();
    private final Term deep;
    private final String text;
    private final List<String> texts;

    /**
     * Arguments with a deep part.
     *
     * @param deep a deep term
     * @param text that term as Rego; JSON where it is an array
     */
    DeepArguments(Term deep, String text) {
        this.deep = deep;
        this.text = text;
        this.texts = List.of(
                "a",
                text,
                "package a\n\np := " + text + "\n",
                "{\"a\": " + text + "}",
                "a: " + text + "\nrego: |\n  package a\n",
                AstJson.toString(deep, AstJsonOptions.DEFAULT.withIndent(false)));
        RegoModule module = new Rewriter() {
            @Override
            public Term visitNumber(NumberTerm number) {
                return deep;
            }
        }.module(RegoParser.parse(Source.of(EVERYTHING), ParseOptions.DEFAULT.withAnnotations(true))
                .orThrow());
        NodeWalk.walk(module, node -> {
            known.putIfAbsent(node.getClass(), node);
            return node != deep;
        });
        known.put(deep.getClass(), deep);
        known.put(Node.class, module);
        known.put(Term.class, deep);
        known.put(Object.class, deepList(NodeWalk.depth(deep)));
        known.put(String.class, text);
        known.put(Source.class, Source.of("a.rego", "package a\n\np := " + text + "\n"));
        JsonNode json = deepJson(NodeWalk.depth(deep));
        known.put(JsonNode.class, json);
        known.put(ObjectNode.class, JsonNodeFactory.instance.objectNode().set("a", json));
        known.put(ObjectMapper.class, new ObjectMapper());
        known.put(Duration.class, Duration.ofMinutes(1));
        known.put(Class.class, Object.class);
        known.put(Type.class, Object.class);
        known.put(AstJsonOptions.class, AstJsonOptions.DEFAULT.withIndent(false));
        constants();
        known.put(Rewriter.class, new Rewriter() {});
        known.put(Optional.class, Optional.empty());
        answers();
        known.put(BigDecimal.class, BigDecimal.TEN);
        known.put(TypeReference.class, new TypeReference<Object>() {});
        known.put(ClassLoader.class, DeepArguments.class.getClassLoader());
    }

    /** What takes more than arguments to make. */
    private void answers() {
        Opa opa = Opa.inProcess().load(Policies.none().module("a.rego", "package a\n\nx := [{1}, input]\n"));
        keep(opa);
        keep(opa.prepare("data.a.x"));
        keep(RegoInYaml.read(Source.of("a.yaml", "rego: |\n  package a\n"), List.of("rego")));
        String result =
                "[{\"package\": \"data.a\", \"name\": \"test_x\", \"location\": {\"file\": \"a\", \"row\": 1}}]";
        try {
            known.put(SSLContext.class, SSLContext.getDefault());
            keep(TestReport.fromJson(result.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The constants of the doors, such as the usual options. */
    private void constants() {
        for (Class<?> type : Doors.types()) {
            for (Field field : type.getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && type.isAssignableFrom(field.getType())) {
                    try {
                        known.putIfAbsent(field.getType(), field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }

    private DeepArguments(DeepArguments that, String text) {
        this.deep = that.deep;
        this.text = text;
        this.texts = that.texts;
        known.putAll(that.known);
        known.put(String.class, text);
        known.put(Source.class, Source.of("a.rego", text));
    }

    private static Object deepList(int levels) {
        List<Object> list = List.of();
        for (int i = 0; i < levels; i++) {
            list = List.of(list);
        }
        return list;
    }

    private static JsonNode deepJson(int levels) {
        JsonNode json = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < levels; i++) {
            json = JsonNodeFactory.instance.arrayNode().add(json);
        }
        return json;
    }

    /** These, once for each text that an entry point may mean: a term, a module, JSON of it, YAML. */
    List<DeepArguments> withEachText(Executable point) {
        boolean takesText = Stream.of(point.getParameterTypes())
                .anyMatch(Set.of(String.class, Source.class, InputStream.class, byte[].class)::contains);
        return takesText
                ? texts.stream().map(each -> new DeepArguments(this, each)).toList()
                : List.of(this);
    }

    /** Keeps what an entry point returned, for the parameters and receivers of this type. */
    void keep(@Nullable Object returned) {
        Object value = returned;
        while (value instanceof Optional<?> || value instanceof Collection<?>) {
            value = value instanceof Optional<?> optional
                    ? optional.orElse(null)
                    : ((Collection<?>) value).stream().findFirst().orElse(null);
        }
        if (value != null && value.getClass().getName().startsWith("io.rego4j.")) {
            known.putIfAbsent(value.getClass(), value);
        }
    }

    /** A value of a type; null if none is known. */
    @Nullable
    Object of(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return of(variable.getBounds()[0]);
        } else if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        } else if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        return ofClass((Class<?>) type);
    }

    private @Nullable Object ofGeneric(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] parts = type.getActualTypeArguments();
        if (Iterable.class.isAssignableFrom(raw) && raw.getName().startsWith("java.")) {
            Object item = of(parts[0]);
            return item == null ? null : raw.isAssignableFrom(List.class) ? List.of(item) : Set.of(item);
        } else if (raw == Map.class) {
            Object key = parts[0] == String.class ? "a" : of(parts[0]);
            Object value = of(parts[1]);
            return key == null || value == null ? null : Map.of(key, value);
        }
        return ofClass(raw);
    }

    private @Nullable Object ofClass(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return true;
        } else if (type == int.class || type == Integer.class) {
            return 1;
        } else if (type == long.class || type == Long.class) {
            return 1L;
        } else if (type == double.class) {
            return 1.0;
        } else if (type == InputStream.class) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        } else if (type == OutputStream.class) {
            return new ByteArrayOutputStream();
        } else if (type == byte[].class) {
            return text.getBytes(StandardCharsets.UTF_8);
        } else if (type == Appendable.class) {
            return new StringBuilder();
        } else if (type == Map.class) {
            return Map.of("a", deepList(NodeWalk.depth(deep)));
        } else if (type == List.class || type == Iterable.class) {
            return List.of();
        } else if (type.isArray()) {
            Object item = of(type.getComponentType());
            if (item == null) {
                return null;
            }
            Object array = Array.newInstance(type.getComponentType(), 1);
            Array.set(array, 0, item);
            return array;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Object exact = known.get(type);
        if (exact != null) {
            return exact;
        }
        Object kind =
                known.values().stream().filter(type::isInstance).findFirst().orElse(null);
        return kind != null ? kind : isOfTheCaller(type) ? functional(type) : null;
    }

    /** True for what a caller writes: a function, a visitor. */
    private static boolean isOfTheCaller(Class<?> type) {
        return type.isInterface()
                && !type.isSealed()
                && (type.getName().startsWith("java.") || type.getName().matches(".*(Visitor|Getter)"));
    }

    /** A function of the caller: it says true, or returns its argument. */
    private static Object functional(Class<?> type) {
        return Proxy.newProxyInstance(
                DeepArguments.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(proxy, method, given);
                    }
                    Class<?> wanted = method.getReturnType();
                    return wanted == boolean.class
                            ? (Object) true
                            : wanted == int.class
                                    ? (Object) 0
                                    : wanted == void.class || given == null || given.length == 0 ? null : given[0];
                });
    }
}
