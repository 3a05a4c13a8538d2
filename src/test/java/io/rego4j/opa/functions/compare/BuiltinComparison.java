package io.rego4j.opa.functions.compare;

import io.rego4j.opa.functions.BuiltinFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares calls with generated operands with those of the real OPA: results and errors, by the letter. What is refused here
 * is no difference.
 */
public final class BuiltinComparison {
    /** What has no result to compare, or another one each time, or wants a network, or is rewritten by OPA's compiler. */
    static final Set<String> APART = Set.of(
            "http.send",
            "net.lookup_ip_addr",
            "opa.runtime",
            "print",
            "internal.print",
            "internal.test_case",
            "internal.template_string",
            "rand.intn",
            "time.now_ns",
            "uuid.rfc4122",
            "rego.metadata.chain",
            "rego.metadata.rule",
            "assign",
            "eq");

    /** Whose errors are worded by libraries of Go: that there is an error is compared, its words are not. */
    static final List<String> WORDED_ELSEWHERE = List.of(
            "io.jwt.",
            "crypto.x509.",
            "crypto.parse_private_keys",
            "json.match_schema",
            "yaml.",
            "rego.",
            "strings.render_template");

    private static final int CALLS_OF_A_RUN = 4000;

    private BuiltinComparison() {}

    /** A call with different outcomes. */
    record Difference(Call call, String opa, String ours) {
        @Override
        public String toString() {
            return call + "\n    OPA   " + opa + "\n    here  " + ours;
        }
    }

    /**
     * Makes calls of each of the functions.
     *
     * @param count calls of each
     */
    static List<Difference> compare(List<Signature> functions, int count, long seed, Path folder) {
        CallGenerator generator = new CallGenerator(seed, Samples.read());
        List<Call> calls = new ArrayList<>();
        List<Signature> signatures = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (Signature function : functions) {
                calls.add(generator.call(function));
                signatures.add(function);
                if (calls.size() == CALLS_OF_A_RUN) {
                    differences.addAll(compare(calls, signatures, folder));
                    calls.clear();
                    signatures.clear();
                }
            }
        }
        if (!calls.isEmpty()) {
            differences.addAll(compare(calls, signatures, folder));
        }
        return differences;
    }

    private static List<Difference> compare(List<Call> calls, List<Signature> signatures, Path folder) {
        List<String> opa = OpaCalls.make(calls, signatures, folder);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            String ours = OurCalls.make(calls.get(i), signatures.get(i));
            if (!isSame(calls.get(i).name(), opa.get(i), ours)) {
                differences.add(new Difference(calls.get(i), opa.get(i), ours));
            }
        }
        return differences;
    }

    static boolean isSame(String name, String opa, String ours) {
        String error = "eval_builtin_error: ";
        boolean otherWords = opa.startsWith(error)
                && ours.startsWith(error)
                && WORDED_ELSEWHERE.stream().anyMatch(name::startsWith);
        // OPA goes through the members of an object in no order here.
        boolean otherOrder = name.equals("json.match_schema") && sorted(ours).equals(sorted(opa));
        // OPA goes through the types of a schema in no order where it looks for one that may have been meant.
        boolean otherGuess =
                name.equals("graphql.parse") && withoutGuesses(ours).equals(withoutGuesses(opa));
        // Here OPA's library prints a pattern as a format: its percent signs take the error's words for their values.
        boolean otherFormat = name.equals("regex.globs_match") && opa.contains("%!") && ours.startsWith(error);
        return ours.equals(opa)
                || otherGuess
                || otherWords
                || otherOrder
                || otherFormat
                || ours.startsWith("unsupported: ")
                || ours.startsWith("memory: ");
    }

    private static String withoutGuesses(String errors) {
        return errors.replaceAll("(Unknown type \"[^\"]*\"\\.) Did you mean [^?]*\\?", "$1");
    }

    private static List<String> sorted(String findings) {
        return Stream.of(findings.replaceAll("[\\[\\]]", "").split(", (?=\\{)"))
                .sorted()
                .toList();
    }

    /** The functions that are here and can be compared. */
    static List<Signature> functions() {
        return Signature.all().stream()
                .filter(signature -> !APART.contains(signature.name()))
                .filter(signature -> BuiltinFunctions.names().contains(signature.name()))
                .toList();
    }

    /**
     * Compares and prints what differs; or, for {@code record FILE}, writes what {@link RecordedCallsTest} reads.
     *
     * @param arguments calls of each function, the seed, and the beginnings of the functions' names
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals("record")) {
            RecordedCalls.record(Path.of(arguments[1]));
            return;
        }
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        List<String> wanted = arguments.length > 2 ? List.of(arguments).subList(2, arguments.length) : List.of("");
        List<Signature> functions = functions().stream()
                .filter(signature -> wanted.stream().anyMatch(signature.name()::startsWith))
                .toList();
        Path folder = Files.createTempDirectory("compare-builtins");
        List<Difference> differences = compare(functions, count, seed, folder);
        Files.deleteIfExists(folder.resolve("calls.rego"));
        Files.delete(folder);
        Map<String, Integer> byName = new TreeMap<>();
        for (Difference difference : differences) {
            if (byName.merge(difference.call().name(), 1, Integer::sum) <= 5) {
                System.out.println(difference);
            }
        }
        System.out.println("seed " + seed + ": " + functions.size() + " functions, " + (long) functions.size() * count
                + " calls, " + differences.size() + " differences " + byName);
    }
}
