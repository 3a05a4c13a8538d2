package io.rego4j.opa.functions.net;

import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.Strings;
import io.rego4j.opa.functions.text.Urls;
import io.rego4j.opa.functions.time.Durations;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request and its answer, with the tries and the redirects in between. */
final class HttpExchange {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_REDIRECTS = 10;
    private static final long FIRST_DELAY_MILLIS = 100;
    private static final long LONGEST_DELAY_MILLIS = 60_000;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final BuiltinContext context;
    private final ObjectValue request;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String method;
    private String url;
    private byte[] body;
    private final Duration timeout;

    private HttpExchange(BuiltinContext context, ObjectValue request) throws BuiltinException {
        this.context = context;
        this.request = request;
        refuseTls();
        method = text("method").toUpperCase(Locale.ROOT);
        url = text("url");
        requireAllowed(url);
        timeout = timeout(request.get("timeout"));
        body = body();
        headers();
    }

    static HttpExchange of(BuiltinContext context, ObjectValue request) throws BuiltinException {
        return new HttpExchange(context, request);
    }

    private void refuseTls() {
        for (Value key : request.keys()) {
            String name = key instanceof StringValue text ? text.text() : "";
            if (name.startsWith("tls_") && !name.equals("tls_use_system_certs")) {
                throw HttpSend.unsupported(name);
            }
        }
    }

    private String text(String name) throws BuiltinException {
        if (request.get(name) instanceof StringValue text) {
            return Strings.withoutQuotes(text.text());
        }
        throw BuiltinException.of("\"" + name + "\" must be a string");
    }

    private void requireAllowed(String address) throws BuiltinException {
        String host = Urls.parsed(StringValue.of(address)).hostname();
        if (!context.network().allows(host)) {
            throw notAllowed(host);
        }
    }

    /** The decision fails: an undefined call would look like an answer of the host. */
    static EvaluationException notAllowed(String host) {
        return new EvaluationException(
                EvaluationException.UNSUPPORTED,
                "the policy asks the host \"" + host
                        + "\", which the options do not allow: name it in OpaOptions.network");
    }

    private static Duration timeout(@Nullable Value value) throws BuiltinException {
        if (value == null) {
            return DEFAULT_TIMEOUT;
        } else if (value instanceof NumberValue number) {
            if (number.isLong()) {
                return Duration.ofNanos(number.longValue());
            }
            throw BuiltinException.of("invalid timeout number value " + number + ", must be int64");
        } else if (value instanceof StringValue text) {
            if (text.text().matches("[-+]?[0-9]{1,18}")) {
                return Duration.ofNanos(Long.parseLong(text.text()));
            }
            try {
                return Duration.ofNanos(Durations.parse(text.text()));
            } catch (BuiltinException e) {
                throw BuiltinException.of("invalid timeout value " + text + ": " + e.getMessage());
            }
        }
        throw Operands.wrong(1, "'timeout' must be one of {string, number} but got " + value.kind());
    }

    private byte[] body() throws BuiltinException {
        Value raw = request.get("raw_body");
        if (raw != null) {
            return text("raw_body").getBytes(StandardCharsets.UTF_8);
        }
        Value value = request.get("body");
        return value == null ? new byte[0] : JsonText.of(value).getBytes(StandardCharsets.UTF_8);
    }

    private void headers() throws BuiltinException {
        Value given = request.get("headers");
        if (given == null) {
            return;
        } else if (!(given instanceof ObjectValue object)) {
            throw BuiltinException.of("invalid type for headers key");
        } else {
            for (int i = 0; i < object.size(); i++) {
                if (!(object.value(i) instanceof StringValue value)) {
                    throw BuiltinException.of("invalid type for headers value " + object.value(i));
                }
                headers.put(JsonText.key(object.key(i)), value.text());
            }
        }
    }

    HttpAnswer send() throws BuiltinException, HttpSend.NetworkException {
        long retries = retries();
        long delay = FIRST_DELAY_MILLIS;
        for (long tried = 0; ; tried++) {
            try {
                return follow();
            } catch (HttpSend.NetworkException e) {
                if (tried >= retries) {
                    throw e;
                }
                pause(delay);
                delay = Math.min(LONGEST_DELAY_MILLIS, delay * 2);
            }
        }
    }

