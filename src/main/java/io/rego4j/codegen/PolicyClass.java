package io.rego4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.rego4j.ast.RegoModule;
import io.rego4j.dsl.Block;
import io.rego4j.dsl.Builtins;
import io.rego4j.dsl.Dsl;
import io.rego4j.dsl.Operand;
import io.rego4j.dsl.RuleBuilder;
import io.rego4j.dsl.Statement;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** The class of one policy. {@link PolicyGenerator} does not use JavaPoet itself, so that it loads without it and can report that
 * it is missing. */
final class PolicyClass {
    private static final Pattern ONE_LINE_JAVADOC = Pattern.compile("/\\*\\*\n *\\* ([^\n]*)\n *\\*/(?=\n|$)");
    private static final int BODY = 8;

    private final String packageName;
    private final RegoVersion version;
    private final boolean comments;

    PolicyClass(String packageName, RegoVersion version, boolean comments) {
        this.packageName = packageName;
        this.version = version;
        this.comments = comments;
    }

    String generate(String className, RegoModule module) {
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
        code.dslCalls().dslNames().forEach(name -> file.addStaticImport(Dsl.class, name));
        code.dslCalls().builtinNames().forEach(name -> file.addStaticImport(Builtins.class, name));
        return tidy(file.build().toString());
    }

    /** Puts empty blocks and short Javadoc on one line, as Java formatters do. */
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
