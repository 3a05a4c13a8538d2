package tickets;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tickets of a shop, with three policies: who may send a request, who may call a method, who sees which row. */
@SpringBootApplication
@RestController
public class Application {
    private final Tickets tickets;

    Application(Tickets tickets) {
        this.tickets = tickets;
    }

    /** Starts it on port 8080. */
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @GetMapping("/tickets")
    List<Tickets.Ticket> list(Authentication user) {
        return tickets.visibleTo(user);
    }

    @PostMapping("/tickets/{id}/resolve")
    void resolve(@PathVariable int id, @RequestParam int refund) {
        tickets.resolve(id, refund);
    }
}
