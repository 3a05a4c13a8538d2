package io.rego4j.opa.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.Policies;
import io.rego4j.opa.command.PolicyFiles;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.opa.engine.SetEncoding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Loaded policies with the places where they run. They are compiled for all packages and for the references that were
 * announced; a document that is asked for and is not among them makes one more compilation, at its first question.
 */
final class WasmPolicies implements AutoCloseable {
    private final OpaBinary binary;
    private final Policies policies;
    // With what OPA has to be told to compile them; empty for nothing.
    private final String capabilities;
    private final byte[] data;
    private final Set<String> packages;
    private final int poolSize;
    private final Set<String> entrypoints = new LinkedHashSet<>();
    private final Map<DocumentPath, Target> targets = new ConcurrentHashMap<>();
    private volatile @Nullable Pool pool;

    /**
     * Where the value of a document comes from: an entry point and the keys left below its result, or the base documents.
     *
     * @param entrypoint the entry point; null for base documents
     * @param rest the keys below its result
     * @param value the base document; null if there is none, or there is an entry point
     */
    record Target(
            @Nullable String entrypoint,
            List<String> rest,
            @Nullable JsonNode value) {}

    WasmPolicies(OpaBinary binary, Policies policies, int poolSize) {
        this.binary = binary;
        this.policies = WasmModules.prepare(policies);
        this.capabilities = this.policies.modules().equals(policies.modules()) ? "" : WasmModules.capabilities(binary);
        this.data = OpaJson.bytes(policies.sharedData());
        this.poolSize = poolSize;
        if (WasmModules.mayHoldHugeNumber(data)) {
            throw new OpaException(
                    OpaError.UNSUPPORTED, "the engine inside the JVM takes no data with so large numbers");
        }
        try (PolicyFiles files = PolicyFiles.write(this.policies)) {
            WasmBuild build = new WasmBuild(binary, files, capabilities);
            build.check();
            packages = build.packages();
            for (String namespace : packages) {
                entrypoints.add(String.join("/", DocumentPath.parse(namespace).keys()));
            }
            for (String reference : policies.entrypoints()) {
                entrypoints.add(String.join("/", DocumentPath.parse(reference).keys()));
            }
            compile(build);
        }
        policies.entrypoints().forEach(reference -> target(DocumentPath.parse(reference)));
    }

    /** Compiles for all entry points; those that are no rule drop out. */
    private void compile(WasmBuild build) {
        Optional<byte[]> wasm = build.build(entrypoints);
        if (wasm.isPresent()) {
            Pool fresh = new Pool(new WasmCode(wasm.get()));
            List<String> missing = fresh.first.missingBuiltins();
            if (!missing.isEmpty()) {
                throw new OpaException(
                        OpaError.UNSUPPORTED,
                        "the engine inside the JVM lacks built-ins that the policy uses: " + String.join(", ", missing)
                                + "; a local OPA has them all");
            }
            pool = fresh;
        }
    }

    /** Where a document's value comes from. */
    Target target(DocumentPath document) {
        Target known = targets.get(document);
        return known != null ? known : find(document);
    }

    private synchronized Target find(DocumentPath document) {
        Target known = targets.get(document);
        if (known != null) {
            return known;
        }
        List<String> keys = document.keys();
        int least = packageLength(keys);
        Target found = null;
        if (least == 0) {
            found = base(document);
        } else {
            for (int length = keys.size(); length >= least && found == null; length--) {
                String entrypoint = String.join("/", keys.subList(0, length));
                if (isEntrypoint(entrypoint, keys.subList(0, length))) {
                    found = new Target(entrypoint, List.copyOf(keys.subList(length, keys.size())), null);
                }
            }
            found = found == null ? base(document) : found;
        }
        targets.put(document, found);
        return found;
    }

    /**
     * How many keys an entry point for this document must have: one more than its package, so that asking for a rule never
     * evaluates its whole package; the package itself where that is asked for; 0 for what no policy speaks of.
     */
    private int packageLength(List<String> keys) {
        int least = 0;
        for (String namespace : packages) {
            List<String> pkg = DocumentPath.parse(namespace).keys();
            if (keys.size() <= pkg.size() && pkg.subList(0, keys.size()).equals(keys)) {
                return Math.max(1, keys.size());
            } else if (keys.size() > pkg.size() && keys.subList(0, pkg.size()).equals(pkg)) {
                least = Math.max(least, pkg.size() + 1);
            }
        }
        return least;
    }

    private boolean isEntrypoint(String entrypoint, List<String> keys) {
        if (entrypoints.contains(entrypoint)) {
            return true;
        } else if (keys.isEmpty() || keys.stream().anyMatch(key -> key.contains("/") || key.isEmpty())) {
            return false;
        }
        entrypoints.add(entrypoint);
        try (PolicyFiles files = PolicyFiles.write(policies)) {
            compile(new WasmBuild(binary, files, capabilities));
        } catch (OpaException e) {
            // The other documents can still be asked for.
            entrypoints.remove(entrypoint);
            throw e;
        }
        return entrypoints.contains(entrypoint);
    }

    private Target base(DocumentPath document) {
        JsonNode value = policies.sharedData();
        for (String key : document.keys()) {
            value = value.isObject() ? value.path(key) : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
        boolean mixed = packages.stream()
                .map(namespace -> DocumentPath.parse(namespace).keys())
                .anyMatch(pkg -> pkg.size() >= document.keys().size()
                        && pkg.subList(0, document.keys().size()).equals(document.keys()));
        if (mixed) {
            throw new OpaException(
                    OpaError.UNSUPPORTED,
                    "the engine inside the JVM cannot give " + document + ", which holds packages: ask for a rule");
        }
        return new Target(
                null,
                List.of(),
                value.isMissingNode() ? null : SetEncoding.write(OpaJson.MAPPER.convertValue(value, Object.class)));
    }

    /** Takes a place to run, waiting for one if all are busy. */
    Loan borrow(Deadline deadline) throws InterruptedException, TimeoutException {
        Pool current = pool;
        if (current == null) {
            throw new OpaException(OpaError.CLOSED, "there are no policies");
        }
        return current.borrow(deadline);
    }

    @Override
    public void close() {
        Pool current = pool;
        if (current != null) {
            current.idle.clear();
        }
    }

    /** A place to run, taken for one evaluation. */
    record Loan(WasmCode.Run run, Pool pool) {
        /** Gives it back; one whose evaluation was broken off is thrown away. */
        void giveBack(boolean usable) {
            if (usable) {
                pool.idle.push(run);
            }
            pool.places.release();
        }
    }

    /** The instances of one compilation. */
    final class Pool {
        private final WasmCode code;
        private final WasmCode.Run first;
        private final ConcurrentLinkedDeque<WasmCode.Run> idle = new ConcurrentLinkedDeque<>();
        private final Semaphore places = new Semaphore(poolSize);

        Pool(WasmCode code) {
            this.code = code;
            this.first = make();
            idle.push(first);
        }

        private WasmCode.Run make() {
            WasmCode.Run run = code.new Run();
            run.data(data);
            return run;
        }

        Loan borrow(Deadline deadline) throws InterruptedException, TimeoutException {
            if (!places.tryAcquire(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            try {
                WasmCode.Run run = idle.poll();
                return new Loan(run != null ? run : make(), this);
            } catch (RuntimeException | Error e) {
                places.release();
                throw e;
            }
        }
    }

    /** For messages: what was compiled. */
    List<String> entrypoints() {
        return new ArrayList<>(entrypoints);
    }
}
