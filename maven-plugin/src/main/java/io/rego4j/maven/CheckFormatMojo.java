package io.rego4j.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Fails where {@code rego4j:format} would change a policy, and shows what. */
@Mojo(name = "check-format", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckFormatMojo extends RegoMojo {
    @Override
    void run() throws IOException, MojoFailureException {
        List<Path> files = files(POLICIES);
        UpToDate known = upToDate("check-format").with(regoVersion).withFiles(files);
        String state = known.state();
        if (files.isEmpty() || known.is(state)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("fmt", "--diff", "--fail", "--rego-version", regoVersion, "--"));
        files.forEach(file -> command.add(file.toString()));
        CommandRun run = CommandRun.of(command).log(getLog());
        if (run.exitCode() != 0) {
            run.out().stream()
                    .filter(line -> line.startsWith("--- "))
                    .forEach(line -> getLog().error(line.substring("--- ".length()) + ":1:1: not formatted"));
            throw new MojoFailureException("policies are not formatted: mvn rego4j:format mends that");
        }
        known.done(state);
    }
}
