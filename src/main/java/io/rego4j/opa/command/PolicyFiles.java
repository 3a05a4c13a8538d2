package io.rego4j.opa.command;

import io.rego4j.internal.io.TemporaryFiles;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaVersion;
import io.rego4j.opa.Policies;
import io.rego4j.opa.engine.ExceptionText;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Policies as files in a folder that only this user can read, for an {@code opa} process to load at once. A file has
 * the module's id for its name where that is a harmless relative path, else a number, so no id can reach outside the
 * folder; {@link #idOf} turns the names in OPA's answers back into ids.
 */
public final class PolicyFiles implements AutoCloseable {
    private static final Pattern SAFE =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*+/)*+[A-Za-z0-9_-][A-Za-z0-9_.-]*\\.rego");

    /** The name of the file that guards a local server; no module gets it. */
    public static final String LOCAL_AUTHZ = "rego4j-local-authz.rego";

    private final Path folder;
    private final Map<String, String> ids = new HashMap<>();
    private boolean empty;
    private RegoVersion version = RegoVersion.V1;

    private PolicyFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the files.
     *
     * @throws OpaException if the disk does not take them
     */
    public static PolicyFiles write(Policies policies) {
        return write(policies, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Writes the files into a new folder below another one. */
    public static PolicyFiles write(Policies policies, Path parent) {
        PolicyFiles files;
        try {
            files = new PolicyFiles(TemporaryFiles.folder(parent));
        } catch (IOException e) {
            throw cannotWrite(parent.toString(), e);
        }
        try {
            files.writeAll(policies);
            return files;
        } catch (IOException e) {
            files.close();
            throw cannotWrite(files.folder.toString(), e);
        }
    }

    private static OpaException cannotWrite(String where, IOException e) {
        return new OpaException(
                OpaError.of(
                        OpaError.UNREACHABLE,
                        "cannot write the policies for opa to " + where + ": " + ExceptionText.of(e)
                                + "; -Djava.io.tmpdir=… names another folder"),
                e);
    }

    private void writeAll(Policies policies) throws IOException {
        if (policies.plan() != null && policies.modules().isEmpty()) {
            throw new OpaException(
                    OpaError.UNSUPPORTED,
                    "these policies are a plan without modules, which only the engine inside the JVM evaluates");
        }
        Set<String> taken = new HashSet<>(Set.of("data.json", LOCAL_AUTHZ));
        for (Map.Entry<String, Source> module : policies.modules().entrySet()) {
            String name = nameFor(module.getKey(), taken);
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, module.getValue().text().getBytes(StandardCharsets.UTF_8));
            ids.put(name, module.getKey());
        }
        if (!policies.sharedData().isEmpty()) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("data.json"))) {
                OpaJson.MAPPER.writeValue(out, policies.sharedData());
            }
        }
        empty = ids.isEmpty() && policies.sharedData().isEmpty();
        version = policies.version();
    }

    /** The id where it is a harmless relative path, so that OPA's messages show it; else a number. */
    private static String nameFor(String id, Set<String> taken) {
        String name = id;
        boolean usable = SAFE.matcher(id).matches() && !taken.contains(fold(id));
        for (int slash = id.indexOf('/'); usable && slash >= 0; slash = id.indexOf('/', slash + 1)) {
            // A folder may not have the name of another module's file.
            usable = !taken.contains(fold(id.substring(0, slash)))
                    && !id.substring(0, slash).endsWith(".rego");
        }
        if (!usable) {
            // Tests keep their ending, because "opa test" looks at it.
            String ending = id.endsWith("_test.rego") ? "_test.rego" : ".rego";
            int number = taken.size();
            while (taken.contains("module-" + number + ending)) {
                number++;
            }
            name = "module-" + number + ending;
        }
        taken.add(fold(name));
        return name;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The folder, which is to be the working directory of the process: then file names are ids. */
    public Path folder() {
        return folder;
    }

    /** The arguments that make a command load the files, each named with this flag where the command wants one. */
    public List<String> arguments(OpaVersion opa, String flag) {
        List<String> arguments = new ArrayList<>();
        // Before 1.0 version 0 was the default.
        if (version == RegoVersion.V0 && opa.isAtLeast(1, 0)) {
            arguments.add("--v0-compatible");
        }
        if (!empty) {
            if (!flag.isEmpty()) {
                arguments.add(flag);
            }
            arguments.add(".");
        }
        return arguments;
    }

    /** Another file in the folder, private as all of them. */
    public void add(String name, String content) {
        empty = false;
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw cannotWrite(folder.toString(), e);
        }
    }

    /** What to add to the message of a parse error; empty if nothing. */
    String hint(OpaVersion opa) {
        return version == RegoVersion.V0 || opa.isAtLeast(1, 0)
                ? ""
                : " (OPA " + opa + " reads Rego v1 only in a module that says import rego.v1)";
    }

    /** The id of the module that OPA calls by this file name; the name itself if it is none. */
    public String idOf(String file) {
        return ids.getOrDefault(file, file);
    }

    /** The names of the files by the ids of the modules. */
    public Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        ids.forEach((name, id) -> names.put(id, name));
        return names;
    }

    @Override
    public void close() {
        TemporaryFiles.delete(folder);
    }
}
