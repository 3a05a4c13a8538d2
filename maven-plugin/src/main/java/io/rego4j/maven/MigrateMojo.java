package io.rego4j.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Takes policies to a newer version of Rego. It belongs to no phase: it is run by hand. */
@Mojo(name = "migrate", threadSafe = true)
public final class MigrateMojo extends RegoMojo {
    /** The version to write: v1 or v2. */
    @Parameter(property = "rego4j.to", defaultValue = "v1")
    String to;

    /** The version to read; without this it is found for each file. */
    @Parameter(property = "rego4j.from")
    String from;

    /** True to show what would change, and to write nothing. */
    @Parameter(property = "rego4j.dryRun", defaultValue = "false")
    boolean dryRun;

    /** Inputs of JSON: a decision that would change for one of them forbids the migration. */
    @Parameter
    List<File> inputs = new ArrayList<>();

    @Override
    void run() throws IOException, MojoFailureException {
        List<Path> files = files(POLICIES);
        if (files.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("migrate", "--to", to));
        if (from != null) {
            command.addAll(List.of("--from", from));
        }
        if (dryRun) {
            command.addAll(List.of("--dry-run", "--diff"));
        }
        inputs.forEach(input -> command.addAll(List.of("--input", input.toString())));
        command.add("--");
        files.forEach(file -> command.add(file.toString()));
        if (CommandRun.of(command).log(getLog()).exitCode() != 0) {
            throw new MojoFailureException("not all policies are migrated: see above");
        }
    }
}
