package io.rego4j.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.DirectoryScanner;

/** What all goals have: where policies are, and whether to run at all. */
abstract class RegoMojo extends AbstractMojo {
    static final List<String> POLICIES = List.of("**/*.rego");

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    /** True to do nothing. */
    @Parameter(property = "rego4j.skip", defaultValue = "false")
    boolean skip;

    /** The folders with policies; without this {@code src/main/rego}, if there is one. */
    @Parameter
    List<File> sources = new ArrayList<>();

    /** Which files of the folders: patterns such as {@code app/**}; without this all that the goal has a use for. */
    @Parameter
    List<String> includes = new ArrayList<>();

    /** Which files of the folders to leave out. */
    @Parameter
    List<String> excludes = new ArrayList<>();

    /** The version of Rego of the policies: v0, v1 or v2. */
    @Parameter(property = "rego4j.regoVersion", defaultValue = "v1")
    String regoVersion;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped");
            return;
        }
        try {
            run();
        } catch (IOException | UncheckedIOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    abstract void run() throws IOException, MojoExecutionException, MojoFailureException;

    /**
     * The folders to look into.
     *
     * @throws MojoFailureException if one that was named is not there: a build that checks nothing must not look like one
     *     that found nothing
     */
    final List<Path> folders() throws MojoFailureException {
        for (File source : sources) {
            if (!source.isDirectory()) {
                throw new MojoFailureException(source + ": no such folder, but <sources> names it");
            }
        }
        List<Path> folders = new ArrayList<>(sources.stream().map(File::toPath).toList());
        Path usual = basedir().resolve("src/main/rego");
        if (sources.isEmpty() && usual.toFile().isDirectory()) {
            folders.add(usual);
        }
        return folders;
    }

    /** The files of all folders that the patterns take, sorted; {@code otherwise} are the patterns where none are given. */
    final List<Path> files(List<String> otherwise) throws MojoFailureException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders()) {
            for (String name : names(folder, otherwise)) {
                files.add(folder.resolve(name));
            }
        }
        if (files.isEmpty()) {
            getLog().info("no policies below " + (sources.isEmpty() ? "src/main/rego" : sources));
        }
        return files;
    }

    /** The same for one folder, as paths in it. */
    final List<String> names(Path folder, List<String> otherwise) {
        DirectoryScanner scanner = new DirectoryScanner();
        scanner.setBasedir(folder.toFile());
        scanner.setIncludes((includes.isEmpty() ? otherwise : includes).toArray(String[]::new));
        scanner.setExcludes(excludes.toArray(String[]::new));
        scanner.addDefaultExcludes();
        scanner.scan();
        return Arrays.stream(scanner.getIncludedFiles())
                .map(name -> name.replace('\\', '/'))
                .sorted()
                .toList();
    }

    final Path basedir() {
        return project.getBasedir().toPath();
    }

    final Path buildFolder() {
        return Path.of(project.getBuild().getDirectory());
    }

    /** Whether the goal ran with the same settings and files before, and what it made is there. */
    final UpToDate upToDate(String goal) {
        return new UpToDate(buildFolder().resolve("rego4j"), goal);
    }
}
