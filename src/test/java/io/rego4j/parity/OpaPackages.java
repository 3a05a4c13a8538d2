package io.rego4j.parity;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.Capabilities;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.format.FormatOptions;
import io.rego4j.parity.Opa.Answer;
import io.rego4j.parity.Opa.Question;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.TreeMutator;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * OPA's own packages, asked about a great many texts: for the fuzz scripts, which set the property {@code rego4j.go} where Go
 * is at hand. The suite does without.
 */
public final class OpaPackages implements Closeable {
    private static final Path WORK = Path.of("target/fuzz");

    private final OpaProgram opa;

    private OpaPackages(OpaProgram opa) {
        this.opa = opa;
    }

    /** The packages of the OPA that rego4j follows; null if the property does not ask for them. */
    public static @Nullable OpaPackages ifWanted() {
        if (!Boolean.getBoolean("rego4j.go")) {
            return null;
        }
        try {
            return new OpaPackages(
                    OpaRelease.prepare(new Go(), Capabilities.VERSION, WORK).open());
        } catch (IOException | Trouble e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What they have against a tree and its text: they do not read it, `opa check` and ours disagree, or their formatter lays
     * the tree out in another way. Null if nothing.
     */
    public @Nullable String against(RegoModule tree, String text, RegoVersion version) {
        Mode mode = Mode.valueOf(version.name());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Answer answer;
        try {
            answer = opa.ask(new Question("policy.rego", bytes, version, false, List.of(mode), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (answer.errors().stream().anyMatch(fault -> fault.code().equals("panic"))) {
            return null; // OPA itself has fallen.
        } else if (!answer.isAccepted()) {
            return "OPA does not read it: " + answer.errors() + "\n" + text;
        }
        RegoModule read = RegoParser.parse(Source.of("policy.rego", text), ParseOptions.of(version))
                .orThrow();
        List<Diagnostic> own = Checker.check(List.of(read), CheckOptions.of(version));
        List<Opa.Fault> opas = Objects.requireNonNull(answer.check());
        // The types of METADATA and schemas are left to OPA: docs/check.md.
        boolean isKnown = own.isEmpty() && (text.contains("rego.metadata.") || text.contains("# schemas:"));
        if (own.isEmpty() != opas.isEmpty() && !isKnown) {
            return "check: OPA " + opas + ", ours "
                    + own.stream().map(Diagnostic::toLine).toList() + "\n" + text;
        }
        return layout(tree, read, answer.written().get(0).built(), mode);
    }

    /** The value of {@code data} as policies make it, as JSON; or the code and words of the error that OPA ends with. */
    public String evaluated(Map<String, String> policies, RegoVersion version) {
        try {
            return opa.evaluated(policies, version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String layout(RegoModule tree, RegoModule read, @Nullable String theirs, Mode mode) {
        FormatOptions options = mode.options().withIgnorePlaces(true);
        String ours = Rego.format(TreeMutator.bare(tree), options).text();
        // OPA ignores most places, but not all.
        if (theirs == null
                || theirs.equals(ours)
                || theirs.equals(Rego.format(withoutComments(read), options.withSafe(false))
                        .text())) {
            return null;
        }
        var again = RegoParser.parse(Source.of(theirs), ParseOptions.of(mode.read()));
        // Where OPA's text is another tree, ours is not OPA's.
        boolean isKept = again.isSuccess() && TreeMutator.bare(again.orThrow()).equals(TreeMutator.bare(tree));
        return isKept ? "laid out in another way, OPA:\n" + theirs + "\nours:\n" + ours : null;
    }

    private static RegoModule withoutComments(RegoModule module) {
        return module.withComments(List.of()).withAnnotations(List.of());
    }

    @Override
    public void close() throws IOException {
        opa.close();
    }
}
