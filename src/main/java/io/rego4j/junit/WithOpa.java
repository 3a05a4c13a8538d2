package io.rego4j.junit;

import io.rego4j.source.RegoVersion;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class an OPA with policies, for parameters of the type {@link io.rego4j.opa.Opa}: one for the class and its
 * nested classes, started when it is first asked for and closed at the end.
 *
 * <pre>{@code
 * @WithOpa("src/main/rego")
 * class OwnerTest {
 *     @Test
 *     void ownersMayChangeTheirPets(Opa opa) {
 *         assertThat(opa).decision("data.app.allow").with(Map.of("user", "bob", "owner", "bob")).isAllowed();
 *     }
 * }
 * }</pre>
 */
@Inherited
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OpaExtension.class)
@SuppressWarnings("exports") // A module that needs no tests must not need JUnit: see module-info.
public @interface WithOpa {
    /**
     * Folders and files with policies and data, relative to the folder of the project; {@code classpath:…} names a resource. May
     * be empty where there is a {@link #method()}.
     */
    String[] value() default {};

    /**
     * The name of a static method of the class, without parameters, that gives policies: {@link io.rego4j.opa.Policies}, or one
     * {@link io.rego4j.ast.RegoModule} or several in a collection or array. They come to those of {@link #value()}; data of
     * {@code Policies} replaces what is there.
     */
    String method() default "";

    /** The version of Rego of the files. */
    RegoVersion version() default RegoVersion.V1;

    /** Which OPA decides. */
    Engine engine() default Engine.LOCAL;

    /** One of the engines of {@link io.rego4j.opa.Opa}. */
    enum Engine {
        /** A server on this machine. */
        LOCAL,
        /** Inside this JVM. */
        IN_PROCESS,
        /** One {@code opa eval} a question. */
        COMMAND
    }
}
