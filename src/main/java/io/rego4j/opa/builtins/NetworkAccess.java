package io.rego4j.opa.builtins;

/** Which hosts the functions that use the network may reach. */
@FunctionalInterface
public interface NetworkAccess {
    /** None: the default. */
    NetworkAccess NONE = host -> false;

    /** True if a host, by its name or address as the policy gives it, may be asked. */
    boolean allows(String host);
}
