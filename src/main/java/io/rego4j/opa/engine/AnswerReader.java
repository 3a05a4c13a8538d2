package io.rego4j.opa.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.DecisionInfo;
import io.rego4j.opa.OpaError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OPA's JSON, read: errors of servers and commands, and what comes with an answer. */
public final class AnswerReader {
    // The place, a bar for each rule around it, and what happened.
    private static final Pattern EVENT = Pattern.compile("^\\S+\\s+((?:\\| )*)(\\w+)");

    private AnswerReader() {}

    /**
     * The errors in an answer of a command, or of a server with a status other than 200: each of {@code errors}, else the
     * answer's own code and message.
     */
    public static OpaError errors(JsonNode answer, UnaryOperator<String> fileToId) {
        List<OpaError> errors = new ArrayList<>();
        for (JsonNode error : answer.path("errors")) {
            errors.add(error(error, fileToId));
        }
        return errors.isEmpty() ? error(answer, fileToId) : OpaError.all(errors);
    }

    private static OpaError error(JsonNode error, UnaryOperator<String> fileToId) {
        JsonNode location = error.path("location");
        String code = error.path("code").asText("");
        String message = error.path("message").asText("");
        return new OpaError(
                code.isEmpty() ? "opa_error" : code,
                message.isEmpty() ? error.toString() : message,
                fileToId.apply(location.path("file").asText("")),
                location.path("row").asInt(0),
                location.path("col").asInt(0),
                List.of());
    }

    /** What came with an answer. */
    public static DecisionInfo info(JsonNode answer) {
        return info(answer, OpaJson.strings(answer.path("explanation")), List.of());
    }

    /** What came with an answer, of its explanation only what failed and the rules that this was in. */
    public static DecisionInfo infoOfFailures(JsonNode answer) {
        List<String> kept = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        for (String line : OpaJson.strings(answer.path("explanation"))) {
            Matcher event = EVENT.matcher(line);
            if (!event.find()) {
                continue;
            }
            while (!open.isEmpty() && depth(open.getLast()) >= depth(line)) {
                open.removeLast();
            }
            if (event.group(2).equals("Enter")) {
                open.addLast(line);
            } else if (event.group(2).equals("Fail")) {
                open.stream().filter(enter -> !kept.contains(enter)).forEach(kept::add);
                kept.add(line);
            }
        }
        return info(answer, kept, List.of());
    }

    private static int depth(String line) {
        Matcher event = EVENT.matcher(line);
        return event.find() ? event.group(1).length() : 0;
    }

    /** What came with an answer, some of it by another way. */
    public static DecisionInfo info(JsonNode answer, List<String> explanation, List<String> printed) {
        boolean onlyResult = answer.size() == (answer.has("result") ? 1 : 0);
        if (onlyResult && explanation.isEmpty() && printed.isEmpty()) {
            return DecisionInfo.NONE;
        }
        return new DecisionInfo(
                answer.path("decision_id").asText(""),
                answer.path("metrics"),
                answer.path("provenance"),
                explanation,
                printed);
    }
}
