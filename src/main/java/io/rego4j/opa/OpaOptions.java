package io.rego4j.opa;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.opa.engine.OpaJson;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an engine. Immutable: each method gives a changed copy. A setting that an engine has no use for is
 * ignored by it; each says for which ones it is.
 */
public final class OpaOptions {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final OpaOptions DEFAULTS = new OpaOptions(new Settings());

    // Not a record: each change of one would have to name all of its components.
    private static final class Settings implements Cloneable {
        @Nullable
        OpaBinary binary;

        ObjectMapper mapper = OpaJson.MAPPER;
        Duration timeout = Duration.ofSeconds(30);
        Duration connectTimeout = Duration.ofSeconds(5);
        int retries = 2;

        @Nullable
        String token;

        @Nullable
        SSLContext ssl;

        List<String> arguments = List.of();
        Consumer<String> log = line -> {};

        @Nullable
        Consumer<String> decisionLog;

        @Nullable
        Consumer<DecisionEvent> listener;

        boolean strictErrors;
        InstantSource clock = InstantSource.system();
        Supplier<RandomGenerator> random = () -> RANDOM;
        Map<String, String> environment = Map.of();
        Predicate<String> network = host -> false;
        long memoryLimit = Long.MAX_VALUE;
        boolean coverage;

        Settings copy() {
            try {
                return (Settings) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final Settings settings;

    private OpaOptions(Settings settings) {
        this.settings = settings;
    }

    /** The default settings. */
    public static OpaOptions defaults() {
        return DEFAULTS;
    }

    private OpaOptions with(Consumer<Settings> change) {
        Settings copy = settings.copy();
        change.accept(copy);
        return new OpaOptions(copy);
    }

    /** The {@code opa} to use; {@link OpaBinary#find()} without this. For all engines but the remote one. */
    public OpaOptions binary(OpaBinary binary) {
        return with(s -> s.binary = Objects.requireNonNull(binary));
    }

    /** Writes inputs and reads answers. Numbers keep their digits with the default one. For all engines. */
    public OpaOptions mapper(ObjectMapper mapper) {
        return with(s -> s.mapper = Objects.requireNonNull(mapper));
    }

    /** How long one answer may take; 30 seconds without this. For all engines. */
    public OpaOptions timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a timeout must be positive, not " + timeout);
        }
        return with(s -> s.timeout = timeout);
    }

    /** True: an error of a built-in function fails the decision; without this it is undefined, as in OPA. For all engines. */
    public OpaOptions strictBuiltinErrors(boolean strict) {
        return with(s -> s.strictErrors = strict);
    }

    /** How long making a connection may take; 5 seconds without this. For the remote engine. */
    public OpaOptions connectTimeout(Duration timeout) {
        return with(s -> s.connectTimeout = Objects.requireNonNull(timeout));
    }

    /**
     * How often a request that is safe to repeat is sent again when the connection fails or the server says 429, 502, 503
     * or 504, with a growing pause in between and never past the timeout; twice without this. For the remote engine.
     */
    public OpaOptions retries(int retries) {
        if (retries < 0 || retries > 100) {
            throw new IllegalArgumentException("between 0 and 100 retries, not " + retries);
        }
        return with(s -> s.retries = retries);
    }

    /** The bearer token. For the remote engine: a local OPA has a random one. */
    public OpaOptions token(String token) {
        if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("a token holds visible ASCII characters only, and at least one");
        }
        return with(s -> s.token = token);
    }

    /** Trusted certificates, and the client's own one for mutual TLS. For the remote engine. */
    public OpaOptions ssl(SSLContext context) {
        return with(s -> s.ssl = Objects.requireNonNull(context));
    }

    /** Further arguments of {@code opa run} or {@code opa eval}. For the local and the command engine. */
    public OpaOptions arguments(String... arguments) {
        return with(s -> s.arguments = List.of(arguments));
    }

    /** Gets each line that the OPA process logs, what the local engine does about it, and listeners and logs that fail. */
    public OpaOptions log(Consumer<String> listener) {
        return with(s -> s.log = Objects.requireNonNull(listener));
    }

