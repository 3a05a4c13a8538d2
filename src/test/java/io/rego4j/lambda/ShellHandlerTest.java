package io.rego4j.lambda;

/** The handler as a script answers as the program does. */
class ShellHandlerTest extends HandlerContract {
    ShellHandlerTest() {
        super(Adapter.SHELL);
    }
}
