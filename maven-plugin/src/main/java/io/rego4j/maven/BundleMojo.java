package io.rego4j.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Makes a bundle of the policies and data, signed if there is a key. The same content gives the same bytes. It is attached to
 * the project with the classifier {@code bundle}.
 */
@Mojo(name = "bundle", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class BundleMojo extends RegoMojo {
    /** The bundle. */
    @Parameter(defaultValue = "${project.build.directory}/${project.build.finalName}-bundle.tar.gz")
    File output;

    /** The name of this state of the policies; without this that of a {@code .manifest}, or none. */
    @Parameter(property = "rego4j.revision")
    String revision;

    /** The paths of data that the bundle owns; without this as a {@code .manifest} says, or all. */
    @Parameter
    List<String> roots = new ArrayList<>();

    /** plan, wasm or rego: has {@code opa build} compile the policies. */
    @Parameter(property = "rego4j.target")
    String target;

    /** The decisions to compile for, such as {@code shop/allow}. */
    @Parameter
    List<String> entrypoints = new ArrayList<>();

    /** A file with the private key in PEM, or the secret of an HMAC: give that as {@code ${env.NAME}}, never as text. */
    @Parameter(property = "rego4j.signingKey")
    String signingKey;

    /** HS, RS, PS or ES with 256, 384 or 512. */
    @Parameter(property = "rego4j.signingAlgorithm", defaultValue = "RS256")
    String signingAlgorithm;

    /** The name of the key, by which OPA knows it. */
    @Parameter(property = "rego4j.keyId", defaultValue = "default")
    String keyId;

    /** True to leave out that the real OPA loads the bundle first. */
    @Parameter(property = "rego4j.skipOpa", defaultValue = "false")
    boolean skipOpa;

    /** False to keep the bundle out of what is installed and deployed. */
    @Parameter(property = "rego4j.attach", defaultValue = "true")
    boolean attach;

    @Inject
    MavenProjectHelper helper;

    @Override
    void run() throws IOException, MojoFailureException {
        List<Path> files = files(List.of("**"));
        if (files.isEmpty()) {
            return;
        }
        Path bundle = output.toPath();
        UpToDate known = upToDate("bundle")
                .with(List.of(regoVersion, roots, entrypoints, signingAlgorithm, keyId, skipOpa, bundle))
                .with(revision + "\n" + target + "\n" + signingKey)
                .withFiles(files);
        if (isFile(signingKey)) {
            known.withFiles(List.of(Path.of(signingKey)));
        }
        String state = known.state();
        if (!Files.isRegularFile(bundle) || !known.is(state)) {
            Files.createDirectories(bundle.toAbsolutePath().getParent());
            if (CommandRun.of(command(stage(), bundle)).log(getLog()).exitCode() != 0) {
                throw new MojoFailureException("no bundle was made: see the errors above");
            }
            known.done(state);
        }
        if (attach) {
            helper.attachArtifact(project, "tar.gz", "bundle", output);
        }
    }

    private static boolean isFile(String key) {
        return key != null && !key.startsWith("-----BEGIN") && new File(key).isFile();
    }

    private List<String> command(Path content, Path bundle) {
        List<String> command =
                new ArrayList<>(List.of("bundle", "build", content.toString(), "--output", bundle.toString()));
        command.addAll(List.of("--rego-version", regoVersion));
        if (revision != null) {
            command.addAll(List.of("--revision", revision));
        }
        roots.forEach(root -> command.addAll(List.of("--root", root)));
        if (target != null) {
            command.addAll(List.of("--target", target));
        }
        entrypoints.forEach(entrypoint -> command.addAll(List.of("--entrypoint", entrypoint)));
        if (skipOpa) {
            command.add("--skip-check");
        }
        if (signingKey != null) {
            command.addAll(List.of("--signing-key", signingKey));
            command.addAll(List.of("--signing-alg", signingAlgorithm, "--verification-key-id", keyId));
        }
        return command;
    }

    /** One folder with what the patterns take of all folders. */
    private Path stage() throws IOException, MojoFailureException {
        Path stage = buildFolder().resolve("rego4j/bundle");
        delete(stage);
        for (Path folder : folders()) {
            for (String name : names(folder, List.of("**"))) {
                Path copy = stage.resolve(name);
                if (Files.exists(copy)) {
                    throw new MojoFailureException(folder.resolve(name) + ": another source has a file of this path");
                }
                Files.createDirectories(copy.getParent());
                Files.copy(folder.resolve(name), copy);
            }
        }
        return stage;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                if (problem != null) {
                    throw new UncheckedIOException(problem);
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
