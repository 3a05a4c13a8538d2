package io.rego4j.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rego4j.ast.Comment;
import io.rego4j.ast.RegoModule;
import io.rego4j.cli.Main;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * From Rego to Java and back, for any policies: writes the Java of each module, compiles it, runs {@code AllModules} and
 * looks at what came out. {@code scripts/java-round-trip [--v0|--v2] PATH…} prints the table of {@link Result#row}.
 */
final class RoundTrip {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What became of some policies.
     *
     * @param modules how many there are; what is no Rego is left out
     * @param different those whose text, built without comments, is not {@code fmt --no-locations}' text of the file
     * @param comments how many comments they have
     * @param lost comments that the text of the module does not have, when it is built with comments
     */
    record Result(int modules, List<String> different, int comments, List<String> lost) {
        static final String HEADER =
                "| policies | modules | rebuilt to the same text | comments | of these lost |\n|---|---|---|---|---|";

        String row(String name) {
            return "| " + name + " | " + modules + " | " + (modules - different.size()) + " | " + comments + " | "
                    + lost.size() + " |";
        }
    }

    private final RegoVersion version;
    private final Path folder;

    /** @param folder an empty folder for what is written and compiled */
    RoundTrip(RegoVersion version, Path folder) {
        this.version = version;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> args = new ArrayList<>(Arrays.asList(arguments));
        RegoVersion version =
                args.remove("--v0") ? RegoVersion.V0 : args.remove("--v2") ? RegoVersion.V2 : RegoVersion.V1;
        List<String> rows = new ArrayList<>();
        for (String arg : args) {
            Path folder = Files.createTempDirectory("round-trip");
            try {
                Result result = new RoundTrip(version, folder).of(Path.of(arg));
                result.different().forEach(file -> System.out.println("another text: " + file));
                result.lost().forEach(comment -> System.out.println("lost: " + comment));
                rows.add(result.row(arg));
            } finally {
                delete(folder);
            }
        }
        System.out.println(Result.HEADER);
        rows.forEach(System.out::println);
    }

    /** All policies below a path. */
    Result of(Path policies) throws IOException, InterruptedException {
        Map<String, String> canonical = lines(command("fmt", "--no-locations", "--format", "jsonl", policies));
        Map<String, String> rebuilt = built("plain", policies, "--no-comments");
        List<String> different = new ArrayList<>();
        rebuilt.forEach((file, text) -> {
            if (!text.equals(canonical.get(file))) {
                different.add(file);
            }
        });
        Map<String, String> commented = built("commented", policies);
        int comments = 0;
        List<String> lost = new ArrayList<>();
        for (Map.Entry<String, String> entry : commented.entrySet()) {
            List<String> before = comments(Source.read(Path.of(entry.getKey())));
            List<String> after = comments(Source.of(entry.getValue()));
            comments += before.size();
            before.stream()
                    .filter(comment -> !after.remove(comment))
                    .forEach(comment -> lost.add(entry.getKey() + ": #" + comment));
        }
        return new Result(rebuilt.size(), different, comments, lost);
    }

    /** What the generated classes build: the text by the file. */
    private Map<String, String> built(String name, Path policies, String... flags)
            throws IOException, InterruptedException {
        Path java = folder.resolve(name + "-java");
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        List<Object> words = new ArrayList<>(List.of("java", "--out", java, "--package", "rebuilt"));
        words.addAll(List.of(flags));
        words.add(policies);
        command(words.toArray());
        compile(java, classes);
        Path out = folder.resolve(name + ".jsonl");
        String classPath = classes + System.getProperty("path.separator") + System.getProperty("java.class.path");
        int exitCode = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        "rebuilt.AllModules")
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException("AllModules ended with " + exitCode);
        }
        return lines(Files.readString(out));
    }

    private String command(Object... words) {
        List<String> args = new ArrayList<>();
        for (Object word : words) {
            args.add(word.toString());
        }
        args.addAll(1, List.of("--rego-version", version.toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        // What is no Rego makes the exit code 2, and has neither Java nor a text.
        new Main(print, errors, InputStream.nullInputStream()).run(args.toArray(new String[0]));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void compile(Path java, Path classes) throws IOException {
        List<String> args = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(java)) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(args::add);
        }
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exitCode = ToolProvider.getSystemJavaCompiler().run(null, null, errors, args.toArray(new String[0]));
        if (exitCode != 0) {
            throw new IllegalStateException("does not compile: " + errors.toString(StandardCharsets.UTF_8));
        }
    }

    private static Map<String, String> lines(String jsonLines) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String line : jsonLines.split("\n")) {
            JsonNode json = JSON.readTree(line);
            if (json.has("text")) {
                texts.put(json.path("file").asText(), json.path("text").asText());
            }
        }
        return texts;
    }

    private List<String> comments(Source source) {
        ParseResult<RegoModule> result = RegoParser.parse(source, ParseOptions.of(version));
        List<String> texts = new ArrayList<>();
        if (result.isSuccess()) {
            for (Comment comment : result.orThrow().comments()) {
                texts.add(comment.text().strip());
            }
            return texts;
        }
        // OPA's own layout of an odd policy may be no Rego: then whatever follows a number sign may be a comment.
        for (String line : source.text().split("\n")) {
            for (int at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
                texts.add(line.substring(at + 1).strip());
            }
        }
        return texts;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = new ArrayList<>(files.toList());
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
