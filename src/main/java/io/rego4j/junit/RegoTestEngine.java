package io.rego4j.junit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/**
 * The test engine behind {@link RegoTests}, which JUnit finds by itself. The configuration parameter {@value #RUN}, which may be a
 * system property, is a regular expression as that of {@code opa test --run}: only rules in whose name, such as
 * {@code data.app_test.test_owner}, it is found are run.
 */
@SuppressWarnings("exports") // A module that needs no tests must not need JUnit: see module-info.
public final class RegoTestEngine implements TestEngine {
    /** The configuration parameter that chooses rules by name. */
    public static final String RUN = "rego4j.run";

    private static final Predicate<Class<?>> IS_TEST = type -> AnnotationSupport.isAnnotated(type, RegoTests.class);

    private static final EngineDiscoveryRequestResolver<Root> RESOLVER = EngineDiscoveryRequestResolver.<Root>builder()
            .addClassContainerSelectorResolver(IS_TEST)
            .addSelectorResolver(context -> new ClassResolver(context.getEngineDescriptor()))
            .build();

    /** Made by JUnit. */
    public RegoTestEngine() {}

    @Override
    public String getId() {
        return "rego4j";
    }

    @Override
    public Optional<String> getGroupId() {
        return Optional.of("io.rego4j");
    }

    @Override
    public Optional<String> getArtifactId() {
        return Optional.of("rego4j");
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        Root root = new Root(uniqueId);
        RESOLVER.resolve(request, root);
        root.keepParts();
        request.getConfigurationParameters()
                .get(RUN)
                .map(RegoTestEngine::pattern)
                .ifPresent(root::keepNames);
        return root;
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new JUnitException(RUN + " is no regular expression: " + e.getMessage(), e);
        }
    }

    @Override
    public void execute(ExecutionRequest request) {
        new RegoTestExecution(request.getEngineExecutionListener()).run(request.getRootTestDescriptor());
    }

    /** The root of the tree; it knows of which classes only some tests were selected. */
    private static final class Root extends EngineDescriptor {
        private final Set<RegoTestClass> whole = new LinkedHashSet<>();
        private final Map<RegoTestClass, Set<UniqueId>> parts = new LinkedHashMap<>();

        Root(UniqueId id) {
            super(id, "Rego");
        }

        RegoTestClass add(Class<?> type) {
            for (TestDescriptor child : getChildren()) {
                if (child instanceof RegoTestClass known && known.type() == type) {
                    return known;
                }
            }
            RegoTestClass added = new RegoTestClass(
                    getUniqueId(),
                    type,
                    AnnotationSupport.findAnnotation(type, RegoTests.class).orElseThrow());
            addChild(added);
            return added;
        }

        /** Removes the tests without a selected id from classes that were not selected as a whole. */
        void keepParts() {
            parts.forEach((tests, ids) -> {
                if (!whole.contains(tests)) {
                    tests.keep(ids);
                }
            });
        }

        void keepNames(Pattern wanted) {
            for (TestDescriptor descriptor : Set.copyOf(getDescendants())) {
                if (descriptor instanceof RegoRule rule
                        && !wanted.matcher(rule.rule().pkg() + "." + rule.rule().name())
                                .find()) {
                    rule.removeFromHierarchy();
                }
            }
            accept(TestDescriptor::prune);
        }
    }

    private record ClassResolver(Root root) implements SelectorResolver {
        @Override
        public Resolution resolve(ClassSelector selector, Context context) {
            if (!IS_TEST.test(selector.getJavaClass())) {
                return Resolution.unresolved();
            }
            RegoTestClass tests = root.add(selector.getJavaClass());
            root.whole.add(tests);
            return Resolution.match(Match.exact(tests));
        }

        @Override
        public Resolution resolve(UniqueIdSelector selector, Context context) {
            UniqueId id = selector.getUniqueId();
            if (!id.hasPrefix(root.getUniqueId())
                    || id.getSegments().size()
                            == root.getUniqueId().getSegments().size()) {
                return Resolution.unresolved();
            }
            UniqueId.Segment segment =
                    id.getSegments().get(root.getUniqueId().getSegments().size());
            Optional<Class<?>> type =
                    ReflectionSupport.tryToLoadClass(segment.getValue()).toOptional();
            if (!segment.getType().equals(RegoTestClass.SEGMENT)
                    || type.filter(IS_TEST).isEmpty()) {
                return Resolution.unresolved();
            }
            RegoTestClass tests = root.add(type.get());
            root.parts.computeIfAbsent(tests, key -> new LinkedHashSet<>()).add(id);
            return Resolution.match(Match.partial(tests));
        }
    }
}
