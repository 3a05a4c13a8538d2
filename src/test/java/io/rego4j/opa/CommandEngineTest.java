package io.rego4j.opa;

/** The suite on one process a question. */
class CommandEngineTest extends QueryingSuite {
    @Override
    Opa open(OpaOptions options) {
        return Opa.command(options);
    }

    @Override
    int batchSize() {
        return 20;
    }
}
