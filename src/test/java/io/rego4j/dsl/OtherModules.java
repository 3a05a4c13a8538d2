package io.rego4j.dsl;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.List;
import java.util.SplittableRandom;

/** Modules of which a random policy takes rules. */
final class OtherModules {
    private OtherModules() {}

    static RegoModule built(SplittableRandom random) {
        return Dsl.module("fuzz.other")
                .add(Dsl.rule("o" + random.nextInt(9)).when(Dsl.input("a").eq(1), Dsl.plainNot(Dsl.input("b"))))
                .build();
    }

    /** A module with comments and METADATA in many places, read with its METADATA or without. */
    static RegoModule read(SplittableRandom random) {
        String rule = "m" + random.nextInt(9);
        List<String> metadata =
                List.of("", "# METADATA\n# title: T\n# scope: document\n", "# METADATA\n# custom: {a: [1.50, x]}\n");
        List<String> comments = List.of("", "# above", "# free\n", "# free\n\n# above");
        String text = String.join(
                "\n",
                "package fuzz.read # behind",
                metadata.get(random.nextInt(metadata.size())),
                comments.get(random.nextInt(comments.size())),
                rule + " contains 1 if {\n  not input.a # inside\n  input.b\n} # behind",
                comments.get(random.nextInt(comments.size())),
                rule + " contains x if some x in input.xs",
                comments.get(random.nextInt(comments.size())));
        ParseOptions options = ParseOptions.of(RegoVersion.V1).withAnnotations(random.nextBoolean());
        return RegoParser.parse(Source.of("read.rego", text), options).orThrow();
    }
}
