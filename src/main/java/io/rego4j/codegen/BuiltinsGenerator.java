package io.rego4j.codegen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.rego4j.dsl.Operand;
import io.rego4j.dsl.Statement;
import io.rego4j.internal.library.OptionalLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Writes {@code io.rego4j.dsl.Builtins}, one static method for each built-in, from what {@code opa capabilities} prints. */
public final class BuiltinsGenerator {
    /** In a class of its own, so that the generator loads without JavaPoet and can report that it is missing. */
    private static final class Types {
        static final ClassName BUILTIN_CALLS = ClassName.get("io.rego4j.dsl", "BuiltinCalls");
        static final ClassName VALUES = ClassName.get("io.rego4j.dsl", "Values");
        static final ClassName EXPR = ClassName.get("io.rego4j.ast", "Expr");
        static final TypeName ANY_VALUE = ClassName.OBJECT.annotated(
                AnnotationSpec.builder(Nullable.class).build());
    }

    private static final Map<String, String> JAVA_NAMES =
            Map.of("default", "defaultValue", "new", "replacement", "super", "superset");
    private static final String[] UNNAMED = {"x", "y", "z"};

    private BuiltinsGenerator() {}

    /**
     * The Java source.
     *
     * @param capabilities the JSON that {@code opa capabilities --current} prints
     * @throws IllegalArgumentException if it is not that JSON, or has a built-in without a line in the table
     */
    public static String generate(String capabilities) {
        return generate(capabilities, BuiltinTable.get());
    }

    /**
     * The Java source with another table of Java names.
     *
     * @param table the text of such a table, for instance a {@linkplain #completeTable completed} one
     */
    public static String generate(String capabilities, String table) {
        return generate(capabilities, BuiltinTable.of(table));
    }

    /**
     * The table with a line for each built-in of these capabilities: new ones get a Java name derived from theirs, and a placeholder
     * for the sentence.
     */
    public static String completeTable(String capabilities, String table) {
        List<String> names = new ArrayList<>();
        builtins(capabilities)
                .forEach(builtin -> names.add(builtin.required("name").asText()));
        return BuiltinTable.completed(table, names);
    }

    private static String generate(String capabilities, BuiltinTable table) {
        OptionalLibrary.JAVAPOET.require("generators of Java");
        TypeSpec.Builder type = TypeSpec.classBuilder("Builtins")
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addAnnotation(AnnotationSpec.builder(Generated.class)
                        .addMember("value", "$S", BuiltinsGenerator.class.getName())
                        .build())
                .addJavadoc("""
                        The built-ins of OPA, made for a static import. An argument is any Java value or an operand; a constant whose type
                        OPA does not accept there is an {@link IllegalArgumentException}.
                        """)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        for (JsonNode builtin : builtins(capabilities)) {
            type.addMethod(method(builtin, table));
        }
        return JavaFile.builder("io.rego4j.dsl", type.build())
                .addFileComment(
                        "Written by io.rego4j.codegen.BuiltinsGenerator from the capabilities of OPA: do not edit.")
                .indent("    ")
                .skipJavaLangImports(true)
                .build()
                .toString();
    }

    private static JsonNode builtins(String capabilities) {
        try {
            return JsonMapper.builder().build().readTree(capabilities).required("builtins");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the JSON of opa capabilities: " + e.getOriginalMessage(), e);
        }
    }

    private static MethodSpec method(JsonNode builtin, BuiltinTable table) {
        String name = builtin.required("name").asText();
        BuiltinTable.Row row = table.row(name);
        if (row == null) {
            throw new IllegalArgumentException(
                    "the built-in " + name + " has no line in builtins.txt: add its Java name and a sentence");
        }
        JsonNode declaration = builtin.required("decl");
        boolean variadic = declaration.has("variadic");
        boolean statement = name.equals("eq") || name.equals("assign");
        MethodSpec.Builder method = MethodSpec.methodBuilder(row.method())
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(statement ? Statement.class : Operand.class)
                .addJavadoc("$L\n", row.sentence());
        List<String> types = new ArrayList<>();
        List<CodeBlock> arguments = new ArrayList<>();
        for (JsonNode parameter : declaration.path("args")) {
            String declared = parameter.has("name") ? parameter.get("name").asText() : UNNAMED[types.size()];
            String javaName = javaName(declared);
            String typeText = TypeNotation.of(parameter);
            types.add(declared + ": " + typeText);
            arguments.add(CodeBlock.of("$N", javaName));
            method.addParameter(ParameterSpec.builder(Types.ANY_VALUE, javaName).build());
            method.addJavadoc("\n@param $L $L", javaName, TypeNotation.description(parameter));
        }
        if (variadic) {
            method.addParameter(ArrayTypeName.of(Types.ANY_VALUE), "values").varargs();
            method.addJavadoc("\n@param values any values");
            arguments.add(CodeBlock.of("values"));
        }
        CodeBlock call = variadic
                ? CodeBlock.of("$T.call($S, $T.terms($S, values))", Types.BUILTIN_CALLS, name, Types.VALUES, "values")
                : CodeBlock.of(
                        "$T.call($S, $S$L)",
                        Types.BUILTIN_CALLS,
                        name,
                        String.join("; ", types),
                        CodeBlock.join(
                                arguments.stream()
                                        .map(a -> CodeBlock.of(", $L", a))
                                        .toList(),
                                ""));
        return method.addStatement(
                        statement
                                ? CodeBlock.of("return new $T(new $T($L))", Statement.class, Types.EXPR, call)
                                : CodeBlock.of("return new $T($L)", Operand.class, call))
                .build();
    }

    private static String javaName(String declared) {
        String known = JAVA_NAMES.get(declared);
        return known == null ? BuiltinTable.javaName(declared) : known;
    }
}
