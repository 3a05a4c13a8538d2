package io.rego4j.cli;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The policies and data that a command names, as a bundle. */
final class BundleSources {
    private BundleSources() {}

    static Bundle read(List<Path> policies, List<Path> data, Consumer<BundleBuilder> settings) throws IOException {
        BundleBuilder builder = Bundle.builder();
        settings.accept(builder);
        for (Path path : policies) {
            builder.policies(path);
        }
        for (Path path : data) {
            builder.dataFile(path);
        }
        return builder.build();
    }
}
