package io.rego4j.ast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class WitherTest {
    private final RegoModule module = RegoParser.parse(Source.of("package a\n\nimport data.b\n\np := 1 if true\n"))
            .orThrow();

    @Test
    void aHeadChangesOnePartAndKeepsItsPlace() {
        Head head = module.rules().get(0).head();
        RefTerm longer = new RefTerm(List.of(new VarTerm("q"), new StringTerm("r")));

        assertThat(head.withRef(longer)).hasToString("q.r := 1");
        assertThat(head.withRef(longer).name()).isNull();
        assertThat(head.withRef(new RefTerm(List.of(new VarTerm("q")))).name()).isEqualTo("q");
        assertThat(head.withArgs(List.of(new VarTerm("x")))).hasToString("p(x) := 1");
        assertThat(head.withKey(new VarTerm("k")).withValue(null)).hasToString("p contains k");
        assertThat(head.withValue(null).origin().row()).isEqualTo(5);
    }

    @Test
    void anImportChangesItsName() {
        assertThat(module.imports().get(0).withAlias(new VarTerm("c"))).hasToString("import data.b as c");
    }
}
