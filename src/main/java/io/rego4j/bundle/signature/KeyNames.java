package io.rego4j.bundle.signature;

import io.rego4j.bundle.BundleException;

/** What keys of both kinds have in common. */
public final class KeyNames {
    private KeyNames() {}

    public static void requireId(String keyId) {
        if (keyId.isBlank()) {
            throw new BundleException("a key needs a name: without one, any key that is known would do");
        }
    }
}
