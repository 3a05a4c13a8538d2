package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.tools.CoverageText;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Which lines were evaluated.
 *
 * @param percent the share of covered lines, from 0 to 100
 * @param files the files by name, in order
 * @param missing what is missing in it, and why; empty if nothing is
 */
public record Coverage(double percent, Map<String, FileCoverage> files, String missing) {
    /** None was asked for. */
    public static final Coverage NONE = new Coverage(0, Map.of(), "");

    public Coverage {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /**
     * The lines of one file.
     *
     * @param percent the share of covered lines, from 0 to 100
     * @param covered the rows that were evaluated
     * @param notCovered the rows that were not
     */
    public record FileCoverage(double percent, List<Integer> covered, List<Integer> notCovered) {
        public FileCoverage {
            covered = List.copyOf(covered);
            notCovered = List.copyOf(notCovered);
        }
    }

    /** True if at least so many percent are covered. */
    public boolean reaches(double threshold) {
        return percent >= threshold;
    }

    /** As an LCOV tracefile, which editors and services for coverage read. */
    public String toLcov() {
        return CoverageText.lcov(this);
    }

    /** As the XML of Cobertura, which build servers read. */
    public String toCobertura() {
        return CoverageText.cobertura(this);
    }

    /** The same with other names for the files. */
    Coverage named(UnaryOperator<String> name) {
        Map<String, FileCoverage> renamed = new TreeMap<>();
        files.forEach((file, lines) -> renamed.put(name.apply(file), lines));
        return new Coverage(percent, renamed, missing);
    }

    static Coverage read(JsonNode json, String missing) {
        Map<String, FileCoverage> files = new TreeMap<>();
        json.path("files").properties().forEach(entry -> {
            JsonNode file = entry.getValue();
            files.put(
                    entry.getKey(),
                    new FileCoverage(
                            file.path("coverage").asDouble(),
                            rows(file.path("covered")),
                            rows(file.path("not_covered"))));
        });
        return new Coverage(json.path("coverage").asDouble(), files, missing);
    }

    private static List<Integer> rows(JsonNode ranges) {
        TreeSet<Integer> rows = new TreeSet<>();
        for (JsonNode range : ranges) {
            int end = range.path("end").path("row").asInt();
            for (int row = range.path("start").path("row").asInt(); row <= end; row++) {
                rows.add(row);
            }
        }
        return List.copyOf(rows);
    }
}
