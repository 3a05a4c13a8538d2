package io.rego4j.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.check.CheckOptions;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.CollidingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Packages and rules whose names were chosen to have one hash code cost no more than others when a set is changed. */
@Tag("slow")
class CollidingPathsTest {
    private static final int COUNT = 1 << 12;

    @Test
    void packagesCostNoMoreThanOthers() {
        CollidingNames.assertCostNoMore(COUNT, names -> {
            List<String> texts = new ArrayList<>();
            texts.add("package shop\n\nfree := 1\n\nq := [" + each(names, "data.%s.p") + "]\n");
            names.forEach(name -> texts.add("package " + name + "\n\np := 1\n"));
            assertThat(Refactoring.of(set(texts))
                            .checkingReached()
                            .rename("data.shop.free", "data.shop.open")
                            .texts())
                    .hasSize(1);
        });
    }

    @Test
    void rulesThatNothingNeedsCostNoMoreThanOthers() {
        CollidingNames.assertCostNoMore(COUNT, names -> {
            String text = "package shop\n\nfree := 1\n"
                    + names.stream().map(name -> name + " := 1\n").collect(Collectors.joining());
            assertThat(Refactoring.of(set(List.of(text)))
                            .clean(List.of("data.shop.free"))
                            .texts())
                    .hasSize(1);
        });
    }

    @Test
    void rulesThatAreWrittenAlikeAreAllRemoved() {
        Change change = Refactoring.of(set(List.of("package shop\n\nfree := 1\n\np := 1\n\np := 1\n")))
                .clean(List.of("data.shop.free"));
        assertThat(change.texts().get(0).text()).isEqualTo("package shop\n\nfree := 1\n");
    }

    private static String each(List<String> names, String item) {
        return names.stream().map(name -> String.format(item, name)).collect(Collectors.joining(", "));
    }

    private static PolicySet set(List<String> texts) {
        List<Source> sources = new ArrayList<>();
        texts.forEach(text -> sources.add(Source.of(sources.size() + ".rego", text)));
        return PolicySet.read(sources, CheckOptions.of(RegoVersion.V1));
    }
}
