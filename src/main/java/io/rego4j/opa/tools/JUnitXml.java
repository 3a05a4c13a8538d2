package io.rego4j.opa.tools;

import io.rego4j.opa.TestReport;
import io.rego4j.opa.TestReport.Outcome;
import io.rego4j.opa.TestReport.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Test results in the XML that build servers read. */
public final class JUnitXml {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");

    private JUnitXml() {}

    public static String of(TestReport report) {
        JUnitXml xml = new JUnitXml();
        Map<String, List<Result>> suites = new LinkedHashMap<>();
        for (Result result : report.results()) {
            suites.computeIfAbsent(result.pkg(), key -> new ArrayList<>()).add(result);
        }
        suites.forEach(xml::suite);
        return xml.out.append("</testsuites>\n").toString();
    }

    private void suite(String name, List<Result> results) {
        out.append("  <testsuite name=\"").append(Xml.escape(name));
        out.append("\" tests=\"").append(results.size());
        out.append("\" failures=\"").append(count(results, Outcome.FAILED));
        out.append("\" errors=\"").append(count(results, Outcome.ERROR));
        out.append("\" skipped=\"").append(count(results, Outcome.SKIPPED));
        out.append("\">\n");
        results.forEach(this::test);
        out.append("  </testsuite>\n");
    }

    private static long count(List<Result> results, Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private void test(Result result) {
        out.append("    <testcase classname=\"").append(Xml.escape(result.pkg()));
        out.append("\" name=\"").append(Xml.escape(result.name()));
        out.append("\" file=\"").append(Xml.escape(result.file()));
        out.append("\" line=\"").append(result.row());
        out.append("\" time=\"")
                .append(String.format(Locale.ROOT, "%.6f", result.duration().toNanos() / 1e9));
        switch (result.outcome()) {
            case PASSED -> out.append("\"/>\n");
            case SKIPPED -> out.append("\">\n      <skipped/>\n    </testcase>\n");
            case FAILED -> problem("failure", failure(result));
            case ERROR -> problem("error", result.message());
        }
    }

    private static String failure(Result result) {
        List<String> failed = result.cases().stream()
                .filter(one -> one.outcome() != Outcome.PASSED)
                .map(Result::name)
                .toList();
        return failed.isEmpty() ? "the rule is not true" : "not true for " + String.join(", ", failed);
    }

    private void problem(String element, String message) {
        out.append("\">\n      <").append(element).append(" message=\"").append(Xml.escape(message));
        out.append("\"/>\n    </testcase>\n");
    }
}
