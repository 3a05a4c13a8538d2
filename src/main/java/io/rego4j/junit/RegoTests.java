package io.rego4j.junit;

import io.rego4j.source.RegoVersion;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * Makes each {@code test_} rule of policies a test of JUnit, as {@code opa test} runs it: an IDE and Surefire show it with its
 * file and row.
 *
 * <pre>{@code
 * @RegoTests("src/main/rego")
 * class PolicyTest {}
 * }</pre>
 *
 * One {@code opa} runs all tests of a class, however many there are. A rule of the name {@code todo_test_…} is skipped, the cases
 * of {@code test_x[name]} are tests of their own, and what a test prints is its output. A file that cannot be parsed is a test that
 * fails, and so are policies without any test. The name of this class must match the build's pattern for test classes.
 */
@Testable
@Inherited
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SuppressWarnings("exports") // A module that needs no tests must not need JUnit: see module-info.
public @interface RegoTests {
    /**
     * Folders and files with policies, tests and data, relative to the folder in which the tests run, which is that of the
     * project; {@code classpath:…} names a resource. {@code data.json} and {@code data.yaml} are data at the place that their
     * folder names.
     */
    String[] value() default "src/main/rego";

    /** The version of Rego in which all of them are written. */
    RegoVersion version() default RegoVersion.V1;

    /** True to write {@code lcov.info} and {@code cobertura.xml}, which takes a second run. */
    boolean coverage() default false;

    /**
     * How many percent of all lines the tests must cover, as OPA counts; less is a test that fails and names the lines. More than
     * 0 means {@link #coverage()}.
     */
    double minCoverage() default 0;

    /** Where coverage is written, each class in a folder of its name. */
    String coverageFolder() default "target/rego-coverage";
}
