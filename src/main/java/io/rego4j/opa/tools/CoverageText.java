package io.rego4j.opa.tools;

import io.rego4j.opa.Coverage;
import io.rego4j.opa.Coverage.FileCoverage;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Covered lines in the formats that other tools read. OPA tells whether a line was evaluated, not how often. */
public final class CoverageText {
    private CoverageText() {}

    /** The format of {@code lcov}'s tracefiles: {@code geninfo(1)}. */
    public static String lcov(Coverage coverage) {
        StringBuilder out = new StringBuilder();
        coverage.files().forEach((name, file) -> {
            out.append("TN:\nSF:").append(name).append('\n');
            hits(file)
                    .forEach((row, hits) -> out.append("DA:")
                            .append(row)
                            .append(',')
                            .append(hits)
                            .append('\n'));
            out.append("LF:").append(hits(file).size()).append('\n');
            out.append("LH:").append(file.covered().size()).append("\nend_of_record\n");
        });
        return out.toString();
    }

    /** The format of Cobertura's {@code coverage-04.dtd}; each file is a class of its folder's package. */
    public static String cobertura(Coverage coverage) {
        Map<String, Map<String, FileCoverage>> folders = new TreeMap<>();
        coverage.files()
                .forEach((name, file) -> folders.computeIfAbsent(folder(name), key -> new TreeMap<>())
                        .put(name, file));
        StringBuilder out = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
                """);
        out.append("<coverage ")
                .append(rates(coverage.files()))
                .append(counts(coverage.files()))
                .append(
                        " version=\"1\" timestamp=\"0\">\n  <sources>\n    <source>.</source>\n  </sources>\n  <packages>\n");
        folders.forEach((folder, files) -> {
            out.append("    <package name=\"").append(Xml.escape(folder.replace('/', '.')));
            out.append("\" ").append(rates(files)).append(">\n      <classes>\n");
            files.forEach((name, file) -> cobertura(name, file, out));
            out.append("      </classes>\n    </package>\n");
        });
        return out.append("  </packages>\n</coverage>\n").toString();
    }

    private static void cobertura(String name, FileCoverage file, StringBuilder out) {
        out.append("        <class name=\"").append(Xml.escape(name.substring(name.lastIndexOf('/') + 1)));
        out.append("\" filename=\"").append(Xml.escape(name)).append("\" ");
        out.append(rates(Map.of(name, file))).append(">\n          <methods/>\n          <lines>\n");
        hits(file)
                .forEach((row, hits) -> out.append("            <line number=\"")
                        .append(row)
                        .append("\" hits=\"")
                        .append(hits)
                        .append("\" branch=\"false\"/>\n"));
        out.append("          </lines>\n        </class>\n");
    }

    private static String rates(Map<String, FileCoverage> files) {
        int valid = valid(files);
        return String.format(
                Locale.ROOT,
                "line-rate=\"%.4f\" branch-rate=\"0\" complexity=\"0\"",
                valid == 0 ? 0 : (double) covered(files) / valid);
    }

    private static String counts(Map<String, FileCoverage> files) {
        return String.format(
                Locale.ROOT,
                " lines-covered=\"%d\" lines-valid=\"%d\" branches-covered=\"0\" branches-valid=\"0\"",
                covered(files),
                valid(files));
    }

    private static int covered(Map<String, FileCoverage> files) {
        return files.values().stream().mapToInt(file -> file.covered().size()).sum();
    }

    private static int valid(Map<String, FileCoverage> files) {
        return files.values().stream().mapToInt(file -> hits(file).size()).sum();
    }

    /** 1 for a covered row, 0 for another one, by row; what has nothing to evaluate is not there. */
    private static Map<Integer, Integer> hits(FileCoverage file) {
        Map<Integer, Integer> hits = new TreeMap<>();
        file.notCovered().forEach(row -> hits.put(row, 0));
        file.covered().forEach(row -> hits.put(row, 1));
        return hits;
    }

    private static String folder(String name) {
        return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    }
}
