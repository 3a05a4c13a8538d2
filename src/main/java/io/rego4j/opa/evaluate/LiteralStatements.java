package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.LiteralTerms;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements that take the place of others in plans with set or object literals that have variables in them: they keep
 * the {@link LiteralTerms}, and drop them where OPA's evaluator plugs a term.
 */
public final class LiteralStatements {
    private LiteralStatements() {}

    /** An operand as OPA plugs it. */
    public record Plain(Operand operand) implements Operand {
        @Override
        public @Nullable Value get(Frame frame) {
            Value value = operand.get(frame);
            return value == null ? null : value.plain();
        }
    }

    /** The variable gets an empty array, for the items of a literal. */
    public record MakeArray(int target) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.drafts[target] = new ArrayTerms();
            return NEXT;
        }
    }

    /** The variable gets an empty object, for the items of a literal. */
    public record MakeObject(int target) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.drafts[target] = new ObjectTerms();
            return NEXT;
        }
    }

    /** The variable gets an empty set, for the items of a literal. */
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
            LiteralTerms terms = collection == null ? null : collection.literalTerms();
            if (terms == null) {
                return scan.run(frame);
            }
            for (int i = 0; i < terms.size(); i++) {
                int outcome = scan.item(frame, terms.key(i), terms.item(i));
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
            LiteralTerms terms = collection == null ? null : collection.literalTerms();
            Value item = terms == null || itsKey == null ? Lookups.item(collection, itsKey) : terms.get(itsKey);
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
            return ArrayValue.ofLiteral(items);
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
            return SetValue.ofLiteral(items);
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
            return ObjectValue.ofLiteral(keys, values);
        }
    }
}
