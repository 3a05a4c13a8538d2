package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.Kind;
import io.rego4j.opa.value.Value;
import java.util.Objects;

/** Statements that are defined or not, and do nothing else. */
public final class Checks {
    private Checks() {}

    /** Both are the same value. */
    public record Equal(Operand a, Operand b) implements Statement {
        @Override
        public int run(Frame frame) {
            return Statement.defined(Objects.equals(a.get(frame), b.get(frame)));
        }
    }

    /** The two are different values. */
    public record NotEqual(Operand a, Operand b) implements Statement {
        @Override
        public int run(Frame frame) {
            return Statement.defined(!Objects.equals(a.get(frame), b.get(frame)));
        }
    }

    /** The value is an array, an object or a set. */
    public record IsKind(Operand source, Kind kind) implements Statement {
        @Override
        public int run(Frame frame) {
            Value value = source.get(frame);
            return Statement.defined(value != null && value.kind() == kind);
        }
    }

    /** The variable has a value. */
    public record IsDefined(Operand source) implements Statement {
        @Override
        public int run(Frame frame) {
            return Statement.defined(source.get(frame) != null);
        }
    }

    /** The variable has no value. */
    public record IsUndefined(Operand source) implements Statement {
        @Override
        public int run(Frame frame) {
            return Statement.defined(source.get(frame) == null);
        }
    }
}
