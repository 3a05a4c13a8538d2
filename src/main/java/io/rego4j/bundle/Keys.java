package io.rego4j.bundle;

/** What keys of both kinds have in common. */
final class Keys {
    private Keys() {}

    static void requireId(String keyId) {
        if (keyId.isBlank()) {
            throw new BundleException("a key needs a name: without one, any key that is known would do");
        }
    }
}
