import static io.rego4j.dsl.Dsl.bind;
import static io.rego4j.dsl.Dsl.defaultRule;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.value;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.dsl.ModuleBuilder;
import io.rego4j.opa.Opa;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Policies from the rows of a table: one module for each tenant. What a row says stays a value, whatever it says. */
public final class Tenants {
    private Tenants() {}

    /** A row: a limit of a tenant. */
    public record Limit(String tenant, String product, BigDecimal maximum, List<String> countries) {}

    static List<Limit> table() {
        return List.of(
                new Limit("acme", "books", new BigDecimal("99.50"), List.of("DE", "FR")),
                new Limit("acme", "games", new BigDecimal("20"), List.of("DE")),
                new Limit("o'neil \"& sons\"", "} allow := true {", new BigDecimal("5"), List.of("US")));
    }

    static RegoModule policy(String tenant, List<Limit> limits) {
        ModuleBuilder module = module("tenants", tenant).add(defaultRule("allow", false));
        for (Limit limit : limits) {
            module.add(rule("allow")
                    .when(
                            input("product").eq(limit.product()),
                            Rego.expr("input.price <= maximum", bind("maximum", limit.maximum())),
                            input("country").in(value(limit.countries()))));
        }
        return module.build();
    }

    /** Prints a policy for each tenant and three decisions. */
    public static void main(String[] args) {
        RegoModule acme = policy("acme", rows("acme"));
        RegoModule oneil = policy("o'neil \"& sons\"", rows("o'neil \"& sons\""));
        System.out.println(Rego.format(acme));
        System.out.println(Rego.format(oneil));
        try (Opa opa = Opa.command()) {
            opa.load(acme, oneil);
            String allow = "data.tenants.acme.allow";
            System.out.println("books for 50 in FR: " + opa.allowed(allow, order("books", 50, "FR")));
            System.out.println("games for 50 in DE: " + opa.allowed(allow, order("games", 50, "DE")));
            System.out.println("games for 10 in FR: " + opa.allowed(allow, order("games", 10, "FR")));
        }
    }

    private static List<Limit> rows(String tenant) {
        return table().stream().filter(row -> row.tenant().equals(tenant)).toList();
    }

    private static Map<String, ?> order(String product, int price, String country) {
        return Map.of("product", product, "price", price, "country", country);
    }
}
