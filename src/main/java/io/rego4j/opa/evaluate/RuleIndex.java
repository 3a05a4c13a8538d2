package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks of a function can be true. Many rules compare one part of the input with a constant each: that part is looked up
 * once, and only the rules whose constant it equals run, as with OPA's rule index.
 */
public final class RuleIndex {
    private final Path path;
    private final Map<Value, Block[]> byValue;
    private final Block[] others;

    /**
     * A part of an argument of the function.
     *
     * @param variable the variable of the argument
     */
    public record Path(int variable, List<Value> keys) {
        public Path {
            keys = List.copyOf(keys);
        }

        @Nullable
        Value in(Frame frame) {
            Value value = frame.locals[variable];
            for (Value key : keys) {
                value = Lookups.item(value, key);
            }
            return value;
        }
    }

    /**
     * An index.
     *
     * @param wanted for each block the value that it needs there, null where it needs none
     */
    public RuleIndex(Path path, Block[] blocks, List<@Nullable Value> wanted) {
        this.path = path;
        Map<Value, List<Block>> lists = new HashMap<>();
        List<Block> rest = new ArrayList<>();
        for (Value value : wanted) {
            if (value != null) {
                lists.put(value, new ArrayList<>());
            }
        }
        for (int i = 0; i < blocks.length; i++) {
            Block block = blocks[i];
            Value value = wanted.get(i);
            if (value != null) {
                Objects.requireNonNull(lists.get(value), "each wanted value has a list")
                        .add(block);
            } else {
                rest.add(block);
                lists.values().forEach(list -> list.add(block));
            }
        }
        this.byValue = new HashMap<>();
        lists.forEach((value, list) -> byValue.put(value, list.toArray(Block[]::new)));
        this.others = rest.toArray(Block[]::new);
    }

    /** The blocks to run, in their order. */
    Block[] blocks(Frame frame) {
        Value value = path.in(frame);
        return value == null ? others : byValue.getOrDefault(value, others);
    }
}
