package io.rego4j.opa.inprocess;

import io.rego4j.opa.Coverage;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaNotFoundException;
import io.rego4j.opa.Policies;
import io.rego4j.opa.command.OpaCheck;
import io.rego4j.opa.command.PolicyFiles;
import io.rego4j.opa.engine.ModuleText;
import io.rego4j.opa.evaluate.Visits;
import io.rego4j.opa.plan.Plan;
import io.rego4j.opa.plan.PlanException;
import io.rego4j.opa.value.JsonDocument;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.parse.RegoParseException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Policies and data as they are at one moment; another load makes another one.
 *
 * @param plan the rules
 * @param data the base documents
 * @param rules the documents of the rules, up to the first variable of a reference; none for a part of the rules
 * @param isWhole true if all rules are planned, false if only those that entry points need
 * @param functions the functions of the policies, which are no documents
 * @param idOf the id of the module that the plan calls by a file name
 * @param coverage the lines that were evaluated
 */
record LoadedPlan(
        Plan plan,
        JsonDocument data,
        Set<DocumentPath> rules,
        boolean isWhole,
        Set<DocumentPath> functions,
        UnaryOperator<String> idOf,
        Supplier<Coverage> coverage) {
    private static final Coverage OF_A_PLAN = new Coverage(
            0,
            Map.of(),
            "lines are counted in modules that are planned when they are loaded, not in a plan that was made before");

    /** Plans the policies with the real OPA, unless they were planned before. */
    static LoadedPlan of(Policies policies, Supplier<OpaBinary> binary, boolean countsLines) {
        byte[] planned = policies.plan();
        JsonDocument data = data(policies);
        if (planned != null) {
            return new LoadedPlan(read(planned, null), data, Set.of(), false, Set.of(), file -> file, () -> OF_A_PLAN);
        }
        try (PolicyFiles files = PolicyFiles.write(policies)) {
            ModuleDocuments documents = documents(policies, binary, files);
            byte[] plan = policies.modules().isEmpty() ? null : new PlanBuild(planner(binary), files).plan(documents);
            Visits visits = countsLines ? new Visits() : null;
            Plan read = plan == null ? Plan.EMPTY : read(plan, visits);
            Map<String, String> names = files.names();
            return new LoadedPlan(
                    read.with(
                            documents.packages().stream()
                                    .map(DocumentPath::keys)
                                    .toList(),
                            ModuleDocuments.ASKING),
                    data,
                    documents.rules(),
                    true,
                    documents.functions(),
                    files::idOf,
                    () -> visits == null ? Coverage.NONE : LineCoverage.of(visits, ModuleText.parsed(policies), names));
        }
    }

    private static OpaBinary planner(Supplier<OpaBinary> binary) {
        try {
            return binary.get();
        } catch (OpaNotFoundException e) {
            throw e.or(
                    "Without an opa: load a bundle that has a plan, which rego4j bundle build --target plan --entrypoint …"
                            + " or opa build -t plan makes; these policies have none.");
        }
    }

    /** OPA says what is wrong with a module, where something is. */
    private static ModuleDocuments documents(Policies policies, Supplier<OpaBinary> binary, PolicyFiles files) {
        try {
            return ModuleDocuments.of(policies);
        } catch (RegoParseException e) {
            new OpaCheck(binary.get()).require(files);
            throw e;
        }
    }

    private static JsonDocument data(Policies policies) {
        try {
            return JsonValues.of(policies.sharedData());
        } catch (IOException e) {
            throw new OpaException(OpaError.of(OpaError.BAD_INPUT, "the data has no JSON form: " + e.getMessage()), e);
        }
    }

    private static Plan read(byte[] json, @Nullable Visits visits) {
        try {
            return Plan.read(json, visits);
        } catch (PlanException e) {
            throw new OpaException(
                    OpaError.of(
                            OpaError.UNSUPPORTED,
                            "the engine inside the JVM cannot evaluate these policies: " + e.getMessage()),
                    e);
        }
    }

    /** The documents that rules define. */
    List<DocumentPath> documents() {
        return isWhole
                ? List.copyOf(rules)
                : plan.entrypoints().stream()
                        .map(path -> new DocumentPath(Arrays.asList(path.split("/"))))
                        .toList();
    }

    /** Why a document cannot be asked for; null if it can. */
    @Nullable
    String refusal(DocumentPath document) {
        if (isWhole) {
            return null;
        }
        List<String> keys = document.keys();
        for (String entrypoint : plan.entrypoints()) {
            List<String> planned = Arrays.asList(entrypoint.split("/"));
            if (keys.size() >= planned.size() && keys.subList(0, planned.size()).equals(planned)) {
                return null;
            }
        }
        return document + " was not planned: build the bundle with --entrypoint " + String.join("/", keys)
                + "; its entry points are "
                + String.join(", ", plan.entrypoints().stream().sorted().toList());
    }

    /** What OPA says of a document at or below a function; null if it is none. */
    @Nullable
    OpaError functionError(DocumentPath document) {
        List<String> keys = document.keys();
        for (int length = 1; length <= keys.size(); length++) {
            DocumentPath start = new DocumentPath(keys.subList(0, length));
            if (functions.contains(start)) {
                return OpaError.of("rego_type_error", "function " + start + " used as reference, not called");
            }
        }
        return null;
    }
}
