package io.rego4j.maven;

import io.rego4j.ast.RegoModule;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Checks all policies together as {@code opa check} does, in this JVM: no OPA is needed. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public final class CheckMojo extends RegoMojo {
    /** True for the strict mode of OPA's compiler: unused variables and imports are errors too. */
    @Parameter(property = "rego4j.strict", defaultValue = "false")
    boolean strict;

    @Override
    void run() throws IOException, MojoFailureException {
        List<Path> files = files(POLICIES);
        UpToDate known = upToDate("check").with(regoVersion).with(strict).withFiles(files);
        String state = known.state();
        if (files.isEmpty() || known.is(state)) {
            return;
        }
        RegoVersion version = RegoVersion.valueOf(regoVersion.toUpperCase(Locale.ROOT));
        List<RegoModule> modules = new ArrayList<>();
        List<Diagnostic> errors = new ArrayList<>();
        for (Path file : files) {
            ParseResult<RegoModule> parsed = RegoParser.parse(Source.read(file), ParseOptions.of(version));
            errors.addAll(parsed.diagnostics());
            parsed.tree().ifPresent(modules::add);
        }
        if (errors.isEmpty()) {
            errors.addAll(Checker.check(modules, CheckOptions.of(version).withStrict(strict)));
        }
        if (!errors.isEmpty()) {
            errors.forEach(error -> error.display().lines().forEach(getLog()::error));
            throw new MojoFailureException(errors.size() + (errors.size() == 1 ? " error" : " errors")
                    + " in policies; the first: " + errors.get(0).toLine());
        }
        getLog().info(files.size() + " policies are right");
        known.done(state);
    }
}
