package io.rego4j.opa.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rego4j.opa.DecisionInfo;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Extra;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.Question;
import io.rego4j.opa.Reply;
import io.rego4j.opa.engine.AnswerReader;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.ExceptionText;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.opa.engine.TimedCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** OPA's REST API at one address. Each request ends by its deadline. */
public final class OpaHttp {
    // The keys of OPA's answers to questions. An answer with another key does not come from OPA.
    private static final Set<String> ANSWER_KEYS =
            Set.of("result", "decision_id", "metrics", "provenance", "explanation", "warning");
    private static final int EXCERPT = 200;
    private static final String FAILS = "fails";
    private static final String VALUE = "rego4j_value";

    private final HttpClient client;
    private final String base;
    private final @Nullable String authorization;

    public OpaHttp(HttpClient client, URI base, @Nullable String token) {
        this.client = client;
        this.base = base.toString().replaceAll("(?<!/)/++$", "");
        this.authorization = token == null ? null : "Bearer " + token;
    }

    /**
     * A request.
     *
     * @param address the path and what follows it, below the address of the server
     * @param accept the type of the answer that is wanted; empty for OPA's usual one
     * @param body made for each try; null for none
     */
    public record Request(
            String method,
            String address,
            String accept,
            @Nullable Supplier<BodyPublisher> body) {
        /** One whose answer is OPA's usual one. */
        static Request of(String method, String address, @Nullable Supplier<BodyPublisher> body) {
            return new Request(method, address, "", body);
        }

        /** One that only reads. */
        public static Request get(String address) {
            return of("GET", address, null);
        }
    }

    /** A status and a body. */
    public record Answer(int status, byte[] body) {
        public JsonNode json(String what) throws IOException {
            return OpaJson.parse(body, what);
        }

        String excerpt() {
            String text = new String(body, 0, Math.min(body.length, EXCERPT), StandardCharsets.UTF_8).strip();
            return body.length > EXCERPT ? text + "…" : text;
        }
    }

    public String base() {
        return base;
    }

    /** For the benchmark, which sends the same request without this library. */
    @Nullable
    public String authorization() {
        return authorization;
    }

