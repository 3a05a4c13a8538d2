package io.rego4j.cli.fmt;

import io.rego4j.format.FormatResult;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.migrate.PolicyFormat;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.yaml.EmbeddedRego;
import io.rego4j.yaml.RegoInYaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Formats the policies in a YAML file: all of them, or none if one cannot be. */
final class YamlFormat {
    private final PolicyFormat format;
    private final boolean asBlocks;

    /** @param asBlocks true to make blocks of policies that are written otherwise */
    YamlFormat(PolicyFormat format, boolean asBlocks) {
        this.format = format;
        this.asBlocks = asBlocks;
    }

    /**
     * Notes on policies that are not written as the flags ask: a policy whose version the file sets is read as that version
     * only, and Gatekeeper, whose default is v0, refuses {@code import rego.v1} ({@code checkImport} in its constraint
     * framework).
     */
    List<String> exceptions(RegoInYaml file) {
        boolean isTold = format.isSpan()
                && file.policies().stream()
                        .anyMatch(each ->
                                each.version().filter(RegoVersion.V0::equals).isPresent());
        return isTold
                ? List.of(
                        file.yaml() + ": written for Rego v0 only, as Gatekeeper refuses import rego.v1; rego4j migrate"
                                + " takes it to v1")
                : List.of();
    }

    /** The file with its policies formatted, as if it were one policy. */
    PolicyFormat.Outcome of(RegoInYaml file) {
        Map<EmbeddedRego, RegoInYaml.Change> changes = new HashMap<>();
        List<Diagnostic> errors = new ArrayList<>();
        List<String> deviations = new ArrayList<>();
        for (EmbeddedRego policy : file.policies()) {
            PolicyFormat own = policy.version().map(format::in).orElse(format);
            PolicyFormat.Outcome outcome = own.of(policy.source());
            if (outcome.isFormatted()) {
                changes.put(policy, new RegoInYaml.Change(outcome.text(), false));
            }
            outcome.errors().forEach(error -> errors.add(policy.inYaml(error)));
            if (outcome.result() != null) {
                outcome.result().deviations().forEach(each -> deviations.add(policy.path() + ": " + each));
            }
        }
        String old = file.yaml().text();
        String text = errors.isEmpty() ? file.with(changes, asBlocks).orElse(null) : old;
        if (text == null) {
            errors.add(new Diagnostic(
                    Diagnostic.FORMAT_ERROR, "the formatted Rego cannot be written into this YAML file", null));
        }
        if (!errors.isEmpty()) {
            return new PolicyFormat.Outcome(file.yaml(), null, errors);
        }
        FormatResult result = new FormatResult(
                deviations.isEmpty() ? Outcome.AS_OPA : Outcome.REPAIRED,
                String.valueOf(text),
                !old.equals(text),
                deviations,
                Map.of(),
                null,
                List.of());
        return new PolicyFormat.Outcome(file.yaml(), result, List.of());
    }
}
