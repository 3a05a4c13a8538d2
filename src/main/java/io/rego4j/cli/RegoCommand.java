package io.rego4j.cli;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.bundle.Bundle;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.internal.io.AtomicFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rego4j rego}: the inverse of {@code rego4j java}. Classes are loaded with the context class loader of the thread. */
@CommandLine.Command(
        name = "rego",
        description = {
            "Write the Rego that classes of Java build: for builds, which have the classes on the class path of this command."
                    + " A class has a static method without parameters: module(), modules(), or the one that is named. It gives"
                    + " a RegoModule, several in a collection, or a Map from paths to RegoModules (.rego) and Bundles (.tar.gz)."
                    + " A module without a path lies where its package says. Files that would not change are left alone."
        },
        footer = {
            "",
            "Exit codes: 0; 1 if a class or method is not there or fails, or two files have one path.",
            "",
            "Examples:",
            "  java -cp 'app.jar:lib/*' io.rego4j.cli.Main rego --out rules com.example.Policies",
            "  java -cp 'app.jar:lib/*' io.rego4j.cli.Main rego --out rules com.example.Policies#shop"
        })
final class RegoCommand implements Command {
    private final Shell shell;

    @Parameters(arity = "1..*", paramLabel = "CLASS[#METHOD]", description = "what builds the modules")
    private List<String> builders = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            required = true,
            description = "the folder to write to")
    private Path out = Path.of("");

    RegoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String builder : builders) {
            add(builder, call(builder), files);
        }
        for (Map.Entry<String, byte[]> entry : files.entrySet()) {
            Path file = out.resolve(entry.getKey());
            if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), entry.getValue())) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                AtomicFile.write(file, stream -> stream.write(entry.getValue()));
                shell.out().println(file);
            }
        }
        return 0;
    }

    private static @Nullable Object call(String builder) {
        int hash = builder.indexOf('#');
        String type = hash < 0 ? builder : builder.substring(0, hash);
        List<String> names = hash < 0 ? List.of("module", "modules") : List.of(builder.substring(hash + 1));
        Method method = method(type, names);
        try {
            method.setAccessible(true); // The class that builds need not be public.
            return method.invoke(null);
        } catch (InvocationTargetException e) {
            throw new UserError(1, builder + " failed: " + e.getCause());
        } catch (IllegalAccessException e) {
            throw new UserError(1, builder + " cannot be called: " + e.getMessage());
        }
    }

    private static Method method(String type, List<String> names) {
        Class<?> builder;
        try {
            builder = Class.forName(type, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new UserError(1, "there is no class " + type + " on the class path");
        } catch (LinkageError e) {
            throw new UserError(1, "the class " + type + " cannot be loaded: " + e);
        }
        for (String name : names) {
            for (Method method : builder.getDeclaredMethods()) {
                boolean fits = method.getName().equals(name)
                        && method.getParameterCount() == 0
                        && Modifier.isStatic(method.getModifiers());
                if (fits) {
                    return method;
                }
            }
        }
        throw new UserError(
                1, type + " has no static method " + String.join("() or ", names) + "() without parameters");
    }

    private static void add(String builder, @Nullable Object built, Map<String, byte[]> files) {
        if (built instanceof Map<?, ?> byPath) {
            byPath.forEach((path, value) -> add(builder, String.valueOf(path), value, files));
        } else if (built instanceof Iterable<?> several) {
            several.forEach(module -> add(builder, "", module, files));
        } else {
            add(builder, "", built, files);
        }
    }

    private static void add(String builder, String path, @Nullable Object value, Map<String, byte[]> files) {
        if (value instanceof RegoModule module) {
            String place = path.isEmpty() ? placeOf(module) : path;
            put(builder, place, ".rego", Rego.format(module).getBytes(StandardCharsets.UTF_8), files);
        } else if (value instanceof Bundle bundle && !path.isEmpty()) {
            put(builder, path, ".tar.gz", bundle.toBytes(), files);
        } else {
            String kind = value == null ? "null" : value.getClass().getName();
            throw new UserError(
                    1, builder + " gives a " + kind + " where a RegoModule, or a Bundle at a path, is wanted");
        }
    }

    /** {@code data.app.authz} lies in {@code app/authz.rego}. */
    private static String placeOf(RegoModule module) {
        List<String> names = new ArrayList<>();
        module.pkg()
                .path()
                .operands()
                .forEach(operand -> names.add(operand.toString().replaceAll("[^A-Za-z0-9_-]", "")));
        return String.join("/", names) + ".rego";
    }

    private static void put(String builder, String path, String ending, byte[] bytes, Map<String, byte[]> files) {
        if (!path.endsWith(ending) || !staysBelow(path)) {
            throw new UserError(
                    1, builder + ": the path \"" + path + "\" must lead below the folder and end in " + ending);
        } else if (files.put(path, bytes) != null) {
            throw new UserError(1, builder + ": two files have the path " + path + ": give a Map with paths");
        }
    }

    private static boolean staysBelow(String path) {
        try {
            Path normal = Path.of(path).normalize();
            return !normal.isAbsolute() && !normal.startsWith("..");
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
