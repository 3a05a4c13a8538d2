package tickets;

import io.rego4j.junit.RegoTests;

/** The tests that are written in Rego. */
@RegoTests(value = "src/main/rego", minCoverage = 50)
class PolicyTest {}
