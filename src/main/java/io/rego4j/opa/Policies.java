package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.RegoModule;
import io.rego4j.opa.engine.BaseDocuments;
import io.rego4j.opa.engine.ModuleText;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an engine evaluates: policies and data. Immutable: each method gives a changed copy, so one set can be loaded into
 * many engines.
 */
public final class Policies {
    private static final int LONGEST_NAME = 100;

    private static final Policies NONE =
            new Policies(Map.of(), JsonNodeFactory.instance.objectNode(), RegoVersion.V1, Set.of(), null);

    private final Map<String, Source> modules;
    private final ObjectNode data;
    private final RegoVersion version;
    private final Set<String> entrypoints;
    private final byte @Nullable [] plan;

    private Policies(
            Map<String, Source> modules,
            ObjectNode data,
            RegoVersion version,
            Set<String> entrypoints,
            byte @Nullable [] plan) {
        this.modules = Collections.unmodifiableMap(modules);
        this.data = data;
        this.version = version;
        this.entrypoints = Collections.unmodifiableSet(entrypoints);
        this.plan = plan;
    }

    /** No policy and no data. */
    public static Policies none() {
        return NONE;
    }

    /** These modules. */
    public static Policies of(RegoModule... modules) {
        Policies policies = NONE;
        for (RegoModule module : modules) {
            policies = policies.module(module);
        }
        return policies;
    }

    /**
     * The {@code .rego} files below a folder, each with its path as id, and the {@code data.json} files, each at the place
     * that its folder names, as OPA loads a folder. Tests ({@code *_test.rego}) come along.
     *
     * @throws IOException if a file cannot be read, is no JSON, or has a value where another file has a different one
     */
    public static Policies folder(Path folder) throws IOException {
        Policies policies = NONE;
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            Path below = folder.relativize(file);
            String name = file.getFileName().toString();
            if (name.endsWith(".rego")) {
                String id = below.toString().replace('\\', '/');
                policies = policies.source(id, Source.of(id, Files.readAllBytes(file)));
            } else if (name.equals("data.json")) {
                List<String> keys = new ArrayList<>();
                below.forEach(part -> keys.add(part.toString()));
                keys.remove(keys.size() - 1);
                JsonNode value = OpaJson.parse(Files.readAllBytes(file), file.toString());
                try {
                    policies = policies.withData(BaseDocuments.merge(policies.data, new DocumentPath(keys), value));
                } catch (IllegalArgumentException e) {
                    throw new IOException(file + ": " + e.getMessage(), e);
                }
            }
        }
        return policies;
    }

    /**
     * With another module. Its id is the name of its package, {@code shop.orders.rego}, so that OPA's errors name it; with a
     * number where there are several of that package.
     */
    public Policies module(RegoModule module) {
        // Files have short names.
        String name = module.pkg().name().length() > LONGEST_NAME
                ? "module"
                : module.pkg().name();
        String id = name + ".rego";
        for (int number = 2; modules.containsKey(id); number++) {
            id = name + "-" + number + ".rego";
        }
        return module(id, module);
    }

    /** With another module; one of the same id is replaced. */
    public Policies module(String id, RegoModule module) {
        return module(id, ModuleText.of(module, version));
    }

    /** With the text of another module; one of the same id is replaced. */
    public Policies module(String id, String rego) {
        return source(id, Source.of(id, rego));
    }

    /** Without the module of this id. */
    public Policies withoutModule(String id) {
        Map<String, Source> fewer = new LinkedHashMap<>(modules);
        fewer.remove(id);
        return new Policies(fewer, data, version, entrypoints, plan);
    }

    /** With all of {@code data} replaced by a value that Jackson writes as an object. */
    public Policies data(Object value) {
        return withData(BaseDocuments.put(data, new DocumentPath(List.of()), OpaJson.tree(value)));
    }

    /**
     * With a value at a place in {@code data}.
     *
     * @param name such as {@code users.ann}, or {@code data.users.ann}, which is the same
     */
    public Policies data(String name, @Nullable Object value) {
        return withData(BaseDocuments.put(data, DocumentPath.of(name), OpaJson.tree(value)));
    }

    /** In another version of Rego; version 1 without this. It holds for all modules. */
    public Policies version(RegoVersion version) {
        return new Policies(modules, data, Objects.requireNonNull(version, "version"), entrypoints, plan);
    }

    /**
     * With a reference that will be asked for. No engine of this library needs to know: they answer for all documents. One
     * from outside may compile for these.
     */
    public Policies entrypoint(String reference) {
        Set<String> more = new LinkedHashSet<>(entrypoints);
        more.add(DocumentPath.parse(reference).toReference());
        return new Policies(modules, data, version, more, plan);
    }

    /**
     * With a plan in place of modules: the {@code plan.json} that {@code opa build -t plan} wrote. The engine inside this JVM
     * evaluates it without an {@code opa}; only documents at or below the entry points that were named then can be asked for.
     * {@code Bundle.toPolicies()} gives the plan of a bundle.
     */
    public Policies plan(byte[] planJson) {
        return new Policies(modules, data, version, entrypoints, planJson.clone());
    }

    /** The plan, not to be changed; null if there is none. */
    public byte @Nullable [] plan() {
        return plan;
    }

    /** The texts of the modules by id. */
    public Map<String, Source> modules() {
        return modules;
    }

    /** The text of a module. */
    public Optional<Source> module(String id) {
        return Optional.ofNullable(modules.get(id));
    }

    /** A copy of the data. */
    public ObjectNode data() {
        return data.deepCopy();
    }

    /** The data itself, not to be changed. */
    public ObjectNode sharedData() {
        return data;
    }

    /** The version of Rego. */
    public RegoVersion version() {
        return version;
    }

    /** The references that will be asked for. */
    public Set<String> entrypoints() {
        return entrypoints;
    }

    public Policies withData(ObjectNode data) {
        return new Policies(modules, data, version, entrypoints, plan);
    }

    private Policies source(String id, Source text) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a module needs an id");
        }
        Map<String, Source> more = new LinkedHashMap<>(modules);
        more.put(id, text);
        return new Policies(more, data, version, entrypoints, plan);
    }
}
