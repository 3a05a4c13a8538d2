package io.rego4j.parity;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.Capabilities;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.parity.Opa.Answer;
import io.rego4j.parity.Opa.Fault;
import io.rego4j.parity.Opa.Question;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.TreeMutator;
import io.rego4j.testing.WrittenTree;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OPA's own packages, asked about a great many texts: for the fuzz scripts, which set the property {@code rego4j.go} where Go
 * is at hand. The suite does without. They answer on a thread of their own, while the caller makes the next tree.
 */
public final class OpaPackages implements Closeable {
    private static final Path WORK = Path.of("target/fuzz");
    /** So often OPA is asked again about a text where it differs. */
    private static final int ASKED_AGAIN = 40;

    /** What the checker says in place of a row where an error has none in OPA either. */
    private static final Pattern PLACE = Pattern.compile("(?s) \\((?:rule|expression) .*\\)$");

    /** What is undefined and has an operand that is no constant. */
    private static final Pattern UNDEFINED = Pattern.compile("(?s)^(undefined (?:ref:|function) [^\\[]*\\[).*[${(].*");

    private final OpaProgram opa;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Map<String, Integer> notCompared = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();

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
     * What they have against a tree and its text, each on a line: they do not read it, they find other errors in it, or their
     * formatter writes the text, or the tree, in another way. Empty if nothing.
     */
    public Future<List<String>> against(WrittenTree written) {
        return thread.submit(() -> compare(written));
    }

    /** What was left out of the comparison since OPA has no answer that could be right, and how often. */
    public Map<String, Integer> notCompared() {
        return ended(() -> notCompared);
    }

    /** A text for each kind of what was left out. */
    public Map<String, String> examples() {
        return ended(() -> examples);
    }