    /**
     * Sends a request. When the thread is interrupted or the deadline comes, the connection is cut, and OPA then stops
     * evaluating.
     *
     * @throws IOException if the connection fails
     * @throws TimeoutException at the deadline
     */
    public Answer send(Request request, Deadline deadline) throws IOException, TimeoutException, InterruptedException {
        Supplier<BodyPublisher> body = request.body;
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + request.address))
                .method(request.method, body == null ? BodyPublishers.noBody() : body.get());
        if (body != null) {
            boolean isPolicy = request.address.startsWith("/v1/policies");
            builder.setHeader("Content-Type", isPolicy ? "text/plain" : "application/json");
        }
        if (!request.accept.isEmpty()) {
            builder.setHeader("Accept", request.accept);
        }
        if (authorization != null) {
            builder.setHeader("Authorization", authorization);
        }
        HttpRequest whole = builder.build();
        try {
            HttpResponse<byte[]> response =
                    TimedCall.call(() -> client.send(whole, BodyHandlers.ofByteArray()), deadline);
            return new Answer(response.statusCode(), response.body());
        } catch (IOException | TimeoutException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Why the server cannot answer questions now, bundles that are not active yet included; empty if it can. */
    public Optional<OpaError> problem(Deadline deadline) throws InterruptedException {
        try {
            Answer answer = send(Request.get("/health?bundles=true"), deadline);
            return answer.status() == 200
                    ? Optional.empty()
                    : Optional.of(
                            answer.status() == 401 || answer.status() == 403
                                    ? error(answer, UnaryOperator.identity())
                                    : OpaError.of(
                                            OpaError.UNREACHABLE,
                                            base + " is not ready: " + answer.status() + " " + answer.excerpt()));
        } catch (IOException e) {
            return Optional.of(OpaError.of(OpaError.UNREACHABLE, "cannot reach " + base + ": " + ExceptionText.of(e)));
        } catch (TimeoutException e) {
            return Optional.of(OpaError.of(OpaError.TIMEOUT, "no answer from " + base + " in time"));
        }
    }

    /** A question as a request. */
    public static final class Ask {
        private final Request request;
        private final @Nullable RequestBody body;
        private final Question question;

        private Ask(String method, String address, @Nullable RequestBody body, Question question) {
            this.request = Request.of(method, address, body == null ? null : body::publisher);
            this.body = body;
            this.question = question;
        }

        /**
         * The request for a question: a document by its path; a query, or a document whose keys do not fit a path, by
         * {@code /v1/query}.
         *
         * @throws IOException if the input cannot be written as JSON
         */
        public static Ask of(Question question) throws IOException {
            DocumentPath document = question.document();
            if (document != null && document.isPlain()) {
                String address = "/v1/data/" + document.toAddress() + parameters(question);
                if (question.input().isNone()) {
                    return new Ask("GET", address, null, question);
                }
                RequestBody body = new RequestBody("{\"input\":", question.input(), "}");
                if (!body.hasNullInput()) {
                    return new Ask("POST", address, body, question);
                }
            }
            if (question.strictErrors()) {
                throw new CannotAskException(
                        "an OPA server reports errors of built-ins for documents only, not for queries, sets or odd keys");
            }
            String query = document != null ? VALUE + " = " + document.toReference() : question.solutionsQuery();
            RequestBody body = body(query, question.input());
            // A server takes a null input for none.
            if (body.hasNullInput()) {
                if (document == null) {
                    throw new CannotAskException(
                            "an OPA server takes the input null for no input: leave the input out, or ask for a document");
                }
                body = body(query + " with input as null", Input.none());
            }
            return new Ask("POST", "/v1/query" + parameters(question), body, question);
        }

        private static RequestBody body(String query, Input input) throws IOException {
            String before = "{\"query\":" + OpaJson.quote(query);
            return input.isNone()
                    ? new RequestBody(before, input, "}")
                    : new RequestBody(before + ",\"input\":", input, "}");
        }

        private static String parameters(Question question) {
            StringBuilder parameters = new StringBuilder();
            for (Extra extra : question.extras()) {
                switch (extra) {
                    case METRICS -> parameters.append("&metrics=true");
                    case PROVENANCE -> parameters.append("&provenance=true");
                    default -> {}
                }
            }
            if (!question.explain().isEmpty()) {
                // Only the pretty form is a list of lines, and of failures a server tells only where there is a result.
                String explain = question.explain().equals(FAILS) ? "full" : question.explain();
                parameters.append("&pretty=true&explain=").append(explain);
            }
            if (question.strictErrors()) {
                parameters.append("&strict-builtin-errors=true");
            }
            return parameters.isEmpty() ? "" : "?" + parameters.substring(1);
        }
    }

    /** OPA's API has no way to ask this. */
    public static final class CannotAskException extends IOException {
        private static final long serialVersionUID = 1L;

        CannotAskException(String message) {
            super(message);
        }
    }

    /** Sends a question. */
    public Answer send(Ask ask, Deadline deadline) throws IOException, TimeoutException, InterruptedException {
        try {
            return send(ask.request, deadline);
        } catch (IOException e) {
            IOException cause = ask.body == null ? null : ask.body.writeFailure();
            throw cause instanceof JacksonException ? cause : e;
        }
    }

    /** The reply that is in the answer to a question. */
    public Reply read(Ask ask, Answer answer, UnaryOperator<String> fileToId) {
        JsonNode json;
        try {
            json = answer.json("its body");
        } catch (IOException e) {
            return Reply.failed(badAnswer(answer));
        }
        if (answer.status() != 200) {
            return Reply.failed(ask.question.ofQuery(error(answer, fileToId)));
        }
        if (!json.isObject() || !onlyAnswerKeys(json)) {
            return Reply.failed(badAnswer(answer));
        }
        DecisionInfo info =
                ask.question.explain().equals(FAILS) ? AnswerReader.infoOfFailures(json) : AnswerReader.info(json);
        JsonNode result = json.get("result");
        if (ask.request.address.startsWith("/v1/data")) {
            return new Reply(result, null, info);
        }
        if (result != null && !result.isArray()) {
            return Reply.failed(badAnswer(answer));
        }
        if (ask.question.document() != null) {
            return new Reply(result == null ? null : result.path(0).get(VALUE), null, info);
        }
        return new Reply(result == null ? JsonNodeFactory.instance.arrayNode() : result, null, info);
    }

    private static boolean onlyAnswerKeys(JsonNode json) {
        for (var keys = json.fieldNames(); keys.hasNext(); ) {
            if (!ANSWER_KEYS.contains(keys.next())) {
                return false;
            }
        }
        return true;
    }

    /** The error in an answer with a status of failure. */
    public OpaError error(Answer answer, UnaryOperator<String> fileToId) {
        JsonNode json;
        try {
            json = answer.json("its body");
        } catch (IOException e) {
            return badAnswer(answer);
        }
        if (answer.status() == 401 || answer.status() == 403) {
            return OpaError.of(
                    OpaError.UNAUTHORIZED,
                    base + " answered " + answer.status() + ": "
                            + json.path("message").asText("not authorized")
                            + "; it wants another token or certificate");
        }
        return json.has("message") || json.has("errors") ? AnswerReader.errors(json, fileToId) : badAnswer(answer);
    }

    private OpaError badAnswer(Answer answer) {
        return answer.status() == 401 || answer.status() == 403
                ? OpaError.of(OpaError.UNAUTHORIZED, base + " answered " + answer.status() + ": " + answer.excerpt())
                : OpaError.of(
                        OpaError.BAD_ANSWER,
                        base + " does not answer as OPA does: status " + answer.status() + ", "
                                + (answer.body().length == 0 ? "no body" : "body \"" + answer.excerpt() + "\""));
    }
}