    private long retries() throws BuiltinException {
        Value value = request.get("max_retry_attempts");
        if (value == null) {
            return 0;
        } else if (value instanceof NumberValue number && number.isLong() && number.longValue() >= 0) {
            return number.longValue();
        }
        throw BuiltinException.of("invalid value " + value + " for field \"max_retry_attempts\"");
    }

    private void pause(long millis) {
        context.checkDeadline();
        try {
            Thread.sleep(Math.min(millis, Math.max(1, context.nanosLeft() / 1_000_000)));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static EvaluationException interrupted() {
        Thread.currentThread().interrupt();
        return new EvaluationException(EvaluationException.INTERRUPTED, "interrupted in http.send");
    }

    private HttpAnswer follow() throws BuiltinException, HttpSend.NetworkException {
        boolean follows = request.get("enable_redirect") == BooleanValue.TRUE;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpAnswer answer = exchange();
            List<String> location = answer.headers().get("location");
            boolean redirect = List.of(301, 302, 303, 307, 308).contains(answer.status());
            if (!follows || !redirect || location == null) {
                return answer;
            }
            url = redirected(location.get(0));
            requireAllowed(url);
            if (answer.status() < 304 && !method.equals("GET") && !method.equals("HEAD")) {
                method = "GET";
                body = new byte[0];
            }
        }
        throw new HttpSend.NetworkException(named("stopped after 10 redirects"));
    }

    private String redirected(String location) throws HttpSend.NetworkException {
        try {
            return URI.create(url).resolve(location).toString();
        } catch (IllegalArgumentException e) {
            throw new HttpSend.NetworkException(
                    named("failed to parse Location header " + StringValue.of(location) + ": " + e.getMessage()));
        }
    }

    private String named(String error) {
        return verb() + " " + StringValue.of(url) + ": " + error;
    }

    /** The method as Go writes it in errors. */
    private String verb() {
        return method.isEmpty() ? "Get" : method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    }

    private HttpAnswer exchange() throws BuiltinException, HttpSend.NetworkException {
        long left = Math.max(1_000_000, Math.min(timeout.toNanos(), context.nanosLeft()));
        HttpRequest next = httpRequest();
        // The client's own timeout ends with the headers of the answer; its body may stall as well.
        AtomicBoolean hasHeaders = new AtomicBoolean();
        CompletableFuture<HttpResponse<byte[]>> pending = CLIENT.sendAsync(next, headersOfAnswer -> {
            hasHeaders.set(true);
            return HttpResponse.BodySubscribers.ofByteArray();
        });
        try {
            HttpResponse<byte[]> response = pending.get(left, TimeUnit.NANOSECONDS);
            Map<String, List<String>> names = new TreeMap<>();
            response.headers().map().forEach((name, values) -> names.put(name.toLowerCase(Locale.ROOT), values));
            return new HttpAnswer(response.statusCode(), names, response.body());
        } catch (TimeoutException e) {
            context.checkDeadline();
            if (hasHeaders.get()) {
                throw BuiltinException.of(
                        "context deadline exceeded (Client.Timeout or context cancellation while reading body)");
            }
            throw new HttpSend.NetworkException(
                    raises()
                            ? verb() + " " + url + ": request timed out"
                            : named("context deadline exceeded (Client.Timeout exceeded while awaiting headers)"));
        } catch (ExecutionException e) {
            throw new HttpSend.NetworkException(named(
                    e.getCause() instanceof ConnectException
                            ? "dial tcp " + address() + ": connect: connection refused"
                            : String.valueOf(
                                    Objects.requireNonNull(e.getCause()).getMessage())));
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            pending.cancel(true);
        }
    }

    private HttpRequest httpRequest() throws BuiltinException {
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url));
            builder.method(
                    method.isEmpty() ? "GET" : method,
                    body.length == 0
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(builder::header);
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw BuiltinException.of(String.valueOf(e.getMessage()));
        }
    }

    private boolean raises() {
        return request.get("raise_error") != BooleanValue.FALSE;
    }

    private String address() {
        URI uri = URI.create(url);
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        return uri.getHost() + ":" + port;
    }
}
