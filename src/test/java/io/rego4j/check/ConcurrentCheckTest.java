package io.rego4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.module.IndependentModules;
import io.rego4j.check.tree.ModuleScan;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A check on several threads says what a check on one says. */
class ConcurrentCheckTest {
    private static final List<String> PACKAGES = Stream.concat(
                    Stream.of("a", "a.b", "a.c", "d.e", "d.f.g", "h"),
                    IntStream.range(0, 30).mapToObj(i -> "tenants.t" + i))
            .toList();
    /** Rules with errors of many stages, and without; {@code %s} is a package. */
    private static final List<String> RULES = List.of(
            "p := 1",
            "q if data.%s.p == 1",
            "r if data.%s.f(1)",
            "f(x) := x + 1",
            "s if x > 1",
            "t := t",
            "u := 1 + \"a\"",
            "v := count(1)",
            "w if { x := 1; x := 2 }",
            "p := 2",
            "default p := 3",
            "y contains data.%s[z]",
            "z if data[input.x]",
            "import data.%s.p as other",
            "m if other == 1");

    private static RegoModule module(String name, String text) {
        return RegoParser.parse(Source.of(name, text), ParseOptions.DEFAULT).orThrow();
    }

    private static List<RegoModule> set(Random random, boolean faulty) {
        List<RegoModule> modules = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            StringBuilder text = new StringBuilder("package " + PACKAGES.get(random.nextInt(PACKAGES.size())) + "\n\n");
            for (int rule = random.nextInt(4); rule >= 0; rule--) {
                String chosen = RULES.get(random.nextInt(faulty ? RULES.size() : 4));
                text.append(chosen.formatted(PACKAGES.get(random.nextInt(PACKAGES.size()))))
                        .append("\n\n");
            }
            modules.add(module("m" + i + ".rego", text.toString()));
        }
        return modules;
    }

    /** What a check says in which all modules go through a stage before the next. */
    private static List<Diagnostic> inOrder(List<RegoModule> modules) {
        return CompilerStages.sorted(new CompilerStages(ModuleScan.of(modules), CheckOptions.DEFAULT).run().stream());
    }

    @Test
    void saysTheSameInTheSameOrder() {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        int errors = 0;
        int divided = 0;
        try {
            for (int seed = 0; seed < 600; seed++) {
                List<RegoModule> modules = set(new Random(seed), seed % 3 > 0);
                List<Diagnostic> expected = inOrder(modules);

                assertThat(Checker.check(modules, CheckOptions.DEFAULT))
                        .as("seed %s", seed)
                        .isEqualTo(expected);
                assertThat(Checker.check(modules, CheckOptions.DEFAULT, executor))
                        .as("seed %s", seed)
                        .isEqualTo(expected);
                errors += expected.size();
                divided += IndependentModules.of(ModuleScan.of(modules)).size() > 1 ? 1 : 0;
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(errors).isGreaterThan(1_000);
        assertThat(divided).isGreaterThan(200);
    }

    @Test
    void takesTheThreadsOfTheExecutor() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Executor executor = work -> {
            Thread thread = new Thread(work);
            threads.add(thread);
            thread.start();
        };

        assertThat(Checker.check(
                        List.of(module("a", "package a"), module("b", "package b")), CheckOptions.DEFAULT, executor))
                .isEmpty();

        assertThat(threads).isNotEmpty();
    }

    @Test
    void needsNoThreadOfTheExecutor() {
        List<RegoModule> modules = List.of(Rego.parse("package a\np := x"), Rego.parse("package b\np := y"));
        List<Diagnostic> expected = Checker.check(modules, CheckOptions.DEFAULT);
        Executor refusing = work -> {
            throw new RejectedExecutionException();
        };

        assertThat(expected).hasSize(2);
        assertThat(Checker.check(modules, CheckOptions.DEFAULT, refusing)).isEqualTo(expected);
        assertThat(Checker.check(modules, CheckOptions.DEFAULT, work -> {})).isEqualTo(expected);
    }

    @Test
    void modulesThatMayConcernEachOtherStayTogether() {
        assertThat(sets("package a", "package b", "package a")).containsExactly("a a", "b");
        assertThat(sets("package a", "package a.b.c", "package ab")).containsExactly("a a.b.c", "ab");
        assertThat(sets("package a", "package b\np := data.a.q", "package c")).containsExactly("a b", "c");
        assertThat(sets("package x.a", "package x.b", "package b\np := data.x[input.y]", "package c"))
                .containsExactly("x.a x.b b", "c");
        assertThat(sets("package a", "package b", "package c\np := data")).containsExactly("a b c");
        assertThat(sets("package a", "package b\nimport data.a.q as r\np := r", "package c"))
                .containsExactly("a b", "c");
        assertThat(sets("package a", "package b\np if input.x with data.a.q as 1", "package c"))
                .containsExactly("a b", "c");
        assertThat(sets("package a", "package b\np := input[data.a.q]", "package c"))
                .containsExactly("a b", "c");
        assertThat(sets("package a", "package b\np := data.z[data.a.q]", "package c"))
                .containsExactly("a b", "c");
    }

    private static List<String> sets(String... texts) {
        return IndependentModules.of(
                        ModuleScan.of(Stream.of(texts).map(Rego::parse).toList()))
                .stream()
                .map(set -> String.join(
                        " ", set.stream().map(scan -> scan.module.pkg().name()).toList()))
                .toList();
    }

    @Test
    void whatAThreadThrowsIsThrown() {
        assertThatThrownBy(() -> Concurrent.each(
                        List.of(1, 2, 3),
                        each -> {
                            throw new IllegalStateException("no " + each);
                        },
                        work -> {}))
                .hasMessage("no 1");
    }
}
