package io.rego4j.json;

import io.rego4j.ast.Body;
import io.rego4j.ast.RegoModule;
import java.util.List;

/**
 * The result of a partial evaluation: OPA's {@code rego.PartialQueries}.
 *
 * @param queries the alternatives, any of which must hold: none if the answer is undefined whatever the unknowns are; one
 *     that is only {@code true} if it is true whatever they are
 * @param support modules with the rules that the queries refer to
 */
public record PartialAnswer(List<Body> queries, List<RegoModule> support) {
    public PartialAnswer {
        queries = List.copyOf(queries);
        support = List.copyOf(support);
    }
}
