package io.rego4j.lambda;

/** The default handler: one small program. */
class ForwarderHandlerTest extends HandlerContract {
    ForwarderHandlerTest() {
        super(Adapter.BOOTSTRAP);
    }
}
