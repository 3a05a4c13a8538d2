package io.rego4j.testing;

import io.rego4j.ast.Body;
import io.rego4j.ast.RegoModule;
import io.rego4j.dsl.Dsl;
import io.rego4j.dsl.ModuleBuilder;
import io.rego4j.json.AstJson;
import io.rego4j.json.PartialAnswer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the real OPA leaves of a policy when it knows no input: trees with variables of its compiler and without places. */
public final class ResidualPolicies {
    private static final Path POLICY = SamplePolicies.FOLDER.resolve("partial/access.rego");

    private ResidualPolicies() {}

    /** The supporting modules, and one with a rule for each query. */
    public static List<RegoModule> all() {
        String json = OpaProgram.run(
                Path.of("."),
                "eval",
                "--partial",
                "--format",
                "json",
                "--data",
                POLICY.toString(),
                "data.shop.access[x]");
        PartialAnswer left = AstJson.readPartial(json);
        ModuleBuilder queries = Dsl.module("left");
        for (Body query : left.queries()) {
            queries.add(Dsl.rule("left")
                    .contains(Dsl.var("x"))
                    .when(query.exprs().stream().map(Dsl::condition).toList()));
        }
        List<RegoModule> modules = new ArrayList<>(left.support());
        modules.add(queries.buildUnchecked());
        return modules;
    }
}
