package io.rego4j.opa.binary;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The folder in which this library caches programs, by the conventions of each operating system. */
public final class CacheFolder {
    private CacheFolder() {}

    /** The folder of this library, which need not exist yet. */
    public static Path of(Map<String, String> environment, String osName) {
        String home = System.getProperty("user.home");
        String os = osName.toLowerCase(Locale.ROOT);
        String base;
        if (os.startsWith("windows")) {
            base = environment.getOrDefault("LOCALAPPDATA", "");
            return (base.isEmpty() ? Path.of(home, "AppData", "Local") : Path.of(base))
                    .resolve("rego4j")
                    .resolve("cache");
        }
        base = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG specification has relative paths ignored.
        if (!base.isEmpty() && Path.of(base).isAbsolute()) {
            return Path.of(base, "rego4j");
        }
        return os.startsWith("mac") ? Path.of(home, "Library", "Caches", "rego4j") : Path.of(home, ".cache", "rego4j");
    }

    /** The file name of a program on this machine. */
    public static String executable(String name) {
        return isWindows() ? name + ".exe" : name;
    }

    public static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
