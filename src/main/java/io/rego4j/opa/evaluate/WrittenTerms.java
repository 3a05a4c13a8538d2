package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.Value;
import io.rego4j.opa.value.Written;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What takes the place of other statements in plans of policies that write out a set or an object with variables in it:
 * these keep the {@link Written} terms, and lose them where OPA's evaluator plugs a term.
 */
public final class WrittenTerms {
    private WrittenTerms() {}

    /** An operand as OPA plugs it. */
    public record Plain(Operand operand) implements Operand {
        @Override
        public @Nullable Value get(Frame frame) {
            Value value = operand.get(frame);
            return value == null ? null : value.plain();
        }
    }

    /** The variable gets an empty array, for all items of one that is written out. */
    public record MakeArray(int target) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.drafts[target] = new ArrayTerms();
            return NEXT;
        }
    }

    /** The variable gets an empty object, for all items of one that is written out. */
    public record MakeObject(int target) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.drafts[target] = new ObjectTerms();
            return NEXT;
        }
    }

    /** The variable gets an empty set, for all items of one that is written out. */
    public record MakeSet(int target) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.drafts[target] = new SetTerms();
            return NEXT;
        }
    }

    /** {@link Flow.Scan} over the terms, where there are some. */
    public record Scan(Flow.Scan scan) implements Statement {
        @Override
        public int run(Frame frame) {
            Value collection = scan.source().get(frame);
            Written written = collection == null ? null : collection.written();
            if (written == null) {
                return scan.run(frame);
            }
            for (int i = 0; i < written.size(); i++) {
                int outcome = scan.item(frame, written.key(i), written.item(i));
                if (outcome > LEAVE) {
                    return Statement.outward(outcome);
                }
            }
            return NEXT;
        }
    }

    /** {@link Lookups.Dot} among the terms, where there are some. */
    public record Dot(Operand source, Operand key, int target) implements Statement {
        @Override
        public int run(Frame frame) {
            Value collection = source.get(frame);
            Value itsKey = key.get(frame);
            Written written = collection == null ? null : collection.written();
            Value item = written == null || itsKey == null ? Lookups.item(collection, itsKey) : written.get(itsKey);
            frame.locals[target] = item;
            return Statement.defined(item != null);
        }
    }

    // These three differ in little, but each must be the draft that statements about an array, a set or an object ask
    // for.

    private static final class ArrayTerms extends Draft.OfArray {
        private final List<Value> items = new ArrayList<>();

        ArrayTerms() {
            super(0);
        }

        @Override
        void add(Value item) {
            items.add(item);
        }

        @Override
        Value finish() {
            return ArrayValue.written(items);
        }
    }

    private static final class SetTerms extends Draft.OfSet {
        private final List<Value> items = new ArrayList<>();

        @Override
        void add(Value item) {
            items.add(item);
        }

        @Override
        Value finish() {
            return SetValue.written(items);
        }
    }

    private static final class ObjectTerms extends Draft.OfObject {
        private final List<Value> keys = new ArrayList<>();
        private final List<Value> values = new ArrayList<>();

        @Override
        void put(Value key, Value value) {
            keys.add(key);
            values.add(value);
        }

        @Override
        void put(Value key, Draft value) {
            put(key, value.finish());
        }

        @Override
        Value finish() {
            return ObjectValue.written(keys, values);
        }
    }
}
