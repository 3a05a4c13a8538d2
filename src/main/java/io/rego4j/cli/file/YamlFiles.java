package io.rego4j.cli.file;

import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.UserError;
import io.rego4j.source.Source;
import io.rego4j.yaml.RegoInYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The YAML files of a run, and where the Rego is in them. */
public final class YamlFiles {
    private final List<String> paths;
    private final Set<Path> named;

    private YamlFiles(List<String> paths, Set<Path> named) {
        this.paths = List.copyOf(paths);
        this.named = named;
    }

    /** Adds the flags {@code --yaml-path} and {@code --yaml}. */
    public static FlagTable declare(FlagTable flags) {
        return flags.value(
                        "PATH",
                        "where else the Rego is in YAML files, such as spec.rules[*].rego; may be repeated",
                        "--yaml-path")
                .flag("take the Rego in *.yaml and *.yml of folders, too (default true)", "--yaml");
    }

    /**
     * Reads YAML files as the flags say.
     *
     * @param named the files that were named on the command line themselves
     */
    public static YamlFiles of(FlagTable.Given given, Set<Path> named) {
        List<String> paths = given.values("--yaml-path");
        if (!paths.isEmpty()) { // Without them the YAML library is not loaded: a tenth of start-up time.
            requireValid(paths);
        }
        return new YamlFiles(paths, named);
    }

    private static void requireValid(List<String> paths) {
        try {
            RegoInYaml.read(Source.of(""), paths);
        } catch (IllegalArgumentException e) {
            throw new UserError(1, "--yaml-path: " + e.getMessage());
        }
    }

    /**
     * The policies in a YAML file.
     *
     * @param passedOver a note on each text that was skipped
     */
    public record Content(RegoInYaml file, List<String> passedOver) {}

    /** The policies in a YAML file; null for one that was found in a folder and has no Rego. */
    public @Nullable Content read(Path file) throws IOException {
        Source yaml = Source.read(file);
        boolean isNamed = named.contains(file);
        if (!isNamed && paths.isEmpty() && !RegoInYaml.mayHoldRego(yaml)) {
            return null;
        }
        RegoInYaml content = RegoInYaml.read(yaml, paths);
        List<String> notes = new ArrayList<>();
        content.passedOver().forEach(note -> notes.add(FileProblems.name(file) + ": " + note));
        if (isNamed && content.policies().isEmpty() && notes.isEmpty()) {
            notes.add(FileProblems.name(file)
                    + ": passed over, no Rego was found in it; --yaml-path says where there is some");
        }
        return content.policies().isEmpty() && notes.isEmpty() ? null : new Content(content, List.copyOf(notes));
    }
}
