package samples.databases;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A row of the table {@code tickets}. */
@Entity
@Table(name = "tickets")
public class Ticket {
    @Id
    Integer id;

    String tenant;
    String owner;
    Boolean resolved;
    BigDecimal price;

    /** For JPA. */
    protected Ticket() {}

    Ticket(int id, String tenant, String owner, Boolean resolved, BigDecimal price) {
        this.id = id;
        this.tenant = tenant;
        this.owner = owner;
        this.resolved = resolved;
        this.price = price;
    }

    int id() {
        return id;
    }

    /** As a policy sees it. */
    Map<String, Object> asInput() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("tenant", tenant);
        row.put("owner", owner);
        row.put("resolved", resolved);
        row.put("price", price);
        return row;
    }
}
