package io.rego4j.edit.plan;

/** A plan for texts that do not depend on each other. */
public class PlanByText extends Plan {
    @Override
    public boolean isByText() {
        return true;
    }
}
