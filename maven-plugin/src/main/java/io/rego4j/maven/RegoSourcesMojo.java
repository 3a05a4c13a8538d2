package io.rego4j.maven;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes the policies and bundles that classes of the project build: {@code rego4j rego}. Files that would not change are left
 * alone.
 */
@Mojo(
        name = "rego",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class RegoSourcesMojo extends RegoMojo {
    /** The classes, as {@code com.example.Policies} or {@code com.example.Policies#shop}. */
    @Parameter(required = true)
    List<String> builders = new ArrayList<>();

    /** Where the files are written: name it in {@code <sources>} of other goals. */
    @Parameter(defaultValue = "${project.build.directory}/generated-rego")
    File output;

    @Override
    void run() throws IOException, MojoExecutionException, MojoFailureException {
        List<String> command = new ArrayList<>(List.of("rego", "--out", output.toString()));
        command.addAll(builders);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Below the classes of this plugin, so that both mean the same RegoModule.
        try (URLClassLoader classes = new URLClassLoader(classPath(), getClass().getClassLoader())) {
            thread.setContextClassLoader(classes);
            if (CommandRun.of(command).log(getLog()).exitCode() != 0) {
                throw new MojoFailureException("no policies were written: see the errors above");
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private URL[] classPath() throws MojoExecutionException, MalformedURLException {
        try {
            List<URL> urls = new ArrayList<>();
            for (String entry : project.getRuntimeClasspathElements()) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }
}
