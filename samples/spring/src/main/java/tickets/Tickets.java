package tickets;

import io.rego4j.opa.DataFilters.Dialect;
import io.rego4j.opa.DataFilters.Filter;
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
        // H2 reads texts as SQLite does; take the dialect of your database.
        Filter filter = opa.filters()
                .sql("data.tickets.rows.include", RegoAuthorizationManager.user(user), Dialect.SQLITE, List.of());
        if (!filter.allowed()) {
            return List.of();
        }
        return database.sql("SELECT id, owner, secret, state FROM tickets " + filter.where() + " ORDER BY id")
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
