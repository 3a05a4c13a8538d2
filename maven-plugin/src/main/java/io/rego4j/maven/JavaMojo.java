package io.rego4j.maven;

import io.rego4j.ast.RegoModule;
import io.rego4j.codegen.ClassNames;
import io.rego4j.codegen.PolicyGenerator;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes a class for each policy that builds it with the fluent builder, into generated sources. Tests are left out. */
@Mojo(name = "java", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class JavaMojo extends RegoMojo {
    /** Where the classes are written; it becomes a folder of sources. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/rego")
    File output;

    /** The Java package of the classes. */
    @Parameter(property = "rego4j.package", required = true)
    String javaPackage;

    @Override
    void run() throws IOException, MojoFailureException {
        List<Path> files = files(POLICIES).stream()
                .filter(file -> !file.toString().endsWith("_test.rego"))
                .toList();
        Path folder = output.toPath().resolve(javaPackage.replace('.', '/'));
        UpToDate known =
                upToDate("java").with(List.of(regoVersion, javaPackage, folder)).withFiles(files);
        String state = known.state();
        if (!files.isEmpty() && !(known.is(state) && Files.isDirectory(folder))) {
            write(files, folder);
            known.done(state);
        }
        if (!files.isEmpty()) {
            project.addCompileSourceRoot(output.toString());
        }
    }

    private void write(List<Path> files, Path folder) throws IOException, MojoFailureException {
        RegoVersion version = RegoVersion.valueOf(regoVersion.toUpperCase(Locale.ROOT));
        Map<String, RegoModule> modules = new LinkedHashMap<>();
        for (Path file : files) {
            ParseResult<RegoModule> parsed = RegoParser.parse(Source.read(file), ParseOptions.of(version));
            if (!parsed.isSuccess()) {
                parsed.diagnostics().forEach(error -> error.display().lines().forEach(getLog()::error));
                throw new MojoFailureException(parsed.diagnostics().get(0).toLine());
            }
            modules.put(basedir().relativize(file).toString().replace('\\', '/'), parsed.orThrow());
        }
        PolicyGenerator generator = PolicyGenerator.into(javaPackage).version(version);
        Files.createDirectories(folder);
        for (Map.Entry<String, String> entry :
                ClassNames.of(List.copyOf(modules.keySet())).entrySet()) {
            String java = generator.generate(entry.getKey(), modules.get(entry.getValue()));
            Path file = folder.resolve(entry.getKey() + ".java");
            // javac compiles what changed.
            if (!Files.isRegularFile(file) || !Files.readString(file).equals(java)) {
                Files.writeString(file, java);
                getLog().info(entry.getValue() + " -> " + javaPackage + "." + entry.getKey());
            }
        }
    }
}
