package io.rego4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compiled bundles, made by the real OPA. */
class BundleCompilerTest {
    private static final BundleCompiler COMPILER = BundleCompiler.with(OpaProgram.binary());
    private static final Bundle BUNDLE = Bundle.builder()
            .module("p.rego", "package shop\n\nallow if input.n == data.n\n")
            .data("n", 1)
            .revision("r1")
            .build();

    @Test
    void wasmAndPlansComeFromOpa() throws IOException {
        Bundle wasm = COMPILER.compile(BUNDLE, BundleCompiler.Target.WASM, List.of("shop/allow"));
        Bundle plan = COMPILER.compile(BUNDLE, BundleCompiler.Target.PLAN, List.of("shop/allow"));

        assertThat(wasm.files()).anyMatch(file -> file.path().equals("policy.wasm") && file.size() > 10_000);
        assertThat(wasm.manifest().wasm())
                .extracting(Manifest.WasmResolver::entrypoint)
                .containsExactly("shop/allow");
        assertThat(wasm.revision()).isEqualTo("r1");
        assertThat(plan.files()).anyMatch(file -> file.path().equals("plan.json"));
        assertThat(wasm.toBuilder().build()).isEqualTo(wasm);
    }

    @Test
    void whatOpaDoesNotTakeComesBackInItsWords() {
        Bundle broken =
                Bundle.builder().module("p.rego", "package shop\n\nx := y\n").build();

        assertThatThrownBy(() -> COMPILER.compile(broken, BundleCompiler.Target.WASM, List.of("shop/x")))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("rego_unsafe_var_error");
        assertThatThrownBy(() -> COMPILER.compile(BUNDLE, BundleCompiler.Target.PLAN, List.of()))
                .hasMessageStartingWith("name the entry points");
    }
}
