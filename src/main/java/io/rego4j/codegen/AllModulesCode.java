package io.rego4j.codegen;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.rego4j.ast.RegoModule;
import io.rego4j.source.RegoVersion;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Writes the class {@code AllModules}, which prints the modules of all generated classes. */
final class AllModulesCode {
    private static final int CALLS_IN_ONE_METHOD = 500;

    private final String packageName;
    private final RegoVersion version;

    AllModulesCode(String packageName, RegoVersion version) {
        this.packageName = packageName;
        this.version = version;
    }

    String generate(Map<String, String> files) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(files.entrySet());
        TypeSpec.Builder type = TypeSpec.classBuilder("AllModules")
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addJavadoc("Prints what each class of this package builds: one line of JSON a module.\n")
                .addMethod(PolicyClass.privateConstructor());
        MethodSpec.Builder main = MethodSpec.methodBuilder("main")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Prints the modules to standard output.\n")
                .addParameter(String[].class, "args")
                .addStatement(
                        "$1T out = new $1T($2T.out, true, $3T.UTF_8)",
                        PrintStream.class,
                        System.class,
                        StandardCharsets.class);
        List<MethodSpec> parts = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += CALLS_IN_ONE_METHOD) {
            MethodSpec part =
                    part(parts.size() + 1, entries.subList(from, Math.min(entries.size(), from + CALLS_IN_ONE_METHOD)));
            parts.add(part);
            main.addStatement("$N(out)", part);
        }
        type.addMethod(main.build()).addMethods(parts).addMethod(print());
        return PolicyClass.tidy(JavaFile.builder(packageName, type.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build()
                .toString());
    }

    private MethodSpec part(int number, List<Map.Entry<String, String>> entries) {
        MethodSpec.Builder part = MethodSpec.methodBuilder("print" + number)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(PrintStream.class, "out");
        for (Map.Entry<String, String> entry : entries) {
            part.addStatement(
                    "print(out, $L, $T.module())",
                    DslCalls.string(entry.getValue()).flat(),
                    ClassName.get(packageName, entry.getKey()));
        }
        return part.build();
    }

    private MethodSpec print() {
        return MethodSpec.methodBuilder("print")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(PrintStream.class, "out")
                .addParameter(String.class, "file")
                .addParameter(RegoModule.class, "module")
                .addStatement(
                        "String text = $T.format(module, $T.of($T.$L).withSafe(false)).text()",
                        ClassName.get("io.rego4j", "Rego"),
                        ClassName.get("io.rego4j.format", "FormatOptions"),
                        RegoVersion.class,
                        version.name())
                .addStatement(
                        "out.println($T.instance.objectNode().put($S, file).put($S, text))",
                        JsonNodeFactory.class,
                        "file",
                        "text")
                .build();
    }
}
