package io.rego4j.opa;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.ast.RegoModule;
import io.rego4j.filter.DataFilters;
import io.rego4j.opa.command.CommandEngine;
import io.rego4j.opa.server.LocalEngine;
import io.rego4j.opa.server.RemoteEngine;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Decisions by an Open Policy Agent. Which kind of OPA it is, is chosen once; everything else is the same for all kinds:
 *
 * <pre>{@code
 * try (Opa opa = Opa.local().load(module)) {
 *     boolean allowed = opa.allowed("data.application.authz.allow", input);
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link #local()}: a server on this machine, started and kept alive by this JVM; the one to begin with
 *   <li>{@link #command()}: one {@code opa eval} for each question
 *   <li>{@link #at(URI)}: a server elsewhere
 *   <li>{@link #inProcess()}: inside this JVM, without a process or a network
 *   <li>{@link #engine(String, OpaOptions)}: an engine from outside
 * </ul>
 *
 * It may be shared by many threads, and is closed once at the end.
 */
public interface Opa extends AutoCloseable {
    /** An OPA server on this machine, which starts at the first question or load. */
    static Opa local() {
        return local(OpaOptions.defaults());
    }

    /** An OPA server on this machine, with settings. */
    static Opa local(OpaOptions options) {
        return new EngineOpa("local", new LocalEngine(options), options);
    }

    /** One {@code opa eval} a question. */
    static Opa command() {
        return command(OpaOptions.defaults());
    }

    /** One {@code opa eval} a question, with settings. */
    static Opa command(OpaOptions options) {
        return new EngineOpa("command", new CommandEngine(options), options);
    }

    /** The OPA server at an address such as {@code https://opa.example.com:8181}. */
    static Opa at(URI uri) {
        return at(uri, OpaOptions.defaults());
    }

    /** The OPA server at an address, with a token, certificates, timeouts and retries. */
    static Opa at(URI uri, OpaOptions options) {
        return new EngineOpa("remote", new RemoteEngine(uri, options), options);
    }

    /**
     * Inside this JVM, without a process or a network at a decision. It needs an {@code opa} when policies are loaded, which
     * plans them; with {@linkplain Policies#plan(byte[]) a plan} that was made before it needs none at all.
     */
    static Opa inProcess() {
        return inProcess(OpaOptions.defaults());
    }

    /** Inside this JVM, with settings. */
    static Opa inProcess(OpaOptions options) {
        return engine("plan", options);
    }

    /**
     * The engine of an {@link EngineProvider}.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    static Opa engine(String name, OpaOptions options) {
        List<EngineProvider> providers = ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        for (EngineProvider provider : providers) {
            if (provider.name().equals(name)) {
                return new EngineOpa(name, provider.create(options), options);
            }
        }
        throw new IllegalArgumentException("no engine \"" + name + "\"; there are: "
                + String.join(", ", providers.stream().map(EngineProvider::name).toList()));
    }

    /**
     * Replaces all policies and data.
     *
     * @return this
     * @throws OpaException if OPA does not accept them; then the old ones stay
     */
    Opa load(Policies policies);

    /** Replaces all policies and data by these modules. */
    default Opa load(RegoModule... modules) {
        return load(Policies.of(modules));
    }

    /** What was last loaded through this; none where an OPA has policies of its own. */
    default Policies policies() {
        return Policies.none();
    }

    /**
     * A document that will be asked for, many times and with different inputs.
     *
     * @param reference a reference such as {@code data.application.authz.allow}
     * @throws IllegalArgumentException if it is something else
     */
    PreparedQuery prepare(String reference);

    /** The value of a document, as JSON. */
    default Decision<JsonNode> decide(String reference, @Nullable Object input) {
        return prepare(reference).ask(input);
    }

    /** The value of a document, as a Java type. */
    default <T> Decision<T> decide(String reference, @Nullable Object input, Class<T> type) {
        return prepare(reference).ask(input, type);
    }

    /** The value of a document, as a generic Java type. */
    default <T> Decision<T> decide(String reference, @Nullable Object input, TypeReference<T> type) {
        return prepare(reference).ask(input, type);
    }

    /**
     * True if the document is {@code true}, and false if it is anything else or undefined: OPA's
     * {@code ResultSet.Allowed}.
     *
     * @throws OpaException if there is no answer: an error is never a "no"
     */
    default boolean allowed(String reference, @Nullable Object input) {
        return prepare(reference).allowed(input);
    }

    /**
     * The solutions of any query: for each the values of its variables. No solution is an empty list. The query is code:
     * values that come from outside belong into the input.
     *
     * @throws OpaException if there is no answer
     */
    List<Map<String, JsonNode>> query(String query, @Nullable Object input);

    /** The solutions of a query without an input. */
    default List<Map<String, JsonNode>> query(String query) {
        return query(query, Input.none());
    }

    /**
     * Policies and data one by one, on an OPA that is a server.
     *
     * @throws UnsupportedOperationException if it is none
     */
    OpaDocuments documents();

    /**
     * Conditions for a database in place of decisions about each row, from an OPA that is a server.
     *
     * @throws UnsupportedOperationException if it is none
     */
    DataFilters filters();

    /**
     * Which lines of the loaded policies have been evaluated by all decisions since they were loaded, as {@code opa eval
     * --coverage} counts them. None are counted without {@link OpaOptions#coverage}.
     *
     * @throws UnsupportedOperationException if the engine does not count them; the one in this JVM does
     */
    Coverage coverage();

    /** Whether questions can be answered now. A local OPA is started for this if none runs. */
    Health health();

    /**
     * Whether an engine can answer questions.
     *
     * @param engine its name
     * @param problem why it cannot; empty if it can
     * @param time how long it took to find out
     */
    record Health(String engine, Optional<OpaError> problem, Duration time) {
        /** True if it can. */
        public boolean isUp() {
            return problem.isEmpty();
        }

        @Override
        public String toString() {
            return engine + ": " + problem.map(OpaError::toString).orElse("up");
        }
    }

    /**
     * Stops what was started for this, and returns at once. Questions that are being answered fail with {@link
     * OpaError#CLOSED}, as do all later ones. An {@code Opa} that is never closed is closed by a cleaner once neither it nor a
     * query that it prepared is reachable.
     */
    @Override
    void close();
}
