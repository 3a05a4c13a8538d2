package io.rego4j.junit;

import io.rego4j.ast.RegoModule;
import io.rego4j.bundle.LoadedPolicies;
import io.rego4j.opa.Policies;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;

/** A class with {@link RegoTests} in the tree of tests: below it are files, and below these their test rules. */
final class RegoTestClass extends AbstractTestDescriptor {
    static final String SEGMENT = "class";

    private final Class<?> type;
    private final RegoTests settings;
    private final @Nullable LoadedPolicies loaded;

    /** Finds the tests; no OPA is needed for that. */
    RegoTestClass(UniqueId engine, Class<?> type, RegoTests settings) {
        super(engine.append(SEGMENT, type.getName()), type.getSimpleName(), ClassSource.from(type));
        this.type = type;
        this.settings = settings;
        LoadedPolicies found = null;
        try {
            found = LoadedPolicies.read(List.of(settings.value()), settings.version(), type.getClassLoader());
            addFiles(found);
        } catch (IOException | RuntimeException e) {
            addProblem("policies", null, String.valueOf(e.getMessage()));
        }
        loaded = found;
    }

    private void addFiles(LoadedPolicies found) {
        for (Map.Entry<String, Source> module : found.policies().modules().entrySet()) {
            TestSource file = source(found.files().get(module.getKey()), 0);
            ParseResult<RegoModule> parsed = RegoParser.parse(module.getValue(), ParseOptions.of(settings.version()));
            if (!parsed.isSuccess()) {
                String errors =
                        parsed.diagnostics().stream().map(Diagnostic::display).collect(Collectors.joining("\n"));
                addProblem(module.getKey(), file, errors);
                continue;
            }
            List<TestRule> rules = TestRule.of(parsed.orThrow());
            if (!rules.isEmpty()) {
                RegoFile descriptor = new RegoFile(getUniqueId(), module.getKey(), file);
                for (TestRule rule : rules) {
                    descriptor.addChild(new RegoRule(
                            descriptor.getUniqueId(),
                            module.getKey(),
                            rule,
                            source(found.files().get(module.getKey()), rule.row())));
                }
                addChild(descriptor);
            }
        }
        if (getChildren().isEmpty()) {
            addProblem(
                    "tests",
                    null,
                    "no rule below " + String.join(", ", settings.value()) + " has a name that starts with test_");
        } else if (wantsCoverage()) {
            addChild(new RegoCoverage(getUniqueId()));
        }
    }

    private void addProblem(String name, @Nullable TestSource source, String message) {
        addChild(new Problem(getUniqueId(), name, source, message));
    }

    private static @Nullable TestSource source(@Nullable Path file, int row) {
        if (file == null) {
            return null;
        }
        return row > 0 ? FileSource.from(file.toFile(), FilePosition.from(row)) : FileSource.from(file.toFile());
    }

    /** Leaves only what the ids name, or what lies above or below them. */
    void keep(Set<UniqueId> ids) {
        for (TestDescriptor descriptor : Set.copyOf(getDescendants())) {
            UniqueId id = descriptor.getUniqueId();
            if (ids.stream().noneMatch(wanted -> id.hasPrefix(wanted) || wanted.hasPrefix(id))) {
                descriptor.removeFromHierarchy();
            } else if (descriptor instanceof RegoRule rule) {
                rule.keep(ids);
            }
        }
    }

    Class<?> type() {
        return type;
    }

    RegoTests settings() {
        return settings;
    }

    /** The policies; there are some if any rule was found. */
    Policies policiesOrThrow() {
        if (loaded == null) {
            throw new IllegalStateException("no policies were read for " + type.getName());
        }
        return loaded.policies();
    }

    boolean wantsCoverage() {
        return settings.coverage() || settings.minCoverage() > 0;
    }

    /** True if JUnit Jupiter's annotation switches it off. */
    boolean isDisabled() {
        return AnnotationSupport.isAnnotated(type, Disabled.class);
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public Set<TestTag> getTags() {
        return AnnotationSupport.findRepeatableAnnotations(type, Tag.class).stream()
                .map(tag -> TestTag.create(tag.value()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A test that fails because policies could not be read; a class without tests would pass unnoticed. */
    static final class Problem extends AbstractTestDescriptor {
        private final String message;

        Problem(UniqueId parent, String name, @Nullable TestSource source, String message) {
            super(parent.append("problem", name), name, source);
            this.message = message;
        }

        String message() {
            return message;
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }

    /** A file with test rules. */
    static final class RegoFile extends AbstractTestDescriptor {
        RegoFile(UniqueId parent, String name, @Nullable TestSource source) {
            super(parent.append("file", name), name, source);
        }

        @Override
        public Type getType() {
            return Type.CONTAINER;
        }
    }

    /** The test of the required coverage. */
    static final class RegoCoverage extends AbstractTestDescriptor {
        RegoCoverage(UniqueId parent) {
            super(parent.append("coverage", "lines"), "coverage");
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }
}