    /**
     * Gets the decision log, one JSON text for each decision in OPA's form; only with it do decisions have an id. It costs
     * time at each decision. A local OPA writes it itself; for the others it is written here, and what {@code
     * data.system.log} drops or masks is dropped or masked here too, which costs another question. For all engines.
     */
    public OpaOptions decisionLog(Consumer<String> listener) {
        return with(s -> s.decisionLog = Objects.requireNonNull(listener));
    }

    /**
     * Gets each decision with its time and its outcome, on the thread that asked. What it throws goes to {@link #log} and
     * changes no decision. For all engines.
     */
    public OpaOptions listener(Consumer<DecisionEvent> listener) {
        return with(s -> s.listener = Objects.requireNonNull(listener));
    }

    /**
     * The time of decisions, for {@code time.now_ns} and tokens that expire; the system's without this. It is asked at most
     * once in a decision. For the engine in this JVM.
     */
    public OpaOptions clock(InstantSource clock) {
        return with(s -> s.clock = Objects.requireNonNull(clock));
    }

    /**
     * Where {@code rand.intn}, {@code uuid.rfc4122} and signatures take random numbers from; a {@link SecureRandom} without
     * this. It is asked at most once in a decision. For the engine in this JVM.
     */
    public OpaOptions random(Supplier<RandomGenerator> random) {
        return with(s -> s.random = Objects.requireNonNull(random));
    }

    /** What {@code opa.runtime().env} gives; nothing without this. For the engine in this JVM. */
    public OpaOptions environment(Map<String, String> environment) {
        return with(s -> s.environment = Map.copyOf(environment));
    }

    /**
     * Which hosts {@code http.send} and {@code net.lookup_ip_addr} may ask, by the name or address that the policy gives; none
     * without this. For the engine in this JVM.
     */
    public OpaOptions network(Predicate<String> hosts) {
        return with(s -> s.network = Objects.requireNonNull(hosts));
    }

    /**
     * About how many bytes one decision may take; more is an error with {@link OpaError#LIMIT}. Collections and strings that
     * the policy makes are counted, not measured; without this there is no limit. For the engine in this JVM.
     */
    public OpaOptions memoryLimit(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a decision needs some memory, not " + bytes + " bytes");
        }
        return with(s -> s.memoryLimit = bytes);
    }

    /** True: {@link Opa#coverage} tells which lines were evaluated; decisions are slower. For the engine in this JVM. */
    public OpaOptions coverage(boolean counted) {
        return with(s -> s.coverage = counted);
    }

    /** The binary, looked for now if none was given. */
    public OpaBinary binary() {
        OpaBinary binary = settings.binary;
        return binary != null ? binary : OpaBinary.find();
    }

    /** The mapper. */
    public ObjectMapper mapper() {
        return settings.mapper;
    }

    /** The time for one answer. */
    public Duration timeout() {
        return settings.timeout;
    }

    /** The time for a connection. */
    public Duration connectTimeout() {
        return settings.connectTimeout;
    }

    /** The number of retries. */
    public int retries() {
        return settings.retries;
    }

    /** The token, or null. */
    public @Nullable String token() {
        return settings.token;
    }

    /** The TLS settings, or null for the JVM's. */
    public @Nullable SSLContext ssl() {
        return settings.ssl;
    }

    /** The further arguments. */
    public List<String> arguments() {
        return settings.arguments;
    }

    /** The listener of the process's log. */
    public Consumer<String> log() {
        return settings.log;
    }

    /** Where the decision log goes, or null. */
    public @Nullable Consumer<String> decisionLog() {
        return settings.decisionLog;
    }

    /** The listener of decisions, or null. */
    public @Nullable Consumer<DecisionEvent> listener() {
        return settings.listener;
    }

    /** The time of decisions. */
    public InstantSource clock() {
        return settings.clock;
    }

    /** Where random numbers come from. */
    public Supplier<RandomGenerator> random() {
        return settings.random;
    }

    /** The environment that policies see. */
    public Map<String, String> environment() {
        return settings.environment;
    }

    /** Which hosts policies may ask. */
    public Predicate<String> network() {
        return settings.network;
    }

    /** How many bytes a decision may take. */
    public long memoryLimit() {
        return settings.memoryLimit;
    }

    /** True if evaluated lines are counted. */
    public boolean coverage() {
        return settings.coverage;
    }

    /** True if errors of built-ins are errors. */
    public boolean strictBuiltinErrors() {
        return settings.strictErrors;
    }
}
