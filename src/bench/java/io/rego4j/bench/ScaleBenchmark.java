package io.rego4j.bench;

import static io.rego4j.dsl.Builtins.count;
import static io.rego4j.dsl.Builtins.sprintf;
import static io.rego4j.dsl.Builtins.startsWith;
import static io.rego4j.dsl.Dsl.defaultRule;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.not;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.value;
import static io.rego4j.dsl.Dsl.var;

import com.sun.management.OperatingSystemMXBean;
import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleBuilder;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.dsl.ModuleBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Builds, checks and writes the policies of many tenants, as the program in {@code src/bench/go/scale} does with OPA's Go
 * packages: {@code scripts/bench-scale} runs both. Arguments and output are those of that program.
 */
public final class ScaleBenchmark {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ScaleBenchmark() {}

    /** Tenants, rounds, and a folder for the policies. */
    public static void main(String[] args) throws IOException {
        int tenants = Integer.parseInt(args[0]);
        List<String> ids = IntStream.range(0, tenants)
                .mapToObj(i -> String.format("t%05d", i))
                .toList();
        List<String> texts = new ArrayList<>();
        for (int round = 0; round < Integer.parseInt(args[1]); round++) {
            List<RegoModule> modules = new ArrayList<>();
            measure("build", () -> ids.forEach(id -> modules.add(tenant(id).buildUnchecked())));
            texts.clear();
            measure("format", () -> modules.forEach(module -> texts.add(Rego.format(module))));
            measure("bundle", () -> bundle(ids, texts));
            measure("check", () -> {
                if (!Checker.check(modules, CheckOptions.DEFAULT).isEmpty()) {
                    throw new IllegalStateException("the policies have errors");
                }
            });
            measure("check-each", () -> ids.forEach(id -> tenant(id).build()));
            // The same on all processors, for whom the caller allows it.
            measure(
                    "all:build",
                    () -> ids.parallelStream()
                            .map(id -> tenant(id).buildUnchecked())
                            .toList());
            measure(
                    "all:format",
                    () -> modules.parallelStream().map(Rego::format).toList());
            measure("all:check", () -> Checker.check(modules, CheckOptions.DEFAULT, ForkJoinPool.commonPool()));
        }
        for (int i = 0; i < tenants; i++) {
            Files.writeString(Path.of(args[2], ids.get(i) + ".rego"), texts.get(i));
        }
    }

    private static void bundle(List<String> ids, List<String> texts) {
        BundleBuilder bundle = Bundle.builder();
        for (int i = 0; i < texts.size(); i++) {
            bundle.module(ids.get(i) + ".rego", texts.get(i));
        }
        try {
            bundle.build().writeTo(new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModuleBuilder tenant(String id) {
        return module("tenants." + id)
                .add(defaultRule("allow", false))
                .add(rule("allow")
                        .when(
                                input("tenant").eq(id),
                                input("method").eq("GET"),
                                input("user.role").in(var("roles"))))
                .add(rule("allow").when(input("user.admin"), not(var("blocked"))))
                .add(rule("roles")
                        .contains(var("role"))
                        .when(some("role").in(input("roles")), startsWith(var("role"), id)))
                .add(rule("blocked").when(input("user.name").in(value(Set.of("eve", "mallory")))))
                .add(rule("limit").assign(value(1).plus(count(input("requests")))))
                .add(rule("deny")
                        .contains(var("msg"))
                        .when(var("limit").gt(100), var("msg").assign(sprintf("%d requests", List.of(var("limit"))))));
    }

    private static void measure(String name, Runnable work) {
        System.gc();
        long start = System.nanoTime();
        long before = SYSTEM.getProcessCpuTime();
        work.run();
        System.out.println(name + " " + (System.nanoTime() - start) + " " + (SYSTEM.getProcessCpuTime() - before));
    }
}
