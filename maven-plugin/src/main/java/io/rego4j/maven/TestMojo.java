package io.rego4j.maven;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.LoadedPolicies;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaTools;
import io.rego4j.opa.Policies;
import io.rego4j.opa.TestReport;
import io.rego4j.opa.TestReport.Outcome;
import io.rego4j.opa.TestReport.Result;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the tests among policies, with one {@code opa test}. Where Java tests are run as well, {@code @RegoTests} shows them
 * one by one in the IDE instead.
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
public final class TestMojo extends RegoMojo {
    private static final List<String> WITH_DATA = List.of("**/*.rego", "**/data.json", "**/data.yaml", "**/data.yml");

    /** True to run no tests, as for those of Java. */
    @Parameter(property = "skipTests", defaultValue = "false")
    boolean skipTests;

    /** True to neither compile nor run tests, as for those of Java. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    boolean skipAll;

    /** True to go on where tests fail. */
    @Parameter(property = "maven.test.failure.ignore", defaultValue = "false")
    boolean testFailureIgnore;

    /** True to write {@code lcov.info} and {@code cobertura.xml}. */
    @Parameter(property = "rego4j.coverage", defaultValue = "false")
    boolean coverage;

    /** How many percent of the lines must be covered, as OPA counts. */
    @Parameter(property = "rego4j.minCoverage", defaultValue = "0")
    double minCoverage;

    @Override
    void run() throws IOException, MojoExecutionException, MojoFailureException {
        if (skipTests || skipAll) {
            getLog().info("tests are skipped");
            return;
        }
        if (files(POLICIES).isEmpty()) {
            return;
        }
        TestReport report = report();
        Path folder = Files.createDirectories(buildFolder().resolve("rego-reports"));
        Files.writeString(folder.resolve("TEST-rego.xml"), report.toJUnitXml());
        report.toTree().lines().forEach(getLog()::info);
        report.results().forEach(this::logFailure);
        if (report.results().isEmpty()) {
            throw new MojoFailureException("no rule has a name that starts with test_");
        }
        if (!report.isSuccess()) {
            fail(report.count(Outcome.FAILED) + report.count(Outcome.ERROR) + " of "
                    + report.results().size() + " tests of policies failed");
        } else if (coverage || minCoverage > 0) {
            Files.writeString(folder.resolve("lcov.info"), report.coverage().toLcov());
            Files.writeString(folder.resolve("cobertura.xml"), report.coverage().toCobertura());
            if (!report.coverage().reaches(minCoverage)) {
                fail(String.format(
                        Locale.ROOT,
                        "%.2f %% of the lines are covered, %.2f %% are wanted",
                        report.coverage().percent(),
                        minCoverage));
            }
        }
    }

    private TestReport report() throws IOException, MojoExecutionException, MojoFailureException {
        Policies policies = Policies.none();
        try {
            List<String> files = files(WITH_DATA).stream().map(Path::toString).toList();
            policies = LoadedPolicies.read(
                            folders().stream().map(Path::toString).toList(),
                            version(),
                            getClass().getClassLoader())
                    .policies();
            for (String id : List.copyOf(policies.modules().keySet())) {
                if (!files.contains(Path.of(id).toAbsolutePath().toString())) {
                    policies = policies.withoutModule(id);
                }
            }
            return OpaTools.find().test(policies, coverage || minCoverage > 0);
        } catch (BundleException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (OpaException e) {
            e.error().each().forEach(error -> getLog().error(error.toString()));
            throw new MojoFailureException("the policies do not compile: " + e.getMessage(), e);
        }
    }

    private RegoVersion version() {
        return RegoVersion.valueOf(regoVersion.toUpperCase(Locale.ROOT));
    }

    private void logFailure(Result result) {
        if (result.outcome() == Outcome.FAILED || result.outcome() == Outcome.ERROR) {
            getLog().error(result.file() + ":" + result.row() + ":1: " + result.pkg() + "." + result.name()
                    + (result.outcome() == Outcome.ERROR ? ": " + result.message() : " is not true"));
            result.trace().forEach(line -> getLog().error("    " + line));
        }
    }

    private void fail(String message) throws MojoFailureException {
        if (!testFailureIgnore) {
            throw new MojoFailureException(message);
        }
        getLog().warn(message);
    }
}
