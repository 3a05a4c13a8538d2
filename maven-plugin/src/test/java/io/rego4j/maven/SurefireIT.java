package io.rego4j.maven;

import static io.rego4j.maven.MavenProjectFolder.dependency;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of {@code io.rego4j.junit} in Surefire, with the oldest JUnit and a new one. */
class SurefireIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"5.14.4", "6.1.3"})
    void showsRegoTestsAndJavaTests(String junit) throws Exception {
        MavenProjectFolder project = new MavenProjectFolder(folder.toRealPath())
                .pom(
                        dependency("io.rego4j", "rego4j", MavenProjectFolder.VERSION, "compile")
                                + dependency("org.junit.jupiter", "junit-jupiter", junit, "test"),
                        "")
                .with("src/main/rego/shop/shop.rego", "package shop\n\nallow if input.user == \"ann\"\n")
                .with("src/main/rego/shop/shop_test.rego", """
                        package shop_test

                        import data.shop

                        test_ann if shop.allow with input as {"user": "ann"}

                        test_bob if {
                            print("bob asks")
                            shop.allow with input as {"user": "bob"}
                        }

                        test_names[name] if {
                            some name in ["ann", "eve"]
                            shop.allow with input as {"user": name}
                        }

                        todo_test_later if false
                        """)
                .with("src/test/java/com/example/PolicyTest.java", """
                        package com.example;

                        import io.rego4j.junit.RegoTests;

                        @RegoTests("src/main/rego")
                        class PolicyTest {}
                        """)
                .with("src/test/java/com/example/DecisionTest.java", """
                        package com.example;

                        import static io.rego4j.junit.OpaAssertions.assertThat;

                        import io.rego4j.junit.WithOpa;
                        import io.rego4j.opa.Opa;
                        import java.util.Map;
                        import org.junit.jupiter.api.Test;

                        @WithOpa("src/main/rego")
                        class DecisionTest {
                            @Test
                            void allows(Opa opa) {
                                assertThat(opa).decision("data.shop.allow").with(Map.of("user", "ann")).isAllowed();
                            }
                        }
                        """);
        MavenProjectFolder.Run run = project.mvn("test");
        assertThat(run.output())
                .contains("Tests run: 6, Failures: 2, Errors: 0, Skipped: 1")
                .contains("src/main/rego/shop/shop_test.rego:7: data.shop_test.test_bob is not true")
                .contains("shop_test.rego:12: data.shop_test.test_names[eve] is not true");
        assertThat(project.file("target/surefire-reports/TEST-com.example.PolicyTest.xml"))
                .content()
                .contains("name=\"test_ann\"", "name=\"test_bob\"", "name=\"test_names[eve]\"", "<skipped", "bob asks");
        MavenProjectFolder.Run one = project.mvn("test", "-Dtest=PolicyTest", "-Drego4j.run=test_ann$");
        assertThat(one.exitCode()).as(one.output()).isZero();
        assertThat(one.output()).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    }
}
