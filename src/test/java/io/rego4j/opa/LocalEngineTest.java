package io.rego4j.opa;

/** The suite on a server that this JVM started. */
class LocalEngineTest extends QueryingSuite {
    @Override
    Opa open(OpaOptions options) {
        return Opa.local(options);
    }
}
