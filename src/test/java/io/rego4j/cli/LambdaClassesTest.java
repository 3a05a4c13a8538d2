package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The program that the launcher's build runs over all classes. */
@Tag("slow")
class LambdaClassesTest {
    private static final String PROGRAM = """
            package a;

            import java.util.*;
            import java.util.function.*;

            public class Program implements Supplier<String> {
                private final String name = "n";

                private String own(long number, Object text) {
                    return name + number + text;
                }

                interface Three {
                    Object of(int a, long b, String c);
                }

                class Inner {
                    Supplier<String> outer(double d) {
                        return () -> name + d;
                    }
                }

                public String get() {
                    List<String> found = new ArrayList<>();
                    long big = 1L << 40;
                    Three three = (a, b, c) -> own(a + b + big, c);
                    found.add(three.of(1, 2, "x").toString());
                    Function<String, String> upper = String::toUpperCase;
                    found.add(upper.apply("up"));
                    Function<String, StringBuilder> maker = StringBuilder::new;
                    found.add(maker.apply("made").toString());
                    Function<Integer, int[]> boxed = int[]::new;
                    found.add("" + boxed.apply(3).length);
                    ToIntFunction<String> length = String::length;
                    found.add("" + length.applyAsInt("four"));
                    IntFunction<Integer> box = Integer::valueOf;
                    found.add("" + box.apply(5));
                    Consumer<String> dropped = found::add;
                    dropped.accept("6");
                    Supplier<String> inner = new Inner().outer(7.5);
                    found.add(inner.get());
                    Comparator<String> order = Comparator.<String, Integer>comparing(s -> s.length()).thenComparing(s -> s);
                    found.sort(order);
                    return String.join(" ", found);
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void programsMeanTheSameAndMakeTheirLambdasWithoutTheJvm() throws Exception {
        Path source = Files.writeString(folder.resolve("Program.java"), PROGRAM);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(compiled).isZero();
        String before = answer(classes);
        assertThat(before).isEqualTo("3 4 5 6 UP made n7.5 n1099511627779x");

        Path asm = Path.of(ClassReader.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process replacing = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        asm.toString(),
                        "src/launcher/java/LambdaClasses.java",
                        classes.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(replacing.getInputStream().readAllBytes())).isEmpty();
        assertThat(replacing.waitFor()).isZero();

        assertThat(answer(classes)).isEqualTo(before);
        assertThat(leftToTheJvm(classes))
                .as("an array whose length is an Integer, where javac writes no method for it")
                .isSubsetOf("apply int[]");
    }

    private static String answer(Path classes) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            Object program =
                    loader.loadClass("a.Program").getDeclaredConstructor().newInstance();
            return (String) program.getClass().getMethod("get").invoke(program);
        }
    }

    /** The lambdas that the JVM is still asked for: the method of the interface, and what its target returns. */
    private static List<String> leftToTheJvm(Path classes) throws Exception {
        List<String> left = new ArrayList<>();
        ClassVisitor finder = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInvokeDynamicInsn(String method, String site, Handle factory, Object... with) {
                        if (factory.getOwner().endsWith("LambdaMetafactory")) {
                            Type target = Type.getMethodType(((Handle) with[1]).getDesc());
                            left.add(method + " " + target.getReturnType().getClassName());
                        }
                    }
                };
            }
        };
        try (Stream<Path> files = Files.list(classes.resolve("a"))) {
            for (Path file : files.toList()) {
                new ClassReader(Files.readAllBytes(file)).accept(finder, 0);
            }
        }
        return left;
    }
}
