package io.rego4j.codegen;

import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.dsl.Dsl;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.library.OptionalLibrary;
import io.rego4j.source.RegoVersion;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the Java that builds a given module with {@link Dsl}: a class with {@code public static RegoModule module()}.
 * The built module formats to the policy of the given one, in the layout of built modules.
 */
public final class PolicyGenerator {
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
        OptionalLibrary.JAVAPOET.require("generators of Java");
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
        return DeepStack.call(
                NodeWalk.depth(module),
                () -> new PolicyClass(packageName, version, comments).generate(className, module));
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
}
