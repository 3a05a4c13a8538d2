package io.rego4j.parse.read;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Term;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.metadata.MetadataException;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.List;

/** Terms inside METADATA, read as OPA's {@code ParseTerm} reads them and refused in its words. */
final class MetadataTermReader {
    private MetadataTermReader() {}

    static Term read(String text) throws MetadataException {
        Parsed<Body> parsed = FragmentReader.body(Source.of(text), ParseOptions.DEFAULT);
        Body body = parsed.tree();
        if (body == null || !parsed.isSuccess()) {
            throw new MetadataException("failed to parse term: " + text(parsed.diagnostics()));
        }
        if (body.size() != 1) {
            throw new MetadataException("expected exactly one term but got: " + body);
        }
        ExprTerms terms = body.get(0).terms();
        if (terms instanceof CallTerm call) {
            List<String> shown = call.children().stream().map(Object::toString).toList();
            throw new MetadataException("expected term but got [" + String.join(" ", shown) + "]");
        } else if (terms instanceof Term term) {
            return term;
        }
        throw new MetadataException("expected term but got " + terms);
    }

    private static String text(List<Diagnostic> errors) {
        List<String> lines = errors.stream().map(MetadataTermReader::text).toList();
        return lines.size() == 1
                ? "1 error occurred: " + lines.get(0)
                : lines.size() + " errors occurred:\n" + String.join("\n", lines);
    }

    private static String text(Diagnostic error) {
        if (error.span() == null) {
            return error.toLine();
        }
        String line = error.span().source().line(error.span().row());
        String shown = line.replaceFirst("^\t+", "");
        int indent = Math.max(0, error.span().column() - 1 - (line.length() - shown.length()));
        return error.toLine() + "\n\t" + shown + "\n\t" + " ".repeat(indent) + "^";
    }
}
