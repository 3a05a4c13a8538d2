package io.rego4j.junit;

import io.rego4j.ast.RegoModule;
import io.rego4j.bundle.LoadedPolicies;
import io.rego4j.opa.Opa;
import io.rego4j.opa.Policies;
import io.rego4j.source.Source;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The extension behind {@link WithOpa}. */
@SuppressWarnings("exports") // A module that needs no tests must not need JUnit: see module-info.
public final class OpaExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(OpaExtension.class);

    /** Made by JUnit. */
    public OpaExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Opa.class;
    }

    @Override
    @SuppressWarnings("deprecation") // Its successor, computeIfAbsent, is not in JUnit 5.
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext owner = owner(context)
                .orElseThrow(() -> new ParameterResolutionException("an Opa needs @WithOpa at the class of the test"));
        // JUnit closes what is kept in the store of a class when the class is done.
        return Objects.requireNonNull(owner.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Opa.class, key -> start(owner.getRequiredTestClass()), Opa.class));
    }

    /** The outermost context of the class that has the annotation, itself or by inheritance. */
    private static Optional<ExtensionContext> owner(ExtensionContext context) {
        Optional<ExtensionContext> found = Optional.empty();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            boolean isAnnotated = at.get()
                    .getTestClass()
                    .filter(type -> AnnotationSupport.isAnnotated(type, WithOpa.class))
                    .isPresent();
            boolean sameClass = found.isPresent()
                    && found.get().getTestClass().equals(at.get().getTestClass());
            if (isAnnotated && (found.isEmpty() || sameClass)) {
                found = at;
            }
        }
        return found;
    }

    private static Opa start(Class<?> type) {
        WithOpa settings = AnnotationSupport.findAnnotation(type, WithOpa.class).orElseThrow();
        Policies policies = policies(type, settings);
        Opa opa = switch (settings.engine()) {
            case LOCAL -> Opa.local();
            case IN_PROCESS -> Opa.inProcess();
            case COMMAND -> Opa.command();
        };
        try {
            return opa.load(policies);
        } catch (RuntimeException e) {
            opa.close();
            throw e;
        }
    }

    private static Policies policies(Class<?> type, WithOpa settings) {
        if (settings.value().length == 0 && settings.method().isEmpty()) {
            throw new ExtensionConfigurationException(
                    "@WithOpa of " + type.getName() + " names no policies: give it a folder, a file or a method");
        }
        Policies policies;
        try {
            policies = LoadedPolicies.read(List.of(settings.value()), settings.version(), type.getClassLoader())
                    .policies();
        } catch (IOException e) {
            throw new ExtensionConfigurationException("@WithOpa of " + type.getName() + ": " + e.getMessage(), e);
        }
        return settings.method().isEmpty() ? policies : with(policies, built(type, settings.method()), type, settings);
    }

    private static @Nullable Object built(Class<?> type, String name) {
        Method method = ReflectionSupport.findMethod(type, name)
                .filter(found -> Modifier.isStatic(found.getModifiers()))
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "@WithOpa: " + type.getName() + " has no static method " + name + "() without parameters"));
        return ReflectionSupport.invokeMethod(method, null);
    }

    private static Policies with(Policies policies, @Nullable Object built, Class<?> type, WithOpa settings) {
        if (built instanceof Policies more) {
            Policies all = policies.version(more.version());
            for (Map.Entry<String, Source> module : more.modules().entrySet()) {
                all = all.module(module.getKey(), module.getValue().text());
            }
            return more.data().isEmpty() ? all : all.data(more.data());
        }
        Collection<?> modules = built instanceof Collection<?> several
                ? several
                : built instanceof Object[] several ? Arrays.asList(several) : Arrays.asList(built);
        Policies all = policies;
        for (Object module : modules) {
            if (!(module instanceof RegoModule tree)) {
                throw new ExtensionConfigurationException("@WithOpa: " + type.getName() + "." + settings.method()
                        + "() must give Policies or RegoModules, not " + module);
            }
            all = all.module(tree);
        }
        return all;
    }
}
