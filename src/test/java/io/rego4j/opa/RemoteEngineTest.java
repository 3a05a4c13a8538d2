package io.rego4j.opa;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** The suite on a server that runs by itself. */
class RemoteEngineTest extends QueryingSuite {
    private final List<OpaServerProcess> servers = new ArrayList<>();

    @Override
    Opa open(OpaOptions options) throws Exception {
        OpaServerProcess server = OpaServerProcess.start();
        servers.add(server);
        return Opa.at(server.uri(), options);
    }

    @AfterAll
    void stopServers() {
        servers.forEach(OpaServerProcess::close);
    }
}
