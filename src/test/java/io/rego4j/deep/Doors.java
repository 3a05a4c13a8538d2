package io.rego4j.deep;

import io.rego4j.Rego;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public methods and constructors of all exported packages, as {@code module-info.java} names them. */
final class Doors {
    private static final Pattern EXPORT = Pattern.compile("exports (\\S+);");

    private Doors() {}

    /** All that is public, in the order of the names of packages and classes. */
    static List<Executable> entryPoints() {
        return types().stream().flatMap(type -> of(type).stream()).toList();
    }

    /** The public types of the doors. */
    static List<Class<?>> types() {
        try {
            List<Class<?>> found = new ArrayList<>();
            String exports = Files.readString(Path.of("src/main/java/module-info.java"));
            for (String door : EXPORT.matcher(exports)
                    .results()
                    .map(match -> match.group(1))
                    .sorted()
                    .toList()) {
                types(door).stream().filter(Doors::isPublic).forEach(found::add);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the list of exceptions names it: {@code dsl.Dsl.value(Object)}. */
    static String name(Executable point) {
        String type =
                point.getDeclaringClass().getName().replace("io.rego4j.", "").replace('$', '.');
        String member = point instanceof Constructor ? "new" : point.getName();
        return type + "." + member
                + Arrays.stream(point.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static List<Class<?>> types(String door) throws IOException {
        Path folder = classes().resolve(door.replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                    .sorted()
                    .<Class<?>>map(file -> load(door + "." + file.substring(0, file.length() - ".class".length())))
                    .toList();
        }
    }

    /** Where the classes of this run lie: the build folder may have any name. */
    private static Path classes() {
        return Path.of(URI.create(
                Rego.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static boolean isPublic(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (!Modifier.isPublic(each.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private static List<Executable> of(Class<?> type) {
        Stream<Method> methods = Arrays.stream(type.getDeclaredMethods())
                // What is closed answers nothing more.
                .filter(method -> !method.getName().equals("close"))
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .filter(method -> !type.isEnum() || !Modifier.isStatic(method.getModifiers()));
        Stream<Constructor<?>> constructors = Modifier.isAbstract(type.getModifiers())
                ? Stream.empty()
                : Arrays.stream(type.getDeclaredConstructors()).filter(constructor -> !constructor.isSynthetic());
        return Stream.<Executable>concat(constructors, methods)
                .filter(point -> Modifier.isPublic(point.getModifiers()))
                .sorted(Comparator.comparing(Doors::name))
                .toList();
    }
}
