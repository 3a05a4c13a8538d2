package tickets;

import io.rego4j.filter.Dialect;
import io.rego4j.filter.SqlCondition;
import io.rego4j.opa.Opa;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** The table of tickets. */
@Component
class Tickets {
    private final Opa opa;
    private final JdbcClient database;

    Tickets(Opa opa, JdbcClient database) {
        this.opa = opa;
        this.database = database;
    }

    record Ticket(int id, String owner, boolean secret, String state) {}

    /** The rows that the user may see: the policy becomes a condition of the query. */
    List<Ticket> visibleTo(Authentication user) {
        // No row is a condition too. H2 reads what PostgreSQL reads; take the dialect of your database.
        SqlCondition seen = opa.filters()
                .rows("data.tickets.rows.include", RegoAuthorizationManager.user(user))
                .toSql(Dialect.POSTGRESQL);
        return database.sql("SELECT id, owner, secret, state FROM tickets WHERE " + seen.text() + " ORDER BY id")
                .params(seen.parameters())
                .query(Ticket.class)
                .list();
    }

    /** Closes a ticket and gives money back. */
    @AskRego("data.tickets.methods.resolve")
    public void resolve(int id, int refund) {
        database.sql("UPDATE tickets SET state = 'resolved', refund = :refund WHERE id = :id")
                .param("refund", refund)
                .param("id", id)
                .update();
    }
}
