package io.rego4j.opa.plan;

/** A plan that cannot be loaded: damaged, of a newer OPA, or with a function that is not here. The message says what and where. */
public final class PlanException extends Exception {
    private static final long serialVersionUID = 1L;

    PlanException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
