package io.rego4j.cli;

import io.rego4j.ast.RegoModule;
import io.rego4j.cli.command.FlagCommand;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.RegoVersionFlags;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.ErrorPrinter;
import io.rego4j.cli.file.FileProblems;
import io.rego4j.cli.file.Parallel;
import io.rego4j.cli.file.PolicyPaths;
import io.rego4j.codegen.ClassNames;
import io.rego4j.codegen.PolicyGenerator;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code rego4j java}: writes the Java that builds policies. */
final class JavaCommand extends FlagCommand {
    private static final int BAD_POLICY = 2;
    private static final Pattern PACKAGE = Pattern.compile("(?:[A-Za-z_]\\w*+(?:\\.[A-Za-z_]\\w*+)*+)?");

    private final Shell shell;

    JavaCommand(Shell shell) {
        super(declare());
        this.shell = shell;
    }

    private static FlagTable declare() {
        FlagTable flags = new FlagTable(
                        "Write the Java that builds a policy with the fluent builder: one class with a method module().",
                        "PATH",
                        "policies, and folders that are searched for *.rego files",
                        List.of(
                                "",
                                "With --out, each file becomes a class of its own, and the class AllModules prints what all of",
                                "them build, a line of JSON for each: {\"file\": …, \"text\": …}.",
                                "",
                                "Exit codes: 0; 2 if a file is no policy; 1 for a path that does not exist.",
                                "",
                                "Examples:",
                                "  rego4j java policy.rego                             print the Java of one policy",
                                "  rego4j java --out src/main/java --package com.example.policies policies/"))
                .value(
                        "DIR",
                        "the folder of Java sources to write to; the package's folders are made below it",
                        "--out")
                .value("NAME", "the Java package of the classes (default: none)", "--package")
                .flag("leave comments out", "--no-comments");
        return PolicyPaths.declare(RegoVersionFlags.declare(flags));
    }

    @Override
    public int run(FlagTable.Given given) throws Exception {
        if (given.paths().isEmpty()) {
            throw new UserError(1, "no source file specified");
        }
        String javaPackage = given.value("--package") == null ? "" : given.value("--package");
        if (!PACKAGE.matcher(javaPackage).matches()) {
            throw new UserError(1, "invalid argument \"" + javaPackage + "\" for \"--package\": not a Java package");
        }
        PolicyPaths.Found found = PolicyPaths.of(given).find();
        int exitCode = found.report(shell);
        String out = given.value("--out");
        if (out == null && found.files().size() > 1) {
            throw new UserError(
                    1, "there are " + found.files().size() + " policies: say with --out where to write them");
        }
        RegoVersion version = RegoVersionFlags.of(given);
        Map<Path, RegoModule> modules = new LinkedHashMap<>();
        List<Diagnostic> errors = new ArrayList<>();
        Parallel.inOrder(found.files(), file -> read(file, version), read -> {
            errors.addAll(read.errors);
            if (read.module != null) {
                modules.put(read.file, read.module);
            }
        });
        PolicyGenerator generator = PolicyGenerator.into(javaPackage).version(version);
        if (given.has("--no-comments")) {
            generator = generator.withoutComments();
        }
        write(generator, out == null ? null : Path.of(out).resolve(javaPackage.replace('.', '/')), modules);
        new ErrorPrinter(shell).print(errors);
        return errors.isEmpty() ? exitCode : Math.max(exitCode, BAD_POLICY);
    }

    /** A file with its module, or its errors. */
    private record Read(Path file, @Nullable RegoModule module, List<Diagnostic> errors) {}

    private static Read read(Path file, RegoVersion version) {
        try {
            ParseResult<RegoModule> result = RegoParser.parse(Source.read(file), ParseOptions.of(version));
            return new Read(file, result.isSuccess() ? result.orThrow() : null, result.diagnostics());
        } catch (IOException | RuntimeException e) {
            return new Read(file, null, List.of(FileProblems.of(file, e)));
        }
    }

    private void write(PolicyGenerator generator, @Nullable Path folder, Map<Path, RegoModule> modules)
            throws Exception {
        List<String> names = modules.keySet().stream()
                .map(file -> file.toString().replace('\\', '/'))
                .toList();
        Map<String, String> classes = ClassNames.of(names);
        Map<String, RegoModule> byClass = new LinkedHashMap<>();
        Iterator<RegoModule> inOrder = modules.values().iterator();
        classes.keySet().forEach(className -> byClass.put(className, inOrder.next()));
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Parallel.inOrder(
                List.copyOf(byClass.entrySet()),
                entry -> {
                    String java = generator.generate(entry.getKey(), entry.getValue());
                    if (folder == null) {
                        return java;
                    }
                    write(folder, entry.getKey(), java);
                    return "";
                },
                shell.out()::print);
        if (folder != null) {
            write(folder, "AllModules", generator.allModules(classes));
        }
    }

    private static void write(Path folder, String className, String java) throws IOException {
        Files.writeString(folder.resolve(className + ".java"), java, StandardCharsets.UTF_8);
    }
}
