package io.rego4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.dsl.Block;
import io.rego4j.dsl.Builtins;
import io.rego4j.dsl.Dsl;
import io.rego4j.dsl.Operand;
import io.rego4j.dsl.RuleBuilder;
import io.rego4j.dsl.Statement;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * Writes the Java that builds a given module with {@link Dsl}: a class with {@code public static RegoModule module()}.
 * What it builds is written as the same text, laid out as any built module.
 */
public final class PolicyGenerator {
    private static final int BODY = 8;
    private static final Pattern ONE_LINE_JAVADOC = Pattern.compile("/\\*\\*\n *\\* ([^\n]*)\n *\\*/(?=\n|$)");

    private final String packageName;
    private final RegoVersion version;
    private final boolean comments;

    private PolicyGenerator(String packageName, RegoVersion version, boolean comments) {
        this.packageName = packageName;
        this.version = version;
        this.comments = comments;
    }

    /** A generator of classes in a package; empty for the unnamed one. Comments are carried over. */
    public static PolicyGenerator into(String packageName) {
        return new PolicyGenerator(Objects.requireNonNull(packageName, "packageName"), RegoVersion.V1, true);
    }

    /** The same for modules of another version of Rego. */
    public PolicyGenerator version(RegoVersion version) {
        return new PolicyGenerator(packageName, version, comments);
    }

    /** The same without comments. */
    public PolicyGenerator withoutComments() {
        return new PolicyGenerator(packageName, version, false);
    }

    /** The Java source of a class with this name that builds the module. */
    public String generate(String className, RegoModule module) {
        return DeepStack.call(NodeWalk.depth(module), () -> written(className, module));
    }

    private String written(String className, RegoModule module) {
        ModuleCode code = new ModuleCode(module, version, comments);
        JavaCode whole = code.code();
        TypeSpec.Builder type = TypeSpec.classBuilder(className)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addJavadoc(
                        "The policy of the package $L.\n",
                        JavadocText.code(module.pkg().name()))
                .addMethod(privateConstructor())
                .addMethod(MethodSpec.methodBuilder("module")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(RegoModule.class)
                        .addJavadoc("The module.\n")
                        .addCode(returning(whole))
                        .build());
        for (HelperMethods.Method helper : code.helpers().methods()) {
            type.addMethod(MethodSpec.methodBuilder(helper.name())
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                    .returns(returnType(helper.code().type()))
                    .addCode(returning(helper.code()))
                    .build());
        }
        JavaFile.Builder file =
                JavaFile.builder(packageName, type.build()).indent("    ").skipJavaLangImports(true);
        code.words().dslNames().forEach(name -> file.addStaticImport(Dsl.class, name));
        code.words().builtinNames().forEach(name -> file.addStaticImport(Builtins.class, name));
        return tidy(file.build().toString());
    }

    /**
     * The Java source of a class {@code AllModules} whose {@code main} prints, for each class, one line of JSON:
     * {@code {"file": …, "text": …}}.
     *
     * @param files the file from which each class was made, by the name of the class
     */
    public String allModules(Map<String, String> files) {
        return new AllModulesCode(packageName, version).generate(files);
    }

    /** Short blocks on one line, as formatters leave them. */
    static String tidy(String java) {
        String blocks = java.replace("() {\n    }", "() {}");
        return ONE_LINE_JAVADOC.matcher(blocks).replaceAll("/** $1 */");
    }

    static MethodSpec privateConstructor() {
        return MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build();
    }

    /** {@code return …;}. */
    private static CodeBlock returning(JavaCode code) {
        String text = code.layout(BODY + "return ".length(), BODY, 1);
        CodeBlock.Builder block = CodeBlock.builder().add("return ");
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                block.add("\n");
            }
            String line = i == 0 ? lines[0] : lines[i].substring(BODY);
            TypeMarks.add(block, line);
        }
        return block.add(";\n").build();
    }

    private static TypeName returnType(JavaCode.Type type) {
        return switch (type) {
            case OPERAND -> ClassName.get(Operand.class);
            case STATEMENT -> ClassName.get(Statement.class);
            case BLOCK -> ClassName.get(Block.class);
            case RULE -> ClassName.get(RuleBuilder.class);
            case RULES -> ParameterizedTypeName.get(List.class, RuleBuilder.class);
            case VALUES -> ParameterizedTypeName.get(List.class, Object.class);
            case MODULE -> ClassName.get(RegoModule.class);
        };
    }
}
