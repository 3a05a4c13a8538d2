package io.rego4j.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.bundle.Bundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The handler as a Lambda authorizer. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class HandlerAuthorizerTest {
    @TempDir
    private Path tree;

    @Test
    void anAuthorizerAnswersInTheShapesOfApiGateway() throws Exception {
        Bundle bundle = Bundle.builder().module("authz.rego", """
                        package authz

                        default decision := false

                        decision := {"allow": true, "context": {"user": "ann"}, "principal": "ann"} if {
                        	input.headers.authorization == "Bearer ann"
                        }

                        decision := true if input.authorizationToken == "t"
                        """).build();
        LambdaPack pack =
                LambdaPack.builder().bundle(bundle).authorizer("authz/decision").build();
        try (Emulator emulator = new Emulator(
                tree, pack, Adapter.BOOTSTRAP, Emulator.PATIENT, Map.of("OPA_AUTHORIZER", "authz/decision"))) {
            String http =
                    "{\"version\": \"2.0\", \"type\": \"REQUEST\", \"routeArn\": \"arn:r\", \"headers\": {\"authorization\": \"%s\"}}";
            assertThat(emulator.call(http.formatted("Bearer ann")).body())
                    .isEqualTo("{\"context\":{\"user\":\"ann\"},\"isAuthorized\":true}");
            assertThat(emulator.call(http.formatted("x")).body()).isEqualTo("{\"isAuthorized\":false}");

            String token = "{\"type\": \"TOKEN\", \"methodArn\": \"arn:m\", \"authorizationToken\": \"%s\"}";
            assertThat(emulator.call(token.formatted("t")).body())
                    .isEqualTo(
                            "{\"policyDocument\":{\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Allow\","
                                    + "\"Resource\":[\"arn:m\"]}],\"Version\":\"2012-10-17\"},\"principalId\":\"caller\"}");
            assertThat(emulator.call(token.formatted("x")).body()).contains("\"Effect\":\"Deny\"");
            // The policies and their data are not for those who may call the function.
            for (String event : List.of(
                    HandlerFailureTest.ASK,
                    "{\"x_opa_path\": \"health\"}",
                    "{\"httpMethod\": \"GET\", \"path\": \"/v1/data/authz\"}",
                    "{\"rawPath\": \"/v1/data/authz\", \"requestContext\": {\"http\": {\"method\": \"GET\"}}}")) {
                assertThat(emulator.invoke(event).path("errorType").asText()).isEqualTo("Event.Invalid");
            }
        }
    }
}
