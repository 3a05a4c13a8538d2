package io.rego4j.dsl.value;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The JSON properties of Java classes as Jackson determines them: names, order and exclusions. */
public final class BeanShapes {
    private static final SerializationConfig JACKSON =
            JsonMapper.builder().build().getSerializationConfig();
    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    private BeanShapes() {}

    /** Reads one property of an object. */
    public interface Getter {
        @Nullable
        Object of(Object bean);
    }

    /**
     * A property of a class.
     *
     * @param name its name in JSON
     * @param member the name of the accessor or field in Java
     * @param type its generic type
     * @param required true if Jackson is told that JSON must have it
     * @param value reads it
     */
    public record Property(String name, String member, JavaType type, boolean required, Getter value) {}

    /**
     * What an object of a class is in JSON.
     *
     * @param scalar gives the value that stands for the whole object; null unless the class has a {@code @JsonValue}
     * @param properties the properties
     */
    public record Shape(@Nullable Getter scalar, List<Property> properties) {}

    public static Shape shape(Class<?> type) {
        return SHAPES.computeIfAbsent(type, t -> read(JACKSON.constructType(t)));
    }

    public static JavaType type(Class<?> type) {
        return JACKSON.constructType(type);
    }

    /** The name of an enum's constant in JSON: its own, or that of its {@code @JsonProperty}. */
    public static String constantName(Enum<?> constant) {
        Class<?> type = constant.getDeclaringClass();
        String[] names = JACKSON.getAnnotationIntrospector()
                .findEnumValues(
                        JACKSON,
                        JACKSON.introspect(JACKSON.constructType(type)).getClassInfo(),
                        new Enum<?>[] {constant},
                        new String[1]);
        return names == null || names[0] == null ? constant.name() : names[0];
    }

    private static Shape read(JavaType type) {
        String module = type.getRawClass().getModule().getName();
        if (module != null && (module.startsWith("java.") || module.startsWith("jdk."))) {
            // The getters of the JDK's own classes, such as Thread or InputStream, are not data.
            return new Shape(null, List.of());
        }
        BeanDescription description = JACKSON.introspect(type);
        AnnotatedMember scalar = description.findJsonValueAccessor();
        List<Property> properties = new ArrayList<>();
        for (BeanPropertyDefinition property : description.findProperties()) {
            AnnotatedMember accessor = property.getAccessor();
            if (accessor != null && property.couldSerialize()) {
                accessor.fixAccess(true);
                properties.add(new Property(
                        property.getName(),
                        accessor.getName(),
                        accessor.getType(),
                        property.isRequired(),
                        accessor::getValue));
            }
        }
        if (scalar != null) {
            scalar.fixAccess(true);
        }
        return new Shape(scalar == null ? null : scalar::getValue, List.copyOf(properties));
    }
}
