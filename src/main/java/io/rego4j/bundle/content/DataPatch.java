package io.rego4j.bundle.content;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.PatchOperation;
import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.bundle.manifest.Roots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies the steps of a delta bundle to data. OPA: {@code v1/bundle/store.go}, applyPatches. */
public final class DataPatch {
    private final PatchOperation step;
    private final List<String> path;

    private DataPatch(PatchOperation step) {
        this.step = step;
        this.path = Roots.parts(step.path()).stream()
                .map(part -> part.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /**
     * The data after all steps.
     *
     * @throws BundleException if a step is for a path that does not exist
     */
    public static Map<String, @Nullable Object> apply(Map<String, @Nullable Object> data, List<PatchOperation> steps) {
        Object changed = data;
        for (PatchOperation step : steps) {
            changed = new DataPatch(step).changed(changed, 0);
        }
        return JsonDocuments.object("data", changed);
    }

    private @Nullable Object changed(@Nullable Object node, int at) {
        if (node instanceof Map) {
            return inObject(JsonDocuments.object("data", node), at);
        }
        if (node instanceof List<?> list) {
            return inArray(new ArrayList<>(list), at);
        }
        throw missing();
    }

    private Object inObject(Map<String, @Nullable Object> object, int at) {
        String key = path.get(at);
        boolean last = at == path.size() - 1;
        Map<String, @Nullable Object> copy = JsonDocuments.newObject();
        copy.putAll(object);
        if (!object.containsKey(key)) {
            if (step.op() != PatchOperation.Op.UPSERT) {
                throw missing();
            }
            // Missing parents of a new value are created.
            copy.put(key, last ? step.value() : inObject(Map.of(), at + 1));
        } else if (!last) {
            copy.put(key, changed(object.get(key), at + 1));
        } else if (step.op() == PatchOperation.Op.REMOVE) {
            copy.remove(key);
        } else {
            copy.put(key, step.value());
        }
        return Collections.unmodifiableMap(copy);
    }

    private Object inArray(List<@Nullable Object> copy, int at) {
        String key = path.get(at);
        boolean last = at == path.size() - 1;
        if (last && step.op() == PatchOperation.Op.UPSERT && (key.equals("-") || key.equals("" + copy.size()))) {
            copy.add(step.value());
            return Collections.unmodifiableList(copy);
        }
        int index = key.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(key) : copy.size();
        if (index >= copy.size()) {
            throw missing();
        }
        if (!last) {
            copy.set(index, changed(copy.get(index), at + 1));
        } else {
            switch (step.op()) {
                case UPSERT -> copy.add(index, step.value());
                case REPLACE -> copy.set(index, step.value());
                case REMOVE -> copy.remove(index);
            }
        }
        return Collections.unmodifiableList(copy);
    }

    private BundleException missing() {
        return new BundleException("the patch at /" + step.path() + " goes where the data has nothing");
    }
}
