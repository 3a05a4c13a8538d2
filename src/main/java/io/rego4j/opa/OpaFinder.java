package io.rego4j.opa;

import io.rego4j.opa.binary.CacheFolder;
import io.rego4j.opa.binary.OpaDownload;
import io.rego4j.opa.binary.OpaInstaller;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The search for an {@code opa}: each method changes one setting, {@link #find()} does the work. Not for sharing. */
public final class OpaFinder {
    /** The environment variable that names the binary. */
    public static final String PATH_VARIABLE = "REGO4J_OPA";
    /** The environment variable that forbids an installation by the value {@code never}. */
    public static final String INSTALL_VARIABLE = "REGO4J_OPA_INSTALL";
    /** The environment variable that names a mirror of the releases. */
    public static final String URL_VARIABLE = "REGO4J_OPA_URL";

    private @Nullable Path configured;
    private Map<String, String> environment = System.getenv();
    private @Nullable Path cache;
    private @Nullable URI downloads;
    private @Nullable String sha256;
    private boolean install = true;
    private Duration timeout = Duration.ofMinutes(10);
    private Consumer<String> listener = System.err::println;

    OpaFinder() {}

    /** Use this binary and no other. */
    public OpaFinder path(Path path) {
        this.configured = path;
        return this;
    }

    /** Keep an installed binary below this folder; without it below the user's cache folder. */
    public OpaFinder cacheFolder(Path folder) {
        this.cache = folder;
        return this;
    }

    /**
     * Download from here in place of OPA's releases on GitHub: the folder that holds {@code v1.4.0/opa_linux_amd64_static}
     * and the like, each beside its {@code .sha256}.
     */
    public OpaFinder downloadsFrom(URI base) {
        this.downloads = base;
        return this;
    }

    /**
     * The SHA-256, in hexadecimal, that the downloaded binary must have. Without it the checksum that the release
     * publishes beside the binary is used, which guards against a broken download but trusts the server.
     */
    public OpaFinder sha256(String hex) {
        this.sha256 = Objects.requireNonNull(hex, "hex").toLowerCase(Locale.ROOT);
        return this;
    }

    /** False: only look, never install. */
    public OpaFinder install(boolean allowed) {
        this.install = allowed;
        return this;
    }

    /** How long an installation may take; ten minutes without this. */
    public OpaFinder timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /** Gets a line for each step of an installation; without it the lines go to standard error. */
    public OpaFinder listener(Consumer<String> listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /** The environment to look at, for tests. */
    OpaFinder environment(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        return this;
    }

    /**
     * Looks, and installs if need be.
     *
     * @throws OpaNotFoundException if there is no usable {@code opa}; it lists what was tried. A configured path or
     *     {@code REGO4J_OPA} that does not work is an error at once: what was asked for is never replaced silently
     */
    public OpaBinary find() {
        List<String> tried = new ArrayList<>();
        if (configured != null) {
            return named("the configured path", configured.toString(), tried);
        }
        tried.add("a configured path: none is set");
        String variable = environment.getOrDefault(PATH_VARIABLE, "");
        if (!variable.isEmpty()) {
            return named("the variable " + PATH_VARIABLE, variable, tried);
        }
        tried.add("the variable " + PATH_VARIABLE + ": not set");
        OpaBinary onPath = searchPath(tried);
        if (onPath != null) {
            return onPath;
        }
        Path folder = cache != null ? cache : CacheFolder.of(environment, System.getProperty("os.name"));
        OpaInstaller installer = new OpaInstaller(folder, environment, downloadBase(), sha256, timeout, listener);
        OpaBinary cached = installer.cached(tried);
        if (cached != null) {
            return cached;
        }
        String allowed = environment.getOrDefault(INSTALL_VARIABLE, "");
        if (!allowed.isEmpty() && !allowed.equals("never")) {
            throw new IllegalStateException(INSTALL_VARIABLE + " is \"" + allowed + "\": only never has a meaning");
        }
        if (!install || !allowed.isEmpty()) {
            tried.add(
                    "an installation: not allowed by " + (install ? "the variable " + INSTALL_VARIABLE : "the caller"));
            throw new OpaNotFoundException(tried);
        }
        return installer.install(tried);
    }

    private OpaBinary named(String what, String text, List<String> tried) {
        try {
            return OpaBinary.at(Path.of(text));
        } catch (IOException | InvalidPathException e) {
            tried.add(what + ": " + e.getMessage());
            throw new OpaNotFoundException(tried);
        }
    }

    private @Nullable OpaBinary searchPath(List<String> tried) {
        String path = environment.getOrDefault("PATH", "");
        String name = CacheFolder.executable("opa");
        boolean seen = false;
        for (String folder : path.split(File.pathSeparator)) {
            try {
                Path candidate = Path.of(folder, name);
                // An empty entry means the working directory: nothing from there is run unasked.
                if (!folder.isEmpty() && Files.isRegularFile(candidate)) {
                    seen = true;
                    return OpaBinary.at(candidate);
                }
            } catch (IOException | InvalidPathException e) {
                tried.add("the PATH: " + e.getMessage());
            }
        }
        if (!seen) {
            tried.add("the PATH: no " + name + " in " + (path.isEmpty() ? "it, it is empty" : path));
        }
        return null;
    }

    private URI downloadBase() {
        if (downloads != null) {
            return downloads;
        }
        String mirror = environment.getOrDefault(URL_VARIABLE, "");
        return mirror.isEmpty() ? OpaDownload.RELEASES : URI.create(mirror);
    }
}
