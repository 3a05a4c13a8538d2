package io.rego4j.opa.server;

import com.fasterxml.jackson.core.JacksonException;
import io.rego4j.filter.DataFilters;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Engine;
import io.rego4j.opa.OpaDocuments;
import io.rego4j.opa.OpaDocuments.DataPatch;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.opa.Question;
import io.rego4j.opa.Reply;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.ExceptionText;
import io.rego4j.opa.engine.ModuleText;
import io.rego4j.opa.engine.OpaErrors;
import io.rego4j.opa.engine.RuleNames;
import io.rego4j.opa.filter.ServerFilters;
import io.rego4j.opa.rest.OpaHttp;
import io.rego4j.opa.rest.RestDocuments;
import io.rego4j.parse.RegoParseException;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An OPA server that somebody else runs. */
public final class RemoteEngine implements Engine {
    private static final Set<Integer> TRY_AGAIN = Set.of(429, 502, 503, 504);
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 2_000;

    private final OpaHttp http;
    private final OpaOptions options;
    // What earlier loads have put there, to be deleted by the next one.
    private final Set<String> loadedModules = new LinkedHashSet<>();
    private final Set<String> loadedData = new LinkedHashSet<>();
    private Policies last = Policies.none();

    public RemoteEngine(URI uri, OpaOptions options) {
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "\"" + uri + "\" is not the address of an OPA, such as http://127.0.0.1:8181");
        }
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(options.connectTimeout());
        if (options.ssl() != null) {
            client.sslContext(options.ssl());
        }
        this.http = new OpaHttp(client.build(), uri, options.token());
        this.options = options;
    }

    private interface Attempt {
        OpaHttp.Answer send() throws IOException, TimeoutException, InterruptedException;
    }

    /** Sends a request again where that is safe and may help. */
    private OpaHttp.Answer retry(boolean repeatable, Deadline deadline, Attempt attempt)
            throws IOException, TimeoutException, InterruptedException {
        for (int retry = 0; ; retry++) {
            boolean last = retry == options.retries();
            try {
                OpaHttp.Answer answer = attempt.send();
                if (last || !repeatable || !TRY_AGAIN.contains(answer.status())) {
                    return answer;
                }
            } catch (JacksonException e) {
                throw e;
            } catch (IOException e) {
                // A connection that was never made has delivered nothing: any request may follow.
                if (last || !(repeatable || e instanceof ConnectException)) {
                    throw e;
                }
            }
            long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << retry);
            deadline.sleep(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
            if (deadline.isOver()) {
                throw new TimeoutException();
            }
        }
    }

    @Override
    public Reply ask(Question question) {
        if (question.withSets()) {
            return ask(question.withSetPaths()).firstSolution();
        }
        Deadline deadline = Deadline.in(question.timeout());
        OpaHttp.Ask ask;
        try {
            ask = OpaHttp.Ask.of(question);
        } catch (IOException e) {
            return LocalEngine.notAsked(e);
        }
        try {
            OpaHttp.Answer answer = retry(true, deadline, () -> http.send(ask, deadline));
            return http.read(ask, answer, UnaryOperator.identity());
        } catch (JacksonException e) {
            return LocalEngine.notAsked(e);
        } catch (IOException e) {
            return Reply.failed(unreachable(e));
        } catch (TimeoutException e) {
            return Reply.failed(
                    OpaError.TIMEOUT,
                    "no answer from " + http.base() + " within "
                            + question.timeout().toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.failed(OpaErrors.interrupted());
        }
    }

    @Override
    public Optional<OpaError> problem(Duration timeout) {
        try {
            return http.problem(Deadline.in(timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(OpaErrors.interrupted());
        }
    }

    @Override
    public List<DocumentPath> rules() {
        return RuleNames.of(policies()).paths();
    }

    /** All policies of the server, whoever put them there. OPA does not tell their version of Rego: v1 is tried, then v0. */
    private Policies policies() {
        Policies policies = Policies.none();
        for (Map.Entry<String, String> text : documents().policies().entrySet()) {
            policies = policies.module(text.getKey(), text.getValue());
        }
        try {
            RuleNames.of(policies);
            return policies;
        } catch (RegoParseException e) {
            return policies.version(RegoVersion.V0);
        }
    }

    private OpaError unreachable(IOException e) {
        return OpaError.of(OpaError.UNREACHABLE, "cannot reach " + http.base() + ": " + ExceptionText.of(e));
    }

    @Override
    public OpaDocuments documents() {
        return new RestDocuments(this::exchange, options.timeout());
    }

    @Override
    public DataFilters filters() {
        return new ServerFilters(this::exchange, this::policies, options);
    }

    private OpaHttp.Answer exchange(OpaHttp.Request request, Deadline deadline) {
        try {
            OpaHttp.Answer answer =
                    retry(!request.method().equals("PATCH"), deadline, () -> http.send(request, deadline));
            if (answer.status() / 100 != 2 && answer.status() != 404) {
                throw new OpaException(http.error(answer, UnaryOperator.identity()));
            }
            return answer;
        } catch (IOException e) {
            throw new OpaException(unreachable(e), e);
        } catch (TimeoutException e) {
            throw new OpaException(OpaError.of(OpaError.TIMEOUT, "no answer from " + http.base()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpaException(OpaErrors.interrupted(), e);
        }
    }

    /**
     * Puts the data in one transaction, and then the modules one by one, since OPA has no route for several: a question in
     * between may see some of each. Modules that need others are put after them. What an earlier load brought and this one
     * lacks is deleted; what others put there stays. If OPA refuses them, the old ones are put back.
     */
    @Override
    public synchronized void load(Policies policies) {
        try {
            replace(policies);
        } catch (OpaException e) {
            // What is there of the old policies may be in the way of the new ones.
            try {
                deleteAll();
                replace(policies);
            } catch (OpaException again) {
                deleteAll();
                replace(last);
                throw again;
            }
        }
        last = policies;
    }

    private void deleteAll() {
        OpaDocuments documents = documents();
        deleteThose(documents);
        // Those that are left call each other's functions: placeholders call nothing.
        for (String id : loadedModules) {
            documents.policy(id).map(text -> placeholder(id, text)).ifPresent(text -> documents.putPolicy(id, text));
        }
        deleteThose(documents);
    }

    private static String placeholder(String id, String text) {
        String placeholder = ModuleText.placeholder(Source.of(id, text), RegoVersion.V1);
        return placeholder.isEmpty() ? ModuleText.placeholder(Source.of(id, text), RegoVersion.V0) : placeholder;
    }

    /** Deletes what this engine has put there: a module that others call cannot go before them. */
    private void deleteThose(OpaDocuments documents) {
        for (int before = -1; before != loadedModules.size() && !loadedModules.isEmpty(); ) {
            before = loadedModules.size();
            loadedModules.removeIf(id -> isDeleted(documents, id));
        }
    }

    private static boolean isDeleted(OpaDocuments documents, String id) {
        try {
            documents.deletePolicy(id);
            return true;
        } catch (OpaException e) {
            return false;
        }
    }

    private void replace(Policies policies) {
        OpaDocuments documents = documents();
        for (String id : List.copyOf(loadedModules)) {
            if (policies.module(id).isEmpty()) {
                documents.deletePolicy(id);
                loadedModules.remove(id);
            }
        }
        List<DataPatch> patches = new ArrayList<>();
        policies.sharedData()
                .properties()
                .forEach(entry -> patches.add(DataPatch.add("/" + pointer(entry.getKey()), entry.getValue())));
        for (String key : loadedData) {
            // Somebody else may have deleted it: removing it again would undo the whole transaction.
            if (!policies.sharedData().has(key)
                    && documents
                            .data(new DocumentPath(List.of(key)).toReference())
                            .isPresent()) {
                patches.add(DataPatch.remove("/" + pointer(key)));
            }
        }
        if (!patches.isEmpty()) {
            documents.patchData("data", patches);
        }
        loadedData.clear();
        policies.sharedData().fieldNames().forEachRemaining(loadedData::add);
        putAll(documents, policies);
    }

    private static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private void putAll(OpaDocuments documents, Policies policies) {
        Map<String, Source> left = new LinkedHashMap<>(policies.modules());
        OpaException problem = putThose(documents, left);
        if (problem != null) {
            // Modules that call each other's functions: each finds placeholders of the others.
            for (Map.Entry<String, Source> module : left.entrySet()) {
                documents.putPolicy(module.getKey(), ModuleText.placeholder(module.getValue(), policies.version()));
                loadedModules.add(module.getKey());
            }
            problem = putThose(documents, left);
        }
        if (problem != null) {
            throw problem;
        }
    }

    /**
     * Puts modules, those that need others after them, and takes them out of the map.
     *
     * @return what is in the way of those that are left; null if none are
     */
    private @Nullable OpaException putThose(OpaDocuments documents, Map<String, Source> left) {
        while (!left.isEmpty()) {
            OpaException problem = null;
            int before = left.size();
            for (Map.Entry<String, Source> module : List.copyOf(left.entrySet())) {
                try {
                    documents.putPolicy(module.getKey(), module.getValue().text());
                    loadedModules.add(module.getKey());
                    left.remove(module.getKey());
                } catch (OpaException e) {
                    problem = problem == null ? e : problem;
                }
            }
            if (left.size() == before) {
                return problem;
            }
        }
        return null;
    }

    @Override
    public void close() {
        // Nothing was started: the server is somebody else's.
    }
}
