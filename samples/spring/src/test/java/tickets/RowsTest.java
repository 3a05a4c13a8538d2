package tickets;

import static io.rego4j.junit.OpaAssertions.assertThat;

import io.rego4j.junit.WithOpa;
import io.rego4j.opa.Opa;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The policy of rows, asked about one row. */
@WithOpa("src/main/rego")
class RowsTest {
    private static Map<String, Object> row(String user, String role, boolean secret) {
        return Map.of("user", user, "roles", List.of(role), "tickets", Map.of("owner", "rita", "secret", secret));
    }

    @Test
    void ownersSeeTheirOwnAndAgentsWhatIsNoSecret(Opa opa) {
        assertThat(opa)
                .decision("data.tickets.rows.include")
                .with(row("rita", "ROLE_READER", true))
                .isAllowed();
        assertThat(opa)
                .decision("data.tickets.rows.include")
                .with(row("adam", "ROLE_AGENT", false))
                .isAllowed();
        assertThat(opa)
                .decision("data.tickets.rows.include")
                .with(row("adam", "ROLE_AGENT", true))
                .isDenied();
    }
}
