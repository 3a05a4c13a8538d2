package io.rego4j.bundle.signature;

import io.rego4j.bundle.BundleException;

/** Checks the name of a key. */
public final class KeyNames {
    private KeyNames() {}

    public static void requireId(String keyId) {
        if (keyId.isBlank()) {
            throw new BundleException("a key needs a name: without one, any key that is known would do");
        }
    }
}
