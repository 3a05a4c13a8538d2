package io.rego4j.opa.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.filter.DataFilters;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.OpaDocuments;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.opa.engine.BaseDocuments;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.ExceptionText;
import io.rego4j.opa.engine.OpaErrors;
import io.rego4j.opa.filter.ServerFilters;
import io.rego4j.opa.rest.OpaHttp;
import io.rego4j.opa.rest.RestDocuments;
import io.rego4j.source.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The policies and data of a local server. A change that OPA has accepted is kept, so that a server that is started in place
 * of this one has it too.
 */
final class LocalDocuments implements OpaDocuments {
    private final LocalEngine engine;
    private final Duration timeout;

    LocalDocuments(LocalEngine engine, Duration timeout) {
        this.engine = engine;
        this.timeout = timeout;
    }

    private interface Change {
        Policies apply(RestDocuments documents, LocalServer server, Policies before);
    }

    private void change(Change change) {
        engine.changes.lock();
        try {
            LocalServer server = server();
            engine.remember(change.apply(rest(server), server, engine.policies()));
        } finally {
            engine.changes.unlock();
        }
    }

    private LocalServer server() {
        try {
            return engine.server(Deadline.in(timeout));
        } catch (TimeoutException e) {
            throw new OpaException(OpaError.of(OpaError.TIMEOUT, "OPA did not start in time"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpaException(OpaErrors.interrupted(), e);
        }
    }

    private RestDocuments rest(LocalServer server) {
        return new RestDocuments((request, deadline) -> exchange(server, request, deadline), timeout);
    }

    private static OpaHttp.Answer exchange(LocalServer server, OpaHttp.Request request, Deadline deadline) {
        try {
            OpaHttp.Answer answer = server.http().send(request, deadline);
            if (answer.status() / 100 != 2 && answer.status() != 404) {
                throw new OpaException(server.http().error(answer, server::idOf));
            }
            return answer;
        } catch (IOException e) {
            throw new OpaException(OpaError.of(OpaError.UNREACHABLE, "OPA died meanwhile: " + ExceptionText.of(e)), e);
        } catch (TimeoutException e) {
            throw new OpaException(OpaError.of(OpaError.TIMEOUT, "OPA did not answer in time"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpaException(OpaErrors.interrupted(), e);
        }
    }

    DataFilters filters(OpaOptions options) {
        return new ServerFilters(
                (request, deadline) -> exchange(server(), request, deadline), engine::policies, options);
    }

    @Override
    public Map<String, String> policies() {
        Map<String, String> texts = new TreeMap<>();
        engine.policies().modules().forEach((id, source) -> texts.put(id, source.text()));
        return texts;
    }

    @Override
    public Optional<String> policy(String id) {
        return engine.policies().module(id).map(Source::text);
    }

    @Override
    public void putPolicy(String id, String rego) {
        change((documents, server, before) -> {
            documents.putPolicy(server.nameOf(id), rego);
            return before.module(id, rego);
        });
    }

    @Override
    public boolean deletePolicy(String id) {
        boolean there = policy(id).isPresent();
        if (there) {
            change((documents, server, before) -> {
                documents.deletePolicy(server.nameOf(id));
                return before.withoutModule(id);
            });
        }
        return there;
    }

    @Override
    public Optional<JsonNode> data(String reference) {
        return rest(server()).data(reference);
    }

    @Override
    public void putData(String reference, @Nullable Object value) {
        change((documents, server, before) -> {
            documents.putData(reference, value);
            return before.data(reference, value);
        });
    }

    @Override
    public void patchData(String reference, List<DataPatch> patches) {
        change((documents, server, before) -> {
            documents.patchData(reference, patches);
            return before.withData(BaseDocuments.patch(before.sharedData(), DocumentPath.of(reference), patches));
        });
    }

    @Override
    public boolean deleteData(String reference) {
        boolean[] there = new boolean[1];
        change((documents, server, before) -> {
            there[0] = documents.deleteData(reference);
            return there[0]
                    ? before.withData(BaseDocuments.remove(before.sharedData(), DocumentPath.of(reference)))
                    : before;
        });
        return there[0];
    }
}