    private <T> T ended(java.util.concurrent.Callable<T> result) {
        try {
            return thread.submit(result).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void leaveOut(String what, String text) {
        notCompared.merge(what, 1, Integer::sum);
        examples.putIfAbsent(what, text);
    }

    private Answer ask(String text, RegoVersion version) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return opa.ask(new Question("policy.rego", bytes, version, false, List.of(Mode.valueOf(version.name())), true));
    }

    /**
     * OPA goes through Go maps, whose order is another one each time: a comment stands beside any of the imports of keywords that
     * its formatter adds. An answer that agrees with ours shows that.
     */
    private List<String> compare(WrittenTree written) throws IOException {
        List<String> faults = compareOnce(written);
        for (int i = 0; i < ASKED_AGAIN && !faults.isEmpty(); i++) {
            if (compareOnce(written).isEmpty()) {
                leaveOut("OPA answers in several ways, of which one is ours", written.text());
                return List.of();
            }
        }
        return faults;
    }

    private List<String> compareOnce(WrittenTree written) throws IOException {
        String text = written.text();
        RegoVersion version = written.version();
        Answer answer = ask(text, version);
        if (!answer.isAccepted()) {
            return List.of("OPA does not read it: " + answer.errors() + "\n" + text);
        }
        RegoModule read = written.read().orThrow();
        List<String> faults = new ArrayList<>();
        check(read, version, answer, faults);
        Opa.Written opas = answer.written().get(0);
        formatted(written, opas, faults);
        layout(written, read, opas.built(), faults);
        return faults;
    }

    private void check(RegoModule read, RegoVersion version, Answer answer, List<String> faults) throws IOException {
        String text = Objects.requireNonNull(read.origin().source()).text();
        String difference = checkDifference(read, version, answer, text);
        if (difference == null) {
            return;
        }
        // The types of METADATA and schemas are left to OPA (docs/check.md): without METADATA there are none.
        if (text.contains("rego.metadata.") || text.contains("# schemas:")) {
            String bare = Rego.format(TreeMutator.bare(read), FormatOptions.of(version))
                    .text();
            RegoModule bareRead = RegoParser.parse(Source.of("policy.rego", bare), ParseOptions.of(version))
                    .orThrow();
            if (checkDifference(bareRead, version, ask(bare, version), bare) == null) {
                leaveOut("errors of types that METADATA give", text);
                return;
            }
        }
        faults.add(difference);
    }

    private @Nullable String checkDifference(RegoModule read, RegoVersion version, Answer answer, String text) {
        List<Diagnostic> found = Checker.check(List.of(read), CheckOptions.of(version));
        List<String> own = found.stream()
                .map(error ->
                        comparable(error.code(), PLACE.matcher(error.message()).replaceFirst("")))
                .toList();
        List<Fault> opas = Objects.requireNonNull(answer.check());
        if (!opas.isEmpty() && opas.get(0).code().equals("panic")) {
            leaveOut("OPA's compiler panics", text);
            return null;
        }
        List<String> theirs = opas.stream()
                .map(error -> comparable(error.code(), error.message()))
                .toList();
        // OPA gives an undefined reference the place of the last one, so that others may come first: docs/check.md.
        boolean isSame = own.isEmpty() || theirs.isEmpty()
                ? own.isEmpty() && theirs.isEmpty()
                : theirs.contains(own.get(0)) && own.contains(theirs.get(0));
        return isSame
                ? null
                : "check: OPA " + opas + ", ours "
                        + found.stream().map(Diagnostic::toLine).toList() + "\n" + text;
    }

    /**
     * The words of an error, without what OPA's have of its own: names that its compiler made, where ours have those of the text;
     * the way around a cycle, of which it tells any; the call that a template string becomes.
     */
    private static String comparable(String code, String message) {
        if (code.equals("rego_recursion_error")) {
            return code;
        }
        return code + ": " + UNDEFINED.matcher(message).replaceAll("$1");
    }

    /** Whether formatting the text gives what OPA makes of it, or what OPA makes of it is known and not kept. */
    private void formatted(WrittenTree written, Opa.Written opas, List<String> faults) {
        FormatResult again = written.again();
        String theirs = opas.text();
        String known = again.outcome() == Outcome.AS_OPA ? again.text() : again.opaText();
        if (theirs == null) {
            leaveOut("OPA's formatter fails or panics", written.text());
        } else if (!theirs.equals(known)) {
            faults.add("formatted in another way, OPA:\n" + theirs + "\nours, " + again.outcome() + ":\n" + known
                    + "\nof:\n" + written.text());
        }
        if (written.isChangedAgain()) {
            if (written.text().equals(theirs)) {
                faults.add("OPA leaves it as it is:\n" + written.text() + "\nours:\n" + again.text());
            } else if (theirs != null) {
                leaveOut("OPA's own text is changed when OPA formats it again", written.text());
            }
        }
        if (again.outcome() == Outcome.REPAIRED) {
            leaveOut(
                    "OPA's text is not kept, for "
                            + again.deviations().get(0).replaceAll("[0-9]+|the rule .* would", ""),
                    written.text());
        }
    }

    private void layout(WrittenTree written, RegoModule read, @Nullable String theirs, List<String> faults) {
        Mode mode = Mode.valueOf(written.version().name());
        FormatOptions options = mode.options().withIgnorePlaces(true).withSafe(false);
        if (theirs == null) {
            leaveOut("OPA's formatter fails or panics without places", written.text());
            return;
        }
        RegoModule bare = TreeMutator.bare(written.tree());
        String ours = Rego.format(bare, options).text();
        // OPA ignores most places, but not all.
        if (theirs.equals(ours)
                || theirs.equals(Rego.format(withoutComments(read), options).text())) {
            return;
        }
        var again = RegoParser.parse(Source.of(theirs), ParseOptions.of(mode.read()));
        // Where OPA's text is another tree, ours is not OPA's.
        if (again.isSuccess() && TreeMutator.bare(again.orThrow()).equals(bare)) {
            faults.add("laid out in another way, OPA:\n" + theirs + "\nours:\n" + ours);
        } else {
            leaveOut("OPA's text without places is another tree", written.text());
        }
    }

    private static RegoModule withoutComments(RegoModule module) {
        return module.withComments(List.of()).withAnnotations(List.of());
    }

    /** The value of {@code data} as policies make it, as JSON; or the code and words of the error that OPA ends with. */
    public String evaluated(Map<String, String> policies, RegoVersion version) {
        try {
            return opa.evaluated(policies, version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        opa.close();
    }
}
