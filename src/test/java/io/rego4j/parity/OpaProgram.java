package io.rego4j.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.source.RegoVersion;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The OPA in a program that was built from {@code src/parity/go}. Two processes answer, one of them trees only: what formats
 * and compiles leaves marks on terms that all modules of a process share, and they would show in the trees. Each thread needs
 * its own.
 */
final class OpaProgram implements Opa {
    private static final JsonMapper JSON = new JsonMapper();

    private final Running trees;
    private final Running texts;
    private final Path file;

    OpaProgram(Path program) throws IOException {
        this.trees = new Running(program);
        this.texts = new Running(program);
        this.file = Files.createTempFile("policy", ".rego");
    }

    @Override
    public Answer ask(Question question) throws IOException {
        // The bytes may be no UTF-8, so they go by a file.
        Files.write(file, question.text());
        ObjectNode asked = JSON.createObjectNode()
                .put("name", question.name())
                .put("file", file.toString())
                .put("version", question.version().label());
        List<Fault> errors = List.of();
        String tree = null;
        boolean wantsTexts = question.check() || !question.write().isEmpty();
        if (question.tree() || !wantsTexts) {
            Running.Lines lines = trees.ask(asked.put("tree", question.tree()));
            errors = faults(lines.answer().path("errors"));
            tree = lines.tree().isEmpty() ? null : lines.tree();
        }
        List<Written> written = new ArrayList<>();
        List<Fault> check = null;
        if (wantsTexts && errors.isEmpty()) {
            asked.put("tree", false).put("built", true).put("check", question.check());
            ArrayNode spans = asked.putArray("write");
            question.write().forEach(mode -> mode.span().forEach(spans.addArray()::add));
            JsonNode answer = texts.ask(asked).answer();
            errors = faults(answer.path("errors"));
            answer.path("written").forEach(w -> written.add(new Written(text(w.path("text")), text(w.path("built")))));
            check = question.check() ? faults(answer.path("check")) : null;
        }
        return new Answer(errors, tree, written, check);
    }

    /** The value of {@code data} as policies make it, as JSON; or the code of the error that OPA ends with. */
    String evaluated(Map<String, String> policies, RegoVersion version) throws IOException {
        ObjectNode asked = JSON.createObjectNode().put("version", version.label());
        policies.forEach(asked.putObject("set")::put);
        Running.Lines lines = texts.ask(asked);
        List<Fault> errors = faults(lines.answer().path("errors"));
        return errors.isEmpty()
                ? lines.tree()
                : "error: " + errors.get(0).code() + " " + errors.get(0).message();
    }

    @Override
    public void close() throws IOException {
        trees.close();
        texts.close();
        Files.deleteIfExists(file);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static List<Fault> faults(JsonNode errors) {
        List<Fault> faults = new ArrayList<>();
        errors.forEach(e -> faults.add(new Fault(
                e.path("code").asText(),
                e.path("message").asText(),
                e.path("row").asInt(),
                e.path("col").asInt())));
        return faults;
    }

    /** A process that answers, started again where a policy has ended it. */
    private static final class Running implements Closeable {
        private final ProcessBuilder command;
        private @Nullable Process process;
        private @Nullable BufferedReader answers;

        Running(Path program) {
            this.command =
                    new ProcessBuilder(program.toString(), "answer").redirectError(ProcessBuilder.Redirect.DISCARD);
        }

        record Lines(JsonNode answer, String tree) {}

        Lines ask(ObjectNode question) throws IOException {
            if (process == null || answers == null) {
                process = command.start();
                answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            }
            try {
                OutputStream to = process.getOutputStream();
                to.write(JSON.writeValueAsBytes(question));
                to.write('\n');
                to.flush();
                String answer = answers.readLine();
                String tree = answers.readLine();
                if (answer != null && tree != null) {
                    return new Lines(JSON.readTree(answer), tree);
                }
            } catch (IOException e) {
                // The process has ended before it had the question.
            }
            close();
            ObjectNode ended = JSON.createObjectNode();
            ended.putArray("errors")
                    .addObject()
                    .put("code", "ended")
                    .put("message", "OPA's packages ended the process");
            return new Lines(ended, "");
        }

        @Override
        public void close() throws IOException {
            if (process != null) {
                process.destroy();
            }
            process = null;
            answers = null;
        }
    }
}
