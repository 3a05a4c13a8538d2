/**
 * Rego for Java. Each exported package is a door: {@link io.rego4j.Rego} links them all. What lies below a door is not
 * exported and may change in any release.
 */
module io.rego4j {
    requires transitive com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jdk8;
    requires re2j;
    requires java.net.http;
    requires jdk.httpserver;
    requires org.antlr.antlr4.runtime;
    requires org.apache.commons.compress;
    requires org.snakeyaml.engine;
    requires static transitive org.jspecify;
    // Annotations of the sources, and the model of JavaPoet.
    requires static transitive java.compiler;
    // Only what some users need: docs/dependencies.md says who.
    requires static com.nimbusds.jose.jwt;
    requires static com.palantir.javapoet;
    requires static info.picocli;
    requires static io.github.javadiffutils;
    // Not transitive: whoever writes tests requires JUnit, and nobody else has to have it. For the same reason the test
    // engine
    // is named in META-INF/services only: a module that provides it would not start without JUnit.
    requires static org.junit.jupiter.api;
    requires static org.junit.platform.engine;

    exports io.rego4j.ast;
    exports io.rego4j.bundle;
    exports io.rego4j.check;
    exports io.rego4j.codegen;
    exports io.rego4j.dsl;
    exports io.rego4j.edit;
    exports io.rego4j.filter;
    exports io.rego4j.format;
    exports io.rego4j.json;
    exports io.rego4j.junit;
    exports io.rego4j.lambda;
    exports io.rego4j.migrate;
    exports io.rego4j.opa;
    exports io.rego4j.parse;
    exports io.rego4j.playground;
    exports io.rego4j.source;
    exports io.rego4j;
    exports io.rego4j.yaml;

    opens io.rego4j.cli to
            info.picocli;
    opens io.rego4j.cli.bundle to
            info.picocli;
    opens io.rego4j.cli.conformance to
            info.picocli;

    uses io.rego4j.opa.EngineProvider;

    provides io.rego4j.opa.EngineProvider with
            io.rego4j.opa.inprocess.PlanProvider;
}
