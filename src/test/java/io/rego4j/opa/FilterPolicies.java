package io.rego4j.opa;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up policies that decide about tickets, and users for whom they do. */
final class FilterPolicies {
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");
    private static final List<String> MATCHES = List.of("startswith", "endswith", "contains");
    private static final List<String> COLUMNS = List.of("tenant", "owner", "resolved", "price", "budget");

    private final Random random;

    FilterPolicies(Random random) {
        this.random = random;
    }

    /** A module with so many rules, {@code r0} and so on, each a filter. */
    String module(int rules) {
        StringBuilder module = new StringBuilder(
                "# METADATA\n# scope: package\n# compile:\n#   unknowns: [input.tickets]\n"
                        + "package filters\n\nmine(owner) if owner == input.user.name\n\nmine(owner) if input.user.admin\n\n"
                        + "cheap if input.tickets.price < input.user.limit\n\ncheap if input.tickets.budget <= 2.5\n\n");
        for (int i = 0; i < rules; i++) {
            for (int body = 0; body <= random.nextInt(3); body++) {
                module.append("r").append(i).append(" if {\n");
                for (int expression = 0; expression <= random.nextInt(3); expression++) {
                    module.append("\t").append(expression()).append('\n');
                }
                module.append("}\n\n");
            }
        }
        return module.toString();
    }

    private String expression() {
        String not = random.nextInt(3) == 0 ? "not " : "";
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> not + column() + " " + any(COMPARISONS) + " " + known();
            case 3 -> not + known() + " " + any(COMPARISONS) + " " + column();
            case 4 -> not + column() + " " + any(COMPARISONS) + " " + column();
            case 5 -> not + any(MATCHES) + "(" + column() + ", " + text() + ")";
            case 6 -> not + column() + " in [" + known() + ", " + known() + "]";
            case 7 -> not + column() + " in input.user.names";
            case 8 -> "mine(" + column() + ")";
            default -> random.nextBoolean() ? "cheap" : "input.user.admin";
        };
    }

    private String column() {
        return "input.tickets." + any(COLUMNS);
    }

    private String known() {
        return switch (random.nextInt(6)) {
            case 0 -> text();
            case 1 -> "input.user.name";
            case 2 -> "input.user.limit";
            case 3 -> String.valueOf(random.nextInt(10));
            case 4 -> random.nextBoolean() ? "true" : "input.user.admin";
            default -> "null";
        };
    }

    private String text() {
        String text = any(List.of(TicketTable.TEXTS));
        return io.rego4j.opa.engine.OpaJson.quote(text.substring(0, Math.min(text.length(), 1 + random.nextInt(4))));
    }

    /** The same with expressions of which databases can decide only some. */
    String daring(int rules) {
        StringBuilder module = new StringBuilder("package filters\n\n"
                + "default corp := false\n\ncorp if endswith(input.user.name, \"e\")\n\n"
                + "default dear := false\n\ndear if input.tickets.price > 3\n\n"
                + "either if input.tickets.price > 3\n\neither if input.tickets.owner == \"x\"\n\n"
                + "chosen := 1 if { input.tickets.price > 3 } else := 2\n\n"
                + "same(a, b) if a == b\n\nlist := [\"a\", \"b\"]\n\nroles := {\"a\": 1}\n\n");
        List<String> odd = List.of(
                "not corp",
                "corp",
                "not dear",
                "dear",
                "not either",
                "either",
                "chosen == 1",
                "input.tickets.resolved",
                "not input.tickets.resolved",
                "count(input.tickets.owner) > 2",
                "input.tickets.price + 1 > 2",
                "lower(input.tickets.owner) == \"a\"",
                "input.tickets.owner == lower(input.user.name)",
                "some x in input.user.names; x == input.tickets.owner",
                "every x in input.user.names { x != input.tickets.owner }",
                "every x in input.tickets.owner { x == 1 }",
                "some x in list; startswith(input.tickets.owner, x)",
                "startswith(\"abc\", input.tickets.owner)",
                "input.user.name in input.tickets.owner",
                "input.tickets.owner in {x | some x in input.user.names}",
                "input.tickets.owner == [1]",
                "input.tickets.owner = _",
                "same(input.tickets.owner, input.user.name)",
                "same(\"x\", input.tickets.tenant)",
                "input.tickets.a.b == 1",
                "input.tickets[0] == 1",
                "input.tickets[_] == 1",
                "input.tickets[input.user.column] == 1",
                "input.tickets == input.user",
                "roles[input.tickets.owner] == 1",
                "t := input.tickets; t.price > 1",
                "input.tickets.price > 1 with input.user as {}",
                "count([1 | input.tickets.price > 1]) == 1",
                "x := input.tickets.price; x > 1; x < 5",
                "regex.match(\"a\", input.tickets.owner)",
                "count(input.user.names) > 1");
        for (int i = 0; i < rules; i++) {
            for (int body = 0; body <= random.nextInt(2); body++) {
                module.append("r").append(i).append(" if {\n");
                for (int expression = 0; expression <= random.nextInt(2); expression++) {
                    module.append("\t")
                            .append(random.nextInt(3) == 0 ? expression() : any(odd))
                            .append('\n');
                }
                module.append("}\n\n");
            }
        }
        return module.append(
                        "mine(owner) if owner == input.user.name\n\ncheap if input.tickets.price < input.user.limit\n")
                .toString();
    }

    /** A user, whose name may have a type that the policy does not expect. */
    Map<String, Object> user() {
        return Map.of(
                "name",
                random.nextInt(4) == 0 ? (Object) random.nextInt(3) : any(List.of(TicketTable.TEXTS)),
                "admin",
                random.nextBoolean(),
                "limit",
                random.nextInt(10),
                "column",
                "owner",
                "names",
                List.of(any(List.of(TicketTable.TEXTS)), 7, any(List.of(TicketTable.TEXTS))));
    }

    private <T> T any(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
