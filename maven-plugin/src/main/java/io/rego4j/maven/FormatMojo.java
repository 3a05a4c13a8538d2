package io.rego4j.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Formats policies as {@code opa fmt} does; each file is replaced at once or not at all. */
@Mojo(name = "format", defaultPhase = LifecyclePhase.PROCESS_SOURCES, threadSafe = true)
public final class FormatMojo extends RegoMojo {
    @Override
    void run() throws IOException, MojoFailureException {
        List<Path> files = files(POLICIES);
        UpToDate known = upToDate("format").with(regoVersion);
        String before = known.withFiles(files).state();
        if (files.isEmpty() || known.is(before)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("fmt", "--write", "--rego-version", regoVersion, "--"));
        files.forEach(file -> command.add(file.toString()));
        if (CommandRun.of(command).log(getLog()).exitCode() != 0) {
            throw new MojoFailureException("some policies were not formatted: see the errors above");
        }
        known.done(upToDate("format").with(regoVersion).withFiles(files).state());
    }
}
