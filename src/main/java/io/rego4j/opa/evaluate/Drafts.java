package io.rego4j.opa.evaluate;

import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.Value;
import java.util.Objects;

/** Statements that begin a collection or add to one. */
public final class Drafts {
    /** About what one more item of a collection takes, in bytes. */
    private static final int ITEM = 48;

    private Drafts() {}

    /** The variable gets an empty array. */
    public record MakeArray(int capacity, int target) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.drafts[target] = new Draft.OfArray(capacity);
            return NEXT;
        }
    }

    /** The variable gets an empty object. */
    public record MakeObject(int target) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.drafts[target] = new Draft.OfObject();
            return NEXT;
        }
    }

    /** The variable gets an empty set. */
    public record MakeSet(int target) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.drafts[target] = new Draft.OfSet();
            return NEXT;
        }
    }

    /**
     * The draft in a variable; one of the value that it has, if it has no draft.
     *
     * @throws EvaluationException if that is a value of another kind: two rules want different things at one place
     */
    private static <D extends Draft> D draft(Frame frame, int variable, Class<D> type, Place place) {
        Draft draft = frame.drafts[variable];
        if (draft == null) {
            draft = Draft.of(frame.locals[variable]);
            frame.drafts[variable] = draft;
        }
        if (!type.isInstance(draft)) {
            throw conflict(place);
        }
        return type.cast(draft);
    }

    /** One more item at the end of an array. */
    public record Append(Operand value, int array, Place place) implements Statement {
        @Override
        public int run(Frame frame) {
            Value item = value.get(frame);
            if (item == null) {
                return LEAVE;
            }
            frame.evaluation.allocate(ITEM);
            draft(frame, array, Draft.OfArray.class, place).add(item);
            return NEXT;
        }
    }

    /** One more item of a set. */
    public record Add(Operand value, int set, Place place) implements Statement {
        @Override
        public int run(Frame frame) {
            Value item = value.get(frame);
            if (item == null) {
                return LEAVE;
            }
            frame.evaluation.allocate(ITEM);
            draft(frame, set, Draft.OfSet.class, place).add(item);
            return NEXT;
        }
    }

    /** A key of an object gets a value; one that it had is replaced. */
    public record Insert(Operand key, Operand value, int object, Place place) implements Statement {
        @Override
        public int run(Frame frame) {
            Value name = key.get(frame);
            Value item = value.get(frame);
            if (name == null || item == null) {
                return LEAVE;
            }
            frame.evaluation.allocate(ITEM);
            draft(frame, object, Draft.OfObject.class, place).put(name, item);
            return NEXT;
        }
    }

    /** A key of an object gets a draft that is added to later, or the value of a variable that holds none. */
    public record InsertDraft(Operand key, int source, int object, Place place) implements Statement {
        @Override
        public int run(Frame frame) {
            Value name = key.get(frame);
            Draft item = frame.drafts[source];
            Value value = frame.locals[source];
            if (name == null || item == null && value == null) {
                return LEAVE;
            }
            frame.evaluation.allocate(ITEM);
            Draft.OfObject target = draft(frame, object, Draft.OfObject.class, place);
            if (item != null) {
                target.put(name, item);
            } else {
                target.put(name, Objects.requireNonNull(value, "one of both is there"));
            }
            return NEXT;
        }
    }

    /** A key of an object gets a value, which must be the one that it has, if it has one. */
    public record InsertOnce(Operand key, Operand value, int object, Place place) implements Statement {
        @Override
        public int run(Frame frame) {
            Value name = key.get(frame);
            Value item = value.get(frame);
            if (name == null || item == null) {
                return LEAVE;
            }
            Draft.OfObject target = draft(frame, object, Draft.OfObject.class, place);
            Value known = target.get(name);
            if (known == null) {
                frame.evaluation.allocate(ITEM);
                target.put(name, item);
            } else if (!known.equals(item)) {
                throw conflict(place);
            }
            return NEXT;
        }
    }

    static EvaluationException conflict(Place place) {
        return new EvaluationException("eval_conflict_error", "object keys must be unique")
                .at(place.file(), place.row(), place.column());
    }

    /** The draft below a key of a draft goes on being added to in another variable. */
    public record DotDraft(int source, Operand key, int target) implements Statement {
        @Override
        public int run(Frame frame) {
            Value name = key.get(frame);
            if (name == null || !(frame.drafts[source] instanceof Draft.OfObject object)) {
                frame.drafts[target] = null;
                frame.locals[target] = Lookups.item(frame.locals[source], name);
            } else {
                frame.drafts[target] = object.draft(name);
                frame.locals[target] = object.draft(name) == null ? object.get(name) : null;
            }
            return Statement.defined(frame.drafts[target] != null || frame.locals[target] != null);
        }
    }

    /** The variable gets something else than a draft next: variables are used again in other rules of the function. */
    public record Forget(int variable) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.drafts[variable] = null;
            return NEXT;
        }
    }
}
