package io.rego4j.opa.functions.time;

import io.rego4j.opa.builtins.Family;
import java.util.List;

/** The families of this room. */
public final class TimeFunctions {
    /** None needs a library. */
    public static final List<Family> FAMILIES = List.of(Family.of(Times.FUNCTIONS));

    private TimeFunctions() {}
}
