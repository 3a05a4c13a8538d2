package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A collection that statements add to. Drafts may be items of a draft of an object: so are rules planned whose references
 * have several variables, {@code p[x][y] := z}.
 */
public abstract class Draft {
    /** The collection as a value. More may be added to the draft, which does not change the value. */
    abstract Value finish();

    /** A draft that has all of a value; null for one that is no collection. */
    static @Nullable Draft of(@Nullable Value value) {
        if (value instanceof ObjectValue object) {
            return new OfObject(object.toBuilder());
        } else if (value instanceof SetValue set) {
            OfSet draft = new OfSet();
            set.forEach(draft::add);
            return draft;
        } else if (value instanceof ArrayValue array) {
            OfArray draft = new OfArray(array.size() + 1);
            array.forEach(draft::add);
            return draft;
        }
        return null;
    }

    static class OfArray extends Draft {
        private final ArrayValue.Builder builder;

        OfArray(int capacity) {
            builder = new ArrayValue.Builder(capacity);
        }

        void add(Value item) {
            builder.add(item);
        }

        @Override
        Value finish() {
            return builder.build();
        }
    }

    static class OfSet extends Draft {
        private final SetValue.Builder builder = new SetValue.Builder();

        void add(Value item) {
            builder.add(item);
        }

        @Override
        Value finish() {
            return builder.build();
        }
    }

    static class OfObject extends Draft {
        private final ObjectValue.Builder builder;
        /** Items that are drafts themselves; each key is in the builder too. */
        private @Nullable Map<Value, Draft> drafts;

        OfObject() {
            this(new ObjectValue.Builder());
        }

        private OfObject(ObjectValue.Builder builder) {
            this.builder = builder;
        }

        /** The value of a key, where it is no draft. */
        @Nullable
        Value get(Value key) {
            Draft draft = draft(key);
            return draft == null ? builder.get(key) : draft.finish();
        }

        @Nullable
        Draft draft(Value key) {
            return drafts == null ? null : drafts.get(key);
        }

        void put(Value key, Value value) {
            if (drafts != null) {
                drafts.remove(key);
            }
            builder.put(key, value);
        }

        void put(Value key, Draft value) {
            if (drafts == null) {
                drafts = new HashMap<>();
            }
            if (drafts.put(key, value) == null) {
                builder.put(key, NullValue.NULL);
            }
        }

        @Override
        Value finish() {
            if (drafts != null) {
                drafts.forEach((key, draft) -> builder.put(key, draft.finish()));
            }
            return builder.build();
        }
    }
}
